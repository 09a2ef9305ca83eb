"""Filters of claims: names in every spelling, one mention that fulfils all, and a slow obvious twin of the queries."""

import random
from datetime import date

import pytest
from django.http import QueryDict

from claims.filters import ActorFilter, ArticleFilter, ClaimFilter
from claims.models import Claim, ClaimActor, Mention
from claims.vocabulary import Part, Status
from sources.models import Actor, Article
from tests.factories import (
    NOON,
    ActorFactory,
    AffiliationFactory,
    ArticleFactory,
    AttributionFactory,
    ClaimActorFactory,
    ClaimFactory,
    ExtractionFactory,
    MentionActorFactory,
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
    assert (resolved.asked, list(resolved.found)) == ("Kreml", [russia, kremlin])


def test_a_name_of_a_merged_actor_finds_what_it_was_merged_into(russia):
    middle = ActorFactory(merged_into=russia)
    ActorFactory(name="Russlandland", merged_into=middle)
    row = belonging(actor=russia)
    filterset = filtered("actor=Russlandland")
    assert set(filterset.qs) == {row.claim}
    assert filterset.resolved["actor"][0].found == [russia]


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
        ("q=SPRECHER", {"text": "Sprecherin"}),
        ("status=accepted", {"claim__status": Status.ACCEPTED}),
        ("status=rejected", {"claim__status": Status.REJECTED}),
    ],
)
def test_each_parameter_finds_what_it_names_and_nothing_else(query, mention):
    MentionFactory()
    wanted = MentionFactory(**mention)
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
    percent = MentionFactory(claim__statement="Rund 50 % der Granaten_").claim
    assert found("q=%25") == found("q=_") == {percent}


def test_articles_by_outlet_day_state_and_title():
    article = ArticleFactory(outlet__name="Tagespost", published_on=date(2026, 5, 1), state="waiting", title="Über Öl")
    ArticleFactory()
    for query in ("outlet=tagespost", "published_before=2026-05-01", "state=waiting", "q=Öl"):
        filterset = ArticleFilter(QueryDict(query), queryset=Article.objects.all())
        assert filterset.faults() == []
        assert list(filterset.qs) == [article]


def test_actors_by_name_and_kind(russia):
    person = AffiliationFactory().person
    for query, wanted in (("name=Moskau", russia), ("kind=person", person)):
        filterset = ActorFilter(QueryDict(query), queryset=Actor.objects.all())
        assert filterset.faults() == []
        assert list(filterset.qs) == [wanted]


# A slow obvious twin: plain Python over all rows, nothing derived.


def with_wholes(actor):
    """`actor` and all that it is part of."""
    return {actor} | (with_wholes(actor.part_of) if actor.part_of else set())


def root_of(claim):
    return root_of(claim.merged_into) if claim.merged_into else claim


def actors_of(mention, part):
    rows = mention.actors.all() if part == Part.ACTOR else mention.chain.all()
    return {whole for row in rows if row.actor for whole in with_wholes(row.actor)}


def slowly(part, wanted, **mention):
    """Roots that are not rejected, with a current mention that belongs to `wanted` and one that is as `mention` says."""
    current = [one for one in Mention.objects.all() if one.extraction.retired_at is None]
    belonging = {root_of(one.claim) for one in current if wanted in actors_of(one, part)}
    fulfilling = {root_of(one.claim) for one in current if all(getattr(one, k) == v for k, v in mention.items())}
    return {claim for claim in belonging & fulfilling if claim.status != Status.REJECTED}


def derive():
    """Writes the derived rows of all claims by their definition."""
    for mention in Mention.objects.filter(extraction__retired_at=None):
        for part in Part:
            for actor in actors_of(mention, part):
                ClaimActor.objects.get_or_create(
                    claim=root_of(mention.claim), actor=actor, part=part, defaults={"exact": True}
                )


def build(chance):
    """A random world: actors that are parts of others, mentions about and by them, retired and merged ones."""
    actors = []
    for number in range(6):
        actors.append(ActorFactory(name=f"Name {number}", part_of=chance.choice([None, *actors])))
    extractions = [ExtractionFactory(retired_at=chance.choice([None, None, NOON])) for _ in range(4)]
    claims = []
    for _ in range(14):
        status = chance.choice([Status.UNREVIEWED, Status.ACCEPTED, Status.REJECTED])
        claims.append(ClaimFactory(status=status, merged_into=chance.choice([None, None, *claims])))
    for claim in claims:
        form, tense = chance.choice(["direct", "indirect"]), chance.choice(["past", "future"])
        mention = MentionFactory(claim=claim, extraction=chance.choice(extractions), form=form, tense=tense)
        for actor in chance.sample(actors, chance.randrange(3)):
            MentionActorFactory(mention=mention, actor=actor)
        for position, actor in enumerate(chance.sample([*actors, None], chance.randrange(3))):
            AttributionFactory(mention=mention, actor=actor, position=position)
    derive()
    return actors


@pytest.mark.parametrize("seed", range(12))
def test_the_queries_find_what_their_slow_twin_finds(seed):
    for number, actor in enumerate(build(random.Random(seed))):  # noqa: S311 - no secret
        assert found(f"actor=Name {number}") == slowly(Part.ACTOR, actor)
        assert found(f"source=Name {number}") == slowly(Part.SOURCE, actor)
        wanted = slowly(Part.ACTOR, actor, form="direct", tense="future")
        assert found(f"actor=Name {number}&form=direct&tense=future") == wanted
        assert set(Claim.objects.public().about(Actor.objects.filter(pk=actor.pk))) == slowly(Part.ACTOR, actor)
