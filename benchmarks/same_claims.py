"""Which pairs of claims are taken for one: how many are joined, how many of these wrongly, what suggestions add.

PYTHONPATH=. python benchmarks/same_claims.py [SET] [--misses]    SET: same_claims (else), same_claims_tuning
"""

import sys
from collections import Counter

from tests.gold.sameness import judged, score


def main(arguments: list[str]) -> None:
    """Prints the shares of each kind, and with --misses every pair that is joined wrongly or not found at all."""
    names = [one for one in arguments if not one.startswith("-")] or ["same_claims"]
    rows = judged(names[0])
    total, joined, shown = Counter[str](), Counter[str](), Counter[str]()
    for row in rows:
        kind = f"{row.pair['label']:9} {row.pair['kind']}"
        total[kind] += 1
        joined[kind] += bool(row.joined)
        shown[kind] += row.suggested
        wrong = bool(row.joined) and row.joined != row.pair["label"]
        missed = row.pair["label"] != "different" and not row.suggested
        if "--misses" in arguments and (wrong or missed):
            print(
                kind, f"{row.finding.score:.2f}", row.joined or "-", row.pair["a"]["said"], "|", row.pair["b"]["said"]
            )
    for kind in sorted(total):
        print(f"{kind:24} {total[kind]:4}  joined {joined[kind]:4}  joined or suggested {shown[kind]:4}")
    told = score(rows)
    print(
        f"joined {told.recall:.1%} of the same, {told.wrong} wrongly; with suggestions {told.found:.1%} at {told.precision:.1%}"
    )


if __name__ == "__main__":
    main(sys.argv[1:])
