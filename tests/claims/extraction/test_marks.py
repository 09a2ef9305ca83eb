"""Quotation marks: what belongs together."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.extraction.components.marks import find_quotations
from claims.extraction.components.sentences import find_paragraphs

QUOTED = [
    ("„Ja“, sagte sie.", ["„Ja“"]),
    ("»Ja«, sagte sie.", ["»Ja«"]),
    ("«Ja», sagte sie.", ["«Ja»"]),
    ('"Ja", sagte sie.', ['"Ja"']),
    ("“Ja”, sagte sie.", ["“Ja”"]),
    ('Sie hätten „viele Gründe", sagte sie.', ['„viele Gründe"']),
    ("„Er nannte es ‚Unsinn‘“, sagte sie.", ["„Er nannte es ‚Unsinn‘“", "‚Unsinn‘"]),
    ("\"Die sogenannte 'Ordnung' gilt\", sagte er.", ["\"Die sogenannte 'Ordnung' gilt\"", "'Ordnung'"]),
    ("So geht's nicht, wie's war.", []),
    ("„Das hört nie auf.", ["„Das hört nie auf."]),
    ("„Erster Absatz.\n\n„Zweiter Absatz“, sagte er.", ["„Erster Absatz.\n\n„Zweiter Absatz“"]),
    ("„Erster Absatz ohne Ende.\n\nDer Autor fährt fort.", ["„Erster Absatz ohne Ende."]),
    ("Der 5'10\" große Mann sagte „Ja“.", ["„Ja“"]),
    ("“ “ ” »", []),
    ("", []),
]


def quotations(text):
    return find_quotations(text, find_paragraphs(text))


@pytest.mark.parametrize(("text", "words"), QUOTED)
def test_quotations(text, words):
    assert [text[q.start : q.end] for q in quotations(text)] == words


def test_nested_quotations_know_their_level():
    assert [q.level for q in quotations("„Er sagte: ‚Nein‘ und ging“")] == [0, 1]


def test_unclosed_quotations_say_so():
    assert [q.closed for q in quotations("„Das hört nie auf.")] == [False]


@given(st.text(alphabet="„“”\"»«‚‘’' ab.,\n"))
def test_spans_lie_inside_the_text(text):
    assert all(0 <= q.start < q.end <= len(text) for q in quotations(text))
