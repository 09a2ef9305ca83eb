"""What is taken for one claim: single rules of the comparison, and a floor for the labelled pairs."""

from datetime import date, timedelta
from decimal import Decimal
from itertools import product

import pytest

from claims.alignment import Who, aligned, alike, stems
from claims.blocking import keys
from claims.comparing import conclude, look
from claims.crossing import are_crossed
from claims.extraction.types import Term, Verdict
from claims.sameness import Content, Figure, Said, is_same_value, lies_within
from tests.gold.sameness import Score, judged, score
from tests.gold.sameness import said as read_said

DAY = date(2024, 6, 3)
NORTH, SOUTH, RUSSIA = (Who(name, frozenset(), role, (name,)) for name, role in
                        (("north", "agent"), ("south", "agent"), ("russia", "recipient")))  # fmt: skip
DELIVER = Term("liefer", "act", ("deliver",))
SHIP = Term("verschiff", "act", ("deliver",))
SHELL, CRATE = Term("granat", "thing"), Term("kist", "thing")


def figure(value, qualifier="exact", low=None, high=None, concept=""):
    return Figure(Decimal(value), low and Decimal(low), high and Decimal(high), qualifier, concept, "Granaten", value)


def said(*terms, actors=(NORTH, RUSSIA), origin=None, published=DAY, **more):
    content = Content(terms, actors, published=published, **more)
    return Said(0, 0, 0, published, origin, frozenset(), whole=False, words="", content=content)


ONE = said(DELIVER, SHELL)
SURELY, HARDLY = Verdict(0.98, 0.01), Verdict(0.05, 0.05)  # what the weights may say of two statements


def compare(one, other, verdict=SURELY):
    return conclude(look(one, other), verdict)


@pytest.mark.parametrize(
    ("other", "same"),
    [
        (said(SHIP, SHELL), True),  # another word of the same sense
        (said(SHELL, DELIVER), True),  # another order
        (said(DELIVER, SHELL, actors=(SOUTH, RUSSIA)), False),  # somebody else
        (said(DELIVER, SHELL, published=DAY + timedelta(days=90)), False),  # other news
        (said(DELIVER, SHELL, tense="future"), True),
        (said(DELIVER, SHELL, negative=True), True),  # its other side
        (said(DELIVER, SHELL, Term("droh", "act", ("threaten",)), tense="present"), True),
        (said(DELIVER, SHELL, figures=(figure("5000"),)), False),  # a figure that the other does not give
        (said(DELIVER, SHELL, doers=frozenset({"?"})), False),  # "man"
    ],
)
def test_what_makes_two_one(other, same):
    assert compare(ONE, other).same == compare(other, ONE).same == same


def test_the_weights_tell_another_thing():
    assert not compare(ONE, said(DELIVER, CRATE), HARDLY).same


def test_who_does_it_and_whom_it_is_done_to_are_not_exchanged():
    turned = (Who("north", frozenset(), "recipient", ("north",)), Who("russia", frozenset(), "agent", ("russia",)))
    assert not compare(ONE, said(DELIVER, SHELL, actors=turned)).same


@pytest.mark.parametrize(
    ("times", "same"),
    [
        ((date(2024, 5, 1), date(2024, 5, 31)), True),
        ((date(2024, 4, 1), date(2024, 4, 30)), False),
        ((date(2020, 1, 1), date(2024, 12, 31)), False),  # years that hold the month
    ],
)
def test_the_time_is_the_same_or_not(times, same):
    may = said(DELIVER, SHELL, times=((date(2024, 5, 1), date(2024, 5, 31)),))
    assert compare(may, said(DELIVER, SHELL, times=(times,))).same == same


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (figure("11000", "almost"), figure("11000", "more_than"), True),
        (figure("11000", "almost"), figure("10600"), True),
        (figure("11000"), figure("10600"), False),
        (figure("463000", "about"), figure("436000", "about"), False),
        (figure("5000000", "between", "4000000", "6000000"), figure("5500000"), True),
        (figure("5000000", "between", "4000000", "6000000"), figure("7000000"), False),
        (figure("20", concept="percent"), figure("0.2", concept="share"), True),
        (figure("1.3", concept="tonne"), figure("1300", concept="kilogram"), True),
        (figure("1.3", concept="tonne"), figure("1350", concept="kilogram"), False),
        (figure("1.3", "about", concept="tonne"), figure("1350", concept="kilogram"), True),
        (figure("12", concept="month"), figure("1", concept="year"), True),
    ],
)
def test_figures_are_the_same_or_not(one, other, same):
    assert is_same_value(one, other) == is_same_value(other, one) == same


def test_a_value_lies_within_open_bounds():
    assert lies_within(figure("5000000"), figure("1000000", "more_than", low="1000000"))
    assert not lies_within(figure("900000"), figure("1000000", "more_than", low="1000000"))
    assert not lies_within(figure("1000000"), figure("1000000"))


def test_later_figures_of_one_origin_update_and_others_contradict():
    one = said(DELIVER, SHELL, figures=(figure("3000"),), origin=7)
    later = said(DELIVER, SHELL, figures=(figure("5000"),), origin=7, published=DAY + timedelta(days=30))
    other = said(DELIVER, SHELL, figures=(figure("5000"),), origin=8)
    assert (compare(later, one).kind, compare(later, one).turned) == ("updates", False)
    assert (compare(one, later).kind, compare(one, later).turned) == ("updates", True)
    assert compare(one, other).kind == "contradicts"


@pytest.mark.parametrize(
    ("one", "other", "least", "most"),
    [
        (DELIVER, SHIP, 0.8, 0.9),
        (SHELL, Term("artilleriegranat", "thing"), 0.55, 0.7),
        (SHELL, CRATE, 0, 0),
        (Term("dresden", "name"), Term("dresdner", "name"), 0.8, 1),
        (Term("schiffsverkehr", "thing"), Term("verkehr", "thing"), 0.55, 0.7),
        (Term("maskenpflicht", "thing", (), (Term("mask", "thing"), Term("pflicht", "thing"))),
         Term("testpflicht", "thing", (), (Term("test", "thing"), Term("pflicht", "thing"))), 0, 0.5),
    ],
)  # fmt: skip
def test_words_have_something_in_common(one, other, least, most):
    assert least <= alike(one, other) == alike(other, one) <= most


def test_an_actor_is_known_by_its_name_in_other_forms():
    short, long = Who(1, name=stems("Intel")), Who(2, name=stems("US-Konzern Intel"))
    assert alike(short, long) == 1
    assert alike(Who(1, name=stems("Mira Holt")), Who(2, name=stems("Jan Holt"))) == 0
    assert alike(Who(1, frozenset({5})), Who(5)) == 1


def test_what_is_found_is_not_found_twice():
    found = aligned([SHELL, SHELL], [SHELL])
    assert sorted(found.found) == [0, 1]


def test_what_says_the_same_shares_keys():
    for one, other in product([ONE], [said(SHIP, SHELL), said(DELIVER, CRATE)]):
        assert keys(one.content) & keys(other.content)
    assert not keys(ONE.content) & keys(said(Term("sing", "act"), CRATE, actors=(SOUTH,)).content)


def test_the_labelled_pairs_are_told_apart():
    told, floor = score(judged()), Score(recall=0.36, wrong=5, found=0.87, precision=0.78)
    assert told.wrong <= floor.wrong
    assert all(getattr(told, name) >= getattr(floor, name) for name in ("recall", "found", "precision"))


@pytest.mark.parametrize(
    ("one", "other", "crossed"),
    [
        ("Ulm schlug Kiel im Finale mit 3:1.", "Kiel hat Ulm im Finale mit 3:1 geschlagen.", True),
        ("Ulm schlug Kiel im Finale mit 3:1.", "Im Finale hat Ulm Kiel mit 3:1 geschlagen.", False),
        ("Ulm schlug Kiel im Finale mit 3:1.", "Kiel wurde im Finale von Ulm mit 3:1 geschlagen.", False),
        ("Die Lehrerin verletzte den Schüler.", "Der Schüler hat die Lehrerin verletzt.", True),
        ("Irland und Spanien erkennen Palästina an.", "Spanien und Irland haben Palästina anerkannt.", False),
        ("In Kiel hat Ulm ein Werk gebaut.", "Ulm baute in Kiel ein Werk.", False),
    ],
)
def test_who_stands_where_tells_who_does_it(one, other, crossed):
    ours, theirs = (read_said({"said": text, "published": DAY}).content for text in (one, other))
    assert are_crossed(ours, theirs) == are_crossed(theirs, ours) == crossed


def test_what_is_only_about_the_same_people_is_not_one_claim():
    one, other = said(DELIVER, actors=(NORTH, RUSSIA)), said(Term("treff", "act", ("meet",)), actors=(NORTH, RUSSIA))
    assert not look(one, other).is_of_one_matter
    assert not compare(one, other, Verdict(0.999, 0.0)).same
