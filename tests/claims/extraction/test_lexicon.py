"""The word lists of quotations and speakers are whole: no word twice, every word one that the code can find."""

import pytest

from claims.extraction.components.cues import cue_verbs
from claims.extraction.components.personal import is_role_noun
from claims.extraction.components.senses import above, senses, stem
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


@pytest.mark.parametrize("name", ["deeds", "things"])
def test_senses_have_words_once_and_lead_to_senses(name):
    told = lexicon(name)["senses"]
    for sense, one in told.items():
        assert one["words"], sense
        assert len(set(one["words"])) == len(one["words"]), sense
        assert set(one) <= {"words", "opposite", "converse", "causes", "broader"}, sense
        assert all(one[relation] in told for relation in set(one) - {"words"}), sense


def test_no_sense_holds_itself():
    assert not [sense for sense in lexicon("things")["senses"] if sense in above(sense)]


@pytest.mark.parametrize(
    ("one", "other"),
    [("liefern", "verschiffen"), ("Granate", "Geschoss"), ("Streik", "Ausstand"), ("steigen", "klettern")],
)
def test_words_share_senses(one, other):
    assert set(senses().words[stem(one)]) & set(senses().words[stem(other)])


@pytest.mark.parametrize(
    ("word", "key"),
    [
        ("liefern", "liefer"),
        ("Lieferung", "liefer"),
        ("Erhöhung", "erhoh"),
        ("Fahrerin", "fahrer"),
        ("Straße", "strass"),
    ],
)
def test_stems_are_what_forms_of_a_word_share(word, key):
    assert stem(word) == key
