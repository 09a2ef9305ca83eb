"""Furniture: read for what it tells, never claimed."""

from datetime import date

import pytest

BODY = "Die Sprecherin sagte, der Hafen sei geschlossen. Am Abend legte kein Schiff mehr an, und die Händler warteten."
CREDITS = [
    ("Aus dem Französischen übersetzt von Lena Vogt", "fr", "Lena Vogt"),
    ("Aus dem Englischen adaptiert von Jonas Beer", "en", "Jonas Beer"),
    ("Übersetzung aus dem Russischen: Lena Vogt", "ru", "Lena Vogt"),
    ("Dieser Beitrag wurde aus dem Polnischen übersetzt.", "pl", None),
]


@pytest.mark.parametrize(("line", "language", "who"), CREDITS)
def test_translator_credits(found, line, language, who):
    provenance = found(f"{BODY}\n\n{line}").provenance
    assert (provenance.translated_from, provenance.adapted_by) == (language, who)


def test_used_sources(found):
    text = f'{BODY}\n\nVerwendete Quellen:\nHafenblatt: "Der Hafen schließt"\nInstitut für Märkte\nAus dem Englischen übersetzt von Lena Vogt'
    sources = found(text).provenance.used_sources
    assert [(s.outlet, s.title) for s in sources] == [
        ("Hafenblatt", "Der Hafen schließt"),
        ("Institut für Märkte", None),
    ]
    assert [text[slice(*s.span)] for s in sources] == ['Hafenblatt: "Der Hafen schließt"', "Institut für Märkte"]


def test_headline_is_title_and_no_claim(found):
    extraction = found(f"Russland warnt vor neuem Streit um Getreide\n\n{BODY}")
    assert extraction.provenance.title == "Russland warnt vor neuem Streit um Getreide"
    assert all(c.spans[0][0] > 43 for c in extraction.claims)


def test_link_list_gives_no_claims(found):
    text = f"{BODY}\n\nAuch interessant:\nRussland fordert neue Verhandlungen\nWas Putin in Peking sagte"
    assert max(c.spans[-1][1] for c in found(text).claims) <= len(BODY)


@pytest.mark.parametrize(
    "line", ["Kiel, 16. Juni 2024", "Stand: 16.06.2024, 14:30 Uhr", "16. Juni 2024", "Veröffentlicht am 16.6.2024"]
)
def test_date_lines(found, line):
    text = f"Streit um Getreide\n{line}\n\n{BODY}"
    header = found(text).provenance.date
    assert header is not None
    assert header.start == header.end == date(2024, 6, 16)
    assert text[slice(*header.span)] == header.text


def test_impossible_date_is_none(found):
    assert found(f"Streit um Getreide\n31.02.2024\n\n{BODY}").provenance.date is None


def test_text_of_one_line_is_no_headline(found):
    assert found("Petra Holm fordert mehr Geld").provenance.title is None
