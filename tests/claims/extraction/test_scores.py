"""The scores of benchmarks/README.md, held a little lower: they need the corpus and its scorers, which CI has."""

import json
import re
import subprocess
import sys

import pytest

from claims.extraction import extract_many
from claims.extraction.types import as_json


@pytest.fixture(scope="module")
def score(evaluation, tmp_path_factory):
    def run(scorer, gold, articles, *options):
        found = tmp_path_factory.mktemp("scores") / "found.jsonl"
        results = zip(articles, extract_many((text, None) for _, text in articles), strict=True)
        lines = (json.dumps({"id": name, **as_json(result)}) for (name, _), result in results)
        found.write_text("\n".join(lines), encoding="utf-8")
        command = [sys.executable, evaluation / scorer, gold, found, *options]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout  # noqa: S603  the scorer we were given

    return run


def test_quotations_and_speakers(corpus, score):
    gold = corpus / "wikinews" / "dev.jsonl"
    articles = [(line["id"], line["text"]) for line in map(json.loads, gold.read_text("utf-8").splitlines())]
    out = score("score_quotes.py", gold, articles, "--top-level")
    joint = re.search(r"Joint.*F1\s+([\d.]+)", out)
    assert joint is not None
    assert float(joint[1]) > 69


def test_whole_articles(corpus, score):
    folder = corpus / "articles"
    articles = [(path.stem, path.read_text("utf-8")) for path in sorted(folder.glob("*.txt"))]
    out = score("score_claims.py", folder, articles)
    share = {
        name: float(value) for name, value in re.findall(r"^(.+?)\s{2,}\d+ of\s+\d+\s+([\d.]+) %", out, re.MULTILINE)
    }
    assert share["with right origin"] >= 88
    assert share["precision"] >= 85
    assert share["figures right"] == 100
    assert share["actors recall"] >= 90
    assert share["actors precision"] >= 85
