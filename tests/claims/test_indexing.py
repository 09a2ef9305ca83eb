"""What is found follows every change: new mentions, joining and splitting, newer extractions, names of actors, texts."""

import threading

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from claims.actions import derive
from claims.actor_review import actor_state, record_actor
from claims.checks import search_rows
from claims.identity import merge_actors
from claims.indexing import index_claims, index_everything
from claims.joining import join_claims, split_claim
from claims.models import Claim, ClaimWords
from claims.review import undo
from claims.work import Worker
from sources.actions import add_article, load_knowledge, outlet_named
from sources.indexing import index_actors
from sources.knowledge import KnownActor, KnownAlias
from sources.models import Actor, Alias, Article, ArticleText, ArticleWords
from tests.claims.building import TEXT, claim, extraction, store
from tests.factories import (
    NOON,
    ActorFactory,
    ArticleFactory,
    AttributionFactory,
    ClaimFactory,
    MentionFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


def claims(query):
    return list(Claim.objects.matching(query).order_by("pk"))


def article_of(text, **told):
    given = {"outlet": None, "url": "", "title": "", "published_on": None} | told
    return add_article(text=text, now=NOON, **given)[0]


def test_an_article_is_found_as_soon_as_it_is_stored():
    article = article_of("Der Hafen schließt.", title="Abschied")
    assert list(Article.objects.matching("Hafen")) == list(Article.objects.matching("abschied")) == [article]


def test_an_article_that_was_read_is_found_by_parts_of_its_words_and_so_are_its_claims():
    article = article_of(
        "„Wir haben 300 Artilleriegranaten geliefert“, sagte Ministerin Eva Brandt am Freitag in Berlin."
    )
    assert not Article.objects.matching("Granaten").exists()
    assert Worker().drain().done == 1
    assert list(Article.objects.matching("Granaten")) == [article]
    assert claims("Granaten")
    assert claims("Granaten") == claims("Granaten Brandt")
    assert list(search_rows()) == []


def test_a_newer_extraction_takes_the_words_of_the_older_with_it():
    article = article_of(TEXT)
    store(article, extraction(TEXT, claim(TEXT, "300 Granaten")))
    [old] = claims("Granaten")
    store(article, extraction(TEXT, claim(TEXT, "Russland"), version="2"))
    assert [one.statement for one in claims("Russland")] == ["Russland"]
    assert ClaimWords.objects.get(claim=old).words == ""


def test_words_of_a_joined_claim_are_found_under_its_root_until_it_is_split():
    one, other = (
        MentionFactory(claim__statement=words, text="Russland").claim for words in ("Eins kam.", "Zwei ging.")
    )
    index_everything()
    user = UserFactory()
    decision = join_claims(claim=other, into=one, user=user, now=NOON)
    assert claims("Zwei") == claims("Eins") == [one]
    assert not ClaimWords.objects.filter(claim=other).exists()
    undo(decision=decision, user=user, now=NOON)
    assert (claims("Zwei"), claims("Eins")) == ([other], [one])
    join_claims(claim=other, into=one, user=user, now=NOON)
    split_claim(claim=other, user=user, now=NOON)
    assert (claims("Zwei"), claims("Eins")) == ([other], [one])
    assert list(search_rows()) == []


def test_a_claim_is_found_by_the_new_name_of_its_source():
    source = ActorFactory(name="Alt", kind="person")
    found = AttributionFactory(actor=source).mention.claim
    index_everything()
    before = actor_state(source)
    Actor.objects.filter(pk=source.pk).update(name="Neumann")
    decision = record_actor(actor=source, before=before, user=UserFactory(), now=NOON)
    assert (claims("Neumann"), claims("Alt")) == ([found], [])
    assert list(Actor.objects.matching("Neum")) == [source]
    undo(decision=decision, user=UserFactory(), now=NOON)
    assert (claims("Neumann"), claims("Alt")) == ([], [found])
    assert list(search_rows()) == []


def test_a_new_alias_is_found_at_once():
    actor = ActorFactory()
    before = actor_state(actor)
    Alias.objects.create(actor=actor, text="Wüstenfuchs")
    record_actor(actor=actor, before=before, user=UserFactory(), now=NOON)
    assert list(Actor.objects.matching("wuesten")) == [actor]


def test_names_of_a_merged_actor_are_found_under_its_root_until_that_is_undone():
    actor, into = ActorFactory(name="Nebel"), ActorFactory(name="Sonne")
    found = AttributionFactory(actor=actor).mention.claim
    derive([found.pk])
    index_everything()
    user = UserFactory()
    decision = merge_actors(actor=actor, into=into, user=user, now=NOON)
    assert list(Actor.objects.roots().matching("Nebel")) == [into]
    assert claims("Sonne") == [found]
    undo(decision=decision, user=user, now=NOON)
    assert list(Actor.objects.roots().matching("Nebel")) == [actor]
    assert claims("Sonne") == []
    assert list(search_rows()) == []


def test_outlets_and_loaded_actors_are_found_by_their_names():
    outlet = outlet_named("Elbblatt")
    load_knowledge(known=[KnownActor("zinn", "Tin Board", "Zinnrat", "organisation", aliases=(KnownAlias("ZR"),))])
    assert list(Actor.objects.matching("elbbl")) == [outlet]
    for query in ("Tin", "zinn", "ZR"):
        assert [actor.slug for actor in Actor.objects.matching(query)] == ["zinn"]


def test_a_text_that_goes_takes_its_words_along():
    article = ArticleFactory(title="Bleibt", text="Geht weg.")
    index_everything()
    ArticleText.objects.filter(article=article).delete()
    assert not Article.objects.matching("weg").exists()
    assert list(Article.objects.matching("Bleibt")) == [article]
    index_everything()
    assert not Article.objects.matching("weg").exists()


def test_a_withdrawn_article_is_not_found_by_its_text():
    article = ArticleFactory(title="Bleibt", text="Geht weg.", withdrawn_at=NOON, withdrawn_reason="Urteil")
    index_everything()
    assert not Article.objects.matching("weg").exists()
    assert list(Article.objects.matching("Bleibt")) == [article]


@pytest.mark.needs_postgresql
@pytest.mark.django_db(transaction=True)
def test_two_who_write_at_once_lose_no_name():
    for number in range(5):
        actor, start, failed = ActorFactory(name=f"Haupt{number}"), threading.Barrier(2), []

        def name(text, actor=actor, start=start, failed=failed):
            start.wait()
            try:
                with transaction.atomic():
                    Alias.objects.create(actor=actor, text=text)
                    index_actors([actor.pk])
            except IntegrityError as error:
                failed.append(error)
            finally:
                connection.close()

        threads = [threading.Thread(target=name, args=[f"{word}{number}"]) for word in ("Eins", "Zwei")]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert failed == []
        for word in ("Eins", "Zwei", "Haupt"):
            assert list(Actor.objects.matching(f"{word}{number}")) == [actor]


def test_what_is_right_is_not_written_again():
    rows = [MentionFactory().claim for _ in range(3)]
    index_everything()
    with CaptureQueriesContext(connection) as queries:
        index_claims([row.pk for row in rows])
    assert {query["sql"].split()[0] for query in queries} <= {"SELECT", "WITH"}


def test_checking_finds_words_that_nobody_derived():
    ClaimFactory(statement="Neu."), ArticleFactory(), ActorFactory()
    assert len(list(search_rows())) >= 3
    index_everything()
    assert list(search_rows()) == []
    ArticleWords.objects.update(title="anders")
    assert [words.split()[0] for words in search_rows()] == ["article"]
