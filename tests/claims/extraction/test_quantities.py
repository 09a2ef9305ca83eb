"""Figures: what counts as one, what it is worth, how it is hedged, what it counts."""

import time
from datetime import date
from decimal import Decimal
from itertools import pairwise

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.extraction.components import morphology, sentences
from claims.extraction.components.numerals import digits_value, word_value
from claims.extraction.components.quantities import find_quantities
from claims.extraction.components.tokens import LinearTokenizer
from claims.extraction.lexicon import lexicon
from claims.extraction.types import check_slice


@pytest.fixture(scope="module")
def nlp():
    made = spacy.blank("de")
    made.tokenizer = LinearTokenizer(made.vocab)
    for component in (sentences.sentences, morphology.morphology):
        made.add_pipe(f"factbase_{component.__name__}")
    return made


def found(nlp, text):
    doc = nlp(text)
    doc._.published = date(2024, 6, 18)
    quantities = find_quantities(doc)
    for quantity in quantities:
        check_slice(text, quantity.text, [quantity.span])
    return quantities


ONE = [
    # text, words of the figure, value, qualifier, unit
    ("Im Hafen lagen 11.000 Kisten.", "11.000 Kisten", 11000, "exact", "Kisten"),
    ("Im Hafen lagen 11 000 Kisten.", "11 000 Kisten", 11000, "exact", "Kisten"),
    ("Im Hafen lagen 11\u00a0000 Kisten.", "11\u00a0000 Kisten", 11000, "exact", "Kisten"),
    ("Im Hafen lagen 1\u202f250\u202f000 Kisten.", "1\u202f250\u202f000 Kisten", 1250000, "exact", "Kisten"),
    ("Im Hafen lagen 11000 Kisten.", "11000 Kisten", 11000, "exact", "Kisten"),
    ("Das Loch kostet 1,5 Millionen Euro.", "1,5 Millionen Euro", 1500000, "exact", "Euro"),
    ("Das Loch kostet 1.234,56 Euro.", "1.234,56 Euro", "1234.56", "exact", "Euro"),
    ("Das Loch kostet 1,234.56 Dollar.", "1,234.56 Dollar", "1234.56", "exact", "Dollar"),
    ("Das Loch kostet 3 Mio. Euro.", "3 Mio. Euro", 3000000, "exact", "Euro"),
    ("Das Loch kostet 3 Mrd. Euro.", "3 Mrd. Euro", 3000000000, "exact", "Euro"),
    ("Das Loch kostet 250 Tsd. Euro.", "250 Tsd. Euro", 250000, "exact", "Euro"),
    ("Das Loch kostet 2 Billionen Euro.", "2 Billionen Euro", 2 * 10**12, "exact", "Euro"),
    ("Das Loch kostet 2 Billiarden Euro.", "2 Billiarden Euro", 2 * 10**15, "exact", "Euro"),
    ("Das Loch kostet $5 Millionen.", "$5 Millionen", 5000000, "exact", "$"),
    ("Das Loch kostet 70 €.", "70 €", 70, "exact", "€"),
    ("Zwölftausend Arbeiter streiken.", "Zwölftausend Arbeiter", 12000, "exact", "Arbeiter"),
    ("Es dauerte eineinhalb Stunden.", "eineinhalb Stunden", "1.5", "exact", "Stunden"),
    ("Es dauerte anderthalb Stunden.", "anderthalb Stunden", "1.5", "exact", "Stunden"),
    ("Es kostete zweieinhalb Millionen Euro.", "zweieinhalb Millionen Euro", 2500000, "exact", "Euro"),
    ("Es kostete zwei Komma fünf Millionen Euro.", "zwei Komma fünf Millionen Euro", 2500000, "exact", "Euro"),
    ("Dreihundertfünfundsechzig Schafe fehlen.", "Dreihundertfünfundsechzig Schafe", 365, "exact", "Schafe"),
    ("Ein Dutzend Dörfer brannte.", "Ein Dutzend Dörfer", 12, "exact", "Dörfer"),
    ("Zwei Dutzend Dörfer brannten.", "Zwei Dutzend Dörfer", 24, "exact", "Dörfer"),
    ("Ein gutes Dutzend Dörfer brannte.", "Ein gutes Dutzend Dörfer", 12, "more_than", "Dörfer"),
    ("Eine halbe Million Bäume starb.", "Eine halbe Million Bäume", 500000, "exact", "Bäume"),
    ("Eine Viertelmillion Bäume starb.", "Eine Viertelmillion Bäume", 250000, "exact", "Bäume"),
    ("Dutzende Häuser brannten.", "Dutzende Häuser", 12, "at_least", "Häuser"),
    ("Hunderte Häuser brannten.", "Hunderte Häuser", 100, "at_least", "Häuser"),
    ("Tausende von Häusern brannten.", "Tausende von Häusern", 1000, "at_least", "Häusern"),
    ("Zehntausende Menschen kamen.", "Zehntausende Menschen", 10000, "at_least", "Menschen"),
    ("Mehrere Hundert Menschen kamen.", "Mehrere Hundert Menschen", 100, "at_least", "Menschen"),
    ("Ein paar Tausend Menschen kamen.", "Ein paar Tausend Menschen", 1000, "at_least", "Menschen"),
    ("Millionen Menschen kamen.", "Millionen Menschen", 1000000, "at_least", "Menschen"),
    ("Die Quote liegt bei 95 Prozent.", "95 Prozent", 95, "exact", "Prozent"),
    ("Die Quote liegt bei 95%.", "95%", 95, "exact", "%"),
    ("Die Quote liegt bei 0,5 Prozentpunkten.", "0,5 Prozentpunkten", "0.5", "exact", "Prozentpunkten"),
    ("Nur ein Prozent fehlt.", "ein Prozent", 1, "exact", "Prozent"),
    ("Ein Drittel der Wähler blieb daheim.", "Ein Drittel der Wähler", "0.333333", "exact", "Wähler"),
    ("Zwei Drittel der Wähler blieben daheim.", "Zwei Drittel der Wähler", "0.666667", "exact", "Wähler"),
    ("Die Hälfte der Ernte ist verloren.", "Die Hälfte der Ernte", "0.5", "exact", "Ernte"),
    ("Die Temperatur sank auf -5 Grad.", "-5 Grad", -5, "exact", "Grad"),
    ("Die Temperatur sank auf minus fünf Grad.", "minus fünf Grad", -5, "exact", "Grad"),
    ("Fast 400 Container mit Reis kamen an.", "Fast 400 Container mit Reis", 400, "almost", "Container mit Reis"),
    ("Knapp 20 Kilometer sind gesperrt.", "Knapp 20 Kilometer", 20, "almost", "Kilometer"),
    ("Nahezu 70 Schulen schließen.", "Nahezu 70 Schulen", 70, "almost", "Schulen"),
    ("Rund 70 Schulen schließen.", "Rund 70 Schulen", 70, "about", "Schulen"),
    ("Etwa 70 Schulen schließen.", "Etwa 70 Schulen", 70, "about", "Schulen"),
    ("Ca. 70 Schulen schließen.", "Ca. 70 Schulen", 70, "about", "Schulen"),
    ("Schätzungsweise 70 Schulen schließen.", "Schätzungsweise 70 Schulen", 70, "about", "Schulen"),
    ("Mehr als 70 Schulen schließen.", "Mehr als 70 Schulen", 70, "more_than", "Schulen"),
    ("Über 70 Schulen schließen.", "Über 70 Schulen", 70, "more_than", "Schulen"),
    ("Gut 70 Schulen schließen.", "Gut 70 Schulen", 70, "more_than", "Schulen"),
    ("Weniger als 70 Schulen schließen.", "Weniger als 70 Schulen", 70, "less_than", "Schulen"),
    ("Der Preis fiel unter 30 Euro.", "unter 30 Euro", 30, "less_than", "Euro"),
    ("Mindestens 70 Schulen schließen.", "Mindestens 70 Schulen", 70, "at_least", "Schulen"),
    ("Wenigstens 70 Schulen schließen.", "Wenigstens 70 Schulen", 70, "at_least", "Schulen"),
    ("Höchstens 70 Schulen schließen.", "Höchstens 70 Schulen", 70, "up_to", "Schulen"),
    ("Bis zu 70 Schulen schließen.", "Bis zu 70 Schulen", 70, "up_to", "Schulen"),
    ("Bis zu rund 70 Schulen schließen.", "Bis zu rund 70 Schulen", 70, "up_to", "Schulen"),
    ("Nicht mehr als 70 Schulen schließen.", "Nicht mehr als 70 Schulen", 70, "up_to", "Schulen"),
    ("Genau 70 Schulen schließen.", "Genau 70 Schulen", 70, "exact", "Schulen"),
    ("Drei Tage oder mehr vergehen.", "Drei Tage oder mehr", 3, "at_least", "Tage"),
    ("Rund 200 bis 300 Soldaten kamen.", "Rund 200 bis 300 Soldaten", 250, "between", "Soldaten"),
    ("Zwischen 8 und 9 Prozent fehlen.", "Zwischen 8 und 9 Prozent", "8.5", "between", "Prozent"),
    ("Es fehlen 8 bis 9 Millionen Euro.", "8 bis 9 Millionen Euro", 8500000, "between", "Euro"),
    ("Es kamen 200-300 Gäste.", "200-300 Gäste", 250, "between", "Gäste"),
    (
        "Man zählte 200 französische und belgische Soldaten.",
        "200 französische und belgische Soldaten",
        200,
        "exact",
        "Soldaten",
    ),
    ("Man zählte 200 Berliner Polizisten.", "200 Berliner Polizisten", 200, "exact", "Polizisten"),
    ("Man fand 30 Land- und Seeminen.", "30 Land- und Seeminen", 30, "exact", "Land- und Seeminen"),
    ("Der Wagen fuhr 130 Kilometer pro Stunde.", "130 Kilometer pro Stunde", 130, "exact", "Kilometer pro Stunde"),
    ("Es sind noch 5km.", "5km", 5, "exact", "km"),
    ("Zehn der Männer flohen.", "Zehn der Männer", 10, "exact", "Männer"),
    ("Er verhandelte über zwei Abkommen.", "zwei Abkommen", 2, "exact", "Abkommen"),
    ("Sie wählte unter 200 Bewerbern.", "200 Bewerbern", 200, "exact", "Bewerbern"),
    ("Rund 2000 Soldaten blieben.", "Rund 2000 Soldaten", 2000, "about", "Soldaten"),
    ("Er unterschrieb einen Vertrag über 20 Züge.", "20 Züge", 20, "exact", "Züge"),
    ("Der Konsum macht mehr als die Hälfte aus.", "mehr als die Hälfte", "0.5", "more_than", None),
    (
        "Man zählt zwischen einer und zwei Millionen Granaten.",
        "zwischen einer und zwei Millionen Granaten",
        1500000,
        "between",
        "Granaten",
    ),
    ("Man zählt ein bis zwei Millionen Granaten.", "ein bis zwei Millionen Granaten", 1500000, "between", "Granaten"),
    ("Es dauerte eine bis zwei Stunden.", "eine bis zwei Stunden", "1.5", "between", "Stunden"),
    ("Es kamen zwischen 20 Gäste und 40 Gäste.", "zwischen 20 Gäste und 40 Gäste", 30, "between", "Gäste"),
    ("Es kostet zwischen 20 Euro und 40 Euro.", "zwischen 20 Euro und 40 Euro", 30, "between", "Euro"),
    ("Es kostet 20 Euro bis 40 Euro.", "20 Euro bis 40 Euro", 30, "between", "Euro"),
    ("Jede fünfte Granate versagte.", "Jede fünfte Granate", "0.2", "exact", "Granate"),
    ("Fast jedes dritte Schiff fehlte.", "Fast jedes dritte Schiff", "0.333333", "almost", "Schiff"),
    ("Es dauerte gut zwei Monate.", "gut zwei Monate", 2, "more_than", "Monate"),
    ("Tausende flohen.", "Tausende", 1000, "at_least", None),
    ("Er beklagte den Tod Hunderter Menschen.", "Hunderter Menschen", 100, "at_least", "Menschen"),
    ("Insgesamt waren es 43.", "43", 43, "exact", None),
]


@pytest.mark.parametrize(("text", "words", "value", "qualifier", "unit"), ONE)
def test_one_figure(nlp, text, words, value, qualifier, unit):
    quantities = [(q.text, q.value, q.qualifier, q.unit) for q in found(nlp, text)]
    assert quantities == [(words, Decimal(value), qualifier, unit)]


@pytest.mark.parametrize(
    ("text", "low", "high", "low_open", "high_open"),
    [
        ("fast 11.000 Kisten", None, 11000, False, True),
        ("weniger als 10 Kisten", None, 10, False, True),
        ("mehr als 10 Kisten", 10, None, True, False),
        ("mindestens 10 Kisten", 10, None, False, False),
        ("bis zu 10 Kisten", None, 10, False, False),
        ("rund 10 Kisten", None, None, False, False),
        ("10 Kisten", 10, 10, False, False),
        ("10 bis 12 Kisten", 10, 12, False, False),
        ("Tausende Kisten", 1000, None, False, False),
    ],
)
def test_bounds(nlp, text, low, high, low_open, high_open):
    (quantity,) = found(nlp, text)
    assert (quantity.low, quantity.high, quantity.low_open, quantity.high_open) == (low, high, low_open, high_open)


@pytest.mark.parametrize(
    "text",
    [
        "Im Jahr 2000 kam er.",
        "Seit 2022 herrscht Ruhe.",
        "2019 wurde er Minister.",
        "Er kam am 16. Juni 2024.",
        "Das Treffen beginnt um 14.30 Uhr.",
        "Der zweite Versuch gelang.",
        "Die 3. Panzerbrigade zog ab.",
        "Die Partie endete 3:2.",
        "Die Partie endete zwei zu eins.",
        "Der G7-Gipfel tagt.",
        "Die F-16 startete.",
        "Die Boeing 747 landete.",
        "Das regelt Artikel 5 des Vertrags.",
        "Die Resolution 1718 gilt.",
        "Das regelt § 218.",
        "Der 24-Jährige floh.",
        "Anna Beispiel (54) gewann.",
        "Rufen Sie 030 1234567 an.",
        "Die Zahl stimmt auf den Tausender genau.",
        "So kommt man leicht auf Millionen.",
        "Der Schaden geht in die Millionen.",
        "Der Zug kam kurz vor drei Uhr.",
        "Jeden zweiten Tag fuhr ein Zug.",
        "Er kam als Fünfter.",
        "Ein Mann stieg in eine Bahn.",
        "Einer der drei kam.",
        "Sie lebt im 19. Jahrhundert.",
        "Das geschah vor 24 Jahren.",
        "Er kam zweimal.",
        "Sie wohnt in 10117 Berlin.",
        "Die Elf verlor.",
        "In der zweiten Hälfte fiel ein Tor.",
        "Er ist die Nummer 1.",
        "Die Rakete S-300 flog.",
        "Mehr unter https://beispiel.example/12345.",
    ],
)
def test_no_figure(nlp, text):
    assert found(nlp, text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Man wolle mehr Granaten liefern, zusätzlich zu den laut Schätzungen schon geschickten zwei Millionen.",
            [(2000000, "Granaten")],
        ),
        ("Zehn Menschen starben, fünf wurden verletzt.", [(10, "Menschen"), (5, "Menschen")]),
        ("Die Zahl der Toten stieg auf 43.", [(43, "Toten")]),
        ("Der Satz stieg von 5 auf 8 Prozent.", [(5, "Prozent"), (8, "Prozent")]),
        ("Sie schickten zwei oder drei Panzer.", [(2, "Panzer"), (3, "Panzer")]),
        ("5 von 10 Befragten stimmten zu.", [(5, "Befragten"), (10, "Befragten")]),
        (
            "Der Gewinn betrug 3 Millionen Euro. Im Vorjahr waren es 2 Millionen.",
            [(3000000, "Euro"), (2000000, "Euro")],
        ),
        ("Es regnet. Gezählt wurden 17.", [(17, None)]),
        ("Nach einer Prüfung durch norwegische und britische Gutachter seien es 17 Millionen.", [(17000000, None)]),
        ("Gutachter stritten lange. Es kostete 17 Millionen.", [(17000000, None)]),
        ("Zehn Züge fielen aus. Der Schaden betrug 17 Millionen.", [(10, "Züge"), (17000000, None)]),
        ("Zehn Züge fielen aus. Tags darauf waren es 17.", [(10, "Züge"), (17, "Züge")]),
        ("Ökonomen glauben, dass mindestens ein Drittel in Gold bezahlt wird.", [("0.333333", None)]),
        ("Der Rest waren Gerste und Mais, zusammen 17 Millionen.", [(17000000, None)]),
        ("Zwischen den Häfen lagen 20 Schiffe und 40 Boote.", [(20, "Schiffe"), (40, "Boote")]),
        ("Es waren 16. Danach kamen 3 Gäste.", [(16, None), (3, "Gäste")]),
    ],
)
def test_units_that_stand_elsewhere(nlp, text, expected):
    assert [(q.value, q.unit) for q in found(nlp, text)] == [(Decimal(value), unit) for value, unit in expected]


@pytest.mark.parametrize(
    ("text", "concept"),
    [
        ("zwei Millionen Artilleriegeschosse", "artillery shells"),
        ("zwei Millionen Granaten", "artillery shells"),
        ("fünf Prozent", "percent"),
        ("5 %", "percent"),
        ("70 Euro", "EUR"),
        ("70 US-Dollar", "USD"),
        ("43 Tote", "deaths"),
        ("ein Drittel der Wähler", "share"),
        ("200 Elitesoldaten", "soldiers"),
        ("200 Marmeladen", None),
    ],
)
def test_concept(nlp, text, concept):
    assert [q.concept for q in found(nlp, text)] == [concept]


@pytest.mark.parametrize(
    ("word", "value"),
    [
        ("zwölf", 12), ("einundzwanzig", 21), ("hundert", 100), ("hunderteins", 101), ("elfhundert", 1100), ("dreißigtausend", 30000),
        ("dreissig", 30), ("zweitausendvierundzwanzig", 2024), ("fünfhunderttausend", 500000), ("viereinhalb", "4.5"), ("ein", None),
        ("zweidrei", None), ("haus", None), ("und", None), ("zwölfte", None), ("x" * 500, None),
    ],
)  # fmt: skip
def test_words_for_numbers(word, value):
    assert word_value(word) == (None if value is None else Decimal(value))


@pytest.mark.parametrize(
    ("digits", "value"),
    [("11.000", 11000), ("1.5", "1.5"), ("1,5", "1.5"), ("1,234,567", 1234567), ("0,5", "0.5"), ("007", None), ("½", "0.5"), ("1½", "1.5"),
     ("3:2", None), ("11.00", "11"), ("1.2.3", None), ("٣", None)],
)  # fmt: skip
def test_digits(digits, value):
    assert digits_value(digits) == (None if value is None else Decimal(value))


PIECES = st.sampled_from(
    [
        *"0123456789.,:;-–% €$()½\n",
        "zwei",
        "Millionen",
        " bis ",
        " fast ",
        "ein ",
        "Dutzend",
        "Komma",
        "hundert",
        " Kisten",
    ]
)


@settings(max_examples=150, deadline=None)
@given(text=st.lists(PIECES, max_size=80).map("".join))
def test_spans_are_exact_and_in_order_for_any_text(nlp, text):
    quantities = found(nlp, text)
    assert all(a.span[1] <= b.span[0] for a, b in pairwise(quantities))
    assert all(q.low is None or q.high is None or q.low <= q.high for q in quantities)
    assert all(abs(q.value) < 10**24 and q.value == round(q.value, 6) for q in quantities)


@settings(max_examples=100, deadline=None)
@given(text=st.text(max_size=200))
def test_no_text_breaks_it(nlp, text):
    found(nlp, text)


@pytest.mark.parametrize(
    "piece", ["1,", "zwei ", "1 000 ", "fast ", "zwei bis ", "1.", "hundert", "9" * 50 + " ", "5 oder "]
)
def test_an_adversarial_line_takes_linear_time(nlp, piece):
    doc = nlp.make_doc((piece * (200_000 // len(piece)))[:200_000])
    nlp.get_pipe("factbase_sentences")(doc)
    start = time.process_time()
    find_quantities(doc)
    assert time.process_time() - start < 5


def test_lexicons_are_sound():
    hedges, units = lexicon("hedges"), lexicon("units")
    phrases = [phrase for group in hedges["before"].values() for phrase in group]
    assert len(phrases) == len(set(phrases))
    concepts = lexicon("concepts")
    things = {concept: told["words"] for concept, told in concepts.items()}
    names = [name for group in (units["measures"] | units["durations"] | things).values() for name in group]
    assert all(name == name.lower() for name in names)
    assert len(names) == len(set(names))
    assert {told["broader"] for told in concepts.values() if "broader" in told} <= set(concepts)
    assert all(set(told) <= {"de", "kind", "broader", "words"} and told["words"] for told in concepts.values())
    assert len({told["de"] for told in concepts.values()}) == len(concepts) >= 150


@pytest.mark.parametrize(
    ("words", "value", "concept"),
    [
        ("3 Mio. Euro", 3 * 10**6, "EUR"),
        ("3 Mio Euro", 3 * 10**6, "EUR"),
        ("3 Millionen Euro", 3 * 10**6, "EUR"),
        ("drei Millionen Euro", 3 * 10**6, "EUR"),
        ("1,5 Mrd. Dollar", 1_500_000_000, "USD"),
        ("1,5 Mrd Dollar", 1_500_000_000, "USD"),
        ("eineinhalb Milliarden Dollar", 1_500_000_000, "USD"),
        ("2 Bio. Euro", 2 * 10**12, "EUR"),
        ("40 Tausend Tonnen", 40_000, "tonne"),
        ("40 tausend Tonnen", 40_000, "tonne"),
        ("40 Tsd. Tonnen", 40_000, "tonne"),
        ("vierzigtausend Tonnen", 40_000, "tonne"),
        ("40.000 Tonnen", 40_000, "tonne"),
        ("40 000 Tonnen", 40_000, "tonne"),
        ("zwei Dutzend Granaten", 24, "artillery shells"),
        ("ein Dutzend Drohnen", 12, "drones"),
        ("12 Prozent", 12, "percent"),
        ("12 %", 12, "percent"),
        ("12%", 12, "percent"),
        ("zwölf Prozent", 12, "percent"),
        ("0,5 Promille", "0.5", "per mille"),
        ("700 kWh", 700, "kilowatt hour"),
        ("20 Gigawattstunden", 20, "gigawatt hour"),
        ("5 Gigahertz", 5, "gigahertz"),
        ("3 Terabyte", 3, "terabyte"),
        ("30 Sekunden", 30, "second"),
    ],
)
def test_every_spelling_is_a_number_with_its_unit(nlp, words, value, concept):
    [figure] = found(nlp, f"Gemeldet wurden {words} für den Bau.")
    assert (figure.value, figure.concept) == (Decimal(value), concept)
