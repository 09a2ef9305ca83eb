"""How fast and how large the extraction is: words a second through `extract_many`, seconds to load, peak memory.

    python benchmarks/speed.py ARTICLES.jsonl [--processes 1 2] [--long 200000]

ARTICLES.jsonl holds one {"id", "text"} a line. Words are runs of letters and digits. Every article is read once, after
loading: words that come back from other articles are remembered, as in use, but no article is read twice. `--long` reads
one text of so many words too, made of the articles. Each process is measured by itself, on one thread.
"""

import argparse
import json
import re
import resource
import time
from concurrent.futures import ProcessPoolExecutor
from itertools import cycle
from multiprocessing import get_context
from pathlib import Path

from claims.extraction import extract, extract_many


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles", type=Path)
    parser.add_argument("--processes", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--long", type=int, default=0, help="words of one long text")
    args = parser.parse_args()
    texts = [json.loads(line)["text"] for line in args.articles.read_text("utf-8").splitlines()]
    for processes in args.processes:
        with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:
            loaded = list(pool.map(load, range(processes)))
            start = time.perf_counter()
            megabytes = list(pool.map(read, [texts[n::processes] for n in range(processes)]))
            seconds = time.perf_counter() - start
        print(
            f"{processes} process{'es' if processes > 1 else ''}: load {max(loaded):.2f} s, "
            f"{count(texts) / seconds:.0f} words a second, peak memory {max(megabytes):.0f} MB each ({count(texts)} words)"
        )
    if args.long:
        text = long_text(texts, args.long)
        start = time.perf_counter()
        megabytes = [read([text])]
        seconds = time.perf_counter() - start
        print(f"one text of {count([text])} words: {seconds:.0f} s, peak memory {megabytes[0]:.0f} MB")


def count(texts: list[str]) -> int:
    """Words of all `texts`."""
    return sum(len(re.findall(r"\w+", text)) for text in texts)


def load(_number: int) -> float:
    """Seconds until the first short text is read."""
    start = time.perf_counter()
    extract("Laut dpa kam er.")
    return time.perf_counter() - start


def read(texts: list[str]) -> float:
    """Reads all `texts`; gives this process's peak memory in megabytes."""
    for _ in extract_many((text, None) for text in texts):
        pass
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def long_text(texts: list[str], words: int) -> str:
    """One text of about so many words."""
    parts: list[str] = []
    so_far = 0
    for text in cycle(texts):
        if so_far >= words:
            return "\n\n".join(parts)
        parts.append(text)
        so_far += count([text])
    return ""


if __name__ == "__main__":
    main()
