"""The extraction core: text in, frozen dataclasses out. Knows neither Django nor HTTP nor a database."""

from collections.abc import Iterable, Iterator
from datetime import date

from claims.extraction.gazetteer import Gazetteer
from claims.extraction.types import Extraction

EXTRACTOR = "factbase-rules"
VERSION = "0.1.0"

Source = tuple[str, date | None]


def extract(text: str, published: date | None = None, gazetteer: Gazetteer | None = None) -> Extraction:
    """All claims of one German article; relative times are resolved against `published`."""
    raise NotImplementedError


def extract_many(articles: Iterable[Source], gazetteer: Gazetteer | None = None) -> Iterator[Extraction]:
    """One extraction for each (text, published) of `articles`, in their order, in batches with bounded memory."""
    raise NotImplementedError
