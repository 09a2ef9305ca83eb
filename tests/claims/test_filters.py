"""Filters of claims: names in every spelling, one mention that fulfils all, and a slow obvious twin of the queries."""

from datetime import date

import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext

from claims.actor_filters import ActorFilter, ExpertFilter
from claims.article_filters import ArticleFilter
from claims.filters import ClaimFilter
from claims.indexing import index_everything
from claims.models import Claim
from claims.vocabulary import Part, Status
from sources.models import Actor, Article
from tests.factories import (
    NOON,
    ActorFactory,
    AffiliationFactory,
    ArticleFactory,
    ClaimActorFactory,
    MentionFactory,
    QuantityFactory,
)

pytestmark = pytest.mark.django_db


def filtered(query):
    """The filter set for `query`, which has to be without fault."""
    filterset = ClaimFilter(QueryDict(query), queryset=Claim.objects.all())
    assert filterset.faults() == []
    return filterset


def found(query):
    return set(filtered(query).qs)


@pytest.fixture
def russia():
    names = ["Moskau", "russisch", "Kreml", "Russische Föderation"]
    return ActorFactory(slug="russia", name="Russia", name_de="Russland", qid="Q159", code="RU", aliases=names)


def belonging(**row):
    """A derived row of a claim that has a mention."""
    return ClaimActorFactory(claim=row.pop("claim", None) or MentionFactory().claim, **row)


SPELLINGS = ["Russia", "Russland", "Moskau", "Q159", "RU", "russia", "RUSSLAND", "q159", "ru", " Russland\n"]
SPELLINGS += ["russische föderation", "Russische Foderation", "der Kreml", "Ｒussia"]


@pytest.mark.parametrize("name", SPELLINGS)
@pytest.mark.parametrize(("parameter", "part"), [("actor", Part.ACTOR), ("source", Part.SOURCE)])
def test_every_spelling_finds_the_same_claims(russia, name, parameter, part):
    row = belonging(actor=russia, part=part)
    belonging(part=part)
    query = QueryDict(mutable=True)
    query[parameter] = name
    assert found(query.urlencode()) == {row.claim}


def test_all_whom_a_name_may_mean_count(russia):
    kremlin = ActorFactory(slug="kremlin", name="Kremlin", aliases=["Kreml"], part_of=russia)
    claims = {belonging(actor=russia).claim, belonging(actor=kremlin).claim}
    filterset = filtered("actor=Kreml")
    assert set(filterset.qs) == claims
    [resolved] = filterset.resolved["actor"]
    assert (resolved.asked.name, resolved.actors) == ("Kreml", [kremlin, russia])


def test_a_name_of_a_merged_actor_finds_what_it_was_merged_into(russia):
    middle = ActorFactory(merged_into=russia)
    ActorFactory(name="Russlandland", merged_into=middle)
    row = belonging(actor=russia)
    filterset = filtered("actor=Russlandland")
    assert set(filterset.qs) == {row.claim}
    assert filterset.resolved["actor"][0].actors == [russia]


@pytest.mark.parametrize("name", ["Niemandsland", "...", "Q999", "%01%02", "☃", "x" * 10_000, "' OR 1=1 --"])
@pytest.mark.parametrize("parameter", ["actor", "source", "outlet"])
def test_a_name_that_nobody_has_gives_nothing_and_says_so(name, parameter):
    MentionFactory()
    filterset = filtered(f"{parameter}={name}")
    assert not filterset.qs.exists()
    [note] = filterset.notes
    assert note.startswith("No actor is known by the name")
    assert len(note) < 150


def test_a_repeated_name_asks_for_any(russia):
    other = ActorFactory(name="Nordkorea")
    claims = {belonging(actor=russia).claim, belonging(actor=other).claim}
    belonging()
    assert found("actor=RU&actor=Nordkorea&actor=Niemand") == claims


def test_different_parameters_ask_for_all(russia):
    both = belonging(actor=russia).claim
    belonging(claim=both, actor=russia, part=Part.SOURCE)
    belonging(actor=russia, part=Part.SOURCE)
    assert found("actor=RU&source=RU") == {both}


def test_names_between_commas_are_names_repeated(russia):
    other = ActorFactory(name="Nordkorea")
    claims = {belonging(actor=russia).claim, belonging(actor=other).claim}
    belonging()
    assert found("actor=RU,Nordkorea,Niemand") == found("actor=RU&actor=Nordkorea") == claims


def test_a_name_that_holds_a_comma_is_quoted_or_whole(russia):
    firm = belonging(actor=ActorFactory(name="Moskau, Kreml & Co")).claim
    belonging(actor=russia)
    assert found("actor=Moskau, Kreml %26 Co") == found('actor="Moskau, Kreml %26 Co"') == {firm}


def test_not_leaves_out_and_wins_over_any(russia):
    other = ActorFactory(name="Nordkorea")
    both, theirs, ours = (belonging(actor=actor).claim for actor in (russia, russia, other))
    belonging(claim=both, actor=other)
    nobodys = MentionFactory().claim
    assert found("actor=!RU") == {ours, nobodys}
    assert found("actor=!RU&actor=!Nordkorea") == found("actor=!RU,!Nordkorea") == {nobodys}
    assert found("actor=RU&actor=!Nordkorea") == found("actor=RU,!Nordkorea") == {theirs}


def test_an_unknown_name_behind_not_leaves_nothing_out():
    claim = MentionFactory().claim
    filterset = filtered("actor=!Niemand")
    assert set(filterset.qs) == {claim}
    assert filterset.notes == ['No actor is known by the name "Niemand", so it leaves nothing out.']


@pytest.mark.parametrize(("parameter", "part"), [("actor", Part.ACTOR), ("source", Part.SOURCE)])
def test_exact_leaves_out_parts(russia, parameter, part):
    whole = belonging(actor=russia, part=part, exact=True).claim
    of_a_part = belonging(actor=russia, part=part, exact=False).claim
    assert found(f"{parameter}=RU") == found(f"{parameter}=RU&exact=false") == {whole, of_a_part}
    assert found(f"{parameter}=RU&exact=true") == {whole}
    assert found(f"{parameter}=!RU&exact=true") == {of_a_part}
    assert found(f"{parameter}=!RU") == set()


def test_outlets_in_and_out():
    post, blatt = (MentionFactory(extraction__article__outlet__name=name) for name in ("Tagespost", "Abendblatt"))
    article = MentionFactory(extraction__article__outlet=None)
    both = MentionFactory(extraction=post.extraction)
    MentionFactory(claim=both.claim, extraction=blatt.extraction)
    assert found("outlet=Tagespost") == {post.claim, both.claim}
    assert found("outlet=!Tagespost") == {blatt.claim, article.claim}
    assert found("outlet=Abendblatt,!Tagespost") == {blatt.claim}
    filterset = ArticleFilter(QueryDict("outlet=!Tagespost"), queryset=Article.objects.all())
    assert set(filterset.qs) == {blatt.extraction.article, article.extraction.article}


def test_an_outlet_finds_what_was_merged_into_it():
    old = MentionFactory(extraction__article__outlet__name="Altes Blatt")
    root = ActorFactory(name="Neues Blatt", kind="outlet")
    Actor.objects.filter(name="Altes Blatt").update(merged_into=root)
    assert found("outlet=Neues Blatt") == found("outlet=Altes Blatt") == {old.claim}


def test_an_abbreviation_is_an_outlet_where_outlets_are_asked_for():
    mention = MentionFactory(extraction__article__outlet=ActorFactory(name="Südpost", kind="outlet", aliases=["SP"]))
    ActorFactory(name="Spain", code="SP")
    filterset = filtered("outlet=SP")
    assert (set(filterset.qs), len(filterset.resolved["outlet"][0].found)) == ({mention.claim}, 1)


@pytest.mark.parametrize("names", [1, 40])
def test_names_add_two_queries_however_many_they_are(russia, names):
    row = belonging(actor=russia)
    belonging(claim=row.claim, actor=russia, part=Part.SOURCE)
    asked = ",".join(["Moskau", *(f"Name {number}" for number in range(names))])
    with CaptureQueriesContext(connection) as captured:
        assert list(ClaimFilter(QueryDict(f"actor={asked}&source={asked}&outlet=!Niemand"), Claim.objects.all()).qs)
    assert len(captured) == 3  # aliases, actors, and the list itself
    with CaptureQueriesContext(connection) as captured:
        assert list(ClaimFilter(QueryDict(""), Claim.objects.all()).qs)
    assert len(captured) == 1


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("actor=!", "There is no name in the value."),
        ("actor=,", "There is no name in the value."),
        ('actor="%20"', "There is no name in the value."),
        ("actor=" + ",".join("x" * 51), "A parameter takes up to 50 names; these are 51."),
        ("actor=a,b&actor=" + ",".join("x" * 49), "A parameter takes up to 50 names; these are 51."),
        ("exact=maybe", "This is no value of the parameter."),
    ],
)
def test_values_without_names_and_with_too_many_are_refused(query, told):
    [fault] = ClaimFilter(QueryDict(query), queryset=Claim.objects.all()).faults()
    assert fault.detail == told


@pytest.mark.parametrize(
    ("query", "mention"),
    [
        ("form=direct", {"form": "direct"}),
        ("stance=denies", {"stance": "denies"}),
        ("certainty=possible", {"certainty": "possible"}),
        ("polarity=negative", {"polarity": "negative"}),
        ("hearsay=true", {"hearsay": True}),
        ("tense=future", {"tense": "future"}),
        ("published_before=2026-01-31", {"extraction__article__published_on": date(2026, 1, 31)}),
        ("published_after=2026-12-24", {"extraction__article__published_on": date(2026, 12, 24)}),
        ("outlet=Tagespost", {"extraction__article__outlet__name": "Tagespost"}),
        ("q=SPRECHERIN", {"text": "Sprecherin"}),
        ("status=accepted", {"claim__status": Status.ACCEPTED}),
        ("status=rejected", {"claim__status": Status.REJECTED}),
    ],
)
def test_each_parameter_finds_what_it_names_and_nothing_else(query, mention):
    MentionFactory()
    wanted = MentionFactory(**mention)
    index_everything()
    assert found(query) == {wanted.claim}


def test_an_article_by_its_id():
    mention, _other = MentionFactory(), MentionFactory()
    assert found(f"article={mention.extraction.article_id}") == {mention.claim}


@pytest.mark.parametrize("key", ["0", "777", "9223372036854775807", "9223372036854775808", "9" * 99])
def test_an_article_that_is_not_there_gives_nothing_and_says_so(key):
    MentionFactory()
    filterset = filtered(f"article={key}")
    assert not filterset.qs.exists()
    assert filterset.notes == [f"There is no article with the id {key}."]


def test_figures_of_any_mention_count():
    with_figure, without = QuantityFactory().mention.claim, MentionFactory().claim
    MentionFactory(claim=with_figure)
    assert found("has_figure=true") == {with_figure}
    assert found("has_figure=false") == {without}
    assert found("has_figure=false&has_figure=true") == {with_figure, without}


def test_one_mention_has_to_fulfil_everything():
    claim = MentionFactory(form="direct", stance="asserts").claim
    MentionFactory(claim=claim, form="indirect", stance="denies")
    assert found("form=direct&stance=denies") == set()
    assert found("form=indirect&stance=denies") == {claim}


def test_what_only_a_retired_extraction_said_is_gone_unless_curators_decided_on_it():
    MentionFactory(extraction__retired_at=NOON)
    accepted = MentionFactory(extraction__retired_at=NOON, claim__status=Status.ACCEPTED).claim
    root = MentionFactory(extraction__retired_at=NOON).claim
    MentionFactory(claim__merged_into=root)
    assert found("") == {accepted, root}


def test_retired_mentions_and_rejected_claims_are_not_found():
    MentionFactory(form="direct", extraction__retired_at=NOON)
    MentionFactory(form="direct", claim__status=Status.REJECTED)
    assert found("form=direct") == set()


def test_wildcards_of_the_database_are_plain_characters():
    MentionFactory(claim__statement="Rund 50 Prozent")
    percent = MentionFactory(claim__statement="Rund 51 % der Granaten_").claim
    index_everything()
    assert found("q=51%25") == found("q=51_") == {percent}
    assert [fault.parameter for fault in ClaimFilter(QueryDict("q=%25"), queryset=Claim.objects.all()).faults()] == [
        "q"
    ]


def test_articles_by_outlet_day_state_and_title():
    article = ArticleFactory(outlet__name="Tagespost", published_on=date(2026, 5, 1), state="waiting", title="Über Öl")
    ArticleFactory()
    index_everything()
    for query in ("outlet=tagespost", "published_before=2026-05-01", "state=waiting", "q=Öl"):
        filterset = ArticleFilter(QueryDict(query), queryset=Article.objects.all())
        assert filterset.faults() == []
        assert list(filterset.qs) == [article]


def test_actors_by_name_and_kind(russia):
    person = AffiliationFactory().person
    part = ActorFactory(part_of=ActorFactory(part_of=russia, qid="Q5"))
    queries = ("name=Moskau", russia), ("kind=person", person), ("part_of=RU&has_qid=false", part)
    for query, wanted in (*queries, ("part_of=RU&name=!Q5", part)):
        filterset = ActorFilter(QueryDict(query), queryset=Actor.objects.all())
        assert filterset.faults() == []
        assert list(filterset.qs) == [wanted]


def test_experts_by_the_organisation_known_or_as_written():
    university = ActorFactory(name="Universität Irgendwo", aliases=["UI"])
    known = AffiliationFactory(organisation=university, organisation_name="Uni Irgendwo").person
    written = AffiliationFactory(organisation_name="Institut X").person
    for query, wanted in (
        ("organisation=UI", {known}),
        ("organisation=institut x", {written}),
        ("organisation=UI,Institut X", {known, written}),
        ("organisation=!Institut X", {known}),
        ("organisation=Institut Y", set()),
    ):
        filterset = ExpertFilter(QueryDict(query), queryset=Actor.objects.experts())
        assert filterset.faults() == []
        assert set(filterset.qs) == wanted
    assert filterset.notes[0].startswith('No organisation is known by the name "Institut Y"')
