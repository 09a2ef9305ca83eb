"""Claims as statements that read by themselves. ⟦…⟧ in a text is the claim."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.extraction.components.called import genitive
from claims.extraction.components.drafts import Draft
from claims.extraction.components.propositions import propositions
from claims.extraction.components.statements import statement_of
from claims.extraction.pipeline import nlp


def made(marked, form="narrative", speaker=None, *, meant=1.0):
    """The Doc and the draft of a marked text; ⟦…⟧ may stand twice, for a claim that its frame breaks."""
    text, spans = "", []
    for at, piece in enumerate(marked.replace("⟧", "⟦").split("⟦")):
        if at % 2:
            spans.append((len(text), len(text) + len(piece)))
        text += piece
    doc = nlp().make_doc(text)
    doc._.published = date(2024, 6, 18)
    doc = nlp()(doc)
    place = (text.rindex(speaker), text.rindex(speaker) + len(speaker)) if speaker else None
    draft = Draft(spans, form, speaker=place, meant=meant)
    draft.times = [found for found in doc._.times if draft.covers(*found.span)]
    doc._.drafts = [draft]
    propositions(doc)
    return doc, draft


def stated(marked, form="narrative", speaker=None, *, meant=1.0):
    return statement_of(*made(marked, form, speaker, meant=meant))


NAMES = [
    ("Anna Berg leitet das Amt. ⟦Sie verklagt die Stadt Kiel.⟧", "Anna Berg verklagt die Stadt Kiel"),
    ("Wladimir Putin reiste ab. ⟦Nordkorea empfängt ihn mit Ehren.⟧", "Nordkorea empfängt Wladimir Putin mit Ehren"),
    ("Wladimir Putin reiste ab. ⟦Peking dankte ihm.⟧", "Peking dankte Wladimir Putin"),
    (
        "Wladimir Putin reiste nach Nordkorea. Nordkorea empfing den Gast. ⟦Putin besuchte das Land im Jahr 2000.⟧",
        "Putin besuchte Nordkorea im Jahr 2000",
    ),
    (
        "Kasachstan fördert Öl. Frankreich kauft es gern. ⟦Emmanuel Macron besuchte das Land im Mai.⟧",
        "Emmanuel Macron besuchte Kasachstan im Mai 2024",
    ),
    (
        "Kasachstan fördert Öl. Eine kanadische Bank half dabei. ⟦Emmanuel Macron hat das Land im Mai besucht.⟧",
        "Emmanuel Macron hat Kasachstan im Mai 2024 besucht",
    ),
    ("Nordkorea hat Raketen. ⟦Die Führung des Landes feiert.⟧", "Die Führung Nordkoreas feiert"),
    ("Die Ukraine hat Panzer. ⟦Die Führung des Landes hofft.⟧", "Die Führung der Ukraine hofft"),
    ("Die Ukraine hat Panzer. ⟦Das Land bittet um Hilfe.⟧", "Die Ukraine bittet um Hilfe"),
    ("Belarus rüstet auf. ⟦Die Ausgaben des Landes steigen.⟧", "Die Ausgaben Belarus' steigen"),
    ("Russland und China handeln. ⟦Die beiden Länder planen ein Manöver.⟧", "Russland und China planen ein Manöver"),
    ("Boris Johnson kam. ⟦Seine Regierung liefert Panzer.⟧", "Boris Johnsons Regierung liefert Panzer"),
    ("Boris Johnson kam. Johnson lächelte. ⟦Seine Regierung liefert Panzer.⟧", "Johnsons Regierung liefert Panzer"),
    ("Olaf Scholz kam. Scholz lächelte. ⟦Seine Regierung liefert Panzer.⟧", "Scholz' Regierung liefert Panzer"),
]
LEFT = [
    ("Anna Berg kam. ⟦Berg sagte ab, weil sie krank war.⟧", "Berg sagte ab, weil sie krank war"),
    ("Boris Johnson traf Emmanuel Macron. ⟦Seine Regierung liefert Panzer.⟧", "Seine Regierung liefert Panzer"),
    ("Anna Berg traf Eva Holm. ⟦Ihre Firma baut Boote.⟧", "Ihre Firma baut Boote"),
    (
        "Wladimir Putin kam. ⟦Als er landete, regnete es, sagte Putin dem Sender.⟧",
        "Als er landete, regnete es, sagte Putin dem Sender",
    ),
    ("⟦Der Zug fährt nach Wien.⟧", "Der Zug fährt nach Wien"),
    ("Nordkorea und Iran handeln. ⟦Das Land, das Öl fördert, liefert Gas.⟧", "Das Land, das Öl fördert, liefert Gas"),
    ("⟦Es regnet in Kiel.⟧", "Es regnet in Kiel"),
]
SPEECH = [
    (
        "Die Bundesregierung teilte mit: ⟦„Wir werden liefern.“⟧",
        "Die Bundesregierung",
        "Wir [die Bundesregierung] werden liefern",
    ),
    ("⟦„Ich kenne den Vertrag“⟧, sagte Jenny Town.", "Jenny Town", "Ich [Jenny Town] kenne den Vertrag"),
    (
        "⟦„Heute sehe ich das anders“⟧, sagte Jenny Town.",
        "Jenny Town",
        "Ich [Jenny Town] sehe das am 18. Juni 2024 anders",
    ),
    ("⟦„Meine Firma baut Boote“⟧, sagte Jenny Town.", "Jenny Town", "Jenny Towns Firma baut Boote"),
    ("⟦„Meine alte Firma baut Boote“⟧, sagte Jenny Town.", "Jenny Town", "Meine [Jenny Town] alte Firma baut Boote"),
    ("⟦„Die Boote sind alt.“⟧", None, "Die Boote sind alt"),
    ("⟦»Die Boote sind alt«⟧, sagte Jenny Town.", "Jenny Town", "Die Boote sind alt"),
    ("⟦„Die Boote“⟧, sagte Jenny Town, ⟦„sind alt.“⟧", "Jenny Town", "Die Boote sind alt"),
    (
        "⟦„Ich hoffe“⟧, sagte Jenny Town, ⟦„dass die Boote halten.“⟧",
        "Jenny Town",
        "Ich [Jenny Town] hoffe, dass die Boote halten",
    ),
    ("⟦„Er nannte es ‚Traum‘“⟧, sagte Jenny Town.", "Jenny Town", "Er nannte es ‚Traum‘"),
    ("⟦„Aber die Boote sind alt“⟧, sagte ein Fischer.", "ein Fischer", "Die Boote sind alt"),
    ("⟦„Ich war dort“⟧, sagte ein Fischer.", "ein Fischer", "Ich [ein Fischer] war dort"),
]
CLAUSES = [
    ("Er sagte, ⟦dass die Brücke gesperrt werde⟧.", "Die Brücke werde gesperrt"),
    ("Er sagte, ⟦dass sich die Lage gebessert habe⟧.", "Die Lage habe sich gebessert"),
    ("Er sagte, ⟦dass der Fluss bald ansteige⟧.", "Der Fluss steige bald an"),
    ("Er sagte, ⟦dass der Rat den Plan ablehne⟧.", "Der Rat lehne den Plan ab"),
    ("Er sagte, ⟦dass weder Polen noch Ungarn Geld geben werden⟧.", "Weder Polen noch Ungarn werden Geld geben"),
    ("Er sagte, ⟦dass es in Kiel regne⟧.", "Es regne in Kiel"),
    ("Er sagte, ⟦dass in Kiel die Brücke gesperrt werde⟧.", "In Kiel werde die Brücke gesperrt"),
    ("Er sagte, ⟦dass Polen Ungarn Geld leihen werde⟧.", "Polen werde Ungarn Geld leihen"),
    (
        "Er sagte, ⟦dass die Regierung der Ukraine zögere, weil Geld fehle⟧.",
        "Die Regierung der Ukraine zögere, weil Geld fehle",
    ),
    ("Er sagte, ⟦dass niemand verletzt worden sei⟧.", "Niemand sei verletzt worden"),
    ("Er sagte, ⟦dass Panzer geliefert worden seien⟧.", "Panzer seien geliefert worden"),
    ("Er sagte, ⟦dass der Streit zwischen Kiel und Bonn andauere⟧.", "Der Streit zwischen Kiel und Bonn dauere an"),
    ("Er sagte, ⟦dass den Bauern Wasser fehle⟧.", "Dass den Bauern Wasser fehle"),
    ("Er sagte, ⟦dass dort, wo es brenne, niemand wohne⟧.", "Dass dort, wo es brenne, niemand wohne"),
    ("Er fragte, ⟦ob der Zug fahre⟧.", "Ob der Zug fahre"),
    ("Er drohte, ⟦die Grenze zu schließen⟧.", "Die Grenze zu schließen"),
    ("Laut Holm ⟦habe die Firma gezahlt⟧.", "Die Firma habe gezahlt"),
    ("Laut Holm ⟦sei der Täter geflohen⟧.", "Der Täter sei geflohen"),
]
DATES = [
    ("⟦Die Firma zahlte gestern.⟧", "Die Firma zahlte am 17. Juni 2024"),
    ("⟦Gestern zahlte die Firma die Schulden zurück.⟧", "Die Firma zahlte die Schulden am 17. Juni 2024 zurück"),
    ("⟦Die Firma wuchs im vergangenen Jahr.⟧", "Die Firma wuchs im Jahr 2023"),
    ("⟦Im März legte Moskau sein Veto ein.⟧", "Moskau legte im März 2024 sein Veto ein"),
    ("⟦Die Firma zahlte im März 2021.⟧", "Die Firma zahlte im März 2021"),
    ("⟦Die Firma zahlt seit gestern.⟧", "Die Firma zahlt seit gestern"),
    ("⟦Die Firma zahlte gestern Abend.⟧", "Die Firma zahlte gestern Abend"),
    ("⟦Die Halle brannte vor zehn Jahren ab.⟧", "Die Halle brannte im Jahr 2014 ab"),
    ("⟦Das letzte Mal besuchte Macron die Messe im Mai 2019.⟧", "Macron besuchte die Messe das letzte Mal im Mai 2019"),
    ("⟦2019 besuchte er Rom.⟧", "Er besuchte Rom 2019"),
]


@pytest.mark.parametrize(("marked", "expected"), NAMES)
def test_words_that_mean_somebody_named_elsewhere_give_way_to_the_name(marked, expected):
    assert stated(marked) == expected


@pytest.mark.parametrize(("marked", "expected"), LEFT)
def test_what_is_doubtful_or_clear_by_itself_stays(marked, expected):
    assert stated(marked) == expected


@pytest.mark.parametrize(("marked", "speaker", "expected"), SPEECH)
def test_speech_loses_its_marks_and_says_who_speaks(marked, speaker, expected):
    assert stated(marked, "direct", speaker) == expected


@pytest.mark.parametrize(("marked", "expected"), CLAUSES)
def test_a_clause_becomes_a_main_clause_where_its_parts_are_sure(marked, expected):
    assert stated(marked, "indirect") == expected


@pytest.mark.parametrize(("marked", "expected"), DATES)
def test_a_time_counted_from_another_day_becomes_a_date(marked, expected):
    assert stated(marked) == expected


def test_a_speaker_who_is_not_sure_is_not_put_in():
    assert stated("⟦„Wir zahlen“⟧, sagte Jenny Town.", "direct", "Jenny Town", meant=0.5) == "Wir zahlen"


def test_without_a_day_of_publication_gestern_stays():
    text = "Die Firma zahlte gestern."
    doc = nlp()(nlp().make_doc(text))
    assert statement_of(doc, Draft([(0, len(text))], "narrative", times=list(doc._.times))) == text[:-1]


@pytest.mark.parametrize(
    ("marked", "form", "expected"),
    [
        (
            "Emmanuel Macron kam. ⟦Er reiste nach Bern und unterschrieb zwei Verträge.⟧",
            "narrative",
            ["Emmanuel Macron reiste nach Bern", "Emmanuel Macron unterschrieb zwei Verträge"],
        ),
        (
            "Sie meint, ⟦dass der Minister zögere und die Kanzlerin nach Rom reise⟧.",
            "indirect",
            ["Der Minister zögere", "Die Kanzlerin reise nach Rom"],
        ),
        (
            "Sie meint, ⟦dass die Brücke gesperrt sei und dass den Bauern Wasser fehle⟧.",
            "indirect",
            ["Die Brücke sei gesperrt", "Dass den Bauern Wasser fehle"],
        ),
        ("⟦„Die Ernte ist gut. Aber die Preise sinken.“⟧", "direct", ["Die Ernte ist gut", "Die Preise sinken"]),
    ],
)
def test_each_part_is_a_statement_of_its_own(marked, form, expected):
    doc, draft = made(marked, form)
    assert [statement_of(doc, part) for part in draft.parts] == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Putin", "Putins"),
        ("Scholz", "Scholz'"),
        ("Max", "Max'"),
        ("Kim", "Kims"),
        ("Marx", "Marx'"),
        ("Grass", "Grass'"),
        ("Alice", "Alice'"),
    ],
)
def test_the_genitive_of_a_name(name, expected):
    assert genitive(name) == expected


PIECES = st.lists(
    st.sampled_from(
        [
            "dass",
            "er",
            "Wladimir Putin",
            "das Land",
            "gestern",
            "Wir",
            "„",
            "“",
            "und",
            ", ",
            ". ",
            "habe",
            "seine Regierung",
            "kommt",
            "\n",
            "im März",
            "sich",
            "(",
            "?",
            "weder",
            "noch",
            "China",
            "🙂",
            " … ",
        ]
    ),
    max_size=14,
)


@settings(max_examples=80, deadline=None)
@given(PIECES, st.sampled_from(["direct", "indirect", "narrative", "reported"]), st.booleans())
def test_any_words_give_a_statement_in_one_line(pieces, form, hangs):
    body = " ".join(pieces)
    if not body.strip():
        return
    doc, draft = made(f"Emmanuel Macron kam. ⟦{body}⟧ Er sagte es.", form, "Emmanuel Macron")
    draft.hangs = hangs
    draft.subject = (0, 15) if hangs and form == "indirect" else None
    for one in (draft, *draft.parts):
        statement = statement_of(doc, one)
        assert statement == statement.strip()
        assert statement
        assert "\n" not in statement
