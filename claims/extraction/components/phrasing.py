"""A noun phrase for a person, a body or a state: its noun, its determiner, whose it is, and the name that it stands beside."""

from collections.abc import Mapping
from dataclasses import dataclass

from spacy.tokens import Doc

from claims.extraction.components.entities import Entity, entities_between
from claims.extraction.components.memory import Memory
from claims.extraction.components.offices import office_of
from claims.extraction.components.personal import is_personal, noun_gender
from claims.extraction.components.phrases import TIME_NOUNS, core_end, is_nominal, office_end
from claims.extraction.components.referents import Referent
from claims.extraction.components.tokens import characters
from claims.extraction.lexicon import lexicon
from claims.extraction.types import Span

_DEFINITE = frozenset(
    {
        "der",
        "die",
        "das",
        "dem",
        "den",
        "des",
        "dieser",
        "diese",
        "dieses",
        "diesem",
        "diesen",
        "im",
        "beim",
        "vom",
        "zum",
        "zur",
        "am",
    }
)
_INDEFINITE = frozenset({"ein", "eine", "einen", "einem", "einer", "eines"})
_GENDERED = frozenset({"ein*e", "eine*r", "ein:e", "eine:r", "ein_e", "eine_r", "ein/e", "eine/r"})
_COPULA = frozenset({"sein", "heißen", "bleiben", "werden"})
_CLOSING = frozenset({",", ".", ":", ";", ")", "–", "—", "!", "?", "(", "„", "“", '"', "»", "«"})
_NOT_NOW = (*lexicon("grammar")["not_in_office"], "bisherig", "abtretend", "scheidend")
_REACH = 8
_PREPOSED = ("APPR", "APPO")
_OBLIQUE = frozenset(
    {"dem", "den", "des", "einem", "einen", "eines", "seinem", "seinen", "seines", "ihrem", "ihren", "ihres"}
)
_PLACING = frozenset({"am", "an", "beim", "bei", "im", "in"})
_TIES = frozenset({"von", "vom", "für"}) | _PLACING
_GENITIVES = frozenset({"des", "der", "eines", "einer"})


@dataclass(slots=True)
class Phrase:
    """Tokens [start, end) of a noun phrase with `head`, its last common noun; `stop` is where its attributes end."""

    doc: Doc
    start: int
    head: int
    end: int
    stop: int
    taken: int = 0  # up to where its words say nothing else

    @property
    def noun(self) -> str:
        return self.doc[self.head].text

    @property
    def determiner(self) -> str:
        return self.doc[self.start].lower_

    @property
    def definite(self) -> bool:
        return self.start < self.head and self.determiner in _DEFINITE

    @property
    def indefinite(self) -> bool:
        return self.start < self.head and self.determiner in _INDEFINITE | _GENDERED

    @property
    def possessive(self) -> bool:
        first = self.doc[self.start]
        return self.start < self.head and (first.tag_ == "PPOSAT" or first.lower_ in {"deren", "dessen"})

    @property
    def feminine(self) -> bool | None:
        """Is it a woman? None where the noun leaves it open."""
        gender = noun_gender(self.noun, self.determiner)
        return gender == "f" if gender else None

    @property
    def former(self) -> bool:
        """Is it somebody who held the office once, or will?"""
        return any(t.lower_.startswith(_NOT_NOW) for t in self.doc[self.start : self.head])

    @property
    def words(self) -> Span:
        return characters(self.doc, self.start, self.stop)

    @property
    def core(self) -> Span:
        return characters(self.doc, self.start, self.head + 1)

    def office(self) -> tuple[str | None, str | None]:
        """Role and affiliation that it tells."""
        return office_of(self.doc, self.start, self.stop)

    def entities(self) -> list[Entity]:
        """Known actors named in it before and in its noun: "der russische", "US-"."""
        low, high = self.core
        return [e for e in entities_between(self.doc, low, high) if e.end <= high]


def phrase_at(doc: Doc, start: int, stop: int, names: dict[int, tuple[int, Referent | None]]) -> Phrase | None:
    """The noun phrase that opens at token `start`; its noun is the last one before a person's name in it."""
    if doc[start].tag_ == "ADV":
        return None
    end = core_end(doc, start, stop)
    special = _aged(doc, start, stop) or (_nominalised(doc, start, stop) if end == start else None)
    return special or (_plain(doc, start, end, stop, names) if end > start else None)


def _plain(doc: Doc, start: int, end: int, stop: int, names: Mapping[int, object]) -> Phrase | None:
    name = next((i for i in range(start, end) if i in names), None)
    head = (name if name is not None else end) - 1
    while head > start and not is_nominal(doc[head]):
        head -= 1
    if head < start or not is_nominal(doc[head]):
        return None
    if name is None and (first := _first_noun(doc, start, head)) < head:
        return Phrase(doc, start, first, first + 1, first + 1)
    if name is not None:
        return Phrase(doc, start, head, end, head + 1)
    beyond = max(_stop(doc, start, end, stop), end)
    cut = next((i for i in range(end, beyond) if i in names), beyond)
    owned = cut < beyond and (doc[cut - 1].tag_.startswith("APPR") or doc[cut - 1].lower_ in _GENITIVES)
    return Phrase(doc, start, head, end, end if owned else cut)


def _aged(doc: Doc, start: int, stop: int) -> Phrase | None:
    """ "Die 52 Jahre alte Juristin"."""
    if (
        start + 4 >= stop
        or doc[start + 1].tag_ != "CARD"
        or doc[start + 2].text != "Jahre"
        or not doc[start + 3].lower_.startswith("alt")
    ):
        return None
    head = start + 4
    return (
        Phrase(doc, start, head, head + 1, max(_stop(doc, head, head + 1, stop), head + 1))
        if is_nominal(doc[head])
        else None
    )


def _first_noun(doc: Doc, start: int, head: int) -> int:
    """ "weil die Fahrerin | Schlangenlinien fuhr": behind a noun for a person another noun begins another phrase."""
    nouns = (i for i in range(start, head) if doc[i].tag_ == "NN" and doc[i + 1].tag_ == "NN")
    return next((i for i in nouns if is_personal(doc[i].text) and not is_personal(doc[i + 1].text)), head)


def _nominalised(doc: Doc, start: int, stop: int) -> Phrase | None:
    """ "Die 61-Jährige", "Der Ältere": an adjective that is a noun."""
    head = start + 1
    if doc[start].tag_ not in {"ART", "PPOSAT"} or head >= stop or not doc[head].tag_.startswith("ADJ"):
        return None
    if not (doc[head].text[:1].isupper() or doc[head].text[:1].isdigit()) or (
        head + 1 < stop and is_nominal(doc[head + 1])
    ):
        return None
    return Phrase(doc, start, head, head + 1, head + 1)


def _stop(doc: Doc, start: int, end: int, stop: int) -> int:
    """Where its attributes end: the genitive and the body, "der Direktor der Sternwarte Hohenried"; no time, "am Freitag"."""
    tie = doc[min(end, stop - 1)].lower_
    if tie not in _GENITIVES | _TIES or (tie in _PLACING and not is_personal(doc[end - 1].text) and tie != "in"):
        return end
    inner = core_end(doc, end + 1, stop)
    if tie in _PLACING and any(t.text in TIME_NOUNS for t in doc[end + 1 : max(inner, end + 2)]):
        return end
    return office_end(doc, start, stop)


def name_beside(memory: Memory, phrase: Phrase, stop: int) -> tuple[int, Referent] | None:
    """The person whose name stands with the phrase: "die Botschafterin Anna Beer", "der Direktor des X, Jan Beer,",
    "Jan Beer, der Direktor", "Direktor ist seit Mai Jan Beer". Gives the token of the name."""
    named = ((at, memory.names[at][1]) for at in _places_beside(memory.doc, phrase, stop) if at in memory.names)
    return next(((at, person.itself) for at, person in named if person is not None), None)


def _places_beside(doc: Doc, phrase: Phrase, stop: int) -> list[int]:
    right = [phrase.head + 1] if phrase.head + 1 < phrase.end or phrase.stop == phrase.head + 1 else []
    if phrase.start > 1 and doc[phrase.start - 1].text == ",":
        right += _before_comma(doc, phrase.start - 1)
    at = phrase.stop
    right += [at] if at > phrase.end else []
    if at + 1 < stop and doc[at].text == ",":
        right += _behind_comma(doc, at + 1, stop)
    if at < stop and doc[at].lower_ in {"namens"}:
        right.append(at + 1)
    return right + _predicate(doc, phrase, stop)


def _behind_comma(doc: Doc, at: int, stop: int) -> list[int]:
    """The name in ", Jan Beer,", ", ein Däne namens Jan Beer,", ", Professorin Anna Beer,"."""
    last = next(
        (i for i in range(at, min(at + _REACH, stop)) if doc[i].text in _CLOSING or doc[i].tag_.endswith("(FIN)")), None
    )
    if last is None or any(
        doc[i].tag_.startswith(("KO", "APPR")) and doc[i].lower_ != "namens" for i in range(at, last)
    ):
        return []
    named = next((i + 1 for i in range(at, last) if doc[i].lower_ == "namens"), None)
    nominal = next((i for i in range(at, last) if doc[i].tag_ in {"NE", "FM"}), None)
    return [named] if named is not None else [i for i in (at, at + 1, nominal) if i is not None and i < last]


def _before_comma(doc: Doc, comma: int) -> list[int]:
    """The starts that a name before a comma may have."""
    return [i for i in range(comma - 1, max(comma - 5, -1), -1) if doc[i].text[:1].isupper()]


def _predicate(doc: Doc, phrase: Phrase, stop: int) -> list[int]:
    """The name in "Chefarzt am Klinikum X ist seit Mai Jan Beer": behind a verb of being at the end of the clause."""
    at = phrase.stop
    if at >= stop or doc[at].lemma_.lower() not in _COPULA or not doc[at].tag_.endswith("(FIN)"):
        return _elided(doc, phrase)
    return [
        i
        for i in range(at + 1, min(at + _REACH, stop))
        if doc[i].tag_ in {"NE", "FM"} and not doc[i - 1].tag_.startswith("APPR")
    ][:1]


def _elided(doc: Doc, phrase: Phrase) -> list[int]:
    """ "Der Roman heißt „Salz“, die Autorin Dunja Kralj": the name is right behind the noun anyway."""
    return [phrase.head + 1] if phrase.head + 1 < len(doc) else []


def looks_like_subject(doc: Doc, at: int) -> bool:
    """Does the phrase at token `at` look like a subject: no preposition, no oblique determiner before it in its clause?"""
    low = max(at - 5, 0)
    for i in range(at, low - 1, -1):
        token = doc[i]
        if i < at and (token.text in {",", ".", ":", ";", "„", '"', "“", "»"} or token.tag_.startswith("V")):
            return True
        if token.tag_.startswith(_PREPOSED):
            return False
        if token.lower_ in _OBLIQUE:
            return False
        if i < at and token.lower_ in {"der", "einer"} and i and is_nominal(doc[i - 1]):
            return False
        if token.is_sent_start:
            return True
    return True
