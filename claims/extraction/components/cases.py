"""Who does and who gets, by the German order of words: which phrase of a clause is its subject, where no ending says so."""

from collections.abc import Sequence
from itertools import takewhile

from spacy.tokens import Doc, Span, Token

from claims.extraction.components.clauses import finite_verb
from claims.extraction.components.personal import is_personal
from claims.extraction.components.phrases import core_end, is_nominal, may_be_subject, names_state, phrase_end
from claims.extraction.lexicon import lexicon
from claims.extraction.types import ActorRole

_WORDS = lexicon("grammar")
_FEMININE = frozenset(_WORDS["feminine_names"])
_GIVING = frozenset(_WORDS["dative_verbs"])
_TO = frozenset({"an", "nach", "für", "gegen", "gegenüber", "mit", "ans", "fürs"})
_BY = frozenset({"von", "vom", "durch", "seitens"})
_NOMINATIVES = frozenset(
    {"der", "die", "das", "ein", "eine", "ihr", "ihre", "sein", "seine", "dieser", "diese", "dieses"}
)
_CUTS = frozenset({",", ";", ":", "–", "—", "(", ")", "„", "“", '"', "»", "«", ".", "!", "?"})
_BEFORE_NAME = ("ART", "ADJ(A)", "PPOSAT", "PDAT", "PIAT", "CARD")
_NOMINATIVE_PRONOUNS = frozenset({"er", "man", "wir", "ich", "du"})
_EITHER_PRONOUNS = frozenset({"sie", "es", "das", "dies", "diese", "dieser", "dieses"})
_OBLIQUE_RELATIVES = frozenset({"was", "wen", "wem", "den", "dem", "denen", "deren", "dessen"})
_TIMES = frozenset(_WORDS["time_nouns"]) | {"Anfang", "Mitte", "Ende", "Mal"}
_ACTING = tuple(_WORDS["acting_nouns"])
_SUBORDINATING = frozenset(
    (*_WORDS["conjunctions"], *_WORDS["question_words"], *_WORDS["maybe_conjunctions"], "wonach")
)
_REACH = 40  # words to either side that belong to a clause at most


def role_of(doc: Doc, span: Span, *, person: bool) -> ActorRole:
    """agent: who does it, the subject of its clause, behind "von" or "durch" where it is passive; recipient: behind "an",
    "nach", "für", "gegen", or a dative; else about. The second of two names ("X und Y") is what the first is."""
    low = opening(doc, span.start)
    first = _phrase_start(doc, span, person=person)
    if first - 2 >= low and doc[first - 1].lower_ in {"und", "sowie"} and is_nominal(doc[first - 2]):
        span = doc[_name_start(doc, first - 2) : first - 1]
        first = _phrase_start(doc, span, person=person)
    before = doc[first - 1] if first > low else None
    if before is not None and before.lower_ in _TO and before.tag_.startswith(("APPR", "APPO")):
        return "recipient"
    if before is not None and before.tag_.startswith("APPR"):
        return "agent" if before.lower_ in _BY and is_passive(_clause(doc, span)) else "about"
    if _is_dative(doc, first, span):
        return "recipient"
    if _is_inside(doc, first, before, span) or not may_be_subject(doc, first, span.end):
        return "about"
    return _by_clause(doc, first, span)


def opening(doc: Doc, at: int) -> int:
    """Where the sentence of token `at` starts, or as far back as a clause may reach; spaCy's own look goes through all of
    a sentence, however long."""
    low = max(0, at - _REACH)
    while at > low and not doc[at].is_sent_start:
        at -= 1
    return at


def _phrase_start(doc: Doc, span: Span, *, person: bool) -> int:
    """Where the phrase begins whose name is `span`: at its article, adjectives, a person's office, a noun that tells what it is
    ("die Drogeriekette Rosalind")."""
    first, low = span.start, max(opening(doc, span.start), span.start - 8)
    named = first > low and doc[first - 1].tag_ == "NN"  # "Eintracht Braunschweig", "die Drogeriekette Rosalind"
    told = named and (first - 1 == low or doc[first - 2].lower_ in _NOMINATIVES)
    if told and not names_state(doc, span.start) and not span.text.endswith("s"):
        first -= 1
    while first > low and (
        doc[first - 1].tag_.startswith(_BEFORE_NAME) or (person and is_personal(doc[first - 1].text))
    ):
        first -= 1
    return first


def _name_start(doc: Doc, last: int) -> int:
    first, low = last, max(opening(doc, last), last - 4)
    while first > low and doc[first - 1].tag_ in {"NE", "FM"}:
        first -= 1
    return first


def _by_clause(doc: Doc, first: int, span: Span) -> ActorRole:
    clause = _clause(doc, span)
    finite = finite_verb(clause)
    if finite is None:
        return "agent" if _opens_sentence(doc, first, span) else "about"
    if _is_subject(doc, clause, finite, first):
        return "about" if is_passive(clause) else "agent"
    return "recipient" if first == span.start and _gives(clause, finite) else "about"


def is_passive(clause: Sequence[Token]) -> bool:
    """Does it say what is done to its subject ("wird geliefert", "sind geliefert worden")?"""
    if not any(word.tag_ == "VV(PP)" for word in clause):
        return False
    return any(word.lower_ == "worden" or (word.lemma_ == "werden" and word.tag_.startswith("VA")) for word in clause)


def _opens_sentence(doc: Doc, first: int, span: Span) -> bool:
    """ "Polen, das Gas kauft, ist …": a name at the start, cut off from its verb by a clause or a list."""
    at = first
    low = opening(doc, first)
    while at > low and doc[at - 1].tag_ == "$(":
        at -= 1
    return at == low and span.end < len(doc) and doc[span.end].text == ","


def _is_dative(doc: Doc, first: int, span: Span) -> bool:
    """ "dem Kreml", "den USA"; of other names with "den" the verb decides."""
    word = doc[first].lower_
    if first == span.start or word not in {"dem", "diesem", "den"}:
        return False
    if word != "den" or _is_plural_name(span):
        return True
    clause = _clause(doc, span)
    finite = finite_verb(clause)
    return finite is not None and _gives(clause, finite)


def _is_plural_name(span: Span) -> bool:
    return span.text in {"USA", "VAE"} or span[-1].text.endswith(("Staaten", "Nationen", "en", "Emiraten", "nen"))


def _is_inside(doc: Doc, first: int, before: Token | None, span: Span) -> bool:
    """Is the name a genitive, or the "der Ukraine" that is no nominative?"""
    if doc[first].lower_ in {"des", "eines"}:
        return True
    if doc[first].lower_ in {"der", "dieser"} and first < span.start and span[0].lower_ in _FEMININE:
        return True
    genitive = first == span.start and span.text.endswith(("s", "’", "'"))
    if before is not None and is_nominal(before) and (genitive or doc[first].lower_ in {"der", "des"}):
        return True
    return genitive and span.end < len(doc) and doc[span.end].tag_ in {"NN", "ADJ(A)"}


def _clause(doc: Doc, span: Span) -> list[Token]:
    low, high = opening(doc, span.start), min(len(doc), span.end + _REACH)
    before = list(takewhile(lambda word: word.text not in _CUTS, (doc[i] for i in range(span.start - 1, low - 1, -1))))
    after = takewhile(
        lambda word: word.text not in _CUTS and not word.is_sent_start, (doc[i] for i in range(span.end, high))
    )
    words = [*reversed(before), *span, *after]
    return [word for word in words if not word.is_space]


def _is_subject(doc: Doc, clause: Sequence[Token], finite: Token, first: int) -> bool:
    """Is the phrase that starts at token `first` the clause's subject: what stands alone before its verb, else the first that
    may be one?"""
    opener = clause[0]
    late = finite.i >= clause[-1].i - 1
    if opener.tag_ in {"PRELS", "PRELAT"} or (opener.tag_ == "ART" and clause[-1] is finite and opener.i != first):
        return opener.lower_ in _OBLIQUE_RELATIVES and first_candidate(doc, opener.i + 1, clause) == first
    if opener.tag_ == "KOUS" or (opener.lower_ in _SUBORDINATING and (late or first < finite.i)):
        return opener.lower_ != "wer" and first_candidate(doc, opener.i + 1, clause) == first
    if first < finite.i:
        return _stands_before_verb(doc, clause, finite, first)
    if fronted_subject(doc, clause, finite):
        return False
    return first_candidate(doc, finite.i + 1, clause) == first


def _stands_before_verb(doc: Doc, clause: Sequence[Token], finite: Token, first: int) -> bool:
    """Does the phrase reach the verb, but for adverbs, and open its clause? In a clause whose verb comes late the first
    candidate is the subject."""
    start = past_particles(clause)
    if start == first or phrase_end(doc, start, finite.i) > first >= start:
        return start == first or _is_coordinated(doc, start, first)
    return not _is_early(doc, clause, finite) and first_candidate(doc, start, clause) == first


def _is_coordinated(doc: Doc, start: int, first: int) -> bool:
    return doc[first - 1].lower_ in {"und", "sowie", "oder"} and core_end(doc, start, first) == first - 1


def _is_early(doc: Doc, clause: Sequence[Token], finite: Token) -> bool:
    start = past_particles(clause)
    return finite.i == start or phrase_end(doc, start, finite.i) >= finite.i


def past_particles(clause: Sequence[Token]) -> int:
    for word in clause:
        if word.tag_ not in {"KON", "ADV", "$("} or word.lower_ in _EITHER_PRONOUNS:
            return word.i
    return clause[0].i


def fronted_subject(doc: Doc, clause: Sequence[Token], finite: Token) -> bool:
    """Does another subject stand before the verb? Where the phrase there may be subject or object ("Diese Zahl nannte
    Oslo"), number and kind decide: a thing is rather said or given than says or gives."""
    start = past_particles(clause)
    if start >= finite.i:
        return False
    word = doc[start]
    if word.lower_ in _NOMINATIVE_PRONOUNS | _EITHER_PRONOUNS and finite.i == start + 1:
        return True
    if word.tag_.startswith("APPR") or not may_be_subject(doc, start, finite.i):
        return False
    end = core_end(doc, start, finite.i)
    if end == start or not {doc[end - 1].text, word.text}.isdisjoint(_TIMES):
        return False
    several = is_several(doc, start, end, finite.i)
    if several != is_plural_verb(finite):
        return not several
    return several or word.lower_ in {"der", "ein"} or _may_act(doc[end - 1])


def is_plural_verb(finite: Token) -> bool:
    return finite.lower_.endswith("n") or finite.lower_ in {"sind", "seid"}


def is_several(doc: Doc, start: int, end: int, stop: int) -> bool:
    """Is the phrase [start, end) a plural: counted, in a row, or with a plural's determiner or none? `stop` is where the row
    ends."""
    words = doc[start:stop]
    if any(
        word.tag_ == "CARD" or word.lower_ in {"und", "viele", "mehrere", "einige", "beide", "alle"} for word in words
    ):
        return True
    noun = doc[end - 1]
    plural_form = noun.tag_ == "NN" and noun.lemma_ != noun.text
    return plural_form and doc[start].lower_ not in {
        "der",
        "das",
        "ein",
        "eine",
        "dieses",
        "dieser",
        "jede",
        "jeder",
        "jedes",
    }


def _may_act(noun: Token) -> bool:
    """Is it somebody: a name, an office, a body that acts?"""
    return noun.tag_ in {"NE", "FM"} or is_personal(noun.text) or noun.lower_.endswith(_ACTING)


def first_candidate(doc: Doc, at: int, clause: Sequence[Token]) -> int | None:
    """The first phrase from `at` on that may be the subject: no object of a preposition, no adverb; None after a pronoun
    that is the subject itself."""
    stop = clause[-1].i + 1
    while at < stop:
        word = doc[at]
        if word.lower_ in _NOMINATIVE_PRONOUNS or (word.lower_ in {"sie", "es"} and word.tag_ == "PPER"):
            return None
        if word.tag_.startswith("APPR"):
            at = max(phrase_end(doc, at + 1, stop, appositions=False), at + 1)
            continue
        end = core_end(doc, at, stop)
        if end > at:
            if may_be_subject(doc, at, end) and doc[end - 1].text not in _TIMES and doc[at].text not in _TIMES:
                return at
            at = end
        else:
            at += 1
    return None


def _gives(clause: Sequence[Token], finite: Token) -> bool:
    """Does the clause's verb give to, help or threaten whom stands with it in the dative?"""
    prefix = next((word.lower_ for word in clause if word.tag_ == "PTKVZ"), "")
    verbs = {word.lemma_.lower() for word in clause if word.tag_.startswith("VV") and word is not finite}
    return bool((verbs | {prefix + finite.lemma_.lower()}) & _GIVING)
