"""Query parameters that are a whole number from 1 on."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _
from django_filters import Filter
from drf_spectacular.utils import extend_schema_field

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

LARGEST = 2**31 - 1  # what a column of counts holds


class AtLeastField(forms.IntegerField):
    """A whole number from 1 on, in plain digits."""

    allowed = (f"1..{LARGEST}",)

    def clean(self, value: Any) -> int | None:
        if not value:
            return None
        text = str(value).strip()
        if not (text.isascii() and text.isdigit() and len(text) < 20 and 1 <= int(text) <= LARGEST):
            raise forms.ValidationError(_("It is a whole number from 1 on."))
        return int(text)


class AtLeastFilter(Filter):  # type: ignore[misc]  # django-filter ships no types
    """A parameter that takes one such number."""

    field_class = AtLeastField


def at_least(help_text: "StrOrPromise") -> AtLeastFilter:
    """A parameter that takes the least number there may be of something."""
    schema = {"type": "integer", "minimum": 1, "maximum": LARGEST, "description": help_text}
    described: AtLeastFilter = extend_schema_field(schema)(AtLeastFilter(help_text=help_text))
    return described
