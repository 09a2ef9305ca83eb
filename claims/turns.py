"""Who joins claims or keeps them apart takes turns, so that each sees what the other did."""

from django.db import connection


def one_at_a_time() -> None:
    """Lets no other transaction join claims or refuse it until this one ends: the lock that the triggers take, taken before
    any claim is changed. SQLite has one writer at a time anyway."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock('claims_claim'::regclass::oid::bigint)")
