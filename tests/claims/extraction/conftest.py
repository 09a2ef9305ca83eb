"""What the tests of the extraction core share."""

from collections.abc import Callable

import pytest

from claims.extraction import extract
from claims.extraction.types import Claim, Extraction

Said = Callable[[str], list[Claim]]


@pytest.fixture
def said() -> Said:
    """The claims of a text that somebody makes, the article's own voice left out."""
    return lambda text: [claim for claim in extract(text).claims if claim.form != "narrative"]


@pytest.fixture
def found() -> Callable[[str], Extraction]:
    return extract
