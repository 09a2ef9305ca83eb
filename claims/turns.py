"""Who joins claims, parts them or refuses it takes turns."""

from claims.merges import RootOf
from sources import merges


def one_at_a_time() -> None:
    """Lets no other transaction join claims or refuse it until this one ends: the lock that the triggers take, taken before
    any row is, so that no two wait for each other. SQLite has one writer at a time anyway."""
    merges.one_at_a_time(RootOf.table)
