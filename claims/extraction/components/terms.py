"""The content words of a claim in normal form: stems, compounds taken apart, phrases of several words as one."""

import re
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache

from spacy.tokens import Doc, Token

from claims.extraction.components.cases import role_of
from claims.extraction.components.drafts import Draft
from claims.extraction.components.morphology import is_finite, is_verb, parts_of
from claims.extraction.components.numerals import NUMBER_NOUNS
from claims.extraction.components.personal import is_personal, is_role_noun
from claims.extraction.components.senses import PLAIN, senses, stem
from claims.extraction.components.times import times_of
from claims.extraction.components.units import measure_concept
from claims.extraction.lexicon import lexicon
from claims.extraction.types import SOMEBODY, Term, TermSort

_SORTS: dict[str, TermSort] = {"NN": "thing", "NE": "name", "FM": "name", "XY": "name", "ADJ": "quality", "VV": "act"}
_ACTING = tuple(lexicon("grammar")["acting_nouns"])
_POINTING = frozenset(lexicon("grammar")["pointing_nouns"])
_ROADS = {"Autobahn": "a", "Bundesstraße": "b", "A": "a", "B": "b"}
_OPENING = frozenset({"KON", "KOUS", "ADV", "APPR", "$("})  # what may stand before the first that is named
_TIMES = re.compile(r"(?:ein|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|elf|zwölf|\d+)mal")
_AGED = re.compile(r"(\d+)-?jähr")
_NEGATIONS = frozenset(lexicon("modality")["negations"])
_REACH = 12  # words from the first to the last of a phrase
_LONGEST = 60  # terms of a claim


def terms_of(doc: Doc, draft: Draft) -> tuple[Term, ...]:
    """What `draft` says besides known actors, figures and times: each term once, in order."""
    taken = _taken(doc, draft)
    words = [token for span in draft.tokens(doc) for token in span if not token.is_space]
    lemmas = [_lemma(word, words) for word in words]
    found: dict[str, Term] = {}
    used = set[int]()
    for places, phrase, sense in _phrases(lemmas):
        used.update(places)
        parts = tuple(_term(lemmas[one], words[one].tag_, "act") for one in places if _sort(words[one]))
        found.setdefault(phrase, Term(phrase, "act", (sense,), parts if len(parts) > 1 else ()))
    for at, word in enumerate(words):
        if numbered := _age(word) or _road(word):
            found.setdefault(numbered, Term(numbered, "name"))
            continue
        sort = _sort(word)
        if at in used or sort is None or _is_aside(word) or taken(word) or (at and _road(words[at - 1])):
            continue
        term = _term(lemmas[at], word.tag_, sort)
        known = found.get(term.key)
        found[term.key] = term if known is None or term.sort == "act" else known
    return tuple(found.values())[:_LONGEST]


def doers_of(doc: Doc, draft: Draft, terms: Sequence[Term]) -> tuple[str, ...]:
    """The keys of the terms that stand for who does what the claim tells."""
    keys = {term.key for term in terms if term.sort in {"thing", "name"}}
    nouns = [word for span in draft.tokens(doc) for word in span if _may_act(word)][:_LONGEST]
    found = {
        _term(word.lemma_, word.tag_, "name" if word.tag_ == "NE" else "thing").key: word for word in reversed(nouns)
    }
    named = tuple(key for key, word in found.items() if key in keys and _acts(doc, word))
    words = [word for span in draft.tokens(doc) for word in span][:_LONGEST]
    pointing = _points_back(doc, words) and not any(actor.role == "agent" for actor in draft.actors)
    return (*named, SOMEBODY) if pointing or any(_is_open(doc, word) for word in words) else named


def _is_open(doc: Doc, word: Token) -> bool:
    """Is it a pronoun for somebody of whom the article does not tell who it is?"""
    if word.lower_ == "man":
        return True
    return word.tag_ == "PPER" and word.lower_ in {"er", "sie"} and not _is_known(doc, word)


def _points_back(doc: Doc, words: Sequence[Token]) -> bool:
    """Is the first that is named somebody's ("seine Partei") or just "das Land", and the article does not tell whose or which?"""
    at = next((at for at, word in enumerate(words) if word.tag_ in {"NN", "NE"}), 0)
    if at == 0 or _is_known(doc, words[at - 1]) or _is_known(doc, words[at]):
        return False
    if words[at - 1].tag_ == "PPOSAT":
        opens = all(word.tag_ in _OPENING for word in words[: at - 1])
        return opens and words[at - 1].lower_.startswith(("sein", "ihr"))
    bare = at + 1 == len(words) or words[at + 1].tag_[:2] not in {"NE", "NN", "AR", "AP"}
    return bare and words[at - 1].tag_ == "ART" and _acts(doc, words[at]) and words[at].lower_ in _POINTING


def _is_known(doc: Doc, word: Token) -> bool:
    return any(r.referent.itself.name for r in doc._.discourse.covering(word.idx, word.idx + len(word)))


def _may_act(word: Token) -> bool:
    """Is it a name, or a noun for somebody or a body that acts?"""
    if word.tag_ in {"NE", "NNA"}:
        return True
    if word.tag_ != "NN":
        return False
    return is_role_noun(word.text) or is_personal(word.text) or word.lower_.endswith(_ACTING)


def _acts(doc: Doc, noun: Token) -> bool:
    return role_of(doc, doc[noun.i : noun.i + 1], person=False) == "agent"


def _taken(doc: Doc, draft: Draft) -> Callable[[Token], bool]:
    """Tells whether a word stands in the name of an actor, in a figure's number or in a time."""
    places = [actor.span for actor in draft.actors] + [time.span for time in times_of(doc)]
    figures = [figure.span for figure in doc._.quantities or ()]
    names = doc._.discourse.between(draft.start, draft.end)
    known = {actor.name for actor in draft.actors}
    places += [(r.start, r.end) for r in names if r.referent.itself.name in known]
    return lambda word: any(
        start <= word.idx and word.idx + len(word) <= end
        for start, end in (places + figures if word.text[0].isdigit() or word.lower_ in NUMBER_NOUNS else places)
    )


def _sort(word: Token) -> TermSort | None:
    """What sort of term it makes, if any. "Hamburger" of "im Hamburger Hafen" is a name; a measure belongs to its figure."""
    if (
        word.text[0].isdigit()
        or _TIMES.fullmatch(word.lower_)
        or (word.tag_.startswith("ADJ") and word.text[0].isupper() and not word.is_sent_start)
    ):
        return "name"
    if measure_concept(word.text):
        return None
    sort = _SORTS.get(word.tag_[:3]) or _SORTS.get(word.tag_[:2])
    return sort if word.text[0].isalpha() else None


def _age(word: Token) -> str | None:
    """The age that "34-jährig" and "34 Jahre alt" tell, as one key."""
    if match := _AGED.match(word.lower_):
        return f"{match[1]}jahre"
    old = word.lower_ == "jahre" and word.i + 1 < len(word.doc) and word.nbor().lemma_.lower() == "alt"
    return f"{word.nbor(-1).lower_}jahre" if old and word.i > 0 else None


def _road(word: Token) -> str | None:
    """The road that "A9", "A 9" and "Autobahn 9" mean, as one key."""
    letter = _ROADS.get(word.text)
    number = word.nbor().text if letter and word.i + 1 < len(word.doc) else ""
    return f"{letter}{number}" if number.isdecimal() else None


def _is_aside(word: Token) -> bool:
    """A negation, or what follows "wie" in "wie versprochen", says nothing of what is said to be so."""
    after_how = word.i > 0 and word.nbor(-1).lower_ == "wie" and word.tag_ in {"VV(PP)", "ADJ(D)"}
    return after_how or word.lower_ in _NEGATIONS


def _lemma(word: Token, words: Sequence[Token]) -> str:
    """The lemma, that of a verb with the prefix that stands apart in its clause."""
    if not is_verb(word):
        if word.tag_[:2] in {"NN", "NE"}:
            return word.lemma_
        return word.lemma_.lower() if word.tag_.startswith("ADJ") else word.lower_
    lemma = word.lemma_.lower()
    if not word.tag_.endswith("(FIN)"):
        return lemma
    for other in words:
        if other.i > word.i and (other.text in {",", ";", ".", ":"} or is_finite(other)):
            break
        if other.i > word.i and other.tag_ == "PTKVZ":
            return other.lower_ + lemma
    return lemma


def _phrases(lemmas: Sequence[str]) -> Iterator[tuple[list[int], str, str]]:
    """The phrases of several words: all but the verb side by side, which may stand before or behind, near."""
    stems = [stem(lemma) for lemma in lemmas]
    places: dict[str, list[int]] = {}
    for at, one in enumerate(stems):
        places.setdefault(one, []).append(at)
    for at, verb in enumerate(stems):
        for phrase, sense in senses().phrases.get(verb, ()):
            size = len(phrase) - 1
            near = (start for start in places.get(phrase[0], ()) if abs(start - at) <= _REACH)
            start = next((one for one in near if tuple(stems[one : one + size]) == phrase[:-1]), None)
            if start is not None:
                yield [*range(start, start + size), at], " ".join(phrase), sense


def _term(lemma: str, tag: str, sort: TermSort) -> Term:
    return _name(lemma) if sort == "name" else _common(lemma, sort, tag)


def _name(lemma: str) -> Term:
    """A name in the genitive is the same name."""
    key = lemma.lower().translate(PLAIN).removesuffix("s")
    return Term(key, "name", senses().words.get(stem(lemma), ()))


@lru_cache(maxsize=30_000)
def _common(lemma: str, sort: TermSort, tag: str) -> Term:
    key = stem(lemma)
    parts = (lemma.split("-") if "-" in lemma else parts_of(lemma, tag)) if sort == "thing" else ()
    kept = tuple(Term(stem(part), "thing", senses().words.get(stem(part), ())) for part in parts)
    return Term(key, sort, senses().words.get(key, ()), kept if len(kept) > 1 else ())
