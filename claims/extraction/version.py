"""Which extractor this is: a new version, or new weights, find other claims. Apart from what finds them, so that the web
process may ask."""

from claims.extraction.types import Extractor

EXTRACTOR = Extractor("factbase", "0.5.0", "e5-small-german-quotations-1")
