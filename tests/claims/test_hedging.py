"""What a later article drops of the caution of an earlier one."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.hedging import Figure, Saying, losses
from claims.origins import origins
from tests.claims.telling import AGENCY, EXPERTS, FUNK, KURIER, PANDA, POST, TOWN, tell


def say(telling, **how):
    """How a telling gives the claim, in words of its number; a figure is its qualifier and value."""
    figures = tuple(
        one if isinstance(one, Figure) else Figure(Decimal(one[1]), one[0], f"{one[0]} {one[1]}", *one[2:])
        for one in how.pop("figures", ())
    )
    return Saying(telling, f"words {telling.mention}", figures=figures, **how)


def found(*sayings):
    groups = origins([saying.telling for saying in sayings])
    return [(loss.kind, loss.earlier, loss.later) for loss in losses(sayings, groups)]


def agency(mention, day, **how):
    """A mention by way of the agency, so that all of them are one origin."""
    house = (KURIER, POST, FUNK)[mention % 3]
    return say(tell(mention, house, AGENCY, day=day), **how)


# Name, sayings, losses as kind, earlier and later mention.
CASES = [
    ("nothing is said", [], []),
    ("the same twice", [agency(1, 1), agency(2, 2)], []),
    ("soll goes", [agency(1, 1, hearsay="soll"), agency(2, 2)], [("hearsay", 1, 2)]),
    ("soll stays", [agency(1, 1, hearsay="soll"), agency(2, 2, hearsay="angeblich")], []),
    ("soll comes", [agency(1, 1), agency(2, 2, hearsay="soll")], []),
    ("laut X becomes sagte X", [agency(1, 1, hearsay="laut"), agency(2, 2)], []),
    (
        "nach Angaben aus Kreisen becomes a fact",
        [say(tell(1, KURIER, EXPERTS, day=1), hearsay="Angaben"), say(tell(2, KURIER, day=2))],
        [("hearsay", 1, 2)],
    ),
    ("possible becomes certain", [agency(1, 1, certainty="possible"), agency(2, 2)], [("certainty", 1, 2)]),
    ("probable becomes certain", [agency(1, 1, certainty="probable"), agency(2, 2)], [("certainty", 1, 2)]),
    ("possible becomes probable", [agency(1, 1, certainty="possible"), agency(2, 2, certainty="probable")], []),
    ("certain becomes possible", [agency(1, 1), agency(2, 2, certainty="possible")], []),
    ("unknown becomes certain", [agency(1, 1, certainty="unknown"), agency(2, 2)], []),
    (
        "almost goes",
        [agency(1, 1, figures=[("almost", 11000)]), agency(2, 2, figures=[("exact", 11000)])],
        [("figure", 1, 2)],
    ),
    (
        "up to goes",
        [agency(1, 1, figures=[("up_to", 9)]), agency(2, 2, figures=[("exact", 9)])],
        [("figure", 1, 2)],
    ),
    ("more than becomes about", [agency(1, 1, figures=[("more_than", 9)]), agency(2, 2, figures=[("about", 9)])], []),
    ("another value", [agency(1, 1, figures=[("almost", 11000)]), agency(2, 2, figures=[("exact", 10900)])], []),
    (
        "another unit",
        [agency(1, 1, figures=[("about", 9, "Container")]), agency(2, 2, figures=[("exact", 9, "Schiffe")])],
        [],
    ),
    (
        "another unit of the same concept",
        [
            agency(1, 1, figures=[("about", 9, "Granaten", "shells")]),
            agency(2, 2, figures=[("exact", 9, "Geschosse", "shells")]),
        ],
        [("figure", 1, 2)],
    ),
    ("a range is no hedge", [agency(1, 1, figures=[("between", 9)]), agency(2, 2, figures=[("exact", 9)])], []),
    (
        "both ways in the later one",
        [agency(1, 1, figures=[("about", 9)]), agency(2, 2, figures=[("exact", 9), ("about", 9)])],
        [],
    ),
    (
        "the source goes",
        [say(tell(1, KURIER, TOWN, day=1), source="Jenny Town"), say(tell(2, POST, day=2))],
        [("source", 1, 2)],
    ),
    (
        "the source goes, but the agency stays",
        [say(tell(1, AGENCY, TOWN, day=1)), say(tell(2, POST, AGENCY, day=2))],
        [],
    ),
    ("there was no name before", [say(tell(1, KURIER, EXPERTS, day=1)), say(tell(2, POST, day=2))], []),
    (
        "another origin has no need of care",
        [say(tell(1, KURIER, TOWN, day=1), certainty="possible"), say(tell(2, POST, PANDA, day=2))],
        [],
    ),
    (
        "whoever names nobody may have repeated it",
        [say(tell(1, KURIER, "?", AGENCY, day=1), certainty="possible"), say(tell(2, POST, day=2))],
        [("certainty", 1, 2)],
    ),
    ("a denial drops nothing of what it denies", [agency(1, 1, hearsay="soll"), agency(2, 2, denies=True)], []),
    (
        "denials of one side",
        [agency(1, 1, hearsay="soll", denies=True), agency(2, 2, denies=True)],
        [("hearsay", 1, 2)],
    ),
    ("the same day", [agency(1, 1, hearsay="soll"), agency(2, 1)], []),
    (
        "the same day, but it is cited",
        [say(tell(1, AGENCY, TOWN, day=1), hearsay="soll"), say(tell(2, POST, AGENCY, day=1))],
        [("hearsay", 1, 2)],
    ),
    (
        "no day, but it is cited",
        [say(tell(1, AGENCY, TOWN), hearsay="soll"), say(tell(2, POST, AGENCY, day=1))],
        [("hearsay", 1, 2)],
    ),
    (
        "on one day each cites the other",
        [say(tell(1, KURIER, POST, day=1), hearsay="soll"), say(tell(2, POST, KURIER, day=1))],
        [],
    ),
    ("the later one is careful", [agency(1, 2, hearsay="soll"), agency(2, 1)], []),
    (
        "a copy drops nothing",
        [say(tell(1, KURIER, day=1), hearsay="soll"), say(tell(2, KURIER, day=2, copy_of=1))],
        [],
    ),
    (
        "the same article",
        [say(tell(1, KURIER, day=1), hearsay="soll"), say(tell(2, KURIER, day=1, article=1))],
        [],
    ),
    (
        "the latest of several before",
        [agency(1, 1, hearsay="soll"), agency(2, 2, hearsay="soll"), agency(3, 3)],
        [("hearsay", 2, 3)],
    ),
    (
        "the one that is cited rather than the latest",
        [
            say(tell(1, AGENCY, TOWN, day=1), hearsay="soll"),
            say(tell(2, KURIER, TOWN, day=2), hearsay="soll"),
            say(tell(3, POST, AGENCY, day=3)),
        ],
        [("hearsay", 1, 3)],
    ),
    (
        "several things at once",
        [
            say(tell(1, KURIER, TOWN, day=1), hearsay="angeblich", certainty="possible", figures=[("about", 9)]),
            say(tell(2, POST, day=2), figures=[("exact", 9)]),
        ],
        [("hearsay", 1, 2), ("certainty", 1, 2), ("figure", 1, 2), ("source", 1, 2)],
    ),
    (
        "a part beside its whole",
        [say(tell(1, KURIER, AGENCY, day=1), hearsay="soll"), say(tell(3, POST, AGENCY, day=2, whole=2)), agency(2, 2)],
        [("hearsay", 1, 2)],
    ),
]


@pytest.mark.parametrize(("sayings", "wanted"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_what_is_dropped(sayings, wanted):
    assert found(*sayings) == wanted


def test_a_loss_has_the_words_of_both():
    sayings = [
        say(tell(1, KURIER, TOWN, day=1), certainty="possible", figures=[("almost", 11000)], source="Jenny Town"),
        say(tell(2, POST, day=2), figures=[("exact", 11000)]),
    ]
    told = {loss.kind: (loss.before, loss.after) for loss in losses(sayings, origins([one.telling for one in sayings]))}
    assert told == {
        "certainty": ("words 1", "words 2"),
        "figure": ("almost 11000", "exact 11000"),
        "source": ("Jenny Town", ""),
    }


ways = st.sampled_from([(), (AGENCY,), (TOWN,), ("?",), (TOWN, AGENCY)])
rows = st.tuples(
    st.sampled_from([KURIER, POST, AGENCY]),
    ways,
    st.sampled_from([None, 1, 2, 3]),
    st.sampled_from(["", "soll", "laut"]),
    st.sampled_from(["certain", "possible"]),
    st.booleans(),
)


@given(st.lists(rows, max_size=7), st.randoms())
def test_any_order_gives_the_same_losses_and_no_two_lose_to_each_other(given_rows, chance):
    sayings = [
        say(tell(number, house, *chain, day=day), hearsay=hearsay, certainty=certainty, denies=denies)
        for number, (house, chain, day, hearsay, certainty, denies) in enumerate(given_rows, start=1)
    ]
    mixed = list(sayings)
    chance.shuffle(mixed)
    lost = found(*sayings)
    assert found(*mixed) == lost
    assert len({(kind, later) for kind, _earlier, later in lost}) == len(lost)
    assert not {(kind, later, earlier) for kind, earlier, later in lost} & set(lost)
