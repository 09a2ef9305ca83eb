"""The extraction core: text in, frozen dataclasses out. Knows neither Django nor HTTP nor a database.

Importing it costs nothing: spaCy and the lexicons are loaded at the first call.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from claims.extraction.gazetteer import Gazetteer
from claims.extraction.types import Extraction, Verdict
from claims.extraction.version import EXTRACTOR as EXTRACTOR

Source = tuple[str, date | None]


def extract(text: str, published: date | None = None, gazetteer: Gazetteer | None = None) -> Extraction:
    """All claims of one German article; relative times are resolved against `published`, names by `gazetteer` (None:
    the one that factbase ships). Raises ValueError where `text` holds half a surrogate pair."""
    return next(extract_many([(text, published)], gazetteer))


def extract_many(articles: Iterable[Source], gazetteer: Gazetteer | None = None) -> Iterator[Extraction]:
    """One extraction for each (text, published) of `articles`, in their order, in batches with bounded memory."""
    from claims.extraction.pipeline import run  # noqa: PLC0415  the web process must never load spaCy

    return run(articles, gazetteer)


def verdicts(pairs: Sequence[tuple[str, str]]) -> list[Verdict]:
    """What the weights say of pairs of statements: how likely it is that the two say the same, or the opposite. The order of the
    two makes no difference."""
    from claims.extraction import equivalence  # noqa: PLC0415  the web process must never load the weights

    return equivalence.verdicts(pairs)
