"""Texts of the interface: found in code and templates, kept in locale/, compiled without GNU gettext (Babel does it)."""

import io
from collections.abc import Iterable, Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

APPS = ("claims", "factbase", "sources")
KEYWORDS = {
    **dict.fromkeys(("_", "gettext", "gettext_lazy", "gettext_noop")),
    **dict.fromkeys(("ngettext", "ngettext_lazy"), (1, 2)),
    **dict.fromkeys(("pgettext", "pgettext_lazy"), ((1, "c"), 2)),
    **dict.fromkeys(("npgettext", "npgettext_lazy"), ((1, "c"), 2, 3)),
}


def read(file: Path) -> Catalog:
    """The catalogue in a .po file; an empty one where the file is missing. Raises ValueError for a broken one."""
    locale = file.parent.parent.name
    if not file.exists():
        return _empty(locale)
    with file.open("rb") as stream:
        return read_po(stream, locale=locale, abort_invalid=True)


def update(catalog: Catalog, root: Path) -> None:
    """Gives `catalog` exactly the texts that the code under `root` has; translations of texts that stay are kept."""
    found = _found(root)
    found.creation_date = catalog.creation_date  # the file changes only where its texts do
    catalog.update(found, no_fuzzy_matching=True)
    catalog.obsolete.clear()


def write(catalog: Catalog, file: Path) -> None:
    """Writes the .po file and the compiled .mo beside it."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("wb") as stream:
        write_po(stream, catalog, width=120, sort_by_file=True, include_lineno=False)
    file.with_suffix(".mo").write_bytes(compiled(catalog))


def compiled(catalog: Catalog) -> bytes:
    """`catalog` as a .mo file: the same bytes for the same texts, as long as Babel stays the same."""
    stream = io.BytesIO()
    write_mo(stream, catalog)
    return stream.getvalue()


def faults(file: Path, root: Path) -> Iterator[str]:
    """What is wrong with a .po file, a line each; nothing where every text is translated and the .mo is current."""
    catalog = read(file)
    wanted = {_key(message) for message in _found(root) if message.id}
    known = {_key(message): message for message in catalog if message.id}
    yield from (f"not in the catalogue: {_shown(key)}" for key in sorted(wanted - known.keys()))
    yield from (f"no longer in the code: {_shown(key)}" for key in sorted(known.keys() - wanted))
    for key, message in known.items():
        yield from (f"{fault}: {_shown(key)}" for fault in _faults_of(message, catalog))
    mo = file.with_suffix(".mo")
    if not mo.exists() or mo.read_bytes() != compiled(catalog):
        yield f"{file.stem}.mo was not compiled from {file.name} as it is"


def _empty(locale: str | None = None) -> Catalog:
    """A catalogue whose head names no one: who changed a text is the repository's to tell."""
    return Catalog(
        locale=locale,
        header_comment="# Texts of factbase in another language; `make messages` keeps them in step with the code.",
        project="factbase",
        version="0.1",
        msgid_bugs_address="none",
        last_translator="none",
        language_team="none",
        fuzzy=False,
    )


def _found(root: Path) -> Catalog:
    catalog = _empty()
    for path in _sources(root):
        stream = io.BytesIO(_as_python(path).encode())
        for _line, text, comments, context in extract("python", stream, KEYWORDS, ["Translators:"]):
            location = path.relative_to(root).as_posix()
            catalog.add(text, locations=[(location, 0)], auto_comments=comments, context=context)
    return catalog


def _sources(root: Path) -> Iterable[Path]:
    modules = (path for app in APPS for path in (root / app).rglob("*.py") if "migrations" not in path.parts)
    return sorted((*modules, *(root / "templates").rglob("*.html"), *(root / "templates").rglob("*.txt")))


def _as_python(path: Path) -> str:
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".py":
        return text
    return "\n".join(line.lstrip() for line in templatize(text, origin=str(path)).splitlines())  # no Python indentation


def _faults_of(message: Message, catalog: Catalog) -> Iterator[str]:
    strings = message.string if isinstance(message.string, tuple) else (message.string,)
    if not all(strings):
        yield "not translated"
    if message.fuzzy:
        yield "marked as fuzzy"
    yield from (str(error) for error in message.check(catalog) if all(strings))


def _key(message: Message) -> tuple[str, ...]:
    return (message.context or "", *([message.id] if isinstance(message.id, str) else message.id))


def _shown(key: tuple[str, ...]) -> str:
    return " | ".join(part for part in key if part)
