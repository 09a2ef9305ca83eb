"""Data that was there before a migration is right after it."""

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from claims.models import Mention
from sources.models import Affiliation, AffiliationEvidence, Alias
from sources.names import name_key, spelling_key, stem_key
from sources.organisations import organisation_key

BEFORE = [("sources", "0002_triggers")]
NAMES = ("Lim Eun-jung", "Ewha Universität", "Weißes Haus", "李在明")


@pytest.fixture
def migrated():
    """Goes back to how the database was; afterwards it is up to date, whatever happened."""
    executor = MigrationExecutor(connection)
    leaves = executor.loader.graph.leaf_nodes()
    executor.migrate([*BEFORE, ("claims", None)])

    def forward():
        MigrationExecutor(connection).migrate(leaves)

    yield executor.loader.project_state(BEFORE).apps, forward
    forward()


@pytest.mark.django_db(transaction=True)
def test_rows_of_before_get_keys_and_evidence(migrated):
    old, forward = migrated
    actors, articles = old.get_model("sources", "Actor").objects, old.get_model("sources", "Article").objects
    person = actors.create(slug="lim", name="Lim Eun-jung", kind="person")
    article = articles.create(sha256="0" * 64)
    for text in NAMES:
        old.get_model("sources", "Alias").objects.create(actor=person, text=text, key=name_key(text))
    told = old.get_model("sources", "Affiliation").objects
    told.create(person=person, role="Professorin", organisation_name="Ewha Womans University", article=article)
    told.create(person=person, role="Beraterin", organisation_name="")

    forward()

    assert {(row.text, row.key, row.stem, row.spelling, row.core) for row in Alias.objects.all()} == {
        (text, name_key(text), stem_key(text), spelling_key(text), organisation_key(text)) for text in NAMES
    }
    assert set(Affiliation.objects.values_list("role", "key")) == {("Professorin", "ewha"), ("Beraterin", "")}
    evidence = AffiliationEvidence.objects.get()
    assert (evidence.affiliation.role, evidence.article_id) == ("Professorin", article.pk)


@pytest.mark.django_db(transaction=True)
def test_going_back_keeps_the_first_article(migrated):
    old, forward = migrated
    person = old.get_model("sources", "Actor").objects.create(slug="lim", name="Lim", kind="person")
    articles = [old.get_model("sources", "Article").objects.create(sha256=f"{n:064}") for n in (1, 2)]
    told = old.get_model("sources", "Affiliation").objects
    row = told.create(person=person, role="Professorin", article=articles[0])
    forward()
    AffiliationEvidence.objects.create(affiliation_id=row.pk, article_id=articles[1].pk)
    MigrationExecutor(connection).migrate(BEFORE)
    assert told.get().article_id == articles[0].pk


@pytest.mark.django_db(transaction=True)
def test_what_denied_before_still_denies():
    before = [("claims", "0003_speaks_for")]
    executor = MigrationExecutor(connection)
    leaves = executor.loader.graph.leaf_nodes()
    executor.migrate(before)
    try:
        old = executor.loader.project_state(before).apps
        article = old.get_model("sources", "Article").objects.create(sha256="0" * 64)
        old.get_model("sources", "ArticleText").objects.create(article=article, text="Ja.", length=3)
        extraction = old.get_model("claims", "Extraction").objects.create(
            article=article, extractor="x", version="1", created_at="2026-01-01T00:00Z"
        )
        for number, polarity in enumerate(("positive", "negative"), start=1):
            claim = old.get_model("claims", "Claim").objects.create(statement="Ja.", created_at="2026-01-01T00:00Z")
            old.get_model("claims", "Mention").objects.create(
                extraction=extraction, claim=claim, number=number, form="narrative", spans=[[0, 2]], start=0, end=2,
                text="Ja", stance="asserts", certainty="certain", polarity=polarity, hearsay=False, tense="past",
                confidence=1,
            )  # fmt: skip
    finally:
        MigrationExecutor(connection).migrate(leaves)
    assert list(Mention.objects.order_by("number").values_list("denies", flat=True)) == [False, True]
