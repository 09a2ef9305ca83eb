"""Articles, leases, outlets and the knowledge base."""

from contextlib import closing
from datetime import date, datetime, timedelta

import pytest
from django.db import connection

from sources import actions
from sources.actions import (
    MAX_ATTEMPTS,
    add_article,
    end_leases,
    known_actors,
    lease_articles,
    load_knowledge,
    make_actors,
    note_failure,
    outlet_named,
    release_articles,
)
from sources.knowledge import KnownActor, KnownAlias, Office
from sources.models import Actor, Alias, Article
from tests.factories import NOON, ActorFactory, AliasFactory, ArticleFactory

pytestmark = pytest.mark.django_db
TEXT = "„Wir 🚀 liefern“,\r\nsagte Ünal. "


def add(text=TEXT, outlet=None, **told):
    return add_article(text=text, outlet=outlet, **{"url": "", "title": "", "published_on": None, "now": NOON, **told})


def test_an_article_is_stored_as_received():
    article, created = add(url="https://zeitung.example/1", title="Lieferung", published_on=date(2026, 11, 20))
    article = Article.objects.select_related("body").get(pk=article.pk)
    assert (created, article.body.text, article.body.length, article.created_at) == (True, TEXT, len(TEXT), NOON)
    assert (article.title, article.published_on, article.state, article.copy_of) == (
        "Lieferung",
        date(2026, 11, 20),
        "waiting",
        None,
    )


def test_the_same_article_again_is_the_same_row_unchanged():
    first, _ = add(title="Eins")
    again, created = add(title="Zwei")
    assert (again, created, again.title) == (first, False, "Eins")


def test_the_same_text_in_other_outlets_is_a_copy_of_the_first():
    first, _ = add(outlet=ActorFactory(kind="outlet"))
    second, created = add(outlet=ActorFactory(kind="outlet"))
    third, _ = add()
    assert created
    assert (second.copy_of, third.copy_of) == (first, first)
    assert add(TEXT + ".")[0].copy_of is None


WRONG = [
    ({"text": "a\0b"}, "NUL"),
    ({"text": "a\ud800b"}, "surrogate"),
    ({"text": ""}, "empty"),
    ({"text": " \n"}, "empty"),
    ({"title": "a\0b"}, "NUL"),
    ({"title": "a" * 501}, "title: .*500"),
    ({"url": "zeitung"}, "url: .*URL"),
    ({"url": "javascript:alert(1)"}, "url: .*URL"),
    ({"url": "https://zeitung.example/" + "a" * 2000}, "url: .*2000"),
]


@pytest.mark.parametrize(("told", "reason"), WRONG)
def test_what_cannot_be_stored_is_refused(told, reason):
    with pytest.raises(ValueError, match=reason):
        add(**told)
    assert not Article.objects.exists()


def test_an_outlet_is_found_by_any_alias_or_made():
    known = ActorFactory(kind="outlet", name="Tagespost", aliases=["TP"])
    ActorFactory(kind="person", name="Morgenpost")
    assert outlet_named(" tp ") == known
    made = outlet_named("Morgenpost")
    assert (made.kind, made.name, made.slug) == ("outlet", "Morgenpost", "morgenpost")
    assert outlet_named("der Morgenpost") == made
    assert outlet_named("…") == outlet_named("…")


def test_a_merged_outlet_leads_to_the_one_it_was_merged_into():
    root = ActorFactory(kind="outlet")
    merged = ActorFactory(kind="outlet", name="Alte Post", merged_into=ActorFactory(kind="outlet", merged_into=root))
    assert outlet_named(merged.name) == root


@pytest.mark.parametrize("name", ["", "  ", "a" * 301, "a\0"])
def test_a_wrong_name_of_an_outlet_is_refused(name):
    with pytest.raises(ValueError, match=r"name|NUL"):
        outlet_named(name)


SLUGS = [("Strauß & Söhne", "strauss-sohne"), ("Ким", ""), ("a" * 300, "a" * 100), ("!?", "")]


@pytest.mark.parametrize(("name", "slug"), SLUGS)
def test_made_actors_have_a_slug_of_their_own(name, slug):
    ActorFactory(slug=slug or "taken", name="Somebody else")
    made = make_actors([(name, "person"), (name, "organisation")])
    slugs = sorted(actor.slug for actor in made.values())
    assert len(set(slugs)) == 2
    assert all(found.startswith(slug) and found != slug for found in slugs)
    assert make_actors([(name, "person")])[name, "person"] == made[name, "person"]
    assert Actor.objects.count() == 3


def lease(worker="a", minutes=10.0, limit=10, now=NOON, among=None):
    return lease_articles(worker=worker, now=now, minutes=minutes, limit=limit, among=among)


def waiting(count=1, **told):
    return [ArticleFactory(state="waiting", **told) for _ in range(count)]


def test_a_leased_article_is_taken_until_the_lease_ends():
    [first, second, third] = waiting(3)
    ArticleFactory(state="done")
    assert lease(limit=2) == [first, second]
    assert lease("b") == [third]
    assert lease("b") == []
    later = NOON + timedelta(minutes=10)
    assert lease("b", now=later - timedelta(seconds=1)) == []
    assert [article.leased_by for article in lease("b", now=later)] == ["b"]


def test_a_lease_can_be_for_named_articles_alone():
    [_first, second] = waiting(2)
    assert lease(among=[second.pk]) == [second]
    assert lease(among=[second.pk]) == []


def test_an_article_that_was_tried_before_comes_alone_and_last():
    [tried, also, fresh] = waiting(3)
    Article.objects.filter(pk__in=[tried.pk, also.pk]).update(attempts=1)
    assert [lease(), lease(), lease(), lease()] == [[fresh], [tried], [also], []]


def test_after_five_attempts_an_article_has_failed():
    [article] = waiting()
    for attempt in range(MAX_ATTEMPTS):
        [leased] = lease(now=NOON + timedelta(hours=attempt))
        assert leased.attempts == attempt + 1
    assert lease(now=NOON + timedelta(hours=9)) == []
    article.refresh_from_db()
    assert (article.state, article.leased_until, article.leased_by) == ("failed", None, "")
    assert "5" in article.error


def test_an_error_is_noted_and_the_fifth_one_is_the_last():
    [article] = waiting(attempts=MAX_ATTEMPTS - 2)
    [article] = lease()
    note_failure(article=article, worker="b", error="not mine")
    note_failure(article=article, worker="a", error="too deep")
    article.refresh_from_db()
    assert (article.state, article.error) == ("waiting", "too deep")
    [article] = lease(now=NOON + timedelta(hours=1))
    note_failure(article=article, worker="a", error="too wide")
    article.refresh_from_db()
    assert (article.state, article.error, article.leased_until) == ("failed", "too wide", None)


def test_what_was_not_begun_is_given_back_as_if_never_leased():
    waiting(2)
    leased = lease()
    assert release_articles(articles=leased, worker="b") == 0
    assert release_articles(articles=leased[1:], worker="a") == 1
    assert [(article.pk, article.attempts) for article in lease("b")] == [(leased[1].pk, 1)]


def test_the_leases_of_a_dead_worker_end_and_count():
    waiting(2)
    lease("dead", limit=1)
    lease("alive", limit=1)
    assert end_leases(workers=["dead"]) == 1
    assert [article.attempts for article in lease("b")] == [2]


@pytest.mark.needs_postgresql
@pytest.mark.django_db(transaction=True)
def test_a_lease_skips_what_another_one_is_just_taking():
    [first, second] = waiting(2)
    with closing(connection.copy()) as other, other.cursor() as cursor:
        cursor.execute("BEGIN")
        cursor.execute("SELECT id FROM sources_article WHERE id = %s FOR UPDATE", [first.pk])
        assert lease() == [second]


RUSSIA = KnownActor(
    "russia",
    "Russia",
    "Russland",
    "country",
    "Q159",
    "RU",
    None,
    (KnownAlias("Moskau", "metonym", "de"), KnownAlias("russisch", "adjective", "de", ambiguous=True)),
)
MINISTRY = KnownActor("ministry", "Ministry", "", "organisation", part_of="russia")


def told(slug):
    row = Actor.objects.select_related("part_of").get(slug=slug)
    return row.name, row.name_de, row.kind, row.qid, row.code, row.part_of and row.part_of.slug


def test_knowledge_is_loaded_once():
    first = load_knowledge(known=[MINISTRY, RUSSIA])
    assert (first.actors_added, first.actors_changed, first.aliases_added) == (2, 0, 5)
    assert told("russia") == ("Russia", "Russland", "country", "Q159", "RU", None)
    assert told("ministry") == ("Ministry", "Ministry", "organisation", None, None, "russia")
    assert Actor.objects.named("der russland").get().slug == "russia"
    assert load_knowledge(known=[MINISTRY, RUSSIA]) == actions.Loaded(0, 0, 0, 0)


def test_newer_knowledge_changes_what_no_curator_changed():
    load_knowledge(known=[MINISTRY, RUSSIA])
    alias = KnownAlias("Moskau", "metonym", "de", ambiguous=True)
    newer = KnownActor("russia", "Russian Federation", "Russland", "country", None, "RU", None, (alias,))
    counts = load_knowledge(known=[newer, KnownActor("ministry", "Ministry", "", "organisation", "Q159")])
    assert counts == actions.Loaded(0, 2, 1, 1)
    assert told("russia") == ("Russian Federation", "Russland", "country", None, "RU", None)
    assert told("ministry") == ("Ministry", "Ministry", "organisation", "Q159", None, None)
    assert Alias.objects.get(text="Moskau").ambiguous
    assert Alias.objects.filter(text="russisch").exists()


def test_knowledge_leaves_a_curated_actor_alone():
    ActorFactory(slug="russia", name="Rossija", kind="country", curated=True)
    ActorFactory(slug="other", qid="Q159")
    load_knowledge(known=[RUSSIA, MINISTRY])
    assert told("russia") == ("Rossija", "", "country", None, None, None)
    assert not Alias.objects.filter(text="Moskau").exists()


def test_an_id_that_a_curator_gave_to_another_actor_stays_there():
    ActorFactory(slug="other", qid="Q159")
    load_knowledge(known=[RUSSIA])
    assert told("russia")[3:5] == (None, "RU")
    assert load_knowledge(known=[RUSSIA]).actors_changed == 0


def test_known_actors_are_what_was_loaded_and_curated(django_assert_num_queries, monkeypatch):
    office = (Office("Sprecherin", "russia", 2020),)
    in_files = KnownActor("ministry", "Old", "", "organisation", gender="f", anonymity="collective", offices=office)
    monkeypatch.setattr(actions, "by_slug", lambda: {in_files.slug: in_files})
    load_knowledge(known=[RUSSIA, MINISTRY])
    ActorFactory(name="Found in an article", kind="person")
    ActorFactory(name="Curated", kind="person", curated=True)
    AliasFactory(actor=Actor.objects.get(slug="russia"), text="Ruzzland", kind="spelling")
    ActorFactory(name="Moscow City", merged_into=Actor.objects.get(slug="ministry"))
    with django_assert_num_queries(2):  # actors with what they are part of, and aliases
        [russia, ministry, curated] = known_actors()
    assert (russia.slug, russia.qid, russia.part_of) == ("russia", "Q159", None)
    assert [alias.text for alias in russia.aliases] == ["Moskau", "russisch", "Russia", "Russland", "Ruzzland"]
    assert russia.aliases[1] == RUSSIA.aliases[1]
    assert (ministry.name, ministry.part_of, ministry.gender, ministry.anonymity, ministry.offices) == (
        "Ministry",
        "russia",
        "f",
        "collective",
        office,
    )
    assert [alias.text for alias in ministry.aliases] == ["Ministry", "Moscow City"]
    assert curated.name == "Curated"


def test_a_thousand_actors_load_fast():
    known = [
        KnownActor(
            f"actor-{n}",
            f"Actor {n}",
            f"Akteur {n}",
            "person",
            aliases=tuple(KnownAlias(f"A{n} {i}") for i in range(8)),
        )
        for n in range(1000)
    ]
    start = datetime.now()  # noqa: DTZ005 - a stop watch
    assert load_knowledge(known=known).aliases_added == 10_000
    assert load_knowledge(known=known) == actions.Loaded(0, 0, 0, 0)
    assert (datetime.now() - start).total_seconds() < 20  # noqa: DTZ005
