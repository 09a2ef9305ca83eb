"""Tables that a spreadsheet may open: nothing in them becomes a formula, and nothing is lost."""

import csv
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.spreadsheets import NOT_FORMULAS, harmless, lines


@pytest.mark.parametrize("start", NOT_FORMULAS)
def test_what_a_spreadsheet_would_run_stands_behind_an_apostrophe(start):
    assert harmless(f"{start}1+1") == f"'{start}1+1"


@pytest.mark.parametrize("plain", ["", "Granaten", "1-1", "'=1", " =1"])
def test_the_rest_stays_as_it_is(plain):
    assert harmless(plain) == plain


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")), min_size=2, max_size=2))
def test_a_reader_gets_back_what_was_written(cells):
    row = dict(zip("ab", cells, strict=True))
    text = "".join(lines("ab", [row]))
    assert list(csv.DictReader(StringIO(text, newline=""))) == [row]
