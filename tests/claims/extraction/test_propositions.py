"""The single propositions of a claim. ⟦…⟧ in a text is the claim, its parts stand below it."""

import time

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.extraction import extract
from claims.extraction.components import morphology, sentences
from claims.extraction.components.drafts import Draft
from claims.extraction.components.propositions import propositions
from claims.extraction.components.referents import Discourse
from claims.extraction.components.tokens import LinearTokenizer
from claims.extraction.pipeline import nlp


def drafted(marked, form, speaker=None):
    """The Doc of a text and the one draft that its marks make, after the component."""
    start = marked.index("⟦")
    end = marked.index("⟧") - 1
    text = marked.replace("⟦", "").replace("⟧", "")
    doc = nlp().make_doc(text)
    doc = nlp()(doc)
    span = (text.index(speaker), text.index(speaker) + len(speaker)) if speaker else None
    draft = Draft([(start, end)], form, speaker=span)
    draft.times = [found for found in doc._.times if draft.covers(*found.span)]
    draft.quantities = [found for found in doc._.quantities if draft.covers(*found.span)]
    doc._.drafts = [draft]
    propositions(doc)
    return text, draft


def words(text, draft):
    return [" … ".join(text[a:b] for a, b in part.spans) for part in draft.parts]


DIRECT = [
    (
        "Der Wirt sagte: ⟦„Der Saal ist voll. Die Küche schließt um zehn.“⟧",
        ["Der Saal ist voll", "Die Küche schließt um zehn"],
    ),
    (
        "⟦„Ja. Wir haben den Hafen gebaut. Wann waren Sie zuletzt dort? Die Stadt zahlt die Kräne.“⟧",
        ["Wir haben den Hafen gebaut", "Die Stadt zahlt die Kräne"],
    ),
    (
        "⟦„Guten Tag! Die Fähre fährt heute nicht. Gut so. Der Sturm hat den Steg zerstört.“⟧",
        ["Die Fähre fährt heute nicht", "Der Sturm hat den Steg zerstört"],
    ),
    (
        "⟦„Die Ernte ist gut, aber die Preise sinken. Und die Bauern klagen über den Zoll.“⟧",
        ["Die Ernte ist gut", "die Preise sinken", "die Bauern klagen über den Zoll"],
    ),
    (
        "⟦„Er nannte den Plan ‚einen Traum‘. Niemand glaubt an ‚den Bau‘.“⟧",
        ["Er nannte den Plan ‚einen Traum‘", "Niemand glaubt an ‚den Bau‘"],
    ),
    (
        "⟦„Kommen Sie ins Museum! Wir zeigen 40 Bilder. Die Karten kosten acht Euro.“⟧",
        ["Wir zeigen 40 Bilder", "Die Karten kosten acht Euro"],
    ),
    (
        "⟦„Das stimmt nicht. Ich weiß es. Die Glocke hing im Turm, und der Turm steht noch.“⟧",
        ["Die Glocke hing im Turm", "der Turm steht noch"],
    ),
    (
        "⟦„Wenn der Regen anhält, tritt der Bach über die Ufer. Denn die Wiesen sind nass.“⟧",
        ["Wenn der Regen anhält, tritt der Bach über die Ufer", "die Wiesen sind nass"],
    ),
    (
        "⟦„Ich habe das Haus verkauft, und meine Schwester hat den Garten behalten.“⟧",
        ["Ich habe das Haus verkauft", "meine Schwester hat den Garten behalten"],
    ),
]
REPORTED_SPEECH = [
    (
        "Die Ministerin sagte, ⟦dass die Brücke gesperrt sei und dass der Tunnel offen bleibe⟧.",
        ["dass die Brücke gesperrt sei", "dass der Tunnel offen bleibe"],
    ),
    (
        "Der Bauer sagte, ⟦die Kühe seien krank und der Tierarzt habe das Tal gesperrt⟧.",
        ["die Kühe seien krank", "der Tierarzt habe das Tal gesperrt"],
    ),
    (
        "Sie meint, ⟦dass der Minister zögere und die Kanzlerin nach Rom reise⟧.",
        ["dass der Minister zögere", "die Kanzlerin nach Rom reise"],
    ),
    (
        "Er sagte, ⟦die Schule habe 300 Kinder aufgenommen, aber das Dach sei undicht⟧.",
        ["die Schule habe 300 Kinder aufgenommen", "das Dach sei undicht"],
    ),
    (
        "Laut Polizei ⟦sei der Täter geflohen; die Waffe liege im Fluss⟧.",
        ["sei der Täter geflohen", "die Waffe liege im Fluss"],
    ),
    (
        "⟦Der Fluss steige weiter. Die Feuerwehr habe 20 Keller geräumt, und der Damm halte.⟧",
        ["Der Fluss steige weiter", "Die Feuerwehr habe 20 Keller geräumt", "der Damm halte"],
    ),
    (
        "⟦Der Angriff sei am Morgen gemeldet worden, dann sei das Lager ausgebrannt.⟧",
        ["Der Angriff sei am Morgen gemeldet worden", "dann sei das Lager ausgebrannt"],
    ),
]
NARRATIVE = [
    (
        "⟦Die Ministerin reiste nach Oslo und traf dort den Kollegen aus Bergen.⟧",
        ["Die Ministerin reiste nach Oslo", "traf dort den Kollegen aus Bergen"],
    ),
    (
        "⟦Im Mai besuchte Merkel Paris, und Macron reiste nach Berlin.⟧",
        ["Im Mai besuchte Merkel Paris", "Macron reiste nach Berlin"],
    ),
    ("⟦Die Stadt hat 3000 Einwohner; sie liegt am Meer.⟧", ["Die Stadt hat 3000 Einwohner", "sie liegt am Meer"]),
    ("⟦Die Werft baut Schiffe und verkauft Motoren.⟧", ["Die Werft baut Schiffe", "verkauft Motoren"]),
    (
        "⟦Der Zug, der aus Wien kam, hielt in Linz, doch die Türen blieben zu.⟧",
        ["Der Zug, der aus Wien kam, hielt in Linz", "die Türen blieben zu"],
    ),
    (
        "⟦Der Rat tagte in Genf, denn der Saal in Bern war belegt.⟧",
        ["Der Rat tagte in Genf", "der Saal in Bern war belegt"],
    ),
    (
        "⟦Das Museum zeigt 40 Bilder, am Sonntag kommt der Maler aus Lyon.⟧",
        ["Das Museum zeigt 40 Bilder", "am Sonntag kommt der Maler aus Lyon"],
    ),
    (
        "⟦Die Armee griff den Hafen an und die Marine blockierte die Bucht.⟧",
        ["Die Armee griff den Hafen an", "die Marine blockierte die Bucht"],
    ),
    (
        "⟦Der Konzern entließ 300 Leute, weil die Aufträge fehlten, und die Gewerkschaft rief zum Streik auf.⟧",
        ["Der Konzern entließ 300 Leute, weil die Aufträge fehlten", "die Gewerkschaft rief zum Streik auf"],
    ),
]
WHOLE = [
    ("⟦Er kam und ging.⟧", "narrative"),
    ("⟦Die Polizei kam, weil die Menge tobte und das Tor brannte.⟧", "narrative"),
    ("⟦Wenn der Regen anhält, steigt der Fluss und die Straße wird gesperrt.⟧", "narrative"),
    ("⟦Sollte der Damm brechen, würde man räumen und die Armee käme.⟧", "narrative"),
    ("⟦Die Firma will Schiffe bauen und Züge verkaufen.⟧", "narrative"),
    ("⟦Die Firma hat Brot gebacken und Wein verkauft.⟧", "narrative"),
    ("⟦Der Verein kauft ein Haus, um Kinder zu betreuen und Eltern zu helfen.⟧", "narrative"),
    ("⟦Der Turm ist höher, als die Planer dachten und die Nachbarn wollten.⟧", "narrative"),
    ("⟦Der Mann, der in Wien lebt, aber aus Graz stammt, gewann das Rennen.⟧", "narrative"),
    ("⟦Der Sender meldet, die Lage habe sich beruhigt und die Grenze sei offen.⟧", "narrative"),
    ("⟦Polen, Ungarn und Tschechien fordern Geld von Brüssel.⟧", "narrative"),
    ("⟦Die Annahme, der Zug komme bald, ist falsch.⟧", "narrative"),
    ("⟦Er äußerte die Befürchtung, das Wasser steige weiter.⟧", "narrative"),
    ("⟦Das Team spielte nicht nur gut, sondern gewann auch den Pokal.⟧", "narrative"),
    ("⟦Entweder zahlt die Stadt, oder der Bund baut die Brücke.⟧", "narrative"),
    ("⟦„Ich glaube, die Lage wird besser.“⟧", "direct"),
    ("⟦„Ja. Die Fähre fährt wieder. Wirklich?“⟧", "direct"),
    ("⟦„besondere Militäroperation“⟧", "direct"),
    ("Er sagt, ⟦dass er glaubt, dass die Bank zahlt und dass der Kunde wartet⟧.", "indirect"),
    ("Er sagt, ⟦dass Wasser steigt und Holz verfault⟧.", "indirect"),
    ("Sie fragte, ⟦ob der Zug fährt und der Bus wartet⟧.", "indirect"),
    ("Er wies ihn an, ⟦die Tür zu öffnen und das Licht zu löschen⟧.", "indirect"),
]


@pytest.mark.parametrize(("marked", "expected"), DIRECT)
def test_each_sentence_of_a_quotation_that_states_something_is_a_part(marked, expected):
    assert words(*drafted(marked, "direct")) == expected


@pytest.mark.parametrize(("marked", "expected"), REPORTED_SPEECH)
def test_each_clause_of_reported_speech_is_a_part(marked, expected):
    assert words(*drafted(marked, "indirect")) == expected


@pytest.mark.parametrize(("marked", "expected"), NARRATIVE)
def test_each_main_clause_of_a_sentence_is_a_part(marked, expected):
    assert words(*drafted(marked, "narrative")) == expected


@pytest.mark.parametrize(("marked", "form"), WHOLE)
def test_a_claim_of_one_proposition_has_no_parts(marked, form):
    assert words(*drafted(marked, form)) == []


def test_a_quotation_that_its_frame_breaks_has_parts_of_each_side():
    claim = next(
        c for c in extract("„Die Kühe sind krank“, sagte der Bauer Jan Holm, „die Milch ist knapp.“").claims if c.parts
    )
    assert [part.text for part in claim.parts] == ["Die Kühe sind krank", "die Milch ist knapp"]
    assert {hop.name for part in claim.parts for hop in part.chain} == {"Jan Holm"}


def test_a_denial_of_several_statements_denies_each():
    text = "Der Sprecher Jan Holm dementierte, dass Soldaten die Grenze überschritten hätten und dass Panzer geliefert worden seien."
    claim = next(c for c in extract(text).claims if c.parts)
    assert [part.polarity for part in claim.parts] == ["negative", "negative"]
    assert [part.stance for part in claim.parts] == ["denies", "denies"]
    assert all(part.chain == claim.chain and part.form == claim.form for part in claim.parts)


def test_each_part_has_its_own_certainty_and_tense():
    _, draft = drafted(
        "⟦„Die Steuer sank im Mai. Die Miete dürfte steigen. Der Bund wird die Bahn verkaufen.“⟧", "direct"
    )
    assert [(part.certainty, part.tense) for part in draft.parts] == [
        ("certain", "past"),
        ("probable", "present"),
        ("certain", "future"),
    ]


def test_each_part_has_the_figures_and_times_in_its_words():
    _, draft = drafted("⟦„Wir liefern 40 Panzer. Die Halle wurde im Jahr 2019 gebaut.“⟧", "direct")
    assert [[q.text for q in part.quantities] for part in draft.parts] == [["40 Panzer"], []]
    assert [[t.text for t in part.times] for part in draft.parts] == [[], ["im Jahr 2019"]]


def test_a_part_is_about_those_in_its_words_and_the_subject_that_it_shares():
    _, draft = drafted("⟦Emmanuel Macron reiste nach China und unterzeichnete zwei Verträge.⟧", "narrative")
    assert [[actor.name for actor in part.actors] for part in draft.parts] == [
        ["Emmanuel Macron", "China"],
        ["Emmanuel Macron"],
    ]


def test_a_part_is_about_whom_its_pronoun_means():
    text = "Emmanuel Macron kam nach Rom. ⟦Er traf den Papst, und die Stadt war gesperrt.⟧"
    assert [actor.name for actor in drafted(text, "narrative")[1].parts[0].actors] == ["Emmanuel Macron"]


def test_fragments_stay_with_the_part_that_holds_them():
    text, draft = drafted("Er sagte, ⟦der Plan sei „ein Traum“ und das Geld sei weg⟧.", "indirect")
    at = text.index("„ein Traum“")
    draft.fragments = [(at, at + len("„ein Traum“"))]
    doc = nlp()(nlp().make_doc(text))
    doc._.drafts = [draft]
    propositions(doc)
    assert [part.fragments for part in draft.parts] == [[(at, at + len("„ein Traum“"))], []]


@pytest.fixture(scope="module")
def words_only():
    """A pipeline that knows sentences and words, nobody and no quotations: the weights would take most of the time."""
    made = spacy.blank("de")
    made.max_length = 2**31
    made.tokenizer = LinearTokenizer(made.vocab)
    for component in (sentences.sentences, morphology.morphology):
        made.add_pipe(f"factbase_{component.__name__}")
    return made


PIECES = st.lists(
    st.sampled_from(
        [
            "Der Rat tagt",
            "und",
            "aber",
            ", ",
            ". ",
            "; ",
            "dass",
            "die Stadt zahlt",
            "„",
            "“",
            "(",
            ")",
            "er",
            "weil",
            "sieht",
            "Polen",
            " – ",
            "?",
            "denn",
            "ein Haus",
            "\n",
            "wird",
            "300",
        ]
    ),
    min_size=1,
    max_size=40,
)


@settings(max_examples=60, deadline=None)
@given(PIECES, st.sampled_from(["direct", "indirect", "narrative", "free_indirect", "reported"]))
def test_parts_lie_in_their_whole_apart_and_in_order(pieces, form):
    body = " ".join(pieces).strip()
    if not body:
        return
    text, draft = drafted(f"Jan Holm sagte: ⟦{body}⟧ Das war alles.", form)
    assert len(draft.parts) != 1
    end = -1
    for part in draft.parts:
        for a, b in part.spans:
            assert draft.covers(a, b)
            assert end <= a < b
            assert text[a:b].strip(" .,;") == text[a:b]
            end = b


@pytest.mark.parametrize(
    "body",
    [
        "Der Rat schickte 300 Leute nach Kiew und die Armee meldete zwei Tote. ",
        "A und er kam, ",
        "„Er kam“, und („er“) ",
    ],
)
def test_a_quotation_twice_as_long_takes_about_twice_the_time(words_only, body):
    def seconds(times):
        text = f"„{body * times}“"
        doc = words_only(words_only.tokenizer(text))
        doc._.discourse = Discourse()
        doc._.drafts = [Draft([(0, len(text))], "direct")]
        runs = []
        for _ in range(3):
            start = time.process_time()
            propositions(doc)
            runs.append(time.process_time() - start)
        return min(runs)

    assert seconds(800) < max(4 * seconds(400), 0.1)
