"""An extraction as plain dicts, lists and strings, and back, with nothing lost: what is found once can be kept as JSON and
stored later. (`types.as_json` is for readers: it gives numbers where decimals would be exact.)"""

from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from claims.extraction.types import Extraction

Plain = dict[str, Any]


def packed(found: Extraction) -> Plain:
    """`found` without its text, ready for `json.dumps`; fields that have their default are left out."""
    plain: Plain = _packed(found)
    del plain["text"]
    return plain


def unpacked(plain: Plain, text: str) -> Extraction:
    """What `packed` was given, with its `text`. Raises ValueError, TypeError or KeyError where it is something else."""
    found: Extraction = _built(Extraction, {**plain, "text": text})
    return found


def _packed(value: Any) -> Any:
    if is_dataclass(value):
        told = ((part, getattr(value, part.name)) for part in fields(value))
        return {part.name: _packed(inner) for part, inner in told if inner != part.default}
    if isinstance(value, tuple):
        return [_packed(part) for part in value]
    if isinstance(value, Decimal):
        return str(value)
    return value.isoformat() if isinstance(value, date) else value


def _built(kind: Any, plain: Any) -> Any:
    """`plain` as a value of `kind`, one of the types that the dataclasses of the contract use."""
    if plain is None:
        return None
    if get_origin(kind) in {Union, UnionType}:
        kind = next(one for one in get_args(kind) if one is not type(None))
    if isinstance(kind, type) and is_dataclass(kind):
        hints = _hints(kind)
        return kind(**{name: _built(hints[name], value) for name, value in _mapping(plain).items()})
    if get_origin(kind) is tuple:
        return tuple(_built(one, part) for one, part in _parts(get_args(kind), plain))
    return _scalar(kind, plain)


def _parts(kinds: Sequence[Any], plain: Sequence[Any]) -> list[tuple[Any, Any]]:
    if len(kinds) == 2 and kinds[1] is Ellipsis:
        return [(kinds[0], part) for part in plain]
    return list(zip(kinds, plain, strict=True))


def _scalar(kind: Any, plain: Any) -> Any:
    if kind is Decimal:
        return Decimal(plain)
    return date.fromisoformat(plain) if kind is date else plain


def _mapping(plain: Any) -> Mapping[str, Any]:
    if not isinstance(plain, Mapping):
        raise TypeError(f"{plain!r} is no object")
    return plain


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)
