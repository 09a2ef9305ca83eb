"""What somebody is called in German: by the article, or by the knowledge base; in the case that a sentence asks for."""

from collections import defaultdict
from typing import Literal

from spacy.tokens import Doc

from claims.extraction.components.referents import Reference, Referent
from claims.extraction.components.tokens import given
from claims.extraction.lexicon import lexicon

Case = Literal["nominative", "genitive", "dative", "accusative"]

_FEMININE = frozenset(lexicon("grammar")["feminine_names"])
_HISSING = ("s", "ß", "x", "z", "ce")
_ARTICLES: dict[str, dict[Case, str]] = {
    "m": {"nominative": "der", "genitive": "des", "dative": "dem", "accusative": "den"},
    "f": {"nominative": "die", "genitive": "der", "dative": "der", "accusative": "die"},
}
_LONGEST = 60  # characters of a name

Doc.set_extension("called", default=None, force=True)


def genitive(name: str) -> str:
    """The genitive of a name: "Putins", "Scholz'"."""
    return f"{name}'" if name.lower().endswith(_HISSING) else f"{name}s"


def called(doc: Doc, one: Referent) -> str | None:
    """The full name of somebody as the article gives it."""
    if one.kind in {"country", "place"}:
        return one.actor.name_de if one.actor is not None else None
    forms = _forms(doc).get(id(one), [])
    longest = max((form for form, _ in forms), key=lambda form: len(form.split()), default=None)
    return _base(longest, [form for form, _ in forms], one) if longest else None


def short_name(doc: Doc, one: Referent) -> str | None:
    """The one word by which the article calls a person whom no other shares it with, else the full name."""
    full = called(doc, one)
    if one.kind != "person" or full is None:
        return full
    words = [word for word in (full.split()[-1], full.split()[0]) if len(doc._.discourse.family(word.lower())) < 2]
    used = {form for form, _ in _forms(doc).get(id(one), [])}
    return next((word for word in words if word in used or genitive(word) in used), full)


def in_case(doc: Doc, one: Referent, case: Case) -> str | None:
    """Its name, with the article where it has one, in `case`; None where that is not sure."""
    name = called(doc, one)
    if name is None or len(name) > _LONGEST:
        return None
    if one.kind == "person":
        return genitive(name) if case == "genitive" else name
    return _state(name, case) if one.kind in {"country", "place"} else _body(doc, one, name, case)


def _state(name: str, case: Case) -> str | None:
    if name == "Vereinigte Staaten":
        return {"genitive": "der USA", "dative": "den USA"}.get(case)  # a plural: the verb would not fit
    if " " in name or name.endswith(("lande", "inen", "iven", "oren", "ellen", "amas", "onen")):
        return None
    if name.lower() in _FEMININE:
        return f"{_ARTICLES['f'][case]} {name}"
    return genitive(name) if case == "genitive" else name


def _body(doc: Doc, one: Referent, name: str, case: Case) -> str | None:
    """A body's name with its article, where the article puts one before it and its gender is known."""
    if one.kind not in {"organisation", "outlet"} or one.plural:
        return None
    articles = {before for _, before in _forms(doc).get(id(one), [])} & {"der", "die", "das", "dem", "den", "des"}
    if not articles:
        return None if case == "genitive" else name
    if one.gender not in _ARTICLES or (one.gender == "m" and case == "genitive") or name.startswith("Die "):
        return None
    return f"{_ARTICLES[one.gender][case]} {name}"


def place_of(doc: Doc, one: Referent) -> int:
    """When the article first names somebody, among all that it names."""
    return next((at for at, known in enumerate(_forms(doc)) if known == id(one)), -1)


def _forms(doc: Doc) -> dict[int, list[tuple[str, str]]]:
    """How each referent is named in the article, by its id: its words, and the one before them."""
    if doc._.called is None:
        found: dict[int, list[tuple[str, str]]] = defaultdict(list)
        for reference in doc._.discourse.references:
            if reference.how == "name":
                words = given(doc)[reference.start : reference.end]
                if len(words) <= _LONGEST and "\n" not in words and _names(reference.referent.itself, words):
                    found[id(reference.referent.itself)].append((words, _before(doc, reference)))
        doc._.called = dict(found)
    forms: dict[int, list[tuple[str, str]]] = doc._.called
    return forms


def _names(one: Referent, words: str) -> bool:
    """Are the words a name, not "russische Präsident" or "Kim-Il-Sung-Platz"?"""
    parts = words.split()
    if one.kind != "person":
        return words[:1].isupper()
    if one.actor is None:
        return words[:1].isupper() and words.count("-") < 3
    known = {alias.text for alias in one.actor.aliases if alias.kind in {"name", "surname", "spelling"}}
    known |= {one.actor.name, one.actor.name_de}
    ends = {text.split()[-1] for text in known} | {text.split()[0] for text in known}
    return all(part[:1].isupper() for part in parts) and parts[-1].removesuffix("'") in ends | {e + "s" for e in ends}


def _before(doc: Doc, reference: Reference) -> str:
    return given(doc)[max(0, reference.start - 5) : reference.start].split(" ")[-2:][0].strip().lower()


def _base(form: str, forms: list[str], one: Referent) -> str:
    """`form` without the ending of the genitive, where another place or the name itself shows that it is one."""
    bare = form.removesuffix("'").removesuffix("’")
    if bare != form:
        return bare
    bare = form.removesuffix("s")
    own = (one.name or "").split()[-1:] == [bare.split()[-1]] if bare.split() else False
    return bare if bare != form and (own or any(bare.split()[-1:] == other.split()[-1:] for other in forms)) else form
