"""What the tagger tells of words: base forms and parts of compounds."""

import pytest

from claims.wordforms import learn_words, word_forms
from sources.models import Word
from sources.stems import Forms, stem


@pytest.mark.parametrize(
    ("compound", "part"),
    [
        ("Artilleriegranaten", "Granate"),
        ("Artilleriegranaten", "Artillerie"),
        ("Mörsergranate", "Granaten"),
        ("Ukrainekrieg", "Krieg"),
        ("Munitionslieferungen", "Lieferung"),
        ("Munitionslieferungen", "Munition"),
        ("Verteidigungsministeriums", "Ministerium"),
        ("Getreideabkommen", "Abkommen"),
        ("Raketenabwehr", "Rakete"),
        ("Drohnenangriffe", "Angriff"),
        ("Waffenlieferungen", "Waffen"),
    ],
)
def test_a_compound_is_found_by_its_parts(compound, part):
    assert stem(part) in word_forms(compound).parts


@pytest.mark.parametrize(
    "word", ["Granate", "Senat", "Partei", "Nordkorea", "Minister", "Verein", "Freitag", "300", "x" * 500]
)
def test_what_is_no_compound_has_no_parts(word):
    assert word_forms(word).parts == ()


@pytest.mark.parametrize(("form", "base"), [("lieferte", "liefern"), ("ging", "gehen"), ("gesagt", "sagen")])
def test_a_word_is_found_by_its_base_form(form, base):
    assert stem(base) in word_forms(form).lemmas


@pytest.mark.django_db
def test_words_are_learnt_once():
    learn_words(["Artilleriegranaten und ARTILLERIEGRANATEN", "Artilleriegranaten"])
    row = Word.objects.get(key="artilleriegranaten")
    assert row.parts == "artilleri granat"
    Word.objects.filter(key=row.key).update(parts="anders")
    learn_words(["Artilleriegranaten"])
    assert Word.objects.get(key=row.key).parts == "anders"
    assert Word.objects.get(key="und").lemmas == ""
    assert Forms() == Forms((), ())
