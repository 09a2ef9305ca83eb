"""What was there before the migration is found after it."""

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from claims.models import Claim
from sources.models import Actor, Article

BEFORE = [("sources", "0008_fewer_turns"), ("claims", "0009_fewer_turns")]


@pytest.mark.django_db(transaction=True)
def test_names_titles_and_statements_are_found_after_the_migration():
    executor = MigrationExecutor(connection)
    leaves = executor.loader.graph.leaf_nodes()
    executor.migrate(BEFORE)
    try:
        old = executor.loader.project_state(BEFORE).apps
        actors = old.get_model("sources", "Actor").objects
        root = actors.create(slug="neu", name="New", name_de="Neuland", kind="country")
        merged = actors.create(slug="alt", name="Old", kind="country", merged_into=root)
        old.get_model("sources", "Alias").objects.create(actor=merged, text="Altmark", key="altmark")
        old.get_model("sources", "Article").objects.create(sha256="0" * 64, title="Häuser brennen")
        claims = old.get_model("claims", "Claim").objects
        claim = claims.create(statement="Die Granaten kamen.", created_at="2026-01-01T00:00Z")
        claims.create(statement="Bomben.", created_at="2026-01-01T00:00Z", merged_into=claim)
    finally:
        MigrationExecutor(connection).migrate(leaves)
    for name in ("neul", "altm", "old"):
        assert [actor.slug for actor in Actor.objects.roots().matching(name)] == ["neu"]
    assert Article.objects.matching("haus").count() == 1
    assert [one.statement for one in Claim.objects.matching("granate")] == ["Die Granaten kamen."]
    assert not Claim.objects.matching("Bomben").exists()
