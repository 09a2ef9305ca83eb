"""What a claim commits to. In the texts ⟦…⟧ is the claim, ‹…› the frame, {…} the cue."""

import re
import time
from datetime import date

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.extraction.components import modality, morphology, sentences
from claims.extraction.components.drafts import Draft
from claims.extraction.components.tokens import LinearTokenizer
from claims.extraction.lexicon import lexicon
from claims.extraction.types import Cue
from tests.claims.extraction.commitments import TABLES

PUBLISHED = date(2024, 6, 18)


@pytest.fixture(scope="module")
def nlp():
    made = spacy.blank("de")
    made.tokenizer = LinearTokenizer(made.vocab)
    for component in (sentences.sentences, morphology.morphology):
        made.add_pipe(f"factbase_{component.__name__}")
    return made


def judged(nlp, marked, form="indirect"):
    """The draft that `marked` describes, after the component."""
    places, text = {}, ""
    for piece in re.split(r"([⟦⟧‹›{}])", marked):
        if piece in "⟦‹{" and piece:
            places[piece] = [len(text)]
        elif piece in "⟧›}" and piece:
            places[{"⟧": "⟦", "›": "‹", "}": "{"}[piece]].append(len(text))
        else:
            text += piece
    cue = Cue(text[slice(*places["{"])], tuple(places["{"])) if "{" in places else None
    draft = Draft([tuple(places["⟦"])], form, frame=tuple(places["‹"]) if "‹" in places else None, cue=cue)
    doc = nlp(text)
    doc._.published = PUBLISHED
    doc._.drafts = [draft]
    modality.modality(doc)
    return draft


CERTAIN = [
    "‹Er {sagte}›, ⟦dass die Brücke gesperrt ist⟧.",
    "‹Die Ministerin {erklärte}›, ⟦das Abkommen sei unterzeichnet⟧.",
    "⟦Die Lage habe sich beruhigt⟧, ‹{teilte} der Sender mit›.",
    "‹Der Sprecher {betonte}›, ⟦das Land sei kein Mitglied des Bündnisses⟧.",
    "‹Er {rechnet} nicht nur damit›, ⟦dass der Vertrag verlängert wird⟧.",
    "‹Beobachter {erwarten}›, ⟦dass weder Ungarn noch Serbien zustimmen werden⟧.",
    "⟦So könne die Regierung ihre Schulden verringern⟧, ‹{sagte} der Ökonom›.",
    "‹Sie {bestritt} nicht›, ⟦dass das Geld geflossen ist⟧.",
    "‹Es gebe keinen {Zweifel} daran›, ⟦dass die Wahl gültig sei⟧.",
    "‹Er {sagte}›, ⟦dass Firmen, die liefern könnten, bereits angefragt wurden⟧.",
    "⟦Der Rat tage, obwohl vielleicht niemand komme⟧, ‹{sagte} sie›.",
    "⟦Wenn der Damm brechen könnte, werde man räumen⟧, ‹{sagte} er›.",
    "‹Sie {sagte}›, ⟦man könne das Ufer von hier sehen⟧.",
    "‹Der Richter {bezweifelt} nicht›, ⟦dass der Zeuge dort war⟧.",
    "‹Laut Polizei› ⟦sei der Mann sehr wohl bewaffnet gewesen⟧.",
    "‹Er {sagte}›, ⟦der mutmaßliche Täter sei gefasst⟧.",
    "‹Er {sagte}›, ⟦die Vorstellung, das Land könnte zahlen, sei neu⟧.",
    "⟦Das Dorf sei nie geräumt worden⟧, ‹{hieß} es›.",
    "⟦Die Grenze sei offen⟧, ‹{sagte} der Offizier›.",
    "‹Er {sagte}›, ⟦es sei möglich, die Anlage zu besichtigen⟧.",
]
PROBABLE = [
    "‹Sie {sagte}›, ⟦der Preis werde wahrscheinlich steigen⟧.",
    "⟦Die Partei dürfte die Wahl gewinnen⟧, ‹{schätzt} der Forscher›.",
    "‹Er {sagte}›, ⟦dass die Verhandlungen vermutlich scheitern werden⟧.",
    "⟦Voraussichtlich werde das Werk im Mai schließen⟧, ‹{teilte} der Konzern mit›.",
    "‹Fachleute {vermuten}›, ⟦dass der Brand gelegt wurde⟧.",
    "‹Es sei {wahrscheinlich}›, ⟦dass der Fluss über die Ufer trete⟧.",
    "⟦Es sei wahrscheinlich, dass der Fluss über die Ufer trete⟧, ‹{sagte} sie›.",
    "⟦Das Schiff sei wohl gesunken⟧, ‹{sagte} der Kapitän›.",
    "⟦Aller Voraussicht nach bleibe die Steuer⟧, ‹{sagte} er›.",
    "‹Sie {sagte}›, ⟦dass die Täter, die nachts kamen, vermutlich ortskundig waren⟧.",
    "⟦Die Kosten dürften, wie im Vorjahr, deutlich steigen⟧, ‹{sagte} er›.",
    "⟦Die Truppe scheint den Ort zu verlassen⟧, ‹{sagte} er›.",
    "⟦Der Motor habe mit hoher Wahrscheinlichkeit versagt⟧, ‹{sagte} sie›.",
    "⟦Höchstwahrscheinlich fehle das Geld⟧, ‹{sagte} sie›.",
    "⟦Ich glaube, dass sie wahrscheinlich absagen wird⟧, ‹{sagte} er›.",
    "‹Man {mutmaßt}›, ⟦dass der Chef davon wusste⟧.",
]
POSSIBLE = [
    "‹Sie {befürchten}›, ⟦dass der Streit die Region erschüttern könnte⟧.",
    "⟦Der Damm könnte brechen⟧, ‹{warnte} die Behörde›.",
    "⟦Möglicherweise sei der Fahrer eingeschlafen⟧, ‹{sagte} sie›.",
    "‹Er {sagte}›, ⟦dass vielleicht noch Menschen im Haus seien⟧.",
    "‹Es sei {möglich}›, ⟦dass der Vertrag platze⟧.",
    "⟦Es sei denkbar, dass der Vertrag platze⟧, ‹{sagte} er›.",
    "‹Er {schloss} nicht aus›, ⟦dass er zurücktritt⟧.",
    "‹Es ist nicht {ausgeschlossen}›, ⟦dass weitere Fälle folgen⟧.",
    "⟦Eventuell müsse neu gewählt werden⟧, ‹{sagte} sie›.",
    "⟦Womöglich fehle die Genehmigung⟧, ‹{sagte} sie›.",
    "⟦Es kann sein, dass der Zug ausfällt⟧, ‹{sagte} sie›.",
    "⟦Wenn der Regen anhalte, könnten Straßen überflutet werden⟧, ‹{hieß} es›.",
    "⟦Ein Angriff sei jederzeit möglich⟧, ‹{sagte} der General›.",
    "⟦Ich denke, dass er auch scheitern könnte⟧, ‹{sagte} sie›.",
    "‹Die Zeitung {spekuliert}›, ⟦dass die Bank verkauft wird⟧.",
    "⟦Unter Umständen werde die Frist verlängert⟧, ‹{sagte} sie›.",
]
UNKNOWN = [
    "‹Es ist {unklar}›, ⟦ob die Geiseln leben⟧.",
    "‹{Offen} blieb›, ⟦ob die Firma zahlt⟧.",
    "‹Er {fragte}›, ⟦ob der Zug fahre⟧.",
    "⟦Ob der Vertrag gilt⟧, ‹ist {ungewiss}›.",
    "⟦Werden die Preise weiter steigen?⟧",
    "‹Es sei nicht {bekannt}›, ⟦dass jemand verletzt wurde⟧.",
    "‹Die Polizei konnte nicht {bestätigen}›, ⟦dass es Tote gab⟧.",
    "⟦Es sei unklar, ob die Waffen angekommen seien⟧, ‹{sagte} er›.",
    "⟦Die Ursache sei unklar⟧, ‹{sagte} die Polizei›.",
    "‹Man {wisse} nicht›, ⟦ob der Stollen hält⟧.",
    "‹Er {hofft}›, ⟦dass der Frieden hält⟧.",
    "⟦Offen bleibe, wer die Rechnung zahle⟧, ‹{sagte} sie›.",
]
DENIED = [
    ("‹Das Amt {dementierte}›, ⟦dass Daten verloren gingen⟧.", "certain"),
    ("‹Der Konzern {bestreitet}›, ⟦Gift eingeleitet zu haben⟧.", "certain"),
    ("‹Er {leugnet}›, ⟦dass er dort war⟧.", "certain"),
    ("‹Minsk {wies} die Darstellung zurück›, ⟦dass Soldaten die Grenze überquert hätten⟧.", "certain"),
    ("‹Sie {wies} zurück›, ⟦Geld genommen zu haben⟧.", "certain"),
    ("‹Sie hat {bestritten}›, ⟦dass sie den Brief kannte⟧.", "certain"),
    ("‹Es {stimmt} nicht›, ⟦dass die Schule schließt⟧.", "certain"),
    ("⟦Es stimme nicht, dass die Schule schließe⟧, ‹{sagte} der Bürgermeister›.", "certain"),
    ("⟦Es treffe nicht zu, dass Züge ausfielen⟧, ‹{sagte} die Bahn›.", "certain"),
    ("⟦Von einer Niederlage könne keine Rede sein⟧, ‹{sagte} der Trainer›.", "certain"),
    ("‹Es könne keine {Rede} davon sein›, ⟦dass die Kasse leer sei⟧.", "certain"),
    ("‹Er {schloss} aus›, ⟦dass Truppen entsandt werden⟧.", "certain"),
    ("‹Es ist {falsch}›, ⟦dass die Klinik Patienten abweist⟧.", "certain"),
    ("‹Sie {bezweifelt}›, ⟦dass der Plan hält⟧.", "probable"),
    ("‹Es sei {unwahrscheinlich}›, ⟦dass die Bank hilft⟧.", "probable"),
    ("⟦Es sei unwahrscheinlich, dass die Bank helfe⟧, ‹{sagte} er›.", "probable"),
    ("‹Er {glaubt} nicht›, ⟦dass der Zoll fällt⟧.", "probable"),
    ("‹Sie {geht} nicht davon aus›, ⟦dass der Zoll fällt⟧.", "probable"),
    ("⟦Ich glaube nicht, dass er kommt⟧, ‹{sagte} sie›.", "probable"),
    ("‹Fachleute haben {Zweifel}›, ⟦dass das Dach trägt⟧.", "probable"),
    ("⟦Dass die Bank hilft⟧, ‹ist {unwahrscheinlich}›.", "probable"),
]


@pytest.mark.parametrize(
    ("marked", "certainty"),
    [
        (marked, level)
        for level, rows in (("certain", CERTAIN), ("probable", PROBABLE), ("possible", POSSIBLE), ("unknown", UNKNOWN))
        for marked in rows
    ],
)
def test_certainty_of_what_is_affirmed(nlp, marked, certainty):
    draft = judged(nlp, marked)
    assert (draft.certainty, draft.polarity) == (certainty, "positive"), draft.why


@pytest.mark.parametrize(("marked", "certainty"), DENIED)
def test_certainty_of_what_is_denied(nlp, marked, certainty):
    draft = judged(nlp, marked)
    assert (draft.certainty, draft.polarity) == (certainty, "negative"), draft.why


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("⟦„Ich denke, dass sie gewinnt. Aber sie könnte auch verlieren.“⟧", ("certain", "positive")),
        ("⟦„Das könnte scheitern. Ich bin trotzdem dafür.“⟧", ("possible", "positive")),
        ("⟦„Wer zahlt das? Das zahlen die Bürger.“⟧", ("certain", "positive")),
        ("⟦„Wer soll das bezahlen?“⟧, ‹{fragte} sie›.", ("unknown", "positive")),
        ("⟦„Das stimmt nicht.“⟧", ("certain", "positive")),
    ],
)
def test_first_sentence_of_a_quotation_decides(nlp, marked, expected):
    draft = judged(nlp, marked, "direct")
    assert (draft.certainty, draft.polarity) == expected, draft.why


@pytest.mark.parametrize(("marked", "expected"), [row for table in TABLES.values() for row in table])
def test_what_the_means_of_german_leave(nlp, marked, expected):
    draft = judged(nlp, marked, "direct" if marked.startswith("⟦„") else "indirect")
    assert (draft.certainty, draft.polarity) == expected, draft.why


STANCES = [
    ("‹Er {sagte}›, ⟦dass es regnet⟧.", "indirect", "asserts"),
    ("‹Sie {dementierte}›, ⟦dass es regnet⟧.", "indirect", "denies"),
    ("‹Sie {wies} das zurück›: ⟦Es regne nicht⟧.", "indirect", "denies"),
    ("‹Der Sprecher {bestätigte}›, ⟦dass es regnet⟧.", "indirect", "confirms"),
    ("‹Er {räumte} ein›, ⟦dass es regnet⟧.", "indirect", "confirms"),
    ("‹Er {gab} zu›, ⟦dass es regnet⟧.", "indirect", "confirms"),
    ("‹Er {erwartet}›, ⟦dass es regnet⟧.", "indirect", "expects"),
    ("‹Er {rechnet} damit›, ⟦dass es regnet⟧.", "indirect", "expects"),
    ("‹Er {geht} davon aus›, ⟦dass es regnet⟧.", "indirect", "expects"),
    ("‹Sie {kündigte} an›, ⟦dass sie zahlt⟧.", "indirect", "promises"),
    ("‹Sie {sagte} zu›, ⟦Geld zu geben⟧.", "indirect", "promises"),
    ("⟦Der Minister {fordert} höhere Löhne⟧.", "reported", "demands"),
    ("⟦Die Gewerkschaft {ruft} zum Streik auf⟧.", "reported", "demands"),
    ("‹Sie {warnt}›, ⟦dass es regnet⟧.", "indirect", "warns"),
    ("⟦Oslo {wirft} dem Nachbarn Spionage vor⟧.", "reported", "accuses"),
    ("⟦Die Stadt {macht} den Bund verantwortlich⟧.", "reported", "accuses"),
    ("⟦Er {bedankte} sich für die Hilfe⟧.", "reported", "thanks"),
    ("‹Sie {fragte}›, ⟦ob es regnet⟧.", "indirect", "asks"),
    ("⟦Er {bat} um Geduld⟧.", "reported", "asks"),
    ("⟦Der Rat {lehnt} den Antrag ab⟧.", "reported", "declines"),
    ("⟦Sie {weigert} sich, zu zahlen⟧.", "reported", "declines"),
    ("⟦Kiew {wies} das Angebot zurück⟧.", "reported", "declines"),
    ("⟦Riga bestreitet die Vorwürfe⟧.", "reported", "denies"),
    ("⟦Der Fluss trat über die Ufer⟧.", "narrative", "asserts"),
]


@pytest.mark.parametrize(("marked", "form", "stance"), STANCES)
def test_stance(nlp, marked, form, stance):
    assert judged(nlp, marked, form).stance == stance


def test_a_denial_summed_up_is_negative_and_a_refusal_is_not(nlp):
    assert judged(nlp, "⟦Riga bestreitet die Vorwürfe⟧.", "reported").polarity == "negative"
    assert judged(nlp, "⟦Riga bestritt die Lieferung nicht⟧.", "reported").polarity == "positive"
    assert judged(nlp, "⟦Kiew {wies} das Angebot zurück⟧.", "reported").polarity == "positive"
    assert judged(nlp, "⟦‹Kiew {wies} Forderungen zurück›⟧.", "reported").polarity == "positive"


REPORTED_DENIALS = [
    "Moskau wies die Angaben zurück.",
    "Moskau wies dies umgehend zurück.",
    "Moskau hat jede Beteiligung zurückgewiesen.",
    "Moskau wies die Kritik als haltlos zurück.",
    "Moskau dementierte den Bericht.",
]


@pytest.mark.parametrize("text", REPORTED_DENIALS)
def test_reported_denials_are_negative(said, text):
    (claim,) = said(text)
    assert (claim.stance, claim.certainty, claim.polarity, claim.tense) == ("denies", "certain", "negative", "past")


OVER = [
    ("⟦Dass der Damm hält, ist nicht belegt⟧.", ("unknown", "positive")),
    ("⟦Dass der Damm hält, gilt als wahrscheinlich⟧.", ("probable", "positive")),
    ("⟦Dass der Damm hält, bestreitet niemand⟧.", ("certain", "positive")),
    ("⟦Von einem Umbau könne keine Rede sein⟧, ‹{sagte} er›.", ("certain", "negative")),
    ("‹Nicht bestätigen {ließ} sich die Meldung›, ⟦wonach der Damm bricht⟧.", ("unknown", "positive")),
    ("⟦Er habe keine Post erhalten⟧, ‹{sagte} er›.", ("certain", "positive")),
    ("⟦Die Partei schloss einen Pakt aus⟧.", ("certain", "positive")),
    ("⟦Die Kammer berät darüber, ob der Damm hält⟧.", ("certain", "positive")),
]


@pytest.mark.parametrize(("marked", "expected"), OVER)
def test_what_stands_over_a_statement(nlp, marked, expected):
    draft = judged(nlp, marked, "indirect" if "‹" in marked else "narrative")
    assert (draft.certainty, draft.polarity) == expected, draft.why


HEARSAY = [
    ("⟦Die Armee soll verbotene Munition eingesetzt haben⟧.", True),
    ("⟦Der Mann soll in die Schweiz geflohen sein⟧.", True),
    ("⟦Die Waffen sollen im Mai geliefert worden sein⟧.", True),
    ("⟦Der Schatz soll unter der Burg liegen⟧.", True),
    ("⟦Die Firma soll seit Jahren Teile liefern⟧.", True),
    ("⟦Er soll bereits für den Dienst arbeiten⟧.", True),
    ("⟦Angeblich wurde das Schiff verkauft⟧.", True),
    ("⟦Das Haus wurde mutmaßlich angezündet⟧.", True),
    ("⟦Dem Vernehmen nach tritt er zurück⟧.", True),
    ("⟦Laut Polizei war der Fahrer betrunken⟧.", True),
    ("⟦Der Fahrer war nach Angaben der Polizei betrunken⟧.", True),
    ("‹Nach eigenen {Angaben}› ⟦hat der Verein 300 Mitglieder⟧.", True),
    ("⟦Der Fahrer war der Polizei zufolge betrunken⟧.", True),
    ("⟦Die Brücke soll bis Freitag repariert werden⟧.", False),
    ("⟦Das Gesetz soll Mieter schützen⟧.", False),
    ("⟦Die Rede soll eine Botschaft vermitteln⟧.", False),
    ("⟦Der Rat soll am Montag entscheiden⟧.", False),
    ("⟦Die Halle soll bis Mai fertig sein⟧.", False),
    ("⟦Die Musik war laut und schlecht⟧.", False),
    ("⟦Der mutmaßliche Täter wurde gefasst⟧.", False),
    ("⟦Das System, das sicher sein soll, fiel aus⟧.", False),
    ("⟦Der Fluss trat über die Ufer⟧.", False),
]


@pytest.mark.parametrize(("marked", "expected"), HEARSAY)
def test_hearsay(nlp, marked, expected):
    assert judged(nlp, marked, "narrative").hearsay is expected


def test_soll_inside_a_quotation_is_no_distance_of_the_article(nlp):
    assert not judged(nlp, "⟦„Er soll gelogen haben“⟧, ‹{sagte} sie›.", "direct").hearsay


TENSES = [
    ("‹Er {sagte}›, ⟦dass sie Hilfe zusagen werde⟧.", "indirect", "future"),
    ("‹Er {sagte}›, ⟦dass weder Oslo noch Riga Pläne preisgeben werden⟧.", "indirect", "future"),
    ("‹Er {sagte}›, ⟦dass dort Brücken gebaut werden⟧.", "indirect", "present"),
    ("⟦Die Bahn wird neue Züge kaufen⟧.", "narrative", "future"),
    ("⟦Das werde schwierig sein⟧, ‹{sagte} er›.", "indirect", "future"),
    ("⟦In zwei Jahren werde der Hafen schließen⟧, ‹{sagte} sie›.", "indirect", "future"),
    ("⟦Langfristig werde die Bevölkerung schrumpfen⟧, ‹{sagte} sie›.", "indirect", "future"),
    ("⟦Zum Jahresende werde das Eis verschwinden⟧, ‹{sagte} sie›.", "indirect", "future"),
    ("⟦Der Hafen werde von Leuten gepflegt, die Bänke schließen⟧, ‹{sagte} sie›.", "indirect", "present"),
    ("⟦Die Brücke wird gebaut⟧.", "narrative", "present"),
    ("⟦Die Brücke wird gebaut werden⟧.", "narrative", "future"),
    ("⟦Die Lage wird schlimmer⟧.", "narrative", "present"),
    ("⟦Künftig zahlt der Staat⟧.", "narrative", "future"),
    ("⟦Morgen trifft sich der Rat⟧.", "narrative", "future"),
    ("⟦Der Rat tagt am 3. Juli⟧.", "narrative", "future"),
    ("‹Es wird {erwartet}›, ⟦dass der Rat zustimmt⟧.", "indirect", "future"),
    ("⟦Der Präsident reiste nach Oslo⟧.", "narrative", "past"),
    ("⟦Der Präsident ist nach Oslo gereist⟧.", "narrative", "past"),
    ("⟦Die Tür ist geschlossen⟧.", "narrative", "present"),
    ("⟦Er habe keine Post erhalten⟧, ‹{sagte} er›.", "indirect", "past"),
    ("⟦Sie hat das nicht vergessen⟧, ‹{sagte} er›.", "indirect", "past"),
    ("⟦Er könne keine Post erhalten⟧, ‹{sagte} er›.", "indirect", "present"),
    ("⟦Er habe nichts zu vergessen⟧, ‹{sagte} er›.", "indirect", "present"),
    ("⟦Er sei dem Feuer entkommen⟧, ‹{sagte} sie›.", "indirect", "past"),
    ("⟦Man habe ihm helfen wollen⟧, ‹{sagte} sie›.", "indirect", "past"),
    ("⟦Die Meldung habe sich nicht bestätigen lassen⟧, ‹{sagte} sie›.", "indirect", "past"),
    ("⟦Riga bestritt den Bericht⟧.", "reported", "past"),
    ("⟦Er tritt zurück⟧.", "narrative", "present"),
    ("⟦Er habe das Geld gezählt⟧, ‹{sagte} er›.", "indirect", "past"),
    ("⟦Sie seien nach Riga gefahren⟧, ‹{sagte} er›.", "indirect", "past"),
    ("⟦Die Truppen seien abgezogen worden⟧, ‹{sagte} er›.", "indirect", "past"),
    ("‹Er {sagte}›, ⟦dass die Gräben tief verliefen⟧.", "indirect", "present"),
    ("‹Er {sagte}›, ⟦dass die Züge im Mai hielten⟧.", "indirect", "past"),
    ("⟦Das Land sei arm⟧, ‹{sagte} er›.", "indirect", "present"),
    ("⟦Die Armee soll Dörfer zerstört haben⟧.", "narrative", "past"),
    ("⟦Die Firma liefert Stahl⟧.", "narrative", "present"),
    ("⟦Er hielt eine Rede⟧.", "narrative", "past"),
    ("⟦Sie trat zurück⟧.", "narrative", "past"),
    ("⟦Man arbeite daran⟧, ‹{sagte} er›.", "indirect", "present"),
    ("⟦Der Vertrag galt als sicher⟧.", "narrative", "past"),
    ("⟦Die Regierung wurde gestürzt⟧.", "narrative", "past"),
    ("⟦Der Zug, der gestern ausfiel, fährt wieder⟧.", "narrative", "present"),
    ("‹Sie {versprach}›, ⟦das Geld zu zahlen⟧.", "indirect", "future"),
    ("⟦„Ich glaube, dass er kommen wird“⟧, ‹{sagte} sie›.", "direct", "future"),
    ("⟦Der Minister {kündigte} an, Straßen zu bauen⟧.", "reported", "past"),
]


@pytest.mark.parametrize(("marked", "form", "tense"), TENSES)
def test_tense(nlp, marked, form, tense):
    assert judged(nlp, marked, form).tense == tense


def test_why_names_the_deciding_word(nlp):
    assert "certainty: könnte" in judged(nlp, "⟦Der Damm könnte brechen⟧, ‹{sagte} er›.").why


def test_a_cue_without_frame_is_read_with_its_clause(nlp):
    draft = judged(nlp, "Der Verband {wies} den Bericht zurück, ⟦dass er pleite sei⟧.")
    assert (draft.stance, draft.certainty, draft.polarity) == ("denies", "certain", "negative")


PIECES = st.sampled_from(
    [*'abßÄ.,?!„“"–() \n', " dass ", " ob ", " könnte ", " nicht ", " soll ", " haben ", " wird ", " laut "]
)


@settings(max_examples=60, deadline=None)
@given(text=st.lists(PIECES, min_size=1, max_size=60).map("".join), data=st.data())
def test_any_text_is_judged(nlp, text, data):
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    doc = nlp(text)
    doc._.drafts = [Draft([(start, end)], "indirect", cue=Cue(text[start:end], (start, end)))]
    modality.modality(doc)
    assert doc._.drafts[0].certainty in {"certain", "probable", "possible", "unknown"}


def test_a_document_without_drafts_is_left_alone(nlp):
    doc = nlp("Es regnet.")
    assert modality.modality(doc) is doc


@pytest.mark.parametrize("piece", ["dass er, ", "und er nicht vermutet "])
def test_one_huge_sentence_takes_linear_time(nlp, piece):
    doc = nlp(piece * 8000)
    doc._.drafts = [Draft([(0, len(doc.text))], "indirect")]
    start = time.process_time()
    modality.modality(doc)
    assert time.process_time() - start < 5


def test_lexicon_is_sound():
    words = lexicon("modality")
    listed = [word for group in words["stances"].values() for word in group]
    assert len(listed) == len(set(listed))
    for entry in words["predicates"]:
        assert {"plain", "negated"} & set(entry)
        assert all(word == word.lower() for word in entry["words"])
