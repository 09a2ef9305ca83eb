"""The flush after a test with real transactions gets past triggers, and puts them back (tests/conftest.py)."""

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection

from sources.models import Actor, ActorKind

pytestmark = [pytest.mark.needs_sqlite, pytest.mark.django_db(transaction=True)]


def test_flush_gets_past_a_trigger_and_puts_it_back() -> None:
    Actor.objects.create(slug="somebody", name="Somebody", kind=ActorKind.PERSON)
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TRIGGER keep BEFORE DELETE ON sources_actor BEGIN SELECT RAISE(ABORT, 'kept for ever'); END"
        )
        try:
            call_command("flush", interactive=False, verbosity=0)
            assert not Actor.objects.exists()
            Actor.objects.create(slug="another", name="Another", kind=ActorKind.PERSON)
            with pytest.raises(DatabaseError, match="kept for ever"):
                Actor.objects.all().delete()
        finally:
            cursor.execute("DROP TRIGGER keep")
