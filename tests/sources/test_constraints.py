"""Each constraint and trigger of the sources app refuses the row that breaks it."""

from datetime import UTC, datetime

import pytest
from django.db import IntegrityError, connection, models, transaction
from django.db.models import ProtectedError

from sources.models import Actor, Affiliation, Alias, Article, ArticleText, UsedSource
from tests.factories import (
    ActorFactory,
    AffiliationEvidenceFactory,
    AffiliationFactory,
    AliasFactory,
    ArticleFactory,
    ArticleTextFactory,
    UsedSourceFactory,
)

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
SHA = "0" * 64


def refused(name, table=""):
    """The block ends in an IntegrityError that names the constraint (SQLite names a unique one by its table)."""
    by_table = table if connection.vendor == "sqlite" and table else name
    return pytest.raises(IntegrityError, match=by_table)


CHECKS = [
    (ActorFactory, {"kind": "unknown"}, "sources_actor_kind_known"),
    (ActorFactory, {"name": "", "aliases": None}, "sources_actor_name_given"),
    (ActorFactory, {"qid": "159"}, "sources_actor_qid_form"),
    (ActorFactory, {"qid": "Q0159"}, "sources_actor_qid_form"),
    (ActorFactory, {"code": ""}, "sources_actor_code_given"),
    (AliasFactory, {"kind": "nickname"}, "sources_alias_kind_known"),
    (AliasFactory, {"text": "…"}, "sources_alias_key_given"),
    (ArticleFactory, {"sha256": "A" * 64}, "sources_article_sha256_form"),
    (ArticleFactory, {"sha256": "0" * 63}, "sources_article_sha256_form"),
    (ArticleFactory, {"state": "lost"}, "sources_article_state_known"),
    (ArticleFactory, {"state": "waiting", "leased_until": NOON}, "sources_article_lease_has_holder"),
    (
        ArticleFactory,
        {"state": "done", "leased_until": NOON, "leased_by": "a"},
        "sources_article_lease_only_waiting",
    ),
    (ArticleFactory, {"state": "failed"}, "sources_article_failed_says_why"),
    (ArticleFactory, {"withdrawn_at": NOON}, "sources_article_withdrawn_says_why"),
    (ArticleFactory, {"withdrawn_reason": "Urteil"}, "sources_article_withdrawn_says_why"),
    (ArticleTextFactory, {"text": ""}, "sources_articletext_not_empty"),
    (ArticleTextFactory, {"text": "Ein Satz", "length": 7}, "sources_articletext_length_right"),
    (UsedSourceFactory, {"start": 5, "end": 5}, "sources_usedsource_span_forward"),
    (AffiliationFactory, {"role": "", "organisation_name": ""}, "sources_affiliation_says_something"),
]


@pytest.mark.parametrize(("factory", "wrong", "name"), CHECKS)
def test_checks(factory, wrong, name):
    with refused(name):
        factory(**wrong)


SELF_REFERENCES = [
    (ActorFactory, "part_of", "sources_actor_not_part_of_itself"),
    (ActorFactory, "merged_into", "sources_actor_not_merged_into_itself|sources_actor_merge_acyclic"),
    (ArticleFactory, "copy_of", "sources_article_not_copy_of_itself"),
    (ArticleFactory, "supersedes", "sources_article_not_superseding_itself"),
]


@pytest.mark.parametrize(("factory", "pointer", "name"), SELF_REFERENCES)
def test_nothing_points_to_itself(factory, pointer, name):
    row = factory()
    setattr(row, pointer, row)
    with refused(name):
        row.save()


def _twice(factory, **same):
    factory(**same)
    factory(**same)


def test_actors_share_no_identity():
    for identity in ({"slug": "russia"}, {"qid": "Q159"}, {"code": "RU"}):
        with refused("sources_actor", "sources_actor"), transaction.atomic():
            _twice(ActorFactory, **identity)


def test_an_actor_has_an_alias_once():
    with refused("sources_alias_once_an_actor", "sources_alias"):
        _twice(AliasFactory, actor=ActorFactory(), text="Moskau")


def test_the_same_alias_may_stand_for_two_actors():
    _twice(AliasFactory, text="Kim")
    assert Alias.objects.filter(key="kim").count() == 2


def test_a_text_stands_once_in_an_outlet_and_once_without_one():
    with refused("sources_article_once_an_outlet", "sources_article"), transaction.atomic():
        _twice(ArticleFactory, outlet=ActorFactory(kind="outlet"), sha256=SHA)
    with refused("sources_article_once_without_outlet", "sources_article"), transaction.atomic():
        _twice(ArticleFactory, outlet=None, sha256=SHA)


def test_used_sources_and_affiliations_stand_once():
    with refused("sources_usedsource_position_once", "sources_usedsource"), transaction.atomic():
        _twice(UsedSourceFactory, article=ArticleFactory(), position=0)
    with refused("sources_affiliation_once", "sources_affiliation"), transaction.atomic():
        _twice(AffiliationFactory, person=ActorFactory(kind="person"), organisation_name="Universität")
    with refused("sources_affiliationevidence_once", "sources_affiliationevidence"), transaction.atomic():
        _twice(AffiliationEvidenceFactory, affiliation=AffiliationFactory(), article=ArticleFactory())


@pytest.mark.parametrize("change", [{"text": "Anderes", "length": 7}, {"text": models.F("text")}])
def test_the_text_of_an_article_never_changes(change):
    ArticleFactory()
    with refused("sources_articletext_immutable"):
        ArticleText.objects.update(**change)


@pytest.mark.needs_sqlite
def test_the_text_of_an_article_is_not_replaced():
    article = ArticleFactory()
    with refused("sources_articletext_immutable"), connection.cursor() as cursor:
        cursor.execute(
            "REPLACE INTO sources_articletext (article_id, text, length) VALUES (%s, 'Neu', 3)", [article.pk]
        )


def test_a_used_source_lies_inside_its_text():
    article = ArticleFactory(text="Verwendete Quellen: Tagespost")
    source = UsedSourceFactory(article=article, start=20, end=29)
    with refused("sources_usedsource_inside_text"), transaction.atomic():
        UsedSourceFactory(article=article, start=20, end=30)
    source.end = 30
    with refused("sources_usedsource_inside_text"):
        source.save()


def test_a_merge_never_leads_back_however_long_the_chain():
    first, second, third = ActorFactory(), ActorFactory(), ActorFactory()
    Actor.objects.filter(pk=first.pk).update(merged_into=second)
    Actor.objects.filter(pk=second.pk).update(merged_into=third)
    with refused("sources_actor_merge_acyclic"), transaction.atomic():
        Actor.objects.filter(pk=third.pk).update(merged_into=first)
    Actor.objects.filter(pk=second.pk).update(merged_into=None)
    Actor.objects.filter(pk=third.pk).update(merged_into=first)
    assert Actor.objects.roots().get() == second


def _protected(row):
    with pytest.raises(ProtectedError):
        row.delete()


def test_an_actor_in_use_is_not_deleted():
    outlet, whole, person = ActorFactory(kind="outlet"), ActorFactory(), ActorFactory(kind="person")
    ArticleFactory(outlet=outlet)
    ActorFactory(part_of=whole)
    AffiliationFactory(person=person)
    for actor in (outlet, whole, person):
        _protected(actor)
    assert Affiliation.objects.exists()


def test_an_article_that_others_copy_is_not_deleted():
    article = ArticleFactory()
    ArticleFactory(copy_of=article)
    _protected(article)


def test_an_article_without_claims_goes_with_its_text():
    article = ArticleFactory()
    UsedSourceFactory(article=article)
    article.delete()
    assert [model.objects.count() for model in (Article, ArticleText, UsedSource)] == [0, 0, 0]
