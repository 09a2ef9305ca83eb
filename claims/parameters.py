"""The kinds of parameters that filter sets have: names, ids, years, days, words of a closed list, what stands in a search
box; each with what the API's description says of it."""

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

from django import forms
from django.db import models
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_filters import DateFilter, Filter, MultipleChoiceFilter, TypedMultipleChoiceFilter
from drf_spectacular.utils import extend_schema_field

from claims.asking import read_value
from sources.queries import read_query

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

LONGEST_VALUE = 10_000
MOST_VALUES = 50  # of one parameter
HOW_TO_NAME = gettext_lazy(
    "A name in any spelling, a slug, our id, Wikidata id or ISO code. Several, repeated or between commas: any of them. "
    "Behind `!`: not that one. Quotation marks keep a name together that holds a comma."
)
HOW_TO_SEARCH = gettext_lazy(
    'German words are found in any inflection and inside compounds, ä as ae. `"in quotation marks"`: side by side. Behind '
    "`-`: not that."
)
KEYS = "1..9223372036854775807"
DAY = "YYYY-MM-DD"
Many = TypeVar("Many", bound="ManyFilter")


class ManyField(forms.Field):
    """A parameter that may be repeated; cleaned to a list of texts without blanks around them, each once."""

    widget = forms.MultipleHiddenInput

    def clean(self, value: Sequence[str] | None) -> list[str]:
        return list(dict.fromkeys(text.strip() for text in value or ()))


class KeysField(ManyField):
    """Ids, as a list of numbers."""

    allowed = (KEYS,)

    def clean(self, value: Sequence[str] | None) -> list[Any]:
        texts = super().clean(value)
        if not all(text.isascii() and text.isdigit() and len(text) < 100 for text in texts):
            raise forms.ValidationError(_("An id is a number."))
        return [int(text) for text in texts]


class YearsField(ManyField):
    """Years, as a list of numbers."""

    allowed = ("1..9999",)

    def clean(self, value: Sequence[str] | None) -> list[Any]:
        texts = super().clean(value)
        if not all(text.isascii() and text.isdigit() and 1 <= int(text[:5]) <= 9999 for text in texts):
            raise forms.ValidationError(_("A year is a number from 1 to 9999."))
        return [int(text) for text in texts]


class NamesField(ManyField):
    """Names of actors, as a list of `Value`s."""

    def clean(self, value: Sequence[str] | None) -> list[Any]:
        values = [read_value(text) for text in super().clean(value)]
        if not all(one.names for one in values):
            raise forms.ValidationError(_("There is no name in the value."))
        asked = sum(len(one.names) for one in values)
        if asked > MOST_VALUES:
            told = _("A parameter takes up to %(most)s names; these are %(n)s.")
            raise forms.ValidationError(told % {"most": MOST_VALUES, "n": asked})
        return values


class ManyFilter(Filter):  # type: ignore[misc]  # django-filter ships no types
    """A repeatable parameter of free texts."""

    field_class = ManyField


class NamesFilter(ManyFilter):
    """A repeatable parameter of names of actors; looked for first among those of `kinds`. `written`: rows that merely hold
    the words count as well."""

    field_class = NamesField

    def __init__(self, *args: Any, kinds: Collection[str] = (), written: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kinds, self.written = kinds, written


class SearchField(forms.CharField):
    """What stands in a search box; refused where nothing in it can be searched for. `alone`: common words may stand alone,
    as the beginning of a name."""

    def __init__(self, *args: Any, alone: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.alone = alone

    def clean(self, value: str | None) -> Any:
        text = super().clean(value)
        if text and not read_query(text, alone=self.alone):
            raise forms.ValidationError(_("There is no word in it that can be searched for, or only very common ones."))
        return text


class SearchFilter(Filter):  # type: ignore[misc]  # django-filter ships no types
    """A parameter that takes what stands in a search box."""

    field_class = SearchField


class KeysFilter(ManyFilter):
    """A repeatable parameter of ids."""

    field_class = KeysField


class YearsFilter(ManyFilter):
    """A repeatable parameter of years."""

    field_class = YearsField


def search(help_text: "StrOrPromise", *, alone: bool = False) -> SearchFilter:
    """A parameter that takes what stands in a search box."""
    told = format_lazy("{} {}", help_text, HOW_TO_SEARCH)
    schema = {"type": "string", "minLength": 1, "maxLength": LONGEST_VALUE, "description": told}
    described: SearchFilter = extend_schema_field(schema)(SearchFilter(help_text=told, alone=alone))
    return described


def names(help_text: "StrOrPromise", **kwargs: Any) -> NamesFilter:
    """A parameter that takes names of actors; `kwargs` as a NamesFilter takes them."""
    item = {"type": "string", "minLength": 1, "maxLength": LONGEST_VALUE}
    return repeatable(NamesFilter(help_text=format_lazy("{} {}", help_text, HOW_TO_NAME), **kwargs), item)


def keys(help_text: "StrOrPromise") -> KeysFilter:
    """A parameter that takes ids."""
    return repeatable(KeysFilter(help_text=help_text), {"type": "integer", "minimum": 1})


def years(help_text: "StrOrPromise") -> YearsFilter:
    """A parameter that takes years."""
    return repeatable(YearsFilter(help_text=help_text), {"type": "integer", "minimum": 1, "maximum": 9999})


def repeatable(many: Many, item: dict[str, Any]) -> Many:
    schema = {"type": "array", "items": item, "maxItems": MOST_VALUES, "description": many.extra["help_text"]}
    described: Many = extend_schema_field(schema)(many)
    return described


def words(vocabulary: type[models.TextChoices], help_text: "StrOrPromise") -> MultipleChoiceFilter:
    """A parameter that takes any of a closed list of words."""
    return MultipleChoiceFilter(choices=vocabulary.choices, help_text=help_text)


def truth(help_text: "StrOrPromise") -> TypedMultipleChoiceFilter:
    """A parameter that is true or false."""
    choices = [("true", gettext_lazy("yes")), ("false", gettext_lazy("no"))]
    return TypedMultipleChoiceFilter(choices=choices, coerce=lambda value: value == "true", help_text=help_text)


def day(help_text: "StrOrPromise") -> DateFilter:
    """A parameter that takes one day."""
    return DateFilter(input_formats=["%Y-%m-%d"], help_text=help_text)
