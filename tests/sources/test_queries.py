"""What somebody types into a search box, read."""

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from sources import queries
from sources.queries import MOST, read_query, stop_words


def terms(found):
    return [" ".join(term.words) for term in found]


@pytest.mark.parametrize(
    ("text", "wanted", "unwanted"),
    [
        ("Granaten", ["Granaten"], []),
        ("Granaten Russland", ["Granaten", "Russland"], []),
        ("Granaten -Russland", ["Granaten"], ["Russland"]),
        ("Granaten −Russland", ["Granaten"], ["Russland"]),
        ('"300 Granaten" Mai', ["300 Granaten", "Mai"], []),
        ("„300 Granaten“ Mai", ["300 Granaten", "Mai"], []),
        ('-"300 Granaten" Mai', ["Mai"], ["300 Granaten"]),
        ('"ohne Ende', ["ohne Ende"], []),
        ("Kim Jong-un", ["Kim", "Jong un"], []),
        ("die Granaten der Armee", ["Granaten", "Armee"], []),
        ('"die Granaten der Armee"', ["die Granaten der Armee"], []),
        ("-Russland", [], ["Russland"]),
        ("Granaten Granaten", ["Granaten"], []),
        ('- -- "" - \'', [], []),
        ("der die das", [], []),
        ("", [], []),
        ("a:* & b | !c <-> (d)", ["a", "b", "c", "d"], []),
        ('title:x NEAR(y, 5) AND "', ["title x", "NEAR y", "5", "AND"], []),
    ],
)
def test_a_query_is_taken_apart(text, wanted, unwanted):
    found = read_query(text)
    assert (terms(found.wanted), terms(found.unwanted)) == (wanted, unwanted)
    assert not found.unread


def test_a_common_word_counts_where_it_may_stand_alone():
    assert terms(read_query("zur", alone=True).wanted) == ["zur"]
    assert terms(read_query("zur Elbe", alone=True).wanted) == ["Elbe"]


def test_what_is_too_long_is_cut_and_says_so():
    found = read_query(" ".join(f"wort{number}" for number in range(5_000)))
    assert (len(found.wanted), found.unread) == (MOST, True)


@given(st.text(alphabet=st.one_of(st.characters(), st.sampled_from(" -\"„“*:()&|!<>'\\"))))
def test_every_text_can_be_read(text):
    found = read_query(text)
    assert all(word for term in (*found.wanted, *found.unwanted) for word in term.words)


def test_the_list_of_common_words_is_sorted_out():
    told = yaml.safe_load((queries.Path(queries.__file__).parent / "stop_words.yaml").read_text(encoding="utf-8"))
    assert len(told) == len(set(told))
    assert all(word == word.lower() and word.isalpha() for word in told)
    assert "ueber" in stop_words()
