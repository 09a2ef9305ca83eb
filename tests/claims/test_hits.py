"""Marked hits."""

import pytest
from django.utils.html import escape
from hypothesis import given
from hypothesis import strategies as st

from claims.hits import Marker, marker
from claims.wordforms import learn_words
from sources.queries import read_query
from sources.stems import Forms

COMPOUND = {"artilleriegranaten": Forms((), ("artilleri", "granat"))}


def marked(text, query, forms=None):
    return Marker(read_query(query), forms or {}).marked(text)


@pytest.mark.parametrize(
    ("text", "query", "html"),
    [
        ("Rund 300 Granaten.", "granate", "Rund 300 <mark>Granaten</mark>."),
        ("300 Artilleriegranaten", "Granate", "300 <mark>Artilleriegranaten</mark>"),
        ("300 Artilleriegranaten", "Artillerie-Granaten", "300 <mark>Artilleriegranaten</mark>"),
        ("Nordkoreas Kämpfer", "Kaempfer Nordkorea", "<mark>Nordkoreas</mark> <mark>Kämpfer</mark>"),
        ("300 Granaten, 300", '"300 Granaten"', "<mark>300 Granaten</mark>, 300"),
        (
            "a <b>Granaten</b> & mehr",
            "Granaten b",
            "a &lt;<mark>b</mark>&gt;<mark>Granaten</mark>&lt;/<mark>b</mark>&gt; &amp; mehr",
        ),
        ("Granaten", "-Granaten", "Granaten"),
        ("", "Granaten", ""),
    ],
)
def test_hits_are_marked(text, query, html):
    assert marked(text, query, COMPOUND) == html


@given(st.text(), st.text())
def test_whatever_the_text_and_the_query_nothing_but_marks_is_html(text, query):
    html = marked(text, query)
    assert html.replace("<mark>", "").replace("</mark>", "") == escape(text)


def test_an_excerpt_shows_the_surroundings_of_the_first_hit_in_whole_words():
    text = "Wort " * 60 + "die Granaten <kamen> " + "an " * 80
    excerpt = Marker(read_query("Granate"), {}).excerpt(text)
    assert excerpt.startswith("… Wort ")
    assert excerpt.endswith(" an …")
    assert "die <mark>Granaten</mark> &lt;kamen&gt; an" in excerpt
    assert len(excerpt) < 260
    assert Marker(read_query("Bombe"), {}).excerpt(text) is None


@given(st.text(), st.text(min_size=1))
def test_an_excerpt_of_anything_escapes(text, query):
    excerpt = Marker(read_query(query), {}).excerpt(text)
    assert excerpt is None or "<" not in excerpt.replace("<mark>", "").replace("</mark>", "")


@pytest.mark.django_db
def test_the_words_of_a_page_are_looked_up_at_once(django_assert_num_queries):
    learn_words(["Artilleriegranaten"])
    with django_assert_num_queries(1):  # what its words are found by
        marks = marker("Granaten", ["300 Artilleriegranaten", "Bomben"])
    assert marks.marked("300 Artilleriegranaten") == "300 <mark>Artilleriegranaten</mark>"
