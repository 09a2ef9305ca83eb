"""Corpora as examples: words and their labels.

Articles with quotations come as JSON Lines in the form of the Wikinews corpus (Petersen-Frey and Biemann, LREC-COLING
2024), which is also the form of factbase's own export of curated claims: {"id", "text", "quotes": [{"form", "quote":
[[start, end]...], "speaker": [...], "cue": [...], "frame": [...], "addressee": [...]}]}. Names come as GermEval 2014
(tab-separated: number, word, outer tag, inner tag) or as WikiNEuRal (number, word, tag).
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Literal

import spacy
from spacy.language import Language

from claims.extraction.components import sentences  # noqa: F401  imported for its name in the pipeline
from claims.extraction.components.labels import (
    BEGIN,
    CONTINUE,
    END,
    FORMS,
    INSIDE,
    LINKED,
    NAMES,
    OUTSIDE,
    ROLES,
    SILVER_NAMES,
)
from claims.extraction.components.tokens import LinearTokenizer

Task = Literal["quotations", "names", "silver"]
Spans = Sequence[Sequence[int]]
_NO_SPACE_BEFORE = frozenset(".,;:!?)]}%")
_NO_SPACE_AFTER = frozenset("([{")


@dataclass(slots=True)
class Quotation:
    """Word numbers of one quotation: `parts` of [start, end), and the span of each linked role (None: none)."""

    form: int
    parts: list[tuple[int, int]]
    links: list[tuple[int, int] | None]


@dataclass(slots=True)
class Example:
    """One article, or one sentence of a corpus of names."""

    task: Task
    words: list[str]
    spaced: list[bool]
    sentences: list[int]  # number of each word's sentence
    tags: list[list[int]] = field(default_factory=list)  # of each form, of each word
    roles: list[list[int]] = field(default_factory=list)
    quotations: list[Quotation] = field(default_factory=list)
    names: list[int] = field(default_factory=list)


def write(examples: Iterable[Example], path: Path) -> int:
    """Writes `examples` as JSON Lines and gives their number."""
    count = 0
    with path.open("w", encoding="utf-8") as file:
        for example in examples:
            file.write(json.dumps(asdict(example), ensure_ascii=False) + "\n")
            count += 1
    return count


def read(path: Path) -> Iterator[Example]:
    """The examples of a file that `write` wrote."""
    with path.open(encoding="utf-8") as file:
        for line in file:
            values = json.loads(line)
            values["quotations"] = [Quotation(**quotation) for quotation in values["quotations"]]
            yield Example(**values)


def articles(path: Path) -> Iterator[Example]:
    """Articles with quotations; a line that is none raises ValueError with file and line."""
    pipeline = sentence_pipeline()
    with path.open(encoding="utf-8") as file:
        for number, line in enumerate(file, start=1):
            try:
                article = json.loads(line)
                yield _article(pipeline, article["text"], article["quotes"])
            except (KeyError, TypeError, json.JSONDecodeError) as error:
                raise ValueError(f'{path}:{number}: not {{"text", "quotes"}} in the Wikinews form: {error}') from error


def sentence_pipeline() -> Language:
    """Blank German with factbase's own words and sentences: what the weights will see."""
    pipeline = spacy.blank("de")
    pipeline.max_length = 2**31
    pipeline.tokenizer = LinearTokenizer(pipeline.vocab)
    pipeline.add_pipe("factbase_sentences")
    return pipeline


def _article(pipeline: Language, text: str, quotes: list[dict[str, Any]]) -> Example:
    doc = pipeline(text)
    words = [token for token in doc if not token.is_space]
    starts = [token.idx for token in words]
    number, sentence_of = -1, []
    opening = {span.start for span in doc.sents}
    for token in doc:
        number += token.i in opening
        if not token.is_space:
            sentence_of.append(number)
    spaced = [not start or text[start - 1].isspace() for start in starts]
    example = Example("quotations", [token.text for token in words], spaced, sentence_of)
    example.tags = [[OUTSIDE] * len(words) for _ in FORMS]
    example.roles = [[0] * len(words) for _ in ROLES]
    offsets = [(token.idx, token.idx + len(token)) for token in words]
    for quote in sorted(quotes, key=lambda quote: -sum(b - a for a, b in quote["quote"])):
        _add(example, offsets, quote)
    return example


def _add(example: Example, offsets: list[tuple[int, int]], quote: dict[str, Any]) -> None:
    parts = _parts(offsets, quote["quote"])
    if not parts:
        return
    tags = example.tags[FORMS.index(quote["form"])]
    if all(tags[i] == OUTSIDE for a, b in parts for i in range(a, b)):
        for number, (start, end) in enumerate(parts):
            tags[start:end] = [INSIDE] * (end - start)
            tags[end - 1] = END
            tags[start] = CONTINUE if number else BEGIN
    for number, role in enumerate(ROLES):
        for start, end in _parts(offsets, quote.get(role, [])):
            example.roles[number][start:end] = [2] * (end - start)
            example.roles[number][start] = 1
    links = [_link(_parts(offsets, quote.get(role, [])), parts) for role in LINKED]
    example.quotations.append(Quotation(FORMS.index(quote["form"]), parts, links))


def _parts(offsets: list[tuple[int, int]], spans: Spans) -> list[tuple[int, int]]:
    """Runs of words that touch the characters of each span."""
    found = []
    for start, end in sorted((span[0], span[1]) for span in spans):
        inside = [i for i, (a, b) in enumerate(offsets) if a < end and start < b]
        if inside:
            found.append((inside[0], inside[-1] + 1))
    return found


def _link(role: list[tuple[int, int]], parts: list[tuple[int, int]]) -> tuple[int, int] | None:
    """The part of a role that stands nearest to the quotation."""
    low, high = parts[0][0], parts[-1][1]
    return min(role, key=lambda span: max(low - span[1], span[0] - high, 0), default=None)


def germeval(path: Path) -> Iterator[Example]:
    """Sentences of GermEval 2014, outer names."""
    for rows in _sentences(path):
        yield _named("names", [row[1] for row in rows], [NAMES.index(row[2]) for row in rows])


def wikineural(path: Path) -> Iterator[Example]:
    """Sentences of WikiNEuRal."""
    for rows in _sentences(path):
        yield _named("silver", [row[1] for row in rows], [SILVER_NAMES.index(row[2]) for row in rows])


def _sentences(path: Path) -> Iterator[list[list[str]]]:
    rows: list[list[str]] = []
    with path.open(encoding="utf-8") as file:
        for line in file:
            if line.strip() and not line.startswith("#"):
                rows.append(line.rstrip("\n").split("\t"))
            elif rows:
                yield rows
                rows = []
    if rows:
        yield rows


def _named(task: Task, words: list[str], names: list[int]) -> Example:
    spaced = [
        i == 0 or (word not in _NO_SPACE_BEFORE and words[i - 1] not in _NO_SPACE_AFTER) for i, word in enumerate(words)
    ]
    return Example(task, words, spaced, [0] * len(words), names=names)
