"""Paragraphs and sentences."""

import pytest
import spacy

from claims.extraction.components import sentences  # noqa: F401  registers the component
from claims.extraction.components.sentences import find_paragraphs
from claims.extraction.components.tokens import LinearTokenizer


@pytest.fixture(scope="module")
def nlp():
    pipeline = spacy.blank("de")
    pipeline.tokenizer = LinearTokenizer(pipeline.vocab)
    pipeline.add_pipe("factbase_sentences")
    return pipeline


SENTENCES = [
    ("Er kam. Sie ging.", ["Er kam.", "Sie ging."]),
    ("Am 16. Juni kam er. Dann ging er.", ["Am 16. Juni kam er.", "Dann ging er."]),
    ("Dr. Weiß kam z.B. zu spät. Er ging.", ["Dr. Weiß kam z.B. zu spät.", "Er ging."]),
    ("Der 18. Parteitag begann. Er dauerte.", ["Der 18. Parteitag begann.", "Er dauerte."]),
    (
        "„Ich komme. Ich gehe nicht. Nie!“, sagte er. Er ging.",
        ["„Ich komme. Ich gehe nicht. Nie!“, sagte er.", "Er ging."],
    ),
    ("„Ich komme.“ Er ging.", ["„Ich komme.“", "Er ging."]),
    ("Eine Überschrift\nDer Text beginnt.", ["Eine Überschrift", "Der Text beginnt."]),
    ("Eine Zeile, die\numbrochen ist, geht weiter.", ["Eine Zeile, die\numbrochen ist, geht weiter."]),
    ("Erster Absatz.\r\n\r\nZweiter Absatz.", ["Erster Absatz.", "Zweiter Absatz."]),
    ("War es so? Ja! Es war so.", ["War es so?", "Ja!", "Es war so."]),
    ("Kaiser Wilhelm II. kam. Er blieb.", ["Kaiser Wilhelm II. kam.", "Er blieb."]),
]


@pytest.mark.parametrize(("text", "expected"), SENTENCES)
def test_sentences(nlp, text, expected):
    assert [sentence.text.strip() for sentence in nlp(text).sents] == expected


def test_breaks_tell_the_sentences_inside_a_quotation(nlp):
    doc = nlp("„Ich komme. Ich gehe.“, sagte er.")
    assert sorted(doc[i].text for i in doc._.breaks) == ["Ich", "„"]


@pytest.mark.parametrize("text", ["", " ", "\n\n", "a", "\n a \n\n b \n", "\u2028x\u2029y"])
def test_paragraphs_hold_all_words(text):
    spans = find_paragraphs(text)
    assert " ".join(text[a:b] for a, b in spans).split() == text.split()
    assert all(text[a:b] == text[a:b].rstrip() for a, b in spans)
