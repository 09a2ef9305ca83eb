"""Reads articles from files, plain text and JSON Lines. What cannot be read comes back as a reason with its place, so
that one bad file stops nothing."""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO

from django.utils.translation import gettext as _
from py3langid.langid import MODEL_FILE, LanguageIdentifier

MAX_BYTES = 10_000_000  # of one article; a book is no article
SUFFIXES = (".txt", ".jsonl")  # what is read of a folder
ENOUGH_WORDS = 20  # fewer words say too little about their language
SAMPLE = 20_000  # characters that the language is told from
_WORD = re.compile(r"[^\W\d_]+")
_COMMON = re.compile(  # words that few other languages have as well
    r"\b(?:auch|auf|aus|bei|das|dass|dem|den|der|ein|eine[mnr]?|für|haben|im|ist|mit|nach|nicht|noch|oder|seien?|sich|sie"
    r"|sind|und|vo[mnr]|werden|wie|wird|zu[mr]?|über)\b"
)


class UnreadableText(ValueError):  # noqa: N818 - it is the text's fault, not the program's
    """A text that is no German article; the message says why."""


@dataclass(frozen=True, slots=True)
class Given:
    """An article as it was handed in. `place` is file and line; what was not told is "" or None."""

    place: str
    id: str
    text: str
    published: date | None = None
    outlet: str = ""
    url: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True)
class Refused:
    """What could not be read, and why."""

    place: str
    reason: str


def read_paths(paths: Iterable[Path]) -> Iterator[Given | Refused]:
    """The articles of files and folders in order; a folder gives its .txt and .jsonl files, however deep, by name."""
    for path in paths:
        if not path.is_dir():
            yield from read_file(path)
        elif files := sorted(file for file in path.rglob("*") if file.suffix in SUFFIXES and file.is_file()):
            yield from read_paths(files)
        else:
            yield Refused(str(path), _("no .txt or .jsonl file in this folder"))


def read_file(path: Path) -> Iterator[Given | Refused]:
    """The articles of one file: many where it ends in .jsonl, else one. Lines are read as they are asked for."""
    try:
        with path.open("rb") as file:
            yield from _read_lines(path, file) if path.suffix == ".jsonl" else _read_text(path, file)
    except OSError as error:
        yield Refused(str(path), error.strerror or str(error))


def read_entries(name: str, data: bytes) -> Iterator[Given | Refused]:
    """The articles of a JSON Lines file (`name` ends in .jsonl) or of a JSON file with one object or a list of them."""
    if name.lower().endswith(".jsonl"):
        yield from _read_lines(Path(name), BytesIO(data))
        return
    try:
        found = json.loads(decode(data))
    except UnreadableText as error:
        yield Refused(name, str(error))
        return
    except (ValueError, RecursionError) as error:
        yield Refused(name, _("not JSON (%(error)s)") % {"error": error})
        return
    several = isinstance(found, list)
    for number, entry in enumerate(found if several else [found], start=1):
        place = f"{name}:{number}" if several else name
        try:
            yield _from_entry(entry, place, place)
        except UnreadableText as error:
            yield Refused(place, str(error))


def decode(data: bytes) -> str:
    """UTF-8 text without a byte order mark, line ends as they are. Raises UnreadableText."""
    if len(data) > MAX_BYTES:
        raise UnreadableText(_("larger than %(size)d MB") % {"size": MAX_BYTES // 1_000_000})
    if b"\0" in data:
        raise UnreadableText(_("binary data, not text"))
    try:
        return data.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        raise UnreadableText(_("not UTF-8 (byte %(place)d)") % {"place": error.start}) from error


def check_text(text: str) -> None:
    """Raises UnreadableText where `text` cannot be stored, is blank, or clearly is in another language."""
    if "\0" in text:
        raise UnreadableText(_("binary data, not text"))
    if any("\ud800" <= character <= "\udfff" for character in text):
        raise UnreadableText(_("half a character (a lone surrogate)"))
    if not text.strip():
        raise UnreadableText(_("empty"))
    if language := other_language(text):
        raise UnreadableText(_("not German (looks like “%(language)s”)") % {"language": language})


def other_language(text: str) -> str | None:
    """The code of the language that `text` clearly is in; None for German and where it cannot be told.

    Quotations in another language do not count while the frame around them is German: a tenth of common German words.
    """
    sample = text[:SAMPLE]
    words = len(_WORD.findall(sample))
    if words < ENOUGH_WORDS or len(_COMMON.findall(sample.lower())) * 10 >= words:
        return None
    ranked = _identifier().rank(sample)
    return str(ranked[0][0]) if ranked[0][1] >= 0.4 and dict(ranked)["de"] < 0.001 else None


@cache
def _identifier() -> Any:
    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


def _read_text(path: Path, file: BinaryIO) -> Iterator[Given | Refused]:
    try:
        text = decode(file.read(MAX_BYTES + 1))
        check_text(text)
        yield Given(str(path), path.name.removesuffix(".txt"), text)
    except UnreadableText as error:
        yield Refused(str(path), str(error))


def _read_lines(path: Path, file: BinaryIO) -> Iterator[Given | Refused]:
    for number, line in enumerate(_lines(file), start=1):
        place = f"{path}:{number}"
        try:
            if words := decode(line).strip():
                yield _from_json(words, place, f"{path.stem}:{number}")
        except ValueError as error:
            yield Refused(place, str(error))


def _lines(file: BinaryIO) -> Iterator[bytes]:
    """The lines of `file`, each cut off a little beyond MAX_BYTES, so that no line fills the memory."""
    while line := file.readline(MAX_BYTES + 1):
        rest = line
        while not rest.endswith(b"\n") and rest:
            rest = file.readline(MAX_BYTES)
        yield line


def _from_json(words: str, place: str, name: str) -> Given:
    try:
        entry = json.loads(words)
    except (ValueError, RecursionError) as error:
        raise UnreadableText(_("not JSON (%(error)s)") % {"error": error}) from error
    return _from_entry(entry, place, name)


def _from_entry(entry: Any, place: str, name: str) -> Given:
    if not isinstance(entry, dict):
        raise UnreadableText(_("no JSON object"))
    text = entry.get("text")
    if not isinstance(text, str):
        raise UnreadableText(_("“text” is missing or no string"))
    check_text(text)
    given_id = entry.get("id")
    return Given(
        place,
        name if given_id is None else str(given_id),
        text,
        published=_date(_string(entry, "published")),
        outlet=_string(entry, "outlet"),
        url=_string(entry, "url"),
        title=_string(entry, "title"),
    )


def _string(entry: dict[str, Any], key: str) -> str:
    value = entry.get(key)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise UnreadableText(_("“%(key)s” is no string") % {"key": key})
    return value.strip()


def _date(words: str) -> date | None:
    try:
        return datetime.fromisoformat(words).date() if words else None
    except ValueError as error:
        raise UnreadableText(_("“published” is no date such as 2026-11-21: %(words)s") % {"words": words}) from error
