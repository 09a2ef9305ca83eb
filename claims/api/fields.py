"""Fields of the answers: places in a text, figures as JSON numbers, closed lists of words, unknown as null."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from drf_spectacular.extensions import OpenApiSerializerFieldExtension
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.plumbing import ResolvedComponent
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

SPAN = {"type": "array", "items": {"type": "integer", "minimum": 0}, "minItems": 2, "maxItems": 2}


@extend_schema_field(SPAN)
class SpanField(serializers.Field[Any, Any, list[int], Any]):
    """`[start, end]` from two columns of the row, in code points of the article's text, half-open; null without one."""

    def __init__(self, start: str = "start", end: str = "end", **kwargs: Any) -> None:
        super().__init__(source="*", **kwargs)
        self.columns = (start, end)

    def to_representation(self, value: Any) -> list[int] | None:  # type: ignore[override]  # null is an answer
        start, end = (getattr(value, column) for column in self.columns)
        return None if start is None else [start, end]


@extend_schema_field({"type": "array", "items": SPAN})
class SpansField(serializers.JSONField):
    """Several `[start, end]`."""


@extend_schema_field({"type": "number"})
class NumberField(serializers.Field[Decimal, Any, int | float, Any]):
    """A Decimal as a JSON number, a whole one without a fraction."""

    def to_representation(self, value: Decimal) -> int | float:
        return int(value) if value == value.to_integral_value() else float(value)


class GivenField(serializers.CharField):
    """A text; null where the column is blank, for unknown is null everywhere in the answers."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(allow_null=True, **kwargs)

    def to_representation(self, value: str) -> str | None:  # type: ignore[override]  # null is an answer
        return value or None


class WordField(serializers.Field[str, Any, str, Any]):
    """A word of the closed list `values`, which the schema knows by `name`."""

    def __init__(self, name: str, values: Sequence[str], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.name, self.values = name, values

    def to_representation(self, value: str) -> str:
        return value


class WordFieldSchema(OpenApiSerializerFieldExtension):  # type: ignore[no-untyped-call]  # untyped in the library
    """Gives every closed list one named component, however many fields use it."""

    target_class = WordField

    def map_serializer_field(self, auto_schema: AutoSchema, direction: str) -> dict[str, Any]:
        schema = {"type": "string", "enum": list(self.target.values)}
        name = self.target.name
        component = ResolvedComponent(name, ResolvedComponent.SCHEMA, schema, name)  # type: ignore[no-untyped-call]
        auto_schema.registry.register_on_missing(component)
        return dict(component.ref)
