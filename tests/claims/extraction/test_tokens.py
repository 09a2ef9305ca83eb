"""The tokenizer: words as German newspapers write them, and the text unchanged."""

import time

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st

from claims.extraction.components.tokens import LinearTokenizer

tokenize = LinearTokenizer(spacy.blank("de").vocab)

WORDS = [
    ("Rund 11.000 Container", ["Rund", "11.000", "Container"]),
    ("am 18.06. und am 18.06.2024.", ["am", "18.06.", "und", "am", "18.06.2024", "."]),
    ("am 16. Juni", ["am", "16.", "Juni"]),
    ("z.B. Dr. Weiß u.a.", ["z.B.", "Dr.", "Weiß", "u.a."]),
    ("z. B. Major a. D. Weiß u.\u00a0a.", ["z. B.", "Major", "a. D.", "Weiß", "u.\u00a0a."]),
    ("George W. Bush kam.", ["George", "W.", "Bush", "kam", "."]),
    (
        "die US-Präsidentin der Atom- und Raketenprogramme",
        ["die", "US-Präsidentin", "der", "Atom-", "und", "Raketenprogramme"],
    ),
    ("Expert:innen, Händler*innen", ["Expert:innen", ",", "Händler*innen"]),
    ("„Nein!“, sagte er.", ["„", "Nein", "!", "“", ",", "sagte", "er", "."]),
    ("Er sagte:„Ja“", ["Er", "sagte", ":", "„", "Ja", "“"]),
    ("L’Ukraine 24-Jähriger", ["L’Ukraine", "24-Jähriger"]),
    ("siehe https://zeitung.example/a?b=1.", ["siehe", "https://zeitung.example/a?b=1", "."]),
    ("4,2 Prozent um 14:30 Uhr", ["4,2", "Prozent", "um", "14:30", "Uhr"]),
]


@pytest.mark.parametrize(("text", "words"), WORDS)
def test_words(text, words):
    assert [token.text for token in tokenize(text)] == words


@given(st.text())
def test_text_stays_whole(text):
    assert tokenize(text).text == text


@pytest.mark.parametrize("piece", ["„", '"', "'", "a ", "1.", ".a", " ", "\n", "-"])
def test_time_grows_with_length_only(piece):
    start = time.perf_counter()
    tokenize(piece * 200_000)
    assert time.perf_counter() - start < 10
