"""Only who may break a rule of merging waits for others who merge."""

from contextlib import closing, contextmanager

import pytest
from django.db import OperationalError, connection, transaction

from tests.factories import ActorFactory, ClaimFactory

pytestmark = [pytest.mark.needs_postgresql, pytest.mark.django_db(transaction=True)]


@pytest.fixture(params=[("sources_actor", ActorFactory), ("claims_claim", ClaimFactory)])
def factory(request):
    """Makes rows that merge, while somebody else merges some."""
    table, made = request.param
    with closing(connection.copy()) as other, other.cursor() as cursor:
        cursor.execute("BEGIN")
        cursor.execute("SELECT pg_advisory_xact_lock(%s::regclass::oid::bigint)", [table])
        yield made
        cursor.execute("ROLLBACK")


@contextmanager
def impatient():
    """A transaction that ends when it has to wait for a lock."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL lock_timeout = '300ms'")
        yield


def test_who_only_adds_does_not_wait(factory):
    with impatient():
        assert factory().pk


def test_who_merges_waits(factory):
    row, into = factory(), factory()
    row.merged_into = into
    with pytest.raises(OperationalError, match="lock timeout"), impatient():
        row.save()
