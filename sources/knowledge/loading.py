"""Reads the data files of the knowledge base; names and Wikidata ids of states come from Babel and rigour.

An entry stands under its slug (a territory under its ISO code). Its keys: `name` (English) and `name_de`, `part_of`,
and lists of aliases by kind (`names`, `short`, `abbreviations` ...). A list is German; `{de: [...], en: [...],
any: [...]}` says otherwise. `ambiguous` lists those of the aliases that need support. Adjectives are in base form.
"""

import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml
from babel import Locale
from rigour.territories import get_territory

from sources.knowledge.types import KnownActor, KnownAlias, Office

FOLDER = Path(__file__).parent
ALIAS_KEYS = {
    "names": "name",
    "short": "short",
    "abbreviations": "abbreviation",
    "adjectives": "adjective",
    "demonyms": "demonym",
    "capital": "metonym",
    "metonyms": "metonym",
    "titles": "title",
    "spellings": "spelling",
}
COMMON_KEYS = {"name", "name_de", "part_of", "ambiguous", *ALIAS_KEYS}
OWN_KEYS = {
    "territories": {"slug", "kind"},
    "organisations": {"code"},
    "people": {"gender", "offices"},
    "outlets": set[str](),
    "groups": {"anonymity"},
}
KINDS = {"organisations": "organisation", "people": "person", "outlets": "outlet", "groups": "group"}
LANGUAGES = {"de": "de", "en": "en", "any": ""}
YEARS = re.compile(r"(?P<title>\S.*?) (?P<of>[a-z0-9-]+) (?P<since>\d{4})-(?P<until>\d{4})?")
SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
# The C reader is ten times as fast; an installation without libyaml has only the other.
_Reader: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


class _StrictReader(_Reader):  # type: ignore[misc]  # chosen when it is imported
    """Every scalar a string (NO is Norway, not false), and no key twice, which YAML would let the last one win."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[str, Any]:  # noqa: FBT001, FBT002  # given
        seen: set[str] = set()
        for key, _ in node.value:
            if str(key.value) in seen:
                raise ValueError(f"{key.value} stands twice")
            seen.add(str(key.value))
        mapping: dict[str, Any] = super().construct_mapping(node, deep=deep)
        return mapping


def read_all(folder: Path = FOLDER) -> tuple[KnownActor, ...]:
    """Every actor of the five files in `folder`; ValueError names file and entry of what is wrong."""
    return tuple(actor for name in OWN_KEYS for actor in read_file(folder / f"{name}.yaml"))


def read_file(path: Path) -> Iterator[KnownActor]:
    """The actors of one data file; its stem says what it holds."""
    read = _territory if path.stem == "territories" else _entry
    for entry_id, entry in _document(path).items():
        try:
            yield read(path.stem, entry_id, entry)
        except ValueError as error:
            raise ValueError(f"{path.name}, {entry_id}: {error}") from error


def slugify(name: str) -> str:
    """`name` as a slug: "Côte d'Ivoire" gives "cote-d-ivoire"."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return "-".join(re.findall(r"[a-z0-9]+", plain))


def _document(path: Path) -> dict[str, Any]:
    try:
        document = yaml.load(path.read_text(encoding="utf-8"), Loader=_StrictReader)  # noqa: S506  # makes strings only
    except (ValueError, yaml.YAMLError) as error:
        raise ValueError(f"{path.name}: {error}") from error
    if not isinstance(document, dict):
        raise ValueError(f"{path.name}: not a mapping of entries")  # noqa: TRY004  # a wrong file, not a wrong call
    return document


def _entry(stem: str, slug: str, entry: Any) -> KnownActor:
    _check_keys(entry, COMMON_KEYS | OWN_KEYS[stem])
    name = _text(entry, "name")
    name_de = _text(entry, "name_de", name)
    code = _text(entry, "code") if "code" in entry else None
    return KnownActor(
        slug=_slug(slug),
        name=name,
        name_de=name_de,
        kind=KINDS[stem],
        qid=_qid(code) if code else None,
        code=code,
        part_of=_text(entry, "part_of") if "part_of" in entry else None,
        aliases=_aliases(entry, name, name_de),
        anonymity=_one_of(entry, "anonymity", ("collective", "anonymous")) if stem == "groups" else None,
        gender=_one_of(entry, "gender", ("f", "m")) if stem == "people" else None,
        offices=tuple(_office(text) for text in _strings("offices", entry.get("offices", []))),
    )


def _territory(stem: str, code: str, entry: Any) -> KnownActor:
    _check_keys(entry, COMMON_KEYS | OWN_KEYS[stem])
    tables = _table_names(code)
    name = _text(entry, "name", tables["rigour"])
    name_de = _text(entry, "name_de", tables["de"] or name)
    return KnownActor(
        slug=_slug(_text(entry, "slug", slugify(name))),
        name=name,
        name_de=name_de,
        kind=_one_of({"kind": "country", **entry}, "kind", ("country", "place")),
        qid=_qid(code),
        code=code,
        part_of=_text(entry, "part_of") if "part_of" in entry else None,
        aliases=_aliases(entry, name, name_de, tables),
    )


def _table_names(code: str) -> dict[str, str]:
    """The names that installed tables give a territory, "" where they know none; ValueError where rigour does not."""
    territory = get_territory(code)
    if territory is None or code != code.upper():
        raise ValueError("no territory has this code")
    given = {language: Locale(language).territories.get(code, "") for language in ("de", "en")}
    return given | {"rigour": territory.name, "full": territory.full_name}


def _qid(code: str) -> str:
    territory = get_territory(code)
    if territory is None or not re.fullmatch(r"Q[1-9][0-9]*", territory.qid):
        raise ValueError(f"no Wikidata id is known for {code}")
    return str(territory.qid)


def _aliases(
    entry: dict[str, Any], name: str, name_de: str, tables: dict[str, str] | None = None
) -> tuple[KnownAlias, ...]:
    """The actor's names and its aliases, each text once: the first kind that a text has is the one it keeps."""
    ambiguous = set(_strings("ambiguous", entry.get("ambiguous", [])))
    english = _english(entry)
    found: dict[str, KnownAlias] = {}
    for text, kind, language in _spellings(entry, name, name_de, tables or {}):
        found.setdefault(text, KnownAlias(text, kind, language, text in ambiguous, english.get(text, "")))
    unknown = ambiguous - set(found)
    if unknown:
        raise ValueError(f"ambiguous, but no alias: {', '.join(sorted(unknown))}")
    return tuple(found.values())


def _english(entry: dict[str, Any]) -> dict[str, str]:
    """The English name of each German capital and seat of power, where the entry gives both: the first of its list."""
    pairs: dict[str, str] = {}
    for key in ("capital", "metonyms"):
        value = entry.get(key)
        if isinstance(value, dict) and value.get("en"):
            pairs |= dict.fromkeys(value.get("de", []), value["en"][0])
    return pairs


def _spellings(
    entry: dict[str, Any], name: str, name_de: str, tables: dict[str, str]
) -> Iterator[tuple[str, str, str]]:
    """Text, kind and language of every alias, the names first."""
    yield name, "name", "" if name == name_de else "en"
    yield name_de, "name", "de"
    for key, kind in ALIAS_KEYS.items():
        yield from ((text, kind, language) for language, text in _by_language(key, entry.get(key, [])))
    for table, text in tables.items():
        if text:
            yield text, "name", "de" if table == "de" else "en"


def _by_language(key: str, value: Any) -> Iterator[tuple[str, str]]:
    given = value if isinstance(value, dict) else {"de": value}
    for language, texts in given.items():
        if language not in LANGUAGES:
            raise ValueError(f"{key}: {language} is no language of ours ({', '.join(LANGUAGES)})")
        yield from ((LANGUAGES[language], text) for text in _strings(key, texts))


def _strings(key: str, value: Any) -> list[str]:
    if not isinstance(value, list) or not all(isinstance(text, str) and text.strip() == text != "" for text in value):
        raise ValueError(f"{key}: not a list of words")
    return value


def _office(text: str) -> Office:
    """The office that "Präsident russia 2012-" or "Premierminister united-kingdom 2016-2019" says."""
    match = YEARS.fullmatch(text)
    if match is None:
        raise ValueError(f"offices: {text!r} is not like 'Präsident russia 2012-2018'")
    since, until = int(match["since"]), int(match["until"]) if match["until"] else None
    if until is not None and until < since:
        raise ValueError(f"offices: {text!r} ends before it begins")
    return Office(match["title"], match["of"], since, until)


def _check_keys(entry: Any, known: set[str]) -> None:
    if not isinstance(entry, dict):
        raise ValueError("not a mapping")  # noqa: TRY004  # a wrong file, not a wrong call
    unknown = sorted(set(entry) - known)
    if unknown:
        raise ValueError(f"unknown key {unknown[0]}")


def _slug(slug: str) -> str:
    if not SLUG.fullmatch(slug):
        raise ValueError(f"{slug!r} is no slug")
    return slug


def _text(entry: dict[str, Any], key: str, otherwise: str = "") -> str:
    value = entry.get(key, otherwise)
    if not isinstance(value, str) or value.strip() != value or not value:
        raise ValueError(f"{key} is missing or no text")
    return value


def _one_of(entry: dict[str, Any], key: str, allowed: tuple[str, ...]) -> str:
    value = entry.get(key)
    if value not in allowed:
        raise ValueError(f"{key} is {value!r}, not one of {', '.join(allowed)}")
    return str(value)
