"""What figures count or measure, however it is called: concepts with their words, one within another. A part of
`claims.models`."""

from collections.abc import Collection, Iterable, Iterator
from typing import Any, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

LONGEST_WORD = 200
DEEPEST = 20  # concepts one within another
_ENDINGS = ("n", "s", "e", "en", "es", "er", "ern", "nen", "innen")
_FOLDED = str.maketrans("äöü", "aou")


class ConceptKind(models.TextChoices):
    """Whether it is counted (shells) or measured in a unit (damage in euros, grain in tonnes)."""

    THING = "thing", _("counted")
    MEASURE = "measure", _("measured")


class ConceptQuerySet(models.QuerySet["Concept"]):
    def called(self, words: str) -> Self:
        """Those with this slug or name, or with this word, however inflected."""
        key = word_key(words)
        named = Q(slug=key) | Q(name__iexact=key) | Q(name_de__iexact=key)
        return self.filter(named | Q(pk__in=ConceptWord.objects.filter(key__in=list(forms(key))).values("concept")))


class Concept(models.Model):
    """What figures are about. `broader` holds it: artillery shells are ammunition, which is weapons."""

    slug = models.SlugField(_("slug"), max_length=100, unique=True)
    name = models.CharField(_("name"), max_length=100, help_text=_("English name"))
    name_de = models.CharField(_("German name"), max_length=100, blank=True)
    kind = models.CharField(_("kind"), max_length=10, choices=ConceptKind.choices, default=ConceptKind.THING)
    broader = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="narrower", verbose_name=_("part of")
    )
    curated = models.BooleanField(
        _("curated"), default=False, help_text=_("changed by a curator; loading knowledge leaves it alone")
    )

    objects = ConceptQuerySet.as_manager()

    class Meta:
        verbose_name = _("concept")
        verbose_name_plural = _("concepts")
        constraints = [
            models.CheckConstraint(name="claims_concept_kind_known", condition=Q(kind__in=ConceptKind.values)),
            models.CheckConstraint(name="claims_concept_name_given", condition=~Q(name="")),
            models.CheckConstraint(
                name="claims_concept_not_within_itself", condition=Q(broader=None) | ~Q(broader=F("id"))
            ),
        ]

    def __str__(self) -> str:
        return self.name


class ConceptWord(models.Model):
    """One word for a concept, in the singular. A word stands for one concept only."""

    concept = models.ForeignKey(Concept, models.CASCADE, related_name="words", verbose_name=_("concept"))
    text = models.CharField(_("word"), max_length=LONGEST_WORD)
    key = models.CharField(_("key"), max_length=LONGEST_WORD, unique=True, editable=False)

    class Meta:
        verbose_name = _("word for a concept")
        verbose_name_plural = _("words for concepts")
        constraints = [models.CheckConstraint(name="claims_conceptword_key_given", condition=~Q(key=""))]

    def __str__(self) -> str:
        return self.text

    def save(self, **kwargs: Any) -> None:
        """Saves it under the key of its words."""
        self.key = word_key(self.text)
        super().save(**kwargs)


def word_key(words: str) -> str:
    """`words` in lower case, with single blanks."""
    return " ".join(words.lower().split())[:LONGEST_WORD]


def forms(noun: str) -> Iterator[str]:
    """`noun` in lower case, then without endings of plural and case, then these without umlaut ("Häuser": "haus")."""
    word = noun.lower()
    bare = [word, *(word.removesuffix(ending) for ending in _ENDINGS if word.endswith(ending) and len(word) > 4)]
    yield from dict.fromkeys([*bare, *(form.translate(_FOLDED) for form in bare[1:])])


def broader_keys(concepts: Collection[int]) -> dict[int, frozenset[int]]:
    """For each of `concepts` (keys) itself and all that hold it."""
    above = dict(Concept.objects.values_list("pk", "broader"))
    return {pk: frozenset(_line(pk, above)) for pk in concepts}


def narrower_keys(concepts: Iterable[int]) -> set[int]:
    """`concepts` (keys) and all that they hold."""
    wanted = set(concepts)
    above = dict(Concept.objects.values_list("pk", "broader")) if wanted else {}
    return wanted | {pk for pk in above if not wanted.isdisjoint(_line(pk, above))}


def _line(pk: int, above: dict[int, int | None]) -> list[int]:
    """From `pk` upwards; a circle that somebody wrote past the form ends where it began."""
    line = [pk]
    while (step := above.get(line[-1])) is not None and step not in line and len(line) < DEEPEST:
        line.append(step)
    return line
