"""Texts of our own with what is to be found in them. Words are written as they stand in the text; where they stand there
more than once, "words @2" means the second place."""

import json
import re
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).parent
_NTH = re.compile(r"^(.*) @(\d+)$", re.DOTALL)


def passages(name: str) -> list[dict[str, Any]]:
    """The entries of `name`.yaml."""
    entries: list[dict[str, Any]] = yaml.safe_load((FOLDER / f"{name}.yaml").read_text("utf-8"))
    return entries


def located(text: str, words: str) -> tuple[int, int]:
    """Where `words` stand in `text`; raises ValueError where they do not, or stand more than once and do not say which."""
    match = _NTH.match(words)
    wanted, which = (match[1], int(match[2])) if match else (words, 0)
    found = [m.start() for m in re.finditer(re.escape(wanted), text)]
    if not found or (which == 0 and len(found) > 1) or which > len(found):
        raise ValueError(f"{words!r} stands {len(found)} times in {text[:60]!r}")
    start = found[max(which - 1, 0)]
    return start, start + len(wanted)


def as_wikinews(entry: dict[str, Any]) -> dict[str, Any]:
    """An entry with `text` and `quotes` in the form of the Wikinews corpus: characters instead of words."""
    text = entry["text"]
    roles = ("quote", "speaker", "cue", "frame", "addressee")
    quotes = [
        {
            "form": quote["form"],
            "nested": quote.get("nested", False),
            **{role: [list(located(text, words)) for words in _listed(quote.get(role))] for role in roles},
        }
        for quote in entry["quotes"]
    ]
    tokens = [[m.start(), m.end()] for m in re.finditer(r"\w+|[^\w\s]", text)]
    return {"id": entry["id"], "text": text, "tokens": tokens, "quotes": quotes}


def _listed(words: Any) -> list[str]:
    return [] if words is None else [words] if isinstance(words, str) else list(words)


def write_jsonl(entries: list[dict[str, Any]], path: Path) -> None:
    """Writes `entries`, one JSON object a line."""
    path.write_text("".join(json.dumps(entry, ensure_ascii=False) + "\n" for entry in entries), "utf-8")
