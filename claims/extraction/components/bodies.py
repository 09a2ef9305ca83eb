"""Which body a noun means: "die Behörde", "das Hafenamt Grauhafen"."""

import re

from claims.extraction.components.entities import entities_between
from claims.extraction.components.memory import Memory
from claims.extraction.components.ministries import read_ministry
from claims.extraction.components.names import Name, names_between
from claims.extraction.components.phrases import is_nominal
from claims.extraction.components.phrasing import Phrase, looks_like_subject
from claims.extraction.components.referents import Referent
from claims.extraction.components.tokens import characters
from claims.extraction.lexicon import lexicon
from sources.names import name_key

_BODIES: dict[str, list[str]] = lexicon("people")["bodies"]
_ENDS = tuple(sorted({name_key(end) for ends in _BODIES.values() for end in ends}))
_THINGS = (
    "abkommen",
    "abkommens",
    "vertrag",
    "vertrags",
    "gesetz",
    "gesetzes",
    "krieg",
    "kriegs",
    "konferenz",
    "gipfel",
    "gipfels",
    "resolution",
    "plan",
    "preis",
)
_UNSURE = 0.6
_NEAR = 3
_MARKS = '„“”"»«‚‘’ '
_RECENT = 12  # references that may hold a name already
_LONGEST = 120  # characters of an entity
_FIRMS = frozenset({"unternehmen", "firma", "konzern"})
_SORTS = (
    "konzern",
    "hersteller",
    "händler",
    "firma",
    "unternehmen",
    "anbieter",
    "betreiber",
    "kette",
    "zweitligist",
    "erstligist",
    "klub",
    "verein",
)
_MEDIA = re.compile(
    r"(?:magazin|zeitung|blatt|sender|agentur|zeitschrift|portal|website|tageszeitung|wochenzeitung|rundfunk|webseite)s?$",
    re.IGNORECASE,
)


def is_body(noun: str) -> bool:
    """Does the noun name a kind of body: "Hafenamt", "Firma", "Verband"?"""
    word = name_key(noun)
    return word.endswith(_ENDS) or _singular(noun) in _BODIES


def _singular(noun: str) -> str:
    word = noun.lower()
    return next(
        (
            form
            for form in (word, word.removesuffix("s"), word.removesuffix("es"), word.removesuffix("n"))
            if form in _BODIES
        ),
        word,
    )


def grammatical(phrase: Phrase) -> str:
    """The gender of a body's noun, as its determiner tells in the nominative; "" where that may be another case."""
    return {"der": "m", "die": "f", "das": "n"}.get(phrase.determiner, "")


def full_body(memory: Memory, words: str | None) -> str | None:
    """The body in full that a bare noun means: "Ministerium" of "ein Sprecher des Ministeriums"."""
    kinds = _BODIES.get(words.lower()) if words else None
    if kinds is None:
        return words
    ends = tuple(map(name_key, kinds))
    ranked = memory.best(
        lambda one: one.kind == "organisation" and any(name_key(n).endswith(ends) for n in _names(one)), within=_NEAR
    )
    return (ranked[0][1].entity.text if ranked[0][1].entity is not None else ranked[0][1].name) if ranked else words


def named_body(phrase: Phrase) -> str | None:
    """The name of a body that is told in full: "Hafenamt Grauhafen", "Firma Lüttke Pumpen", "Verband der Almwirte"."""
    doc = phrase.doc
    if is_body(phrase.noun) and phrase.end < phrase.stop and doc[phrase.end].lower_ in {"der", "des"}:
        noun = next((i for i in range(phrase.end + 1, phrase.stop) if is_nominal(doc[i])), None)
        if noun is not None:
            phrase.stop = noun + 1
            return doc[phrase.head : noun + 1].text
    organisation = next(
        (n for n in names_between(doc, phrase.start, phrase.end) if n.type == "ORG" and not n.kind), None
    )
    thing = phrase.noun.lower().endswith(_THINGS)
    if organisation is not None and not thing and not phrase.noun.lower().endswith("ministerium"):
        low = organisation.start
        if (
            low > phrase.start
            and name_key(doc[low - 1].text).endswith(_ENDS)
            and doc[low - 1].text not in {"Firma", "Unternehmen", "Konzern", "Organisation", "Partei"}
        ):
            low -= 1
        if (
            low < organisation.start
            and organisation.end - organisation.start > 1
            and (doc[low].lower_.endswith(_SORTS) or _MEDIA.search(doc[low].text))
        ):
            low += 1
        return doc[low : max(organisation.end, phrase.end if low == phrase.start + 1 else 0)].text.strip(_MARKS)
    if not is_body(phrase.noun) and not any(is_body(doc[i].text) for i in range(phrase.start, phrase.end)):
        return None
    at = next((i for i in range(phrase.start, phrase.end) if is_body(doc[i].text)), phrase.head)
    tail = phrase.end
    if tail < phrase.stop and doc[tail].lower_ in {"der", "des", "für"}:
        noun = next((i for i in range(tail + 1, phrase.stop) if is_nominal(doc[i])), None)
        tail = noun + 1 if noun is not None else tail
    return doc[at:tail].text if tail > at + 1 else None


def is_medium(phrase: Phrase) -> bool:
    """Is it a paper, station or agency?"""
    return any(_MEDIA.search(phrase.doc[i].text) for i in range(phrase.start, phrase.end))


def body_before(memory: Memory, phrase: Phrase) -> Referent | None:
    """The body named before that "die Behörde" means: one whose name or noun is of that sort, named last."""
    kinds = _BODIES.get(_singular(phrase.noun)) or next(
        (_BODIES[k] for k in _BODIES if phrase.noun.lower().endswith(k)), None
    )
    if kinds is None:
        return None
    ends = tuple(map(name_key, kinds))

    any_firm = _singular(phrase.noun) in _FIRMS

    def fits(one: Referent) -> bool:
        if any_firm and one.kind == "organisation" and one.entity is None:
            return True
        return one.kind in {"organisation", "outlet"} and any(
            word.endswith(ends) for name in _names(one) for word in name_key(name).split()
        )

    ranked = memory.best(fits, within=_NEAR)
    return ranked[0][1] if ranked else None


def _names(one: Referent) -> list[str]:
    actor = one.actor
    return [alias.text for alias in actor.aliases] if actor is not None else [one.name or ""]


def read_body(memory: Memory, phrase: Phrase) -> None:
    """Notes which body a phrase means, where it means one."""
    last = characters(memory.doc, phrase.head, phrase.head + 1)[1]
    if any(e.kind != "group" and e.end >= last for e in phrase.entities()):
        _gender_of_known(memory, phrase)
        return
    if phrase.definite:
        memory.passed.update(e.start for e in phrase.entities() if e.kind == "group" and phrase.noun == e.text)
    if not (read_ministry(memory, phrase) or _read_noun(memory, phrase)):
        _read_name(memory, phrase)


def _read_noun(memory: Memory, phrase: Phrase) -> bool:
    """ "Die Behörde": the one named before."""
    if not phrase.definite or phrase.head > phrase.start + 2 or phrase.stop > phrase.end:
        return False
    if phrase.head == phrase.start + 2 and not memory.doc[phrase.start + 1].text[:1].isupper():
        return False  # but "die Bonner Behörde"
    before = body_before(memory, phrase)
    if before is None:
        return False
    before.gender = grammatical(phrase) or before.gender
    subject = looks_like_subject(memory.doc, phrase.start)
    memory.note(phrase.core, phrase.start, before, "noun", subject=subject, sure=_UNSURE)
    return True


def _read_name(memory: Memory, phrase: Phrase) -> None:
    """ "Das Hafenamt Grauhafen", "der Verband der Almwirte": a body that no table knows."""
    name = named_body(phrase) if phrase.definite else None
    if name is None:
        return
    new = Referent("outlet" if is_medium(phrase) else "organisation", name, gender=grammatical(phrase))
    one = memory.known.setdefault(name, new)
    words = phrase.words if phrase.stop > phrase.end else characters(memory.doc, phrase.start, phrase.end)
    memory.note(words, phrase.start, one, "name", subject=looks_like_subject(memory.doc, phrase.start))
    phrase.taken = phrase.stop


def read_organisation(memory: Memory, name: Name) -> None:
    """Notes a body that the weights see and no table knows: "SV Kranichberg"."""
    first, last = characters(memory.doc, name.start, name.end)
    near = memory.story.references[-_RECENT:]
    if any(e.start < last and e.end > first for e in entities_between(memory.doc, first - _LONGEST, last)) or any(
        r.start < last and r.end > first for r in near
    ):
        return
    text = memory.doc[name.start : name.end].text.strip(_MARKS)
    if text and not text[0].isdigit() and not text.lower().endswith(_THINGS):
        one = memory.known.setdefault(text, Referent("organisation", text))
        memory.note((first, last), name.start, one, "name", subject=looks_like_subject(memory.doc, name.start))


def _gender_of_known(memory: Memory, phrase: Phrase) -> None:
    entity = phrase.entities()[-1]
    one = memory.actor_of(entity)
    one.gender = one.gender or grammatical(phrase)
