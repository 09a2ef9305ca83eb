"""Mentions that say the same become one claim, in whatever order they come; what is not sure is suggested."""

import threading
from datetime import date, timedelta
from itertools import permutations

import pytest
from django.db import connection

from claims.actions import store_extraction
from claims.extraction import extract, verdicts
from claims.models import Claim, GistKey, Mention, Relation
from sources.actions import add_article, load_knowledge
from sources.knowledge import load
from sources.models import root_of
from tests.factories import NOON, ActorFactory

pytestmark = pytest.mark.django_db

TEXTS = {
    "first": "Nordkorea hat Russland im Mai 2024 rund 6.000 Container mit Munition geliefert, sagte die Analystin Mira Holt.",
    "copied": "Rund 6.000 Container mit Munition hat Nordkorea im Mai 2024 an Russland geliefert, sagte Mira Holt.",
    "other figure": "Nordkorea hat Russland im Mai 2024 rund 9.000 Container mit Munition geliefert, sagte der Forscher Jan Reus.",
    "other actor": "Iran hat Russland im Mai 2024 rund 6.000 Container mit Munition geliefert, sagte der Forscher Jan Reus.",
    "denied": "Nordkorea hat Russland im Mai 2024 keine 6.000 Container mit Munition geliefert, sagte der Diplomat Cho Tae-min.",
}


@pytest.fixture(scope="module")
def extractions():
    """Every text read once."""
    return {name: extract(text, date(2024, 6, 3)) for name, text in TEXTS.items()}


@pytest.fixture
def store(extractions):
    load_knowledge(known=[known for known in load() if known.kind == "country"])

    def by_name(name):
        stored = article(name)
        store_extraction(article=stored, extraction=extractions[name], judge=verdicts, now=NOON)
        return only_mention(stored)

    return by_name


def article(name):
    outlet = ActorFactory(kind="outlet")
    stored, _created = add_article(
        text=TEXTS[name], outlet=outlet, url="", title="", published_on=date(2024, 6, 3), now=NOON
    )
    return stored


def only_mention(stored):
    return Mention.objects.get(extraction__article=stored, whole=None)


def groups(mentions):
    """Which of the named mentions belong to one claim."""
    found = {}
    for name, mention in mentions.items():
        found.setdefault(root_of(Mention.objects.get(pk=mention.pk).claim).pk, set()).add(name)
    return {frozenset(names) for names in found.values()}


def test_the_same_in_other_words_is_one_claim_and_a_denial_its_other_side(store):
    mentions = {name: store(name) for name in TEXTS}
    assert groups(mentions) == {
        frozenset({"first", "copied", "denied"}),
        frozenset({"other figure"}),
        frozenset({"other actor"}),
    }
    claim = root_of(mentions["first"].claim)
    assert (claim.mentions_count, claim.denied, claim.disputed) == (3, True, True)
    assert "keine" not in claim.statement


@pytest.mark.parametrize("order", list(permutations(["first", "copied", "denied", "other actor"]))[::5])
def test_the_order_of_articles_does_not_matter(store, order):
    mentions = {name: store(name) for name in order}
    assert groups(mentions) == {frozenset({"first", "copied", "denied"}), frozenset({"other actor"})}


def test_figures_that_exclude_each_other_are_a_suggested_contradiction(store):
    mentions = {name: store(name) for name in ("first", "other figure")}
    relation = Relation.objects.get(kind="contradicts")
    assert {relation.from_claim, relation.to_claim} == {mention.claim for mention in mentions.values()}
    assert (relation.status, [told["code"] for told in relation.reasons]) == ("suggested", ["figures_apart"])
    assert all(claim.disputed for claim in Claim.objects.roots())


def test_what_a_curator_refused_stays_apart(store):
    first = store("first")
    other = store("other actor")
    Relation.objects.filter(kind="same").delete()
    second = store("copied").claim
    Claim.objects.filter(pk=second.pk).update(merged_into=None)
    Relation.objects.create(from_claim=first.claim, to_claim=second, kind="same", status="refused", created_at=NOON)
    store("denied")
    assert root_of(Claim.objects.get(pk=second.pk)) != root_of(Claim.objects.get(pk=first.claim_id))
    assert root_of(Claim.objects.get(pk=other.claim_id)) == other.claim


@pytest.mark.needs_postgresql
@pytest.mark.django_db(transaction=True)
def test_articles_that_are_stored_side_by_side_are_grouped_as_one_after_the_other(extractions):
    load_knowledge(known=[known for known in load() if known.kind == "country"])
    articles = {name: article(name) for name in TEXTS}
    errors = []

    def work(name):
        try:
            store_extraction(article=articles[name], extraction=extractions[name], judge=verdicts, now=NOON)
        except Exception as error:
            errors.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=work, args=[name]) for name in TEXTS]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not errors
    assert groups({name: only_mention(one) for name, one in articles.items()}) == {
        frozenset({"first", "copied", "denied"}),
        frozenset({"other figure"}),
        frozenset({"other actor"}),
    }


def test_the_same_article_again_changes_nothing(store, extractions):
    mention = store("first")
    before = set(GistKey.objects.values_list("mention", "key")), Claim.objects.count()
    article = mention.extraction.article
    store_extraction(article=article, extraction=extractions["first"], judge=verdicts, now=NOON + timedelta(days=1))
    assert (set(GistKey.objects.values_list("mention", "key")), Claim.objects.count()) == before


def test_a_rejected_claim_takes_in_nobody(store):
    first = store("first")
    Claim.objects.filter(pk=first.claim_id).update(status="rejected")
    assert store("copied").claim.merged_into is None
