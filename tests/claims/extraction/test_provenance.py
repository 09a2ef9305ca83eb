"""Furniture: read for what it tells, never claimed."""

from datetime import date

import pytest

from claims.extraction.components.datelines import find_datelines

BODY = "Die Sprecherin sagte, der Hafen sei geschlossen. Am Abend legte kein Schiff mehr an, und die Händler warteten."
CREDITS = [
    ("Aus dem Französischen übersetzt von Lena Vogt", "fr", "Lena Vogt"),
    ("Aus dem Englischen adaptiert von Jonas Beer", "en", "Jonas Beer"),
    ("Übersetzung aus dem Russischen: Lena Vogt", "ru", "Lena Vogt"),
    ("Dieser Beitrag wurde aus dem Polnischen übersetzt.", "pl", None),
    ("Aus dem Englischen von Lena Vogt", "en", "Lena Vogt"),
    ("(Aus dem Englischen von Lena Vogt)", "en", "Lena Vogt"),
    ("Aus dem Französischen: Lena Vogt", "fr", "Lena Vogt"),
    ("Aus dem Russischen von damals wurde vieles vergessen, auch von Kennern der alten Bücher.", None, None),
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


def test_a_list_has_an_entry_a_line_whatever_its_first_letter(found):
    text = f"{BODY}\n\nQuellen:\nHafenblatt Nord\neigene Recherchen\nkieler-hafen.example"
    sources = found(text).provenance.used_sources
    assert [s.outlet for s in sources] == ["Hafenblatt Nord", "eigene Recherchen", "kieler-hafen.example"]


FIRST = [
    ("Zuerst erschienen in der Hafenrundschau. Aus dem Englischen übersetzt von Lena Vogt", "Hafenrundschau"),
    ("Aus dem Englischen von Lena Vogt. Der Text erschien zuerst in »The Quay«.", "The Quay"),
    ("Dieser Beitrag ist zuerst bei Nordlicht Online erschienen.", "Nordlicht Online"),
    ("Der Artikel wurde ursprünglich auf „Hafenblick“ veröffentlicht (Juni 2024).", "Hafenblick"),
    ("Die Studie erschien zuerst in einer Fachzeitschrift, die kaum jemand liest.", None),
]


@pytest.mark.parametrize(("line", "outlet"), FIRST)
def test_where_it_was_published_first_is_a_source(found, line, outlet):
    text = f"{BODY}\n\n{line}"
    sources = found(text).provenance.used_sources
    assert [one.outlet for one in sources] == ([outlet] if outlet else [])
    assert [text[slice(*one.span)] for one in sources] == ([line] if outlet else [])


TITLES = [
    "Rat streitet über das 9. Hilfspaket",
    "Minister nennt Bericht „Märchen“",
    "Streit um Dr. Weiß und St. Peter",
    "Droht ein Streit? Kiel schweigt",
]


@pytest.mark.parametrize("title", TITLES)
def test_titles(found, title):
    assert found(f"{title}\n\n{BODY}").provenance.title == title


def test_a_first_paragraph_of_two_sentences_is_no_title(found):
    assert found(f"Der Hafen ist zu. Die Sprecherin schweigt\n\n{BODY}").provenance.title is None


def test_a_pull_quote_is_furniture_and_a_quotation_that_ends_is_not(found):
    spoken = f"{BODY}\n\n„Wir liefern keine Granaten mehr nach Russland.“"
    pulled = f"{BODY}\n\n„Wir liefern keine Granaten mehr nach Russland“\n\n{BODY}"
    assert any(c.form == "direct" for c in found(spoken).claims)
    assert all(c.form != "direct" for c in found(pulled).claims)


PROSE = "Russland habe das Getreide verkauft, sagte Petra Holm."
DATELINES = [
    "Kiel (npa) - ",
    "Kiel (npa) – ",
    "KIEL/OSLO (dpa) – ",
    "KIEL – ",
    "Kiel, 3. Juni (AFP) –\u00a0",
    "Kiel, 3. Juni 2024 (dpa/AFP) — ",
    "Kiel, 3. Juni 2024. ",
    "Frankfurt am Main, den 3. Juni – ",
    "(npa) – ",
]


@pytest.mark.parametrize("dateline", DATELINES)
def test_claims_start_behind_a_dateline(found, dateline):
    claims = found(f"Streit um Getreide\n\n{dateline}{PROSE} {BODY}").claims
    assert claims[0].text == "Russland habe das Getreide verkauft"
    assert not any("Kiel" in (hop.name or "") for claim in claims for hop in claim.chain)


@pytest.mark.parametrize(
    "opening", ["Petra Holm (SPD) – ", "Kiel, ", "Die Lage – ", "USA – ", "Kiel und Oslo (Norwegen), so – "]
)
def test_other_openings_are_no_datelines(found, opening):
    (furniture,) = [found(f"{opening}{PROSE}").provenance]
    assert furniture.date is None
    assert find_datelines(f"{opening}{PROSE}", [(0, len(opening + PROSE))]) == []


def test_whole_date_of_a_dateline_is_the_articles(found):
    header = found(f"Streit um Getreide\n\nKiel, 3. Juni 2024. {PROSE} {BODY}").provenance.date
    assert (header.text, header.start) == ("3. Juni 2024", date(2024, 6, 3))


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
