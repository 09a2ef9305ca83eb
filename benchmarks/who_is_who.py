"""Whom words mean in our own passages: what is answered otherwise than the gold has it, and the share right of each category.

PYTHONPATH=. python benchmarks/who_is_who.py [CATEGORY ...]
"""

import sys
from collections import Counter

from tests.gold import passages
from tests.gold.identity import answers, is_right, read

SETS = ("who_is_who", "who_is_who_2", "who_is_who_3")


def main(categories: list[str]) -> None:
    """Prints every mention of these categories (of all, where none is given) that is not right, and the shares."""
    right, total = Counter[str](), Counter[str]()
    for entry in [e for name in SETS for e in passages(name)]:
        if categories and entry["category"] not in categories:
            continue
        doc = read(entry["text"])
        for mention in entry["mentions"]:
            given = answers(doc, entry, mention)
            total[entry["category"]] += 1
            right[entry["category"]] += is_right(mention, given)
            if not is_right(mention, given):
                print(entry["id"], mention, "GOT", *given)
    for category, count in total.items():
        print(f"{category:14} {right[category]:4} of {count:4} {right[category] / count:7.1%}")
    print(f"{'all':14} {right.total():4} of {total.total():4} {right.total() / total.total():7.1%}")


if __name__ == "__main__":
    main(sys.argv[1:])
