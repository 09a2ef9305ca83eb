"""That two actors may be one and the same: what was suggested, and what a curator said to it. A part of `sources.models`."""

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import F, Q
from django.db.models.expressions import RawSQL
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

# What a reason of a suggestion says, by its code; `one` and `other` are words of the two actors.
REASONS: dict[str, "StrOrPromise"] = {
    "same_name": _("the same name: %(one)s"),
    "same_words": _("the same words in another spelling or order: %(one)s, %(other)s"),
    "surname": _("the same family name and no other first name: %(one)s, %(other)s"),
    "sort_of_thing": _("the same but for words of sort: %(one)s, %(other)s"),
    "abbreviation": _("one may abbreviate the other: %(one)s, %(other)s"),
    "same_affiliation": _("of the same organisation: %(one)s, %(other)s"),
    "similar_affiliation": _("of similar organisations: %(one)s, %(other)s"),
    "other_affiliation": _("but of different organisations: %(one)s, %(other)s"),
    "no_affiliation": _("of one of them no organisation is known"),
}
# Suggestions that an earlier refusal answers: it was made between members of the same two families.
ANSWERED = """
WITH RECURSIVE up(id, at, next) AS (
  SELECT id, id, merged_into_id FROM sources_actor
  WHERE id IN (SELECT first_id FROM sources_mergesuggestion UNION SELECT second_id FROM sources_mergesuggestion)
  UNION ALL SELECT up.id, step.id, step.merged_into_id FROM sources_actor step JOIN up ON step.id = up.next
), pair(id, status, one, other) AS (
  SELECT pair.id, pair.status, CASE WHEN a.at < b.at THEN a.at ELSE b.at END, CASE WHEN a.at < b.at THEN b.at ELSE a.at END
  FROM sources_mergesuggestion pair
  JOIN up a ON a.id = pair.first_id AND a.next IS NULL JOIN up b ON b.id = pair.second_id AND b.next IS NULL
) SELECT asked.id FROM pair asked JOIN pair refused ON refused.one = asked.one AND refused.other = asked.other
WHERE asked.status = 'suggested' AND refused.status = 'refused'"""


class SuggestionStatus(models.TextChoices):
    """What became of a suggestion. It is confirmed as long as both actors are merged, and only then."""

    SUGGESTED = "suggested", _("suggested")
    CONFIRMED = "confirmed", _("confirmed")
    REFUSED = "refused", _("refused")


class MergeSuggestionQuerySet(models.QuerySet["MergeSuggestion"]):
    def unanswered(self) -> Self:
        """Without those that a refusal between the same two families of actors answers already."""
        return self.exclude(pk__in=RawSQL(ANSWERED, []))  # noqa: S611 - fixed words

    def open(self) -> Self:
        """Those that wait for a curator."""
        return self.unanswered().filter(status=SuggestionStatus.SUGGESTED)


class MergeSuggestion(models.Model):
    """Two actors that may be one, why, and what a curator decided. The older actor comes first, so a pair exists once. A
    refusal is kept for good (a trigger sees to it), and so no merge may join the two, by way of others neither."""

    first = models.ForeignKey("sources.Actor", models.PROTECT, related_name="suggested_first", verbose_name=_("actor"))
    second = models.ForeignKey(
        "sources.Actor", models.PROTECT, related_name="suggested_second", verbose_name=_("other actor")
    )
    score = models.FloatField(_("score"))
    reasons = models.JSONField(_("reasons"), default=list)
    status = models.CharField(
        _("status"), max_length=20, choices=SuggestionStatus.choices, default=SuggestionStatus.SUGGESTED
    )
    created_at = models.DateTimeField(_("created at"))

    objects = MergeSuggestionQuerySet.as_manager()

    class Meta:
        verbose_name = _("suggested merge")
        verbose_name_plural = _("suggested merges")
        indexes = [models.Index(name="sources_suggestion_status", fields=["status", "-score"])]
        constraints = [
            models.UniqueConstraint(name="sources_mergesuggestion_once", fields=["first", "second"]),
            models.CheckConstraint(name="sources_mergesuggestion_ordered", condition=Q(first__lt=F("second"))),
            models.CheckConstraint(
                name="sources_mergesuggestion_score_0_to_1", condition=Q(score__gte=0) & Q(score__lte=1)
            ),
            models.CheckConstraint(
                name="sources_mergesuggestion_status_known", condition=Q(status__in=SuggestionStatus.values)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.first_id} = {self.second_id}?"

    def reasons_in_words(self) -> list[str]:
        """The reasons in the reader's language; one that is not known any more by its code."""
        return [str(REASONS.get(told["code"], told["code"])) % told for told in self.reasons]
