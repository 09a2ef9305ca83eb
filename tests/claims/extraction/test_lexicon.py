"""The word lists of quotations and speakers are whole: no word twice, every word one that the code can find."""

import pytest

from claims.extraction.components.cues import cue_verbs
from claims.extraction.components.personal import is_role_noun
from claims.extraction.lexicon import lexicon

LISTS = [
    ("cues", "clause"),
    ("cues", "act"),
    ("cues", "think"),
    ("cues", "nouns"),
    *(("grammar", name) for name in lexicon("grammar")),
    *(("statements", name) for name, words in lexicon("statements").items() if isinstance(words, list)),
]


@pytest.mark.parametrize(("file", "name"), LISTS)
def test_no_word_stands_twice(file, name):
    words = lexicon(file)[name]
    assert sorted(set(words)) == sorted(words)
    assert all(word and word == word.strip() for word in words)


def test_there_are_cue_verbs_enough_each_in_one_group():
    words = [verb for group in ("clause", "act", "think") for verb in lexicon("cues")[group]]
    assert len(words) == len(set(words)) >= 150
    assert all(verb.replace("|", "").endswith("n") and verb.islower() for verb in words)


def test_separable_verbs_are_known_with_and_without_their_bar():
    assert {"ankündigen", "mitteilen", "zurückweisen"} <= cue_verbs()


def test_cue_nouns_are_capitalised():
    assert all(noun[0].isupper() for noun in lexicon("cues")["nouns"])


@pytest.mark.parametrize(
    "word", ["Außenministerin", "Sprecher", "Professorinnen", "Vorsitzende", "Analyst", "Ökonomen"]
)
def test_offices_are_known_in_their_forms(word):
    assert is_role_noun(word)


@pytest.mark.parametrize("word", ["Schiff", "Getreide", "Moskau", ""])
def test_other_words_are_no_offices(word):
    assert not is_role_noun(word)


def test_roles_and_abbreviations_stand_once():
    for file in ("roles", "abbreviations"):
        words = lexicon(file)
        assert sorted(set(words)) == sorted(words)
