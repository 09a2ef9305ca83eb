"""An extraction becomes claims, once; what is derived of claims follows their mentions."""

import subprocess
import sys
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.db.models import ProtectedError
from django.test.utils import CaptureQueriesContext

from claims.extraction import types
from claims.models import Attribution, Claim, ClaimActor, ClaimTime, Extraction, Mention, MentionActor, Quantity
from sources.models import Actor, Affiliation, Article
from tests.claims.building import TEXT, about, claim, extraction, figure, found, hop, span, store, time
from tests.factories import (
    NOON,
    ActorFactory,
    AliasFactory,
    ArticleFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def article():
    return ArticleFactory(text=TEXT, state="waiting", title="", published_on=None, leased_by="a", leased_until=NOON)


def test_a_claim_is_stored_with_all_its_evidence(article):
    store(article, found())
    outer, inner = Mention.objects.order_by("number")
    assert (outer.text, outer.claim.statement) == ("„Russland“ … „hat im Mai 300 Granaten erhalten.“",) * 2
    assert (outer.number, outer.parent, outer.confidence, outer.why) == (1, None, 0.8, ["cue: sagte"])
    assert (outer.spans, outer.fragments) == ([list(s) for s in found().claims[0].spans], [list(span(TEXT, "Mai"))])
    assert (inner.number, inner.parent, inner.claim.status) == (2, outer, "unreviewed")
    origin, outlet = outer.chain.order_by("position")
    assert (origin.actor.name, origin.surface, origin.cue, origin.role) == (
        "Ida Vogel",
        "Analystin Ida Vogel",
        "sagte",
        "Analystin",
    )
    assert (outlet.actor.name, outlet.kind, outlet.cue_start) == ("Tagespost", "outlet", None)
    [quantity], [moment], [actor] = outer.quantities.all(), outer.times.all(), outer.actors.all()
    assert (quantity.value, quantity.low, quantity.high, quantity.unit) == (300, 300, None, "Granaten")
    assert (moment.first_day, moment.last_day, moment.text) == (date(2026, 5, 1), date(2026, 5, 31), "im Mai")
    assert (actor.actor.name, actor.text, actor.role) == ("Russia", "Russland", "about")


def test_who_is_not_named_stays_unknown(article):
    store(article, found())
    [hop] = Mention.objects.get(number=2).chain.all()
    assert (hop.actor, hop.kind, hop.surface, hop.start) == (None, "unknown", "", None)


def test_the_article_is_done_and_keeps_what_it_tells_of_itself(article):
    header = types.DateHeader("im Mai", span(TEXT, "im Mai"), date(2026, 5, 4), date(2026, 5, 4))
    used = types.UsedSource("Tagespost", "Lieferung", span(TEXT, "Tagespost", 1))
    stored = store(
        article,
        found(
            title="Lieferung bestätigt", date=header, translated_from="fr", adapted_by="Ada Klein", used_sources=(used,)
        ),
    )
    article = Article.objects.get(pk=article.pk)
    assert (article.state, article.leased_by, article.leased_until) == ("done", "", None)
    assert (article.title, article.published_on) == ("Lieferung bestätigt", date(2026, 5, 4))
    assert (article.translated_from, article.adapted_by) == ("fr", "Ada Klein")
    [source] = article.used_sources.all()
    assert (source.outlet_name, source.outlet.kind, source.title) == ("Tagespost", "outlet", "Lieferung")
    assert stored.provenance["date"]["start"] == "2026-05-04"


def test_what_was_told_with_the_article_counts_more():
    article = ArticleFactory(text=TEXT, title="Gegeben", published_on=date(2026, 1, 1))
    header = types.DateHeader("im Mai", span(TEXT, "im Mai"), date(2026, 5, 4), date(2026, 5, 4))
    store(article, found(title="Gefunden", date=header))
    article.refresh_from_db()
    assert (article.title, article.published_on) == ("Gegeben", date(2026, 1, 1))


def counts():
    models = (
        Extraction,
        Claim,
        Mention,
        Attribution,
        MentionActor,
        Quantity,
        ClaimTime,
        ClaimActor,
        Actor,
        Affiliation,
    )
    return [model.objects.count() for model in models]


def test_the_same_extraction_again_changes_nothing(article):
    stored = store(article, found())
    before, rows = counts(), list(Mention.objects.order_by("pk").values())
    article.state = "waiting"
    article.save()
    assert store(article, found(), now=NOON + timedelta(days=1)) == stored
    assert (counts(), list(Mention.objects.order_by("pk").values())) == (before, rows)
    assert Article.objects.get(pk=article.pk).state == "done"


def test_a_newer_extraction_retires_the_older_one_and_keeps_its_claims(article):
    older = store(article, found("1"))
    Claim.objects.filter(mentions__number=1).update(status="accepted")
    newer = store(article, found("2", claim(TEXT, "Das bestritt ein Sprecher in Moskau.", number="c")))
    older.refresh_from_db()
    assert (older.retired_at, newer.retired_at) == (NOON, None)
    assert Mention.objects.count() == 5
    assert [mention.claim_id for mention in newer.mentions.order_by("number")][:2] == [
        mention.claim_id for mention in older.mentions.order_by("number")
    ]
    assert sorted(Claim.objects.values_list("status", flat=True)) == ["accepted", "unreviewed", "unreviewed"]


def test_a_claim_that_an_extraction_missed_is_found_again(article):
    first = store(article, found("1"))
    store(article, extraction(TEXT, version="2"))
    assert not ClaimActor.objects.exists()
    third = store(article, found("3"))
    assert [m.claim_id for m in third.mentions.order_by("number")] == [
        m.claim_id for m in first.mentions.order_by("number")
    ]
    assert Claim.objects.count() == 2
    assert ClaimActor.objects.exists()


def test_two_mentions_at_one_place_keep_their_two_claims(article):
    twice = [claim(TEXT, "300 Granaten", number=number) for number in "ab"]
    older, newer = (store(article, extraction(TEXT, *twice, version=version)) for version in "12")
    for stored in (older, newer):
        assert stored.mentions.values("claim").distinct().count() == 2
    assert Claim.objects.count() == 2


def test_an_extraction_is_not_retired_before_it_was_made(article):
    store(article, found("1"))
    store(article, found("2"), now=NOON - timedelta(hours=1))
    assert Extraction.objects.get(version="1").retired_at == NOON


def test_an_extraction_of_another_text_is_refused(article):
    with pytest.raises(ValueError, match="not of the text"):
        store(article, extraction(TEXT + " "))
    assert not Extraction.objects.exists()


def test_a_failure_leaves_nothing_behind(article, monkeypatch):
    before = counts()
    monkeypatch.setattr("claims.actions.derive", lambda _claims, **_more: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        store(article, found())
    assert counts() == before
    assert Article.objects.get(pk=article.pk).state == "waiting"


def actor_of(article, name, kind, qid=None):
    words = claim(TEXT, "300 Granaten", chain=(hop(None, None, name, kind, qid=qid),))
    store(article, extraction(TEXT, words))
    return Attribution.objects.get().actor


def test_a_name_is_resolved_by_id_then_name_and_kind_then_alias(article):
    by_id = ActorFactory(kind="country", qid="Q159", name="Somewhere")
    by_name = ActorFactory(kind="person", name="Ida Vogel")
    ActorFactory(kind="organisation", name="Ida Vogel")
    by_alias = ActorFactory(kind="outlet", aliases=["Die Tagespost"])
    ActorFactory(kind="place", aliases=["Tagespost"])
    cases = [
        (("Russia", "country", "Q159"), by_id),
        (("Ida Vogel", "person", "Q1"), by_name),
        (("die tagespost", "outlet", None), by_alias),
        (("Die Tagespost", "unknown", None), None),
    ]
    rows = [
        claim(TEXT, "300 Granaten", number=str(n), chain=(hop(None, None, name, kind, qid=qid),))
        for n, ((name, kind, qid), _actor) in enumerate(cases)
    ]
    store(article, extraction(TEXT, *rows))
    assert [row.actor for row in Attribution.objects.order_by("mention__number")] == [actor for _name, actor in cases]


def test_a_new_actor_has_a_slug_and_an_alias_and_is_found_again(article):
    made = actor_of(article, "Ida Vögel", "person")
    assert (made.name, made.kind, made.slug) == ("Ida Vögel", "person", "ida-vogel")
    assert Actor.objects.named("ida vogel").get() == made
    other = ArticleFactory(text=TEXT)
    store(other, extraction(TEXT, claim(TEXT, "im Mai", chain=(hop(None, None, "Ida Vögel", "person"),))))
    assert Attribution.objects.values("actor").distinct().count() == 1


def test_an_alias_of_two_or_an_ambiguous_one_names_nobody(article):
    for _ in range(2):
        ActorFactory(kind="person", aliases=["Kim"])
    assert actor_of(article, "Kim", "person").name == "Kim"
    AliasFactory(actor=ActorFactory(kind="person"), text="Park", ambiguous=True)
    other = ArticleFactory(text=TEXT)
    store(other, extraction(TEXT, claim(TEXT, "im Mai", chain=(hop(None, None, "Park", "person"),))))
    assert Actor.objects.filter(name="Park").exists()


@pytest.mark.parametrize("name", ["a" * 301, "  "])
def test_what_is_no_name_makes_no_actor(article, name):
    assert actor_of(article, name, "person") is None


def test_persons_get_what_they_were_quoted_as(article):
    university = ActorFactory(name="Hafenuniversität")
    store(article, found())
    [affiliation] = Affiliation.objects.all()
    assert (
        affiliation.person.name,
        affiliation.role,
        affiliation.organisation,
        affiliation.evidence.get().article,
    ) == (
        "Ida Vogel",
        "Analystin",
        university,
        article,
    )
    store(ArticleFactory(text=TEXT), found())
    assert (Affiliation.objects.count(), affiliation.evidence.count()) == (1, 2)


TOO_MUCH = [
    figure(TEXT, "300 Granaten", Decimal(10) ** 24),
    figure(TEXT, "300 Granaten", Decimal("NaN")),
    figure(TEXT, "300 Granaten", Decimal("Infinity")),
    figure(TEXT, "300 Granaten", 3, 5, 2),
]


@pytest.mark.parametrize("quantity", TOO_MUCH)
def test_a_figure_that_no_column_holds_is_left_out_and_told(article, quantity, caplog):
    times = (time(TEXT, "im Mai", date(2026, 6, 1), date(2026, 5, 1)),)
    store(article, extraction(TEXT, claim(TEXT, "300 Granaten", quantities=(quantity,), times=times)))
    assert (Mention.objects.count(), Quantity.objects.count(), ClaimTime.objects.count()) == (1, 0, 0)
    assert "cannot be stored" in caplog.text


def test_words_that_are_too_long_for_a_column_are_cut(article):
    long = "a" * 1500
    source = types.UsedSource(long, long, span(TEXT, "Tagespost", 1))
    speaker = hop(None, None, "Ida Vogel", "person", role=long, affiliation=long)
    units = figure(TEXT, "300 Granaten", Decimal(10) ** 23, unit=long)
    words = claim(TEXT, "300 Granaten", chain=(speaker,), quantities=(units,), confidence=1.5)
    told = {"title": long, "adapted_by": long, "translated_from": long, "used_sources": (source,)}
    store(article, extraction(TEXT, words, **told))
    assert len(Quantity.objects.get().unit) == 200
    assert len(Affiliation.objects.get().organisation_name) == 300


def test_a_parent_that_is_not_there_is_no_parent(article):
    store(article, extraction(TEXT, claim(TEXT, "im Mai", parent="z"), claim(TEXT, "300", number="2", parent="2")))
    assert [mention.parent for mention in Mention.objects.all()] == [None, None]


def many(count):
    """Claims with everything, each with actors of its own."""
    text = TEXT + "".join(f" Satz {n:03} sagt Ida Vogel." for n in range(count))
    claims = [
        claim(
            text,
            f"Satz {n:03}",
            number=f"c{n}",
            parent=f"c{n - 1}" if n % 2 else None,
            chain=(hop(text, "Ida Vogel", f"Speaker {n + 10}", "person", role="Analystin"),),
            actors=(about(text, "Russland", f"Country {n}"),),
            quantities=(figure(text, "300 Granaten", 300),),
            times=(time(text, "im Mai"),),
        )
        for n in range(count)
    ]
    return ArticleFactory(text=text), extraction(text, *claims)


def kinds_of(queries):
    """How many queries of each kind, transactions apart and the locks that PostgreSQL alone takes."""
    apart = ("SAVEPOINT", "pg_advisory_xact_lock")
    words = [query["sql"].split()[0] for query in queries if not any(word in query["sql"] for word in apart)]
    return {word: words.count(word) for word in sorted(set(words))}


def test_the_number_of_queries_does_not_grow_with_the_claims():
    """SELECT: article, its extraction by this extractor, earlier mentions, current extraction; actors by name, by alias,
    and those just made; roots, which of the claims are roots, what was merged into them, their actors, their sources, for whom these speak,
    what these are part of, derived rows; of which quotations they are parts, what
    contradicts them, and for what is counted: the claims, which are
    roots, their mentions, chains and listed sources, sides, contradictions, quotations around them, what they state;
    affiliations of the persons, those that the article told before; whom it may suggest to merge: which of the actors, what
    is known of them (3), who is like them, who is part of whom, earlier suggestions; for linking: what the new mentions say
    (mentions, actors, origins, figures, times), who shares keys; for predictions: confirmed relations, what is
    said in which tense, predictions; for figures: the extractions of the article, whether there are any, words of concepts,
    concepts, extractions with figures, their mentions, figures, actors and sources, who these are, the rows to change; for
    search: of actors names and aliases, of claims statements, mentions, sources and their names, of the article title and text, each
    with a lock, what words are found by and the tokens that are there; whether mentions count for what they should. WITH:
    families of actors, four times, of claims, twice; merged claims, four times; merged actors, three times. INSERT: extraction, actors, aliases, claims, mentions, 4 of evidence, affiliations and
    their evidence, derived rows, tokens of actors, claims and the article. DELETE: used sources. UPDATE: parents, figures, article twice, what was counted. (SQLite takes only
    so many parameters, so that the rows of long articles come in several statements.)"""
    for count in (4, 24):
        article, given = many(count)
        with CaptureQueriesContext(connection) as queries:
            store(article, given)
        assert kinds_of(queries) == {"DELETE": 1, "INSERT": 15, "SELECT": 74, "UPDATE": 5, "WITH": 13}


def test_nothing_that_claims_rest_on_is_deleted(article):
    store(article, found())
    mention = Mention.objects.get(number=1)
    for row in (
        article,
        mention.claim,
        mention.extraction,
        Actor.objects.get(name="Russia"),
        Actor.objects.get(name="Ida Vogel"),
    ):
        with pytest.raises(ProtectedError):
            row.delete()
    assert Claim.objects.count() == 2


def test_the_web_process_can_call_actions_without_spacy():
    code = "import django, sys; django.setup(); import claims.actions; sys.exit('spacy' in sys.modules)"
    ended = subprocess.run([sys.executable, "-c", code], check=False)  # noqa: S603 - our own words
    assert ended.returncode == 0
