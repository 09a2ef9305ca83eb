"""How one claim stands to another. A part of `claims.models`."""

import json
from collections.abc import Collection
from typing import TYPE_CHECKING, Any, Self

from django.db import connection, models
from django.db.models import F, Q
from django.db.models.expressions import RawSQL
from django.utils.translation import gettext_lazy as _

from claims.pairs import STANDING
from claims.vocabulary import RelationKind, RelationStatus
from sources.lookups import Among

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

SYMMETRIC = (RelationKind.SAME, RelationKind.CONTRADICTS)
# What a reason says, by its code; `one` and `other` are words of the two claims, in the order of the relation.
REASONS: dict[str, "StrOrPromise"] = {
    "same_words": _("the same words: %(words)s"),
    "same_actors": _("about the same: %(words)s"),
    "same_figure": _("the same figure: %(one)s, %(other)s"),
    "same_time": _("the same time: %(one)s, %(other)s"),
    "same_deed": _("the same is done: %(one)s, %(other)s"),
    "similar_sense": _("similar in sense"),
    "figures_apart": _("figures that exclude each other: %(one)s, %(other)s"),
    "figure_within": _("one figure lies within the other: %(one)s, %(other)s"),
    "times_apart": _("different times: %(one)s, %(other)s"),
    "contrary": _("one says the contrary of the other: %(one)s, %(other)s"),
    "one_denies": _("one affirms what the other denies"),
    "denies_more": _("one denies altogether what the other says in particular: %(one)s, %(other)s"),
    "same_origin_later": _("a later figure of the same origin: %(one)s, %(other)s"),
}


class RelationQuerySet(models.QuerySet["Relation"]):
    def standing(self, claims: Collection[int] | None = None, kinds: Collection[str] | None = None) -> Self:
        """Those that nobody refused, between claims that were not joined meanwhile; of those that say the same of the same
        two families of claims one, which a curator confirmed if any was; none where one of these was refused. Of any of
        `claims` (keys of whole families) and `kinds` only, where they are given: that looks at no others."""
        where, values = ["1 = 1"], list[Any]()
        for columns, wanted in ((("from_claim_id", "to_claim_id"), claims), (("kind",), kinds)):
            if wanted is not None:
                where.append("(" + " OR ".join(f"{column} {_among()}" for column in columns) + ")")
                values += [_listed(wanted)] * len(columns)
        return self.filter(pk__in=RawSQL(STANDING.format(where=" AND ".join(where)), values))  # noqa: S611 - fixed words

    def open(self) -> Self:
        """Those that wait for a curator."""
        return self.standing().filter(status=RelationStatus.SUGGESTED)

    def of(self, claims: Collection[int]) -> Self:
        """Those of any of the claims with these keys."""
        return self.filter(Q(Among("from_claim", claims)) | Q(Among("to_claim", claims)))


def _among() -> str:
    return "IN (SELECT value FROM json_each(%s))" if connection.vendor == "sqlite" else "= ANY(%s)"


def _listed(values: Collection[int] | Collection[str]) -> str | list[int | str]:
    """Many values as one parameter, as `_among` reads it."""
    return json.dumps(list(values)) if connection.vendor == "sqlite" else list(values)


class Relation(models.Model):
    """One claim's stand to another, or that both may be one (`same`), why, and what a curator said to it. In `same` and
    `contradicts` the older claim comes first, so a pair exists once; an update goes from the newer to what it updates.

    Confirming `same` joins the claims; refusing it keeps them apart for good."""

    from_claim = models.ForeignKey(
        "claims.Claim", models.PROTECT, related_name="relations_from", verbose_name=_("claim")
    )
    to_claim = models.ForeignKey(
        "claims.Claim", models.PROTECT, related_name="relations_to", verbose_name=_("other claim")
    )
    kind = models.CharField(_("kind"), max_length=20, choices=RelationKind.choices)
    status = models.CharField(
        _("status"), max_length=20, choices=RelationStatus.choices, default=RelationStatus.SUGGESTED
    )
    reason = models.TextField(_("reason"), blank=True)
    reasons = models.JSONField(_("reasons"), default=list, blank=True)
    score = models.FloatField(_("score"), null=True, blank=True)
    created_at = models.DateTimeField(_("created at"))

    objects = RelationQuerySet.as_manager()

    class Meta:
        verbose_name = _("relation")
        verbose_name_plural = _("relations")
        indexes = [models.Index(name="claims_relation_queue", fields=["status", "kind", "-score"])]
        constraints = [
            models.CheckConstraint(
                name="claims_relation_score_0_to_1", condition=Q(score=None) | (Q(score__gte=0) & Q(score__lte=1))
            ),
            models.UniqueConstraint(name="claims_relation_once", fields=["from_claim", "to_claim", "kind"]),
            models.CheckConstraint(name="claims_relation_kind_known", condition=Q(kind__in=RelationKind.values)),
            models.CheckConstraint(name="claims_relation_status_known", condition=Q(status__in=RelationStatus.values)),
            models.CheckConstraint(name="claims_relation_two_claims", condition=~Q(from_claim=F("to_claim"))),
            models.CheckConstraint(
                name="claims_relation_symmetric_once",
                condition=~Q(kind__in=SYMMETRIC) | Q(from_claim__lt=F("to_claim")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.from_claim_id} – {self.get_kind_display()} – {self.to_claim_id}"

    def reasons_in_words(self) -> list[str]:
        """The reasons in the reader's language; one that is not known any more by its code."""
        return [str(REASONS.get(told["code"], told["code"])) % told for told in self.reasons]
