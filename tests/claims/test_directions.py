"""Who hands what to whom, by roles, by the words around actors, and by the rest of the article."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.directions import Counted, Direction, Part, Telling, counting_agent, deed_near, directions

ARLAND, BORLAND, CELAND = 1, 2, 3
NAMES = {"Arland": ARLAND, "Borland": BORLAND, "Celand": CELAND}


def telling(text, *, start=0, roles=None, speakers=(), own_voice=False):
    """A mention of `text`; actors by their names in it, with `roles` or none in particular."""
    parts = [
        Part(key, (roles or {}).get(name, "about"), start + text.index(name), start + text.index(name) + len(name))
        for name, key in NAMES.items()
        if name in text
    ]
    parts.sort(key=lambda part: part.start)
    return Telling(start, [(start, start + len(text))], [text], parts, frozenset(speakers), own_voice)


def counted(one, words="500 Granaten", key=1, **told):
    start = one.spans[0][0] + one.words[0].index(words)
    return Counted(key, one, start, start + len(words), "shells", "granaten", **told)


def direction(text, **told):
    one = telling(text, **told)
    found = directions([one], [counted(one, goods=True)])[1]
    return found.agent, found.recipient, found.deed


@pytest.mark.parametrize(
    ("text", "roles", "expected"),
    [
        (
            "Arland lieferte Borland 500 Granaten.",
            {"Arland": "agent", "Borland": "recipient"},
            (ARLAND, BORLAND, "transfer"),
        ),
        ("500 Granaten aus Arland gelangten nach Borland.", {}, (ARLAND, BORLAND, "transfer")),
        ("500 Granaten von Arland für Borland.", {}, (ARLAND, BORLAND, "")),
        (
            "Borland erhielt aus dem fernen Arland 500 Granaten.",
            {"Borland": "recipient"},
            (ARLAND, BORLAND, "transfer"),
        ),
        ("500 Granaten verschoss Arland.", {"Arland": "agent"}, (ARLAND, None, "fire")),
        ("Arland hat 500 Granaten.", {"Arland": "agent"}, (ARLAND, None, "")),
        ("Es sind 500 Granaten.", {}, (None, None, "")),
    ],
)
def test_the_sides_of_one_mention(text, roles, expected):
    assert direction(text, roles=roles) == expected


def test_the_figures_own_words_are_no_deed():
    one = telling("Gezeigt wurden 500 Artilleriegeschosse.")
    assert deed_near(one, 15, 38) == ""
    assert deed_near(telling("Abgeschossen: 500 Drohnen, geliefert von Arland."), 14, 25) == "destroy"


@pytest.mark.parametrize(
    ("text", "own_voice", "expected"),
    [
        ("Arland geht von 500 Granaten aus.", True, ARLAND),
        ("Arland geht von 500 Granaten aus.", False, None),
        ("Arland lieferte 500 Granaten.", True, None),
    ],
)
def test_who_only_counts(text, own_voice, expected):
    found = counting_agent(telling(text, roles={"Arland": "agent"}, own_voice=own_voice))
    assert (found and found.actor) == expected


def test_who_says_it_counts_where_it_did_it_but_not_beside_another():
    roles = {"Arland": "agent"}
    assert direction("Arland lieferte 500 Granaten.", roles=roles, speakers=[ARLAND])[0] == ARLAND
    both = {"Arland": "agent", "Borland": "agent"}
    assert direction("Arland glaubt, Borland lieferte 500 Granaten.", roles=both, speakers=[ARLAND])[0] == BORLAND


def test_the_nearest_fitting_figure_or_delivery_completes():
    whole = telling("Arland lieferte Borland 500 Granaten.", roles={"Arland": "agent", "Borland": "recipient"})
    back = telling("Borland lieferte Arland Brot.", start=100, roles={"Borland": "agent", "Arland": "recipient"})
    short = telling("Es waren 700 Granaten.", start=200)
    other = telling("Celand erhielt 800 Granaten.", start=300, roles={"Celand": "recipient"})
    figures = [
        counted(whole, goods=True),
        counted(short, "700 Granaten", 2, goods=True),
        counted(other, "800 Granaten", 3, goods=True),
    ]
    found = directions([whole, back, short, other], figures)
    assert (found[2].agent, found[2].recipient) == (ARLAND, BORLAND)
    assert (found[3].agent, found[3].recipient) == (None, CELAND)
    alone = directions([back, short], figures[1:2])[2]
    assert (alone.agent, alone.recipient) == (BORLAND, ARLAND)


def test_whom_a_figure_is_about_beside_others_must_be_one_of_both_sides():
    one = Direction(others=frozenset({CELAND}))
    assert not one.fits(Direction(ARLAND, BORLAND, "transfer"))
    assert one.fits(Direction(CELAND, BORLAND, "transfer"))


SIDES = st.none() | st.integers(1, 3)
DIRECTIONS = st.builds(Direction, SIDES, SIDES, st.sampled_from(["", "transfer", "fire"]))


@given(DIRECTIONS, DIRECTIONS)
def test_what_fits_is_completed_without_losing_anything(one, other):
    assert one.fits(other) == other.fits(one)
    if one.fits(other):
        whole = one.completed(other)
        for name in ("agent", "recipient", "deed"):
            assert getattr(whole, name) in ({getattr(one, name), getattr(other, name)} - {None, ""} or {None, ""})


@given(st.text(max_size=60))
def test_any_words_give_a_direction(text):
    one = Telling(0, [(0, len(text))], [text], [Part(1, "about", 0, 1)], frozenset(), own_voice=True)
    assert directions([one], [Counted(1, one, 0, 1, "x", goods=True)])[1].agent in {None, 1}
