"""Times: what is one, and which days it means for an article of Tuesday, 18 June 2024."""

import time
from datetime import date
from itertools import pairwise

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.extraction.components import dates, morphology, sentences
from claims.extraction.components.times import find_times
from claims.extraction.components.tokens import LinearTokenizer
from claims.extraction.lexicon import lexicon
from claims.extraction.types import check_slice

PUBLISHED = date(2024, 6, 18)


@pytest.fixture(scope="module")
def nlp():
    made = spacy.blank("de")
    made.tokenizer = LinearTokenizer(made.vocab)
    for component in (sentences.sentences, morphology.morphology):
        made.add_pipe(f"factbase_{component.__name__}")
    return made


def found(nlp, text, published=PUBLISHED):
    doc = nlp(text)
    doc._.published = published
    times = find_times(doc)
    for one in times:
        check_slice(text, one.text, [one.span])
    return times


ONE = [
    # text, words of the time, first day, last day, precision
    ("Er kam am 16. Juni 2024.", "am 16. Juni 2024", "2024-06-16", "2024-06-16", "day"),
    ("Er kam am Sonntag, dem 16. Juni.", "am Sonntag, dem 16. Juni", "2024-06-16", "2024-06-16", "day"),
    ("Er kam am 16. Juni.", "am 16. Juni", "2024-06-16", "2024-06-16", "day"),
    ("Er kam am 20. Dezember.", "am 20. Dezember", "2023-12-20", "2023-12-20", "day"),
    ("Er wird am 20. Dezember kommen.", "am 20. Dezember", "2024-12-20", "2024-12-20", "day"),
    ("Er kam am 18.06.", "am 18.06.", "2024-06-18", "2024-06-18", "day"),
    ("Er kam am 18.06.2023 an.", "am 18.06.2023", "2023-06-18", "2023-06-18", "day"),
    ("Er kam am 18.06.23 an.", "am 18.06.23", "2023-06-18", "2023-06-18", "day"),
    ("Stand: 2024-05-03", "2024-05-03", "2024-05-03", "2024-05-03", "day"),
    ("Im Mai reiste er.", "Im Mai", "2024-05-01", "2024-05-31", "month"),
    ("Im August reiste er.", "Im August", "2023-08-01", "2023-08-31", "month"),
    ("Im August wird er reisen.", "Im August", "2024-08-01", "2024-08-31", "month"),
    ("Mitte März sprach er.", "Mitte März", "2024-03-11", "2024-03-20", "month"),
    ("Ende Februar sprach er.", "Ende Februar", "2024-02-21", "2024-02-29", "month"),
    ("Anfang Mai sprach er.", "Anfang Mai", "2024-05-01", "2024-05-10", "month"),
    ("Im Mai 2019 sprach er.", "Im Mai 2019", "2019-05-01", "2019-05-31", "month"),
    ("Im September letzten Jahres kam er.", "Im September letzten Jahres", "2023-09-01", "2023-09-30", "month"),
    ("Im März dieses Jahres kam er.", "Im März dieses Jahres", "2024-03-01", "2024-03-31", "month"),
    ("Vergangenen Dezember kam er.", "Vergangenen Dezember", "2023-12-01", "2023-12-31", "month"),
    ("Anfang 2023 kam er.", "Anfang 2023", "2023-01-01", "2023-04-30", "year"),
    ("Im Jahr 2000 kam er.", "Im Jahr 2000", "2000-01-01", "2000-12-31", "year"),
    ("Er kam 2014 ins Amt.", "2014", "2014-01-01", "2014-12-31", "year"),
    ("Das Jahr endet gut. 2022 überfiel er das Dorf.", "2022", "2022-01-01", "2022-12-31", "year"),
    ("Im nächsten Jahr kommt er.", "Im nächsten Jahr", "2025-01-01", "2025-12-31", "year"),
    ("Im Vorjahr kam er.", "Im Vorjahr", "2023-01-01", "2023-12-31", "year"),
    ("Ende letzten Jahres kam er.", "Ende letzten Jahres", "2023-09-01", "2023-12-31", "year"),
    ("Er bleibt bis Ende 2025.", "bis Ende 2025", None, "2025-12-31", "range"),
    ("Seit September 2023 liefert er.", "Seit September 2023", "2023-09-01", "2024-06-18", "range"),
    ("Ab Juli zahlt er.", "Ab Juli", "2024-07-01", None, "range"),
    ("Er zahlt bis Freitag.", "bis Freitag", None, "2024-06-21", "range"),
    ("Vergangene Woche kam er.", "Vergangene Woche", "2024-06-10", "2024-06-16", "week"),
    ("In der kommenden Woche kommt er.", "In der kommenden Woche", "2024-06-24", "2024-06-30", "week"),
    ("Kommenden Monat kommt er.", "Kommenden Monat", "2024-07-01", "2024-07-31", "month"),
    ("Am Wochenende kam er.", "Am Wochenende", "2024-06-15", "2024-06-16", "range"),
    ("Gestern kam er.", "Gestern", "2024-06-17", "2024-06-17", "day"),
    ("Er kam vorgestern.", "vorgestern", "2024-06-16", "2024-06-16", "day"),
    ("Heute kam er.", "Heute", "2024-06-18", "2024-06-18", "day"),
    ("Er kommt morgen.", "morgen", "2024-06-19", "2024-06-19", "day"),
    ("Er kam am Dienstag.", "am Dienstag", "2024-06-18", "2024-06-18", "day"),
    ("Er kam am Mittwoch.", "am Mittwoch", "2024-06-12", "2024-06-12", "day"),
    ("Er wird am Mittwoch kommen.", "am Mittwoch", "2024-06-19", "2024-06-19", "day"),
    ("Kommenden Dienstag tagt der Rat.", "Kommenden Dienstag", "2024-06-25", "2024-06-25", "day"),
    ("Vergangenen Dienstag tagte der Rat.", "Vergangenen Dienstag", "2024-06-11", "2024-06-11", "day"),
    ("Er kam am Samstagabend.", "am Samstagabend", "2024-06-15", "2024-06-15", "day"),
    ("In den letzten fünf Jahren kam er zweimal.", "In den letzten fünf Jahren", "2019-06-18", "2024-06-18", "range"),
    ("In den kommenden drei Tagen regnet es.", "In den kommenden drei Tagen", "2024-06-18", "2024-06-21", "range"),
    ("In den letzten Monaten kam er.", "In den letzten Monaten", None, None, "range"),
    ("Vor 24 Jahren kam er.", "Vor 24 Jahren", "2000-01-01", "2000-12-31", "year"),
    ("Vor rund zehn Jahren kam er.", "Vor rund zehn Jahren", "2014-01-01", "2014-12-31", "year"),
    ("Vor zwei Wochen kam er.", "Vor zwei Wochen", "2024-06-03", "2024-06-09", "week"),
    ("Vor drei Tagen kam er.", "Vor drei Tagen", "2024-06-15", "2024-06-15", "day"),
    ("In zwei Wochen kommt er.", "In zwei Wochen", "2024-07-01", "2024-07-07", "week"),
    ("Vor einem Jahr kam er.", "Vor einem Jahr", "2023-01-01", "2023-12-31", "year"),
    ("Vor wenigen Tagen kam er.", "Vor wenigen Tagen", None, None, "day"),
    ("Seit drei Wochen regnet es.", "Seit drei Wochen", "2024-05-28", "2024-06-18", "range"),
    ("Seit dem Jahr 2000 regnet es.", "Seit dem Jahr 2000", "2000-01-01", "2024-06-18", "range"),
    ("Er lief in vier Tagen ans Meer.", "in vier Tagen", None, None, "day"),
    ("Seit Jahren regnet es.", "Seit Jahren", None, None, "range"),
    ("Im Frühjahr kam er.", "Im Frühjahr", "2024-03-01", "2024-05-31", "season"),
    ("Im Winter 2021 kam er.", "Im Winter 2021", "2021-12-01", "2022-02-28", "season"),
    ("Im ersten Quartal stieg der Preis.", "Im ersten Quartal", "2024-01-01", "2024-03-31", "quarter"),
    ("Im 4. Quartal 2022 stieg der Preis.", "Im 4. Quartal 2022", "2022-10-01", "2022-12-31", "quarter"),
    ("Im zweiten Halbjahr 2022 stieg der Preis.", "Im zweiten Halbjahr 2022", "2022-07-01", "2022-12-31", "range"),
    ("In den 1990er Jahren stieg der Preis.", "In den 1990er Jahren", "1990-01-01", "1999-12-31", "decade"),
    ("In den 90er-Jahren stieg der Preis.", "In den 90er-Jahren", "1990-01-01", "1999-12-31", "decade"),
    ("In den neunziger Jahren stieg der Preis.", "In den neunziger Jahren", "1990-01-01", "1999-12-31", "decade"),
    ("Ende der 1980er-Jahre stieg der Preis.", "Ende der 1980er-Jahre", "1987-01-01", "1989-12-31", "decade"),
    ("Im 19. Jahrhundert stieg der Preis.", "Im 19. Jahrhundert", "1801-01-01", "1900-12-31", "century"),
    ("Im neunzehnten Jahrhundert stieg der Preis.", "Im neunzehnten Jahrhundert", "1801-01-01", "1900-12-31", "century"),
    ("Von 2014 bis 2022 regierte er.", "Von 2014 bis 2022", "2014-01-01", "2022-12-31", "range"),
    ("Zwischen 2014 und 2022 regierte er.", "Zwischen 2014 und 2022", "2014-01-01", "2022-12-31", "range"),
    ("Er regierte 2014–2018.", "2014–2018", "2014-01-01", "2018-12-31", "range"),
    ("In der Saison 2023/24 spielte er.", "2023/24", "2023-01-01", "2024-12-31", "range"),
    ("Von Oktober bis März 2023 regnete es.", "Von Oktober bis März 2023", "2022-10-01", "2023-03-31", "range"),
    ("Vom 3. bis 5. Mai tagte der Rat.", "Vom 3. bis 5. Mai", "2024-05-03", "2024-05-05", "range"),
    ("Vom 30. April bis zum 5. Mai tagte der Rat.", "Vom 30. April bis zum 5. Mai", "2024-04-30", "2024-05-05", "range"),
    ("Um 14.30 Uhr begann es.", "Um 14.30 Uhr", None, None, "time"),
    ("Der Zug kam kurz vor drei Uhr.", "kurz vor drei Uhr", None, None, "time"),
    ("Er kam gegen halb neun.", "gegen halb neun", None, None, "time"),
    ("Er kam um Viertel nach acht Uhr.", "um Viertel nach acht Uhr", None, None, "time"),
    ("Zwei Tage zuvor kam er.", "Zwei Tage zuvor", None, None, "day"),
    ("Ein Jahr später kam er.", "Ein Jahr später", None, None, "year"),
    ("Bis heute kommt er.", "Bis heute", None, None, "range"),
    ("Das gilt heute noch.", "heute", None, None, "day"),
    ("Heute kommen mehr Schiffe als früher.", "Heute", None, None, "day"),
    ("Der Offizier, der heute in Kiel lebt, schweigt.", "heute", None, None, "day"),
    ("Er wird noch heute kommen.", "heute", "2024-06-18", "2024-06-18", "day"),
    ("Er kam noch heute.", "heute", "2024-06-18", "2024-06-18", "day"),
    ("Er wird binnen eines Jahres kommen.", "binnen eines Jahres", "2024-06-18", "2025-06-18", "range"),
    ("Innerhalb von sechs Monaten wird er kommen.", "Innerhalb von sechs Monaten", "2024-06-18", "2024-12-18", "range"),
    ("Innerhalb von sechs Monaten kam er zweimal.", "Innerhalb von sechs Monaten", None, None, "range"),
    ("Er bleibt bis zum Ende des Jahrzehnts.", "bis zum Ende des Jahrzehnts", None, "2029-12-31", "range"),
    ("Er kommt Anfang des Jahrzehnts.", "Anfang des Jahrzehnts", "2020-01-01", "2022-12-31", "decade"),
    ("Er kommt Mitte des Jahrhunderts.", "Mitte des Jahrhunderts", "2034-01-01", "2067-12-31", "century"),
    ("Im Herbst wird er kommen.", "Im Herbst", "2024-09-01", "2024-11-30", "season"),
    ("Im Herbst kam er.", "Im Herbst", "2023-09-01", "2023-11-30", "season"),
    ("Sie erwartet, dass er im Herbst reist.", "im Herbst", "2024-09-01", "2024-11-30", "season"),
    ("Sie erwartete, dass er im Herbst reise.", "im Herbst", "2024-09-01", "2024-11-30", "season"),
    ("Er erwartet im Winter Regen.", "im Winter", "2024-12-01", "2025-02-28", "season"),
    ("Er kündigte an, im Winter zu liefern.", "im Winter", "2024-12-01", "2025-02-28", "season"),
    ("Im Winter kündigte er an, bald zu liefern.", "Im Winter", "2023-12-01", "2024-02-29", "season"),
    ("Sie hofft, dass er im Winter dort war.", "im Winter", "2023-12-01", "2024-02-29", "season"),
    ("Im Mai kam Mais.", "Im Mai", "2024-05-01", "2024-05-31", "month"),
    ("Ende des Jahres kommt er.", "Ende des Jahres", "2024-09-01", "2024-12-31", "year"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "words", "start", "end", "precision"), ONE)
def test_one_time(nlp, text, words, start, end, precision):
    expected = [(words, start, end, precision)]
    assert [(t.text, t.start and str(t.start), t.end and str(t.end), t.precision) for t in found(nlp, text)] == expected


def test_a_time_of_day_has_the_day_said_before_it(nlp):
    assert [str(t.start) for t in found(nlp, "Am Mittwoch um 14 Uhr begann es.")] == ["2024-06-12", "2024-06-12"]


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("Er kam am 16. Juni 2024.", "2024-06-16"), ("Er kam am 16. Juni.", None), ("Gestern kam er.", None), ("Im Mai kam er.", None),
        ("Im Jahr 2000 kam er.", "2000-01-01"), ("Vor 24 Jahren kam er.", None), ("Am Dienstag kam er.", None), ("Vorige Woche kam er.", None),
        ("Seit drei Jahren kommt er.", None), ("Seit 2022 kommt er.", "2022-01-01"), ("Im Herbst kam er.", None),
        ("Am Wochenende kam er.", None), ("Im Vorjahr kam er.", None), ("Im zweiten Quartal kam er.", None), ("Zum Jahresende kam er.", None),
    ],
)  # fmt: skip
def test_without_a_day_of_publication_what_is_relative_stays_open(nlp, text, start):
    (one,) = found(nlp, text, published=None)
    assert (one.start and str(one.start)) == start


@pytest.mark.parametrize(
    "text",
    [
        "Rund 2000 Soldaten kamen.",
        "Es kostet 1900 Euro.",
        "Die Zahl stieg auf 2000.",
        "Man zählte 1500 bis 2000 Besucher.",
        "Am Morgen regnete es.",
        "Der Freitag ist eine Zeitung.",
        "Er las 14 Bücher.",
        "Die Partie endete 3:2.",
        "Das regelt die Resolution mit 2.000 Seiten.",
        "Am 45. Tag kam er.",
        "Er wohnt im Haus 32.13.",
        "Er saß vor vollen Tellern.",
        "Man kaufte Mais für Ferkel.",
        "Der Preis des Mais stieg.",
        "Er aß drei Uhren.",
    ],
)
def test_no_time(nlp, text):
    assert found(nlp, text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Vor 9999 Jahren.",
        "In 9999 Jahrhunderten.",
        "Am 30. Februar 2024.",
        "99.99.9999",
        "Am 29. Februar.",
        "Im 99. Jahrhundert.",
    ],
)
@pytest.mark.parametrize("published", [None, PUBLISHED, date.min, date.max])
def test_the_edges_of_the_calendar_raise_nothing(nlp, text, published):
    assert all(t.start is None or t.end is None or t.start <= t.end for t in found(nlp, text, published))


def test_a_day_that_few_years_have_finds_one():
    assert dates.nearest_day(2, 29, PUBLISHED, 0) == (date(2024, 2, 29), date(2024, 2, 29))


WORDS = [
    *"0123456789./:-–, \n",
    " am ",
    " im ",
    " seit ",
    " bis ",
    " Mai ",
    " Juni ",
    " Jahr",
    "en ",
    " letzten ",
    " vor ",
    " 2022 ",
    "Dienstag",
    " Ende ",
]


@settings(max_examples=150, deadline=None)
@given(
    text=st.lists(st.sampled_from(WORDS), max_size=60).map("".join),
    published=st.one_of(st.none(), st.dates()),
)
def test_spans_are_exact_and_in_order_for_any_text(nlp, text, published):
    times = found(nlp, text, published)
    assert all(a.span[1] <= b.span[0] for a, b in pairwise(times))
    assert all(t.start is None or t.end is None or t.start <= t.end for t in times)


@settings(max_examples=100, deadline=None)
@given(text=st.text(max_size=200))
def test_no_text_breaks_it(nlp, text):
    found(nlp, text)


@pytest.mark.parametrize(
    "piece", ["1.", "1.1.", "am ", "am Dienstag ", " ", "2022 ", "seit ", "Anfang ", "bis 2022 ", "9"]
)
def test_an_adversarial_line_takes_linear_time(nlp, piece):
    doc = nlp.make_doc((piece * (200_000 // len(piece)))[:200_000])
    nlp.get_pipe("factbase_sentences")(doc)
    start = time.process_time()
    find_times(doc)
    assert time.process_time() - start < 5


def test_lexicon_is_sound():
    words = lexicon("times")
    assert sorted(words["months"]) == list(range(1, 13))
    assert set(words["weekdays"].values()) == set(range(7))
    assert set(words["relative"].values()) == {-1, 0, 1}
