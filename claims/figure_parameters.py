"""The query parameters that ask for figures: of what, in which unit, how large. For lists of claims, figures and series."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any

import yaml
from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_filters import CharFilter, FilterSet, NumberFilter

from claims.concepts import Concept, narrower_keys
from claims.measures import BASE_UNITS, FACTORS, LARGEST
from claims.models import Quantity
from claims.quantities import QuantityQuerySet

MOST_CONCEPTS = 50
NUMBER = {"max_digits": 30, "decimal_places": 6}


@dataclass(frozen=True, slots=True)
class AskedUnit:
    """A base unit, and what one of the unit that was asked for is in it."""

    base: str
    factor: Decimal


class ConceptsField(forms.CharField):
    """Names of concepts between commas, as a list of texts."""

    def clean(self, value: str | None) -> Any:
        names = [name.strip() for name in super().clean(value).split(",") if name.strip()]
        if len(names) > MOST_CONCEPTS:
            raise forms.ValidationError(_("Up to %(most)s concepts can be asked for.") % {"most": MOST_CONCEPTS})
        return names


class UnitField(forms.CharField):
    """A unit in any of its names, as an AskedUnit."""

    def clean(self, value: str | None) -> Any:
        words = super().clean(value).strip()
        if not words:
            return None
        unit = unit_named(words)
        if unit is None:
            told = _("No unit of this name is known. These are, and their multiples: %(units)s.")
            raise forms.ValidationError(told % {"units": ", ".join(BASE_UNITS)})
        return unit


class ConceptsFilter(CharFilter):  # type: ignore[misc]  # django-filter ships no types
    """A parameter that takes concepts."""

    field_class = ConceptsField


class UnitFilter(CharFilter):  # type: ignore[misc]  # django-filter ships no types
    """A parameter that takes one unit."""

    field_class = UnitField


class FigureParameters(FilterSet):  # type: ignore[misc]  # django-filter ships no types
    """What is asked of one and the same figure."""

    concept = ConceptsFilter(
        help_text=gettext_lazy(
            "What the figure counts or measures: a concept by its slug, name or one of its words, what it holds included "
            "(weapons finds shells). Several between commas: any of them."
        )
    )
    unit = UnitFilter(help_text=gettext_lazy("The unit, or another that can be converted: tonne, km, EUR, percent."))
    value_min = NumberFilter(
        help_text=gettext_lazy(
            "A figure that allows this value or a larger one, in `unit`, else in its base unit: “more than 10” allows 500."
        ),
        **NUMBER,
    )
    value_max = NumberFilter(
        help_text=gettext_lazy("A figure that allows this value or a smaller one, in `unit`, else in its base unit."),
        **NUMBER,
    )

    def figures(self, among: QuantityQuerySet | None = None) -> QuantityQuerySet | None:
        """The figures (`among` these) that the query asks for; None where it asks for none in particular."""
        given = self.form.cleaned_data
        asked = [given.get("concept"), given.get("unit"), given.get("value_min"), given.get("value_max")]
        if all(value in (None, "", []) for value in asked):
            return None
        found = Quantity.objects.all() if among is None else among
        if given.get("concept"):
            found = found.filter(thing__in=self.concepts(given["concept"]))
        return _measured(found, given)

    def concepts(self, names: Sequence[str]) -> set[int]:
        """The keys of the concepts of these names, and of all that they hold; notes which are not known."""
        found = {name: set(Concept.objects.called(name).values_list("pk", flat=True)) for name in names}
        self.notes += [_("There is no concept “%(name)s”.") % {"name": name[:100]} for name in names if not found[name]]
        return narrower_keys({pk for keys in found.values() for pk in keys})


def _measured(figures: QuantityQuerySet, given: Mapping[str, Any]) -> QuantityQuerySet:
    unit: AskedUnit | None = given.get("unit")
    if unit:
        figures = figures.filter(measure=unit.base)
    factor = unit.factor if unit else Decimal(1)
    least, most = (_bounded(given.get(name), factor) for name in ("value_min", "value_max"))
    return figures.between(least, most)


def _bounded(value: Decimal | None, factor: Decimal) -> Decimal | None:
    """`value` in the base unit, as large as a column can hold."""
    if value is None:
        return None
    largest = LARGEST - 1
    return max(-largest, min(largest, value * factor))


def unit_named(words: str) -> AskedUnit | None:
    """The unit that `words` mean: our name, a sign, a German word."""
    name = _unit_names().get(" ".join(words.lower().split()))
    return AskedUnit(*FACTORS[name]) if name and name in FACTORS else None


@cache
def _unit_names() -> dict[str, str]:
    """The core's list, which knows the German words and signs."""
    text = (files("claims") / "extraction" / "lexicon" / "units.yaml").read_text("utf-8")
    listed = {word: name for name, words in yaml.safe_load(text)["measures"].items() for word in words}
    return listed | {name.lower(): name for name in FACTORS}
