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
    ("Der Rat schnürte sein 9. Bündel. Es half.", ["Der Rat schnürte sein 9. Bündel.", "Es half."]),
    ("Das neue 12. Hilfspaket kam an.", ["Das neue 12. Hilfspaket kam an."]),
    ("Man stritt um das 12. und das 13. Kapitel.", ["Man stritt um das 12. und das 13. Kapitel."]),
    ("Man stritt um das 12. und 13. Kapitel.", ["Man stritt um das 12. und 13. Kapitel."]),
    ("Am 8. und 9. Mai blieb es still. Dann kam er.", ["Am 8. und 9. Mai blieb es still.", "Dann kam er."]),
    ("Das war im Jahr 2019. Danach kam er.", ["Das war im Jahr 2019.", "Danach kam er."]),
    ("Die Zahl stieg auf 17. Er staunte.", ["Die Zahl stieg auf 17.", "Er staunte."]),
    ("Die Zahl stieg auf 17. Minister staunten.", ["Die Zahl stieg auf 17.", "Minister staunten."]),
    ("Er kam am 17. Danach ging er.", ["Er kam am 17.", "Danach ging er."]),
    ("Major a. D. Jan Beer lebt z. B. hier.", ["Major a. D. Jan Beer lebt z. B. hier."]),
    ("Er ist Major a. D. Er lebt hier.", ["Er ist Major a. D.", "Er lebt hier."]),
    ("Er nannte u. a. Oslo, d. h. Norwegen.", ["Er nannte u. a. Oslo, d. h. Norwegen."]),
    ("Es gab Brot usw. Danach ging er.", ["Es gab Brot usw.", "Danach ging er."]),
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
