"""One page of a list: fields, chips, faults, pages."""

from urllib.parse import urlencode

import pytest
from django.http import QueryDict

from claims.actor_filters import NamedFilter
from claims.filters import ClaimFilter
from claims.listing import PER_PAGE, blanks, listing, without_blanks
from claims.models import Claim
from sources.models import Actor
from tests.factories import ActorFactory, MentionFactory


def found(query):
    return listing(QueryDict(query), ClaimFilter, Claim.objects.order_by("-pk"))


@pytest.mark.parametrize(
    ("query", "blank", "rest"),
    [
        ("", False, ""),
        ("q=&actor=Moskau&form=", True, "actor=Moskau"),
        ("form=direct&form=+&form=indirect", True, "form=direct&form=indirect"),
        ("q=a%26b", False, "q=a%26b"),
    ],
)
def test_what_a_form_sends_empty_is_left_out(query, blank, rest):
    assert (blanks(QueryDict(query)), without_blanks(QueryDict(query))) == (blank, rest)


@pytest.mark.django_db
def test_every_thing_asked_for_is_a_chip_that_takes_it_away():
    ActorFactory(name="Russia", aliases=["Moskau"])
    chips = found("actor=Moskau&form=direct&form=indirect&page=1").chips
    assert [(chip.label, chip.value) for chip in chips] == [
        ("About", "Moskau → Russia"),
        ("Form", "direct speech"),
        ("Form", "indirect speech"),
    ]
    assert [chip.query for chip in chips] == [
        "form=direct&form=indirect",
        "actor=Moskau&form=indirect",
        "actor=Moskau&form=direct",
    ]


@pytest.mark.django_db
def test_names_between_commas_are_chips_of_their_own_and_not_is_said():
    ActorFactory(name="Russia", aliases=["Moskau"])
    one = found('actor=Moskau, !Niemand, "A, B"&source=!Moskau&exact=true')
    assert [(chip.label, chip.value) for chip in one.chips] == [
        ("About", "Moskau → Russia"),
        ("About", "not Niemand"),
        ("About", "A, B"),
        ("Said by", "not Moskau → Russia"),
        ("Without parts", "yes"),
    ]
    left = [QueryDict(chip.query).getlist("actor") for chip in one.chips]
    assert left[:3] == [['!Niemand, "A, B"'], ['Moskau, "A, B"'], ["Moskau, !Niemand"]]
    assert QueryDict(one.chips[3].query).getlist("source") == []


@pytest.mark.django_db
def test_a_field_shows_all_names_that_were_asked_for():
    ActorFactory(name="Russia", aliases=["Moskau"])
    one = found('actor=Moskau&actor=!Niemand&actor="A, B"')
    [box] = one.boxes(["actor"])
    assert box.value == 'Moskau, !Niemand, "A, B"'
    assert list(one.kept(["actor"])) == []
    assert found(urlencode({"actor": box.value})).notes == one.notes


@pytest.mark.django_db
def test_fields_show_what_was_asked_and_the_rest_is_kept():
    one = found("form=direct&q=Granaten&stance=denies&page=1")
    form, text = one.boxes(["form", "q"])
    assert [choice.value for choice in form.choices if choice.chosen] == ["direct"]
    assert (text.kind, text.value) == ("text", "Granaten")
    assert list(one.kept(["form", "q"])) == [("stance", "denies")]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("query", "status", "blamed"),
    [
        ("page=2", 404, "page"),
        ("page=0", 404, "page"),
        ("page=-1", 404, "page"),
        ("page=1.5", 404, "page"),
        ("page=two", 404, "page"),
        (f"page={2**70}", 404, "page"),
        ("page=" + "9" * 9000, 404, "page"),
        ("page=1&page=2", 404, "page"),
        ("pages=1", 400, "pages"),
        ("form=loud", 400, "form"),
        ("article=x", 400, "article"),
        ("published_after=yesterday", 400, "published_after"),
        ("q=%00", 400, "q"),
        ("q=" + "a" * 10_001, 400, "q"),
    ],
)
def test_nonsense_is_named(query, status, blamed):
    one = found(query)
    assert (one.status, one.page, [fault.parameter for fault in one.faults]) == (status, None, [blamed])
    assert one.rows == []


@pytest.mark.django_db
def test_pages_lead_to_each_other_and_keep_the_question():
    MentionFactory.create_batch(PER_PAGE + 1)
    first, second = found("form=indirect"), found("form=indirect&page=2")
    assert (len(first.rows), len(second.rows), first.total) == (PER_PAGE, 1, PER_PAGE + 1)
    assert (first.earlier, first.later) == ("", "form=indirect&page=2")
    assert (second.earlier, second.later) == ("form=indirect&page=1", "")


ORDERS = {"name": lambda rows: rows.order_by("name", "pk"), "claims": lambda rows: rows.order_by("-name", "pk")}


def sorted_actors(query):
    return listing(QueryDict(query), NamedFilter, Actor.objects.all(), ORDERS)


@pytest.mark.django_db
def test_a_list_is_in_the_order_that_is_asked_for():
    for name in "BAC":
        ActorFactory(name=name)
    assert [actor.name for actor in sorted_actors("").rows] == ["A", "B", "C"]
    one = sorted_actors("sort=claims&name=A&name=B&page=1")
    assert [actor.name for actor in one.rows] == ["B", "A"]
    assert [(sort.label, sort.chosen, sort.query) for sort in one.sorts] == [
        ("by name", False, "sort=name&name=A&name=B"),
        ("by number of claims", True, "sort=claims&name=A&name=B"),
    ]
    assert [chip.name for chip in one.chips] == ["name", "name"]
    assert list(one.kept(["name"])) == [("sort", "claims")]


@pytest.mark.django_db
@pytest.mark.parametrize("query", ["sort=size", "sort=", "sort=name&sort=claims", "sort=%00"])
def test_an_order_that_there_is_not_is_named(query):
    one = sorted_actors(query)
    assert (one.status, {fault.parameter for fault in one.faults}, one.rows) == (400, {"sort"}, [])


@pytest.mark.django_db
def test_a_list_without_orders_knows_no_such_parameter():
    assert [fault.parameter for fault in found("sort=name").faults] == ["sort"]
    assert found("").sorts == []
