"""Mentions that may say the same as given ones, found by the keys that they share; the work grows with what is new, not with
what is stored."""

import json
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping

from django.db import connection

from claims.models import GistKey

MOST_OF_A_KEY = 32  # mentions, the newest; two that say the same share many keys, and rare ones among them
MOST = 6  # neighbours of a mention that are compared with it

# The newest mentions of each key. Both databases take the keys as one parameter and stop after as many as are asked for.
POSTGRESQL = f"""
SELECT asked.key, found.mention_id FROM unnest(%s::bigint[]) AS asked(key)
CROSS JOIN LATERAL (
  SELECT mention_id FROM claims_gistkey AS held WHERE held.key = asked.key ORDER BY mention_id DESC LIMIT {MOST_OF_A_KEY}
) AS found"""  # noqa: S608 - fixed words
SQLITE = f"""
SELECT held.key, held.mention_id FROM json_each(%s) AS asked JOIN claims_gistkey AS held ON held.key = asked.value
AND held.mention_id IN (
  SELECT mention_id FROM claims_gistkey AS newest WHERE newest.key = asked.value
  ORDER BY mention_id DESC LIMIT {MOST_OF_A_KEY}
)"""  # noqa: S608 - fixed words


def store_keys(keys: Mapping[int, Collection[int]]) -> None:
    """Writes the keys of mentions that have none yet."""
    rows = [GistKey(mention_id=mention, key=key) for mention, held in keys.items() for key in sorted(held)]
    GistKey.objects.bulk_create(rows, batch_size=5_000)


def neighbours(keys: Mapping[int, Collection[int]]) -> dict[int, list[int]]:
    """For each mention those that share the most keys with it, rare ones first. One query."""
    holders: dict[int, list[int]] = defaultdict(list)
    for key, mention in _holders({key for held in keys.values() for key in held}):
        holders[key].append(mention)
    return {mention: _nearest(mention, held, holders) for mention, held in keys.items()}


def _holders(keys: Collection[int]) -> list[tuple[int, int]]:
    given = sorted(keys)
    postgresql = connection.vendor == "postgresql"
    with connection.cursor() as cursor:
        cursor.execute(POSTGRESQL if postgresql else SQLITE, [given if postgresql else json.dumps(given)])
        return list(cursor.fetchall())


def _nearest(mention: int, held: Collection[int], holders: Mapping[int, list[int]]) -> list[int]:
    """A key that few hold counts more."""
    shared: Counter[int] = Counter()
    for key in held:
        for other in holders.get(key, ()):
            shared[other] += MOST_OF_A_KEY - len(holders[key]) + 1
    del shared[mention]
    return sorted(shared, key=lambda other: (-shared[other], other))[:MOST]
