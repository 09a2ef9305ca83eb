"""The facets of the list of claims: values as links that add or remove them."""

import pytest
from django.http import QueryDict
from django.utils import translation

from claims import facets as under_test
from claims.facets import facets
from claims.filters import ClaimFilter
from claims.listing import listing
from claims.models import Claim
from claims.tallying import FACETS
from tests.claims.test_filter_twin import derive
from tests.factories import ActorFactory, ArticleFactory, MentionActorFactory, MentionFactory

pytestmark = pytest.mark.django_db
ORDERS = {"newest": lambda rows: rows.order_by("-pk")}


def found(query):
    return listing(QueryDict(query), ClaimFilter, Claim.objects.all(), ORDERS, FACETS)


def facet(query, name):
    [one] = [one for one in facets(found(query)).shown if one.name == name]
    return one


def about(name, **told):
    row = MentionActorFactory(actor=ActorFactory(name=name, slug=name.lower(), **told))
    derive()
    return row.mention


def test_values_are_links_that_add_or_remove_them():
    MentionFactory(form="direct")
    MentionFactory.create_batch(2, form="indirect")
    one = facet("form=direct&certainty=certain&page=1&sort=newest", "form")
    assert [(option.label, option.number, option.chosen, option.query) for option in one.options] == [
        ("indirect speech", "2", False, "form=direct&form=indirect&certainty=certain&sort=newest"),
        ("direct speech", "1", True, "certainty=certain&sort=newest"),
    ]


def test_what_is_chosen_stands_there_even_if_nothing_has_it():
    MentionFactory(form="direct")
    assert [(one.key, one.count, one.chosen) for one in facet("form=narrative", "form").options] == [
        ("direct", 1, False),
        ("narrative", 0, True),
    ]


def test_a_facet_without_values_is_left_out():
    MentionFactory(extraction__article=ArticleFactory(published_on=None, outlet=None))
    names = [one.name for one in facets(found("")).shown]
    assert names == ["form", "certainty", "polarity", "has_figure", "status"]


def test_names_however_written_are_taken_away_by_their_value():
    about("Russia", aliases=["Moskau"])
    about("Ukraine")
    options = {one.key: one for one in facet("actor=Moskau,Ukraine", "actor").options}
    assert options["russia"].chosen
    assert QueryDict(options["russia"].query).getlist("actor") == ["Ukraine"]
    assert QueryDict(facet("actor=Moskau", "actor").options[1].query).getlist("actor") == ["Moskau", "ukraine"]
    assert not any(one.chosen for one in facet("actor=!Moskau", "actor").options)


def test_names_follow_the_language():
    about("Russia", name_de="Russland")
    with translation.override("de"):
        assert facet("", "actor").options[0].label == "Russland"


def test_more_values_are_unfolded_by_the_address(monkeypatch):
    monkeypatch.setattr(under_test, "TOP", 1)
    MentionFactory(form="direct")
    MentionFactory.create_batch(2, form="indirect")
    folded = facet("form=direct", "form")
    assert [one.key for one in folded.options] == ["indirect", "direct"]  # the chosen one beyond the top
    assert (folded.more, folded.fewer, folded.unfolded) == ("form=direct&more=form", "", False)
    unfolded = facet("more=form", "form")
    assert [one.key for one in unfolded.options] == ["indirect", "direct"]
    assert (unfolded.more, unfolded.fewer, unfolded.unfolded) == ("", "", True)
    assert [one.key for one in facet("", "form").options] == ["indirect"]
    assert "more=form" in unfolded.options[0].query


def test_years_stand_in_their_order_the_latest_first():
    for day in ("2024-02-01", "2022-02-01", "2022-03-01"):
        MentionFactory(extraction__article__published_on=day)
    assert [one.label for one in facet("year=02022", "year").options] == ["2024", "2022"]
    assert [one.chosen for one in facet("year=02022", "year").options] == [False, True]
    assert facet("year=02022", "year").options[1].query == ""


def test_a_query_with_faults_has_no_facets():
    assert facets(found("form=loud")).shown == ()
    assert found("more=nothing").status == 400
    assert [fault.parameter for fault in found("more=nothing").faults] == ["more"]


def test_every_state_has_one_address():
    ways = ("sort=newest&page=1&form=direct&form=direct&actor=+A", "actor=A&form=direct", "form=direct&actor=A")
    assert {found(way).permalink for way in ways} == {"actor=A&form=direct"}
    assert found("page=2&more=form&form=direct&sort=newest").question == "form=direct"
