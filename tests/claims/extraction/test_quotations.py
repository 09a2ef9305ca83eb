"""Who says what in which words: one table a form."""

import pytest

# text, form, words of the claim, words that stand for the speaker (None: nobody is named)
DIRECT = [
    ("„Wir liefern nichts“, sagte Außenministerin Petra Holm.", "„Wir liefern nichts“", "Außenministerin Petra Holm"),
    ("»Wir liefern nichts«, so der Händler.", "»Wir liefern nichts«", "der Händler"),
    ('Die Ministerin sagte: "Wir liefern nichts."', '"Wir liefern nichts."', "Die Ministerin"),
    ('Petra Holm: "Wir liefern nichts."', '"Wir liefern nichts."', "Petra Holm"),
    ("„Wir liefern“, sagte Holm am Montag, „überhaupt nichts.“", "„Wir liefern“ … „überhaupt nichts.“", "Holm"),
    (
        "„Das ist falsch. Und es bleibt falsch“, betonte die Sprecherin.",
        "„Das ist falsch. Und es bleibt falsch“",
        "die Sprecherin",
    ),
    (
        "„Der Preis steigt“, fasst Jonas Beer vom Institut für Märkte zusammen.",
        "„Der Preis steigt“",
        "Jonas Beer vom Institut für Märkte",
    ),
]
INDIRECT = [
    ("Die Sprecherin sagte, dass der Hafen geschlossen bleibe.", "dass der Hafen geschlossen bleibe", "Die Sprecherin"),
    (
        "Dass der Hafen geschlossen bleibe, bestätigte die Sprecherin.",
        "Dass der Hafen geschlossen bleibe",
        "die Sprecherin",
    ),
    ("Jonas Beer geht davon aus, dass der Preis steigt.", "dass der Preis steigt", "Jonas Beer"),
    ("Die Sprecherin sagte, der Hafen sei geschlossen.", "der Hafen sei geschlossen", "Die Sprecherin"),
    ("Der Hafen sei geschlossen, sagte die Sprecherin.", "Der Hafen sei geschlossen", "die Sprecherin"),
    ("Laut der Polizei wurden drei Menschen verletzt.", "wurden drei Menschen verletzt", "der Polizei"),
    ("Der Polizei zufolge wurden drei Menschen verletzt.", "wurden drei Menschen verletzt", "Der Polizei"),
    ("Nach Angaben der Polizei wurden drei Menschen verletzt.", "wurden drei Menschen verletzt", "Angaben der Polizei"),
    ("Der Hafen ist geschlossen, wie die Polizei mitteilte.", "Der Hafen ist geschlossen", "die Polizei"),
    ("Wie die Polizei mitteilte, ist der Hafen geschlossen.", "ist der Hafen geschlossen", "die Polizei"),
    ("Der Hafen bleibt geschlossen, warnt die Reederin.", "Der Hafen bleibt geschlossen", "die Reederin"),
    ("Die Behörde kündigte an, den Hafen zu schließen.", "den Hafen zu schließen", "Die Behörde"),
    ("Aus Regierungskreisen hieß es, es sei zu früh für Schlüsse.", "es sei zu früh für Schlüsse", "Regierungskreisen"),
    ("Aus Regierungskreisen verlautete, der Hafen sei geschlossen.", "der Hafen sei geschlossen", "Regierungskreisen"),
    (
        "Laut Jonas Beer, Ökonom am Kieler Institut, steigt der Preis.",
        "steigt der Preis",
        "Jonas Beer, Ökonom am Kieler Institut",
    ),
    (
        "Neue Lieferungen, so Ministerin Petra Holm, gebe es nicht.",
        "Neue Lieferungen … gebe es nicht",
        "Ministerin Petra Holm",
    ),
    ("Es wird von Beobachtern erwartet, dass der Hafen schließt.", "dass der Hafen schließt", "Beobachtern"),
    ("Die Reeder sind überzeugt, dass der Hafen schließt.", "dass der Hafen schließt", "Die Reeder"),
    ("Der Hafen bleibt zu. Das sagte die Reederin am Montag.", "Der Hafen bleibt zu", "die Reederin"),
    ("Zwei Kräne stehen still. Dies teilte die Behörde mit.", "Zwei Kräne stehen still", "die Behörde"),
    (
        "Die Reederei gibt den Hafen auf. Das bestätigte ihr Sprecher.",
        "Die Reederei gibt den Hafen auf",
        "ihr Sprecher",
    ),
    ("Der Verein will umziehen. Das kündigte Jonas Beer am Freitag an.", "Der Verein will umziehen", "Jonas Beer"),
]
OTHER = [
    (
        "Die Ministerin forderte am Montag einen Waffenstillstand.",
        "reported",
        "Die Ministerin forderte am Montag einen Waffenstillstand.",
        "Die Ministerin",
    ),
    (
        "Der Versicherer bezifferte den Schaden auf 40 Millionen Euro.",
        "reported",
        "Der Versicherer bezifferte den Schaden auf 40 Millionen Euro.",
        "Der Versicherer",
    ),
    ("Der Konzern wies die Vorwürfe zurück.", "reported", "Der Konzern wies die Vorwürfe zurück.", "Der Konzern"),
]
NOTHING = [
    "Die Ministerin reiste am Montag nach Wien.",
    "Er wollte nicht sagen, was er wusste, und ging nach Hause.",
    "Das Schiff „Aurora“ legte am Abend im Hafen an.",
    "Die Musik war zu laut für die Gäste im Saal.",
    "Verboten sind gemeinsame Unternehmen und der Handel mit Holz.",
    "Die Schüler sollen bis Freitag ihre Hefte abgeben.",
]


@pytest.mark.parametrize(("text", "words", "speaker"), DIRECT)
def test_direct(said, text, words, speaker):
    check(said(text), "direct", words, speaker)


@pytest.mark.parametrize(("text", "words", "speaker"), INDIRECT)
def test_indirect(said, text, words, speaker):
    check(said(text), "indirect", words, speaker)


@pytest.mark.parametrize(("text", "form", "words", "speaker"), OTHER)
def test_other_forms(said, text, form, words, speaker):
    check(said(text), form, words, speaker)


def check(claims, form, words, speaker):
    assert [(c.form, c.text, c.chain[0].surface) for c in claims] == [(form, words, speaker)]


@pytest.mark.parametrize("text", NOTHING)
def test_nobody_is_reported(said, text):
    assert said(text) == []


def test_bare_subjunctive_goes_on_with_the_speaker_before(said):
    claims = said(
        "Die Ministerin sagte, der Hafen sei geschlossen. Die Schiffe würden umgeleitet. Das Korn sei sicher."
    )
    assert [c.form for c in claims] == ["indirect", "indirect_free_indirect", "indirect_free_indirect"]
    assert {c.chain[0].surface for c in claims} == {"Die Ministerin"}


def test_speech_goes_on_with_the_speaker_before(said):
    claims = said("„Wir liefern nichts“, sagte Petra Holm. „Dabei bleibt es.“")
    assert [c.chain[0].name for c in claims] == ["Petra Holm", "Petra Holm"]


def test_speech_over_paragraphs_is_one_claim(said):
    claims = said("„Wir haben lange verhandelt.\n\n„Nun ist es genug“, sagte Petra Holm.")
    assert [c.form for c in claims] == ["direct"]
    assert claims[0].chain[0].name == "Petra Holm"


def test_unclosed_speech_ends_with_its_paragraph(said):
    claims = said("Petra Holm sagte: „Wir liefern nichts.\n\nDer Markt reagierte gelassen.")
    assert [c.text for c in claims] == ["„Wir liefern nichts."]


def test_quoted_words_inside_a_claim_are_marked_not_claimed(said):
    (claim,) = said("Die Ministerin sagte, die Lage sei „äußerst ernst“ und bleibe es.")
    assert [claim.text[a - claim.spans[0][0] : b - claim.spans[0][0]] for a, b in claim.fragments] == [
        "„äußerst ernst“"
    ]


def test_attributed_phrase_is_nested(said):
    outer, inner = said(
        "Jonas Beer erwartet, dass die Stadt mehr Zelte liefert als die nach Behördenangaben bereits aufgestellten 200 Zelte."
    )
    assert inner.text == "bereits aufgestellten 200 Zelte"
    assert inner.parent == outer.id
    assert [hop.surface for hop in inner.chain] == ["Behördenangaben", "Jonas Beer"]


def test_own_source_of_a_report_comes_first(said):
    (claim,) = said(
        "Wie die Agentur Reuters unter Berufung auf Sicherheitskreise berichtet, soll Moskau den Vertrag gekündigt haben."
    )
    assert [hop.name for hop in claim.chain] == ["security circles", "Reuters"]


def test_why_and_confidence_are_given(said):
    (claim,) = said("Die Sprecherin sagte, dass der Hafen geschlossen bleibe.")
    assert {"cue: sagte"} < set(claim.why)
    assert claim.why[0].startswith("words 0.")
    assert 0 < claim.confidence < 1


def test_report_about_the_sentence_before(said):
    claims = said("Im Hafen arbeiten inzwischen 200 Techniker. Das berichtet die Nachrichtenagentur Reuters.")
    assert [(c.form, c.chain[0].name) for c in claims] == [("indirect", "Reuters")]
    assert claims[0].text.startswith("Im Hafen arbeiten inzwischen 200 Techniker")
