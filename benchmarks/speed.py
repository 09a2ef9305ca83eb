"""How fast and how large the extraction is: words a second through `extract_many`, seconds to load, peak memory.

    python benchmarks/speed.py ARTICLES.jsonl [--rounds 3]

ARTICLES.jsonl holds one {"id", "text"} a line. Words are runs of letters and digits. The first round loads everything
and is reported apart; the median of the other rounds counts.
"""

import argparse
import json
import re
import resource
import statistics
import time
from pathlib import Path

from claims.extraction import extract, extract_many


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles", type=Path)
    parser.add_argument("--rounds", type=int, default=3)
    args = parser.parse_args()
    texts = [json.loads(line)["text"] for line in args.articles.read_text("utf-8").splitlines()]
    words = sum(len(re.findall(r"\w+", text)) for text in texts)
    start = time.perf_counter()
    extract("Laut dpa kam er.")
    print(f"load              {time.perf_counter() - start:6.2f} s")
    seconds = [one_round(texts) for _ in range(args.rounds)]
    print(f"words a second    {words / statistics.median(seconds):6.0f}  ({words} words in {len(texts)} articles)")
    print(f"peak memory       {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:6.0f} MB")


def one_round(texts: list[str]) -> float:
    """Seconds to extract all `texts`."""
    start = time.perf_counter()
    for _ in extract_many((text, None) for text in texts):
        pass
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
