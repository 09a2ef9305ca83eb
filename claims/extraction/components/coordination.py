"""Where one sentence makes several statements: main clauses side by side, clauses under one "dass", and verbs that share
their subject. What is not sure to stand for itself is not cut off."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from spacy.tokens import Token

from claims.extraction.components.cases import is_plural_verb, is_several
from claims.extraction.components.clauses import Clause, clauses, finite_verb, main_words
from claims.extraction.components.cues import cue_verbs
from claims.extraction.components.morphology import is_finite, is_first_subjunctive, is_noun
from claims.extraction.components.phrases import core_end, is_nominal, may_be_subject, phrase_end
from claims.extraction.components.predicates import keys, predicate
from claims.extraction.components.subjects import is_nominative, phrase_as_subject, subject_of
from claims.extraction.lexicon import lexicon

_WORDS = lexicon("statements")
_ADDING = frozenset(_WORDS["adding"])
_AFTER_COMMA = frozenset(_WORDS["adding_after_comma"])
_CONDITIONS = frozenset(_WORDS["conditions"])
_TRANSPARENT = frozenset(lexicon("modality")["transparent"])
_RELATIVES = frozenset(lexicon("clauses")["relatives"])
_CONTENTS = tuple(_WORDS["nouns_of_contents"])
_COMMAS = frozenset({",", "–", "—", "-"})
_ENDS = _COMMAS | {";", ":", "(", ")", ".", "!", "?", "…", "..."}
_NEVER_FIRST = frozenset({"wie", "als", "dass", "sondern", "oder", "beziehungsweise"})
_DASS = frozenset({"dass", "daß"})
_LONGEST_SENTENCE = (
    300  # words; a longer one is no sentence of a newspaper, and each of its commas would cost all of it
)
_AHEAD = 60  # words behind a conjunction in which the verb of its clause is looked for
_SHORTEST = 4  # words of a clause that another may follow after a mere comma
_LONGEST_FRONT = 15  # words before the verb of a main clause
_MAYBE_PARTICIPLE = ("ge", "be", "ver", "er", "ent", "zer", "emp", "miss", "über", "unter", "wider")


@dataclass(slots=True)
class Unit:
    """The words of one statement. `subject` are those that it shares with the one before; `hangs`: its verb stands last,
    the "dass" over it stands before another unit."""

    words: Sequence[Token]
    subject: Sequence[Token] = ()
    hangs: bool = False


@dataclass(frozen=True, slots=True)
class _Seam:
    """A place where a sentence may be cut: its left part ends before word `cut`, its right one begins at `right`. `adds`: a
    conjunction stands there; `comma`: a comma or dash does."""

    cut: int
    right: int
    adds: bool
    comma: bool
    firm: bool = False


def units(words: Sequence[Token], held: Collection[int] = (), *, quoting: bool = False) -> list[Unit]:
    """The statements of one sentence, whose tokens in `held` are never cut apart. `quoting`: reported speech in it is somebody
    else's, under a verb that must not get lost."""
    found = [Unit(words)]
    start = 0
    for seam in _seams(words, held) if len(words) <= _LONGEST_SENTENCE else ():
        left = Unit(words[start : seam.cut], found[-1].subject, found[-1].hangs)
        right = _right(left, words[seam.right : seam.right + _AHEAD], seam, quoting=quoting) if left.words else None
        if right is not None:
            found[-1] = left
            found.append(Unit(words[seam.right :], right.subject, right.hangs))
            start = seam.right
    return found


def _seams(words: Sequence[Token], held: Collection[int]) -> Iterator[_Seam]:
    for at in range(1, len(words) - 1):
        word, before = words[at], words[at - 1]
        if word.i in held:
            continue
        comma = _is_comma(before)
        if word.text == ";":
            yield _Seam(at, at + 1, adds=False, comma=True, firm=True)
        elif (word.lower_ in _ADDING and word.tag_ == "KON") or (word.lower_ in _AFTER_COMMA and comma):
            yield _Seam(at - int(comma), at + 1, adds=True, comma=comma)
        elif _is_comma(word) and words[at + 1].lower_ not in _AFTER_COMMA | _ADDING:
            yield _Seam(at, at + 1, adds=False, comma=True)
        elif _is_gap(before, word) and not comma and word.lower_ not in _AFTER_COMMA | _ADDING:
            yield _Seam(at, at, adds=False, comma=True)


def _is_comma(word: Token) -> bool:
    """A comma or a dash, not the hyphen of "6:0-Sieg"."""
    spaced = word.i > 0 and bool(word.whitespace_) and bool(word.nbor(-1).whitespace_)
    return word.text in _COMMAS and (word.text != "-" or spaced)


def _is_gap(before: Token, word: Token) -> bool:
    """Do words of a frame stand between the two?"""
    return word.i > before.i + 1 and not all(token.is_space for token in word.doc[before.i + 1 : word.i])


def _right(left: Unit, rest: Sequence[Token], seam: _Seam, *, quoting: bool) -> Unit | None:
    """What begins behind a seam, where that is a statement beside the one before it."""
    if not rest or not any(is_finite(word) for word in left.words):
        return None
    opens = left.words[0].lower_
    if rest[0].lower_ in _DASS:
        inner = any(word.lower_ in _DASS for word in left.words[1:])
        return Unit(rest) if seam.adds and opens in _DASS and not inner else None
    if opens in _DASS or left.hangs:
        return _beside_dass(left, rest) if seam.adds else None
    return _beside_main(left, rest, seam, quoting=quoting)


def _beside_main(left: Unit, rest: Sequence[Token], seam: _Seam, *, quoting: bool) -> Unit | None:
    """A main clause beside a main clause."""
    main = main_words(rest)
    own = _main_verb(left)
    finite = finite_verb(main) or (plural_verb(rest) if own is not None and not _rules(own) else None)
    if finite is None or own is None or not _is_direct(rest, finite) or (_is_condition(left) and not seam.firm):
        return None
    if quoting and _is_reported(rest, finite) and not is_first_subjunctive(own):
        return None
    if _waits(left.words, own) and (_is_last(rest, finite) or not seam.comma):
        return None
    if _has_subordinate_end(left.words) and (not seam.comma or _is_last(rest, finite)):
        return None
    before = [word for word in main if word.i < finite.i]
    if before:
        return Unit(rest) if _is_second(before, finite, own, rest, seam) and _may_follow(left, finite, seam) else None
    return _sharing(left, rest, finite) if seam.adds else None


def _rules(own: Token) -> bool:
    """Does an infinitive go with this verb?"""
    return own.tag_ == "VM(FIN)" or own.lemma_.lower() in {"werden", "lassen"}


def plural_verb(rest: Sequence[Token]) -> Token | None:
    """The verb of "die Preise sinken", which the tagger takes for an infinitive: the last word, behind a plural alone."""
    parts = clauses(rest)[:1]
    words = [word for word in parts[0].words if word.text not in _ENDS] if parts else []
    if len(words) < 2 or not words[-1].tag_.endswith("(INF)") or not is_nominal(words[-2]):
        return None
    verb = words[-1]
    return verb if len(phrase_as_subject(verb.doc, words[0].i, verb.i, verb)) == len(words) - 1 else None


def _is_reported(rest: Sequence[Token], finite: Token) -> bool:
    """Is it the subjunctive of reported speech? "Ich habe" is none."""
    return is_first_subjunctive(finite) and not any(word.lower_ == "ich" for word in rest[:_SHORTEST])


def _waits(words: Sequence[Token], own: Token) -> bool:
    """Is the clause not over yet: its auxiliary waits for a verb, or what stands behind a colon or a frame for its own?"""
    after = [word for word in words if word.i > own.i]
    auxiliary = own.tag_ in {"VM(FIN)", "VA(FIN)"} and own.lemma_.lower() != "sein"
    if auxiliary and any(word.text == "," for word in after) and not any(word.tag_.startswith("V") for word in after):
        return True
    cuts = [b.i for a, b in pairwise(words) if a.text == ":" or _is_gap(a, b)]
    return bool(cuts) and not any(is_finite(word) for word in words if word.i >= cuts[-1])


def _main_verb(unit: Unit) -> Token | None:
    return finite_verb(main_words(unit.words))


def _is_direct(rest: Sequence[Token], finite: Token) -> bool:
    """Is the verb one of the clause that begins `rest`: in its first part, or right behind what was put in there?"""
    first, *others = clauses(rest)
    if first.kind == "main" or (first.finite is None and finite in first.words):
        return first.finite is None or first.finite is finite
    part = next((part for part in others if part.finite is finite), None)
    return first.kind in {"fragment", "embedded"} and part is not None and part.words[0] is finite


def _is_condition(unit: Unit) -> bool:
    """Does it begin with "wenn" or the like, or with its verb ("Sollte es regnen, …")?"""
    first = unit.words[0]
    if first.lower_ in _CONDITIONS:
        return True
    opens = is_finite(first) and not unit.subject
    return opens and any(part.finite is part.words[0] for part in clauses(unit.words)[1:2])


def _has_subordinate_end(words: Sequence[Token]) -> bool:
    """Is the last clause of `words` a subordinate one, or one that still waits for its verb?"""
    parts = clauses(words)
    while len(parts) > 1 and parts[-1].kind == "fragment" and not _opens_relative(parts[-1]):
        if parts[-2].finite is not None:
            return False  # an apposition or a list behind a whole clause
        parts = parts[:-1]
    last = parts[-1] if parts else None
    if last is None or last.kind in {"dass", "ob", "embedded"}:
        return True
    late = last.finite is None or last.finite is last.words[-1]
    if len(parts) < 2 or not late:
        return False
    before = last.words[:-1]
    return last.words[0].lower_ in _RELATIVES or (bool(before) and not is_one_constituent(before))


def _opens_relative(part: Clause) -> bool:
    first = part.words[0]
    return first.lower_ in _RELATIVES and (first.tag_.startswith("PREL") or len(part.words) < 2)


def _is_second(before: Sequence[Token], finite: Token, own: Token, rest: Sequence[Token], seam: _Seam) -> bool:
    """Is the verb the second part of its clause, as in main clauses?"""
    if len(before) > _LONGEST_FRONT or before[0].lower_ in _NEVER_FIRST or _is_gap(before[-1], finite):
        return False
    one = is_one_constituent(before)
    if not one and any(word.tag_.startswith(("V", "KON")) or word.text in _COMMAS for word in before):
        return False
    if not seam.adds and not seam.firm and (not one or (before[0].lower_ in _RELATIVES and len(before) == 1)):
        return False
    if not _is_last(rest, finite):
        return True
    return one and (seam.adds or seam.firm) and not _may_be_infinite(finite, own)


def _is_last(rest: Sequence[Token], finite: Token) -> bool:
    """Is the verb the last word of its clause?"""
    following = next((word for word in rest if word.i > finite.i), None)
    return following is None or following.text in _ENDS or following.lower_ in _ADDING


def _may_be_infinite(finite: Token, own: Token) -> bool:
    """May the word go with the auxiliary before it, "hat Brot gebacken und Wein verkauft"?"""
    auxiliary = own.lemma_.lower() if own.tag_ in {"VM(FIN)", "VA(FIN)"} else ""
    if finite.lower_ == finite.lemma_.lower() and auxiliary not in {"", "sein", "haben"}:
        return True
    return auxiliary != "" and finite.lower_.startswith(_MAYBE_PARTICIPLE)


def is_one_constituent(words: Sequence[Token]) -> bool:
    """Are these words one part of a sentence: a phrase, one with its preposition, an adverb?"""
    first, doc, end = words[0], words[0].doc, words[-1].i + 1
    if len(words) == 1:
        return True
    if end - first.i != len(words):  # something was put in between
        end = next((a.i + 1 for a, b in pairwise(words) if b.i > a.i + 1), end)
    start = first.i + int(first.tag_.startswith("APPR") or (first.tag_ == "ADV" and end - first.i > 1))
    if first.tag_ == "ADV" and doc[start].tag_.startswith("APPR"):
        start += 1
    reached = phrase_end(doc, start, end, appositions=False)
    if reached < end and reached > start and doc[reached].tag_.startswith("APPR"):
        reached = phrase_end(doc, reached + 1, end, appositions=False)  # "die Lage in Kiew"
    return reached == end


def _may_follow(left: Unit, finite: Token, seam: _Seam) -> bool:
    """May a main clause stand beside `left`? After a mere comma it is often what `left` speaks of: "Ich glaube, er kommt"."""
    if seam.adds or seam.firm:
        return True
    if left.words[-1].lower_.endswith(_CONTENTS):
        return False
    main = main_words(left.words)
    return len(main) >= _SHORTEST and predicate(main) is None and not _reports(main, finite)


def _reports(main: Sequence[Token], following: Token) -> bool:
    """Is what follows with the verb `following` told by the clause `main`: "Der Sender meldet, die Lage sei ruhig"? A verb with
    an object tells that ("Das Museum zeigt 40 Bilder"), and so does a passive."""
    own = finite_verb(main)
    if own is None or own.lemma_.lower() in {"werden", "sein"}:
        return False
    said = (key for word in main if word.tag_.startswith("VV") for key in keys(word, main))
    tells = any(key in cue_verbs() or key in _TRANSPARENT for key in said)
    return tells and (is_first_subjunctive(following) or not _has_complement([word for word in main if word.i > own.i]))


def _sharing(left: Unit, rest: Sequence[Token], finite: Token) -> Unit | None:
    """A verb that goes on with the subject of the clause before, where it has an object or the like of its own."""
    if rest[0] is not finite or not _has_complement(rest[1:]):
        return None
    after = [word for word in rest[1:3] if word.lower_ != "sich"]
    if after and (is_nominative(after[0]) or (after[0] is not rest[1] and after[0].lower_ in {"die", "der", "das"})):
        return None  # "und sprachen sich die beiden aus"
    subject = left.subject or subject_of(left.words)
    own = _main_verb(left)
    if not subject or own is None or is_plural_verb(own) != is_plural_verb(finite):
        return None
    return Unit(rest, subject)


def _has_complement(words: Sequence[Token]) -> bool:
    """Does a noun, name or figure stand in the clause that `words` go on with?"""
    for word in words:
        if word.text in _ENDS:
            return False
        if is_nominal(word) or word.tag_ == "CARD":
            return True
    return False


def _beside_dass(left: Unit, rest: Sequence[Token]) -> Unit | None:
    """A clause that goes on under the "dass" of the one before, its verb last; a main clause only in reported speech."""
    clause = clauses(rest)[0]
    finite = clause.finite
    if finite is None or clause.kind != "main":
        return None
    if not _is_last(rest, finite):
        before = [word for word in clause.words if word.i < finite.i]
        stands = bool(before) and is_one_constituent(before) and is_first_subjunctive(finite)
        return Unit(rest) if stands else None
    return _hanging(left, clause, finite, rest)


def _hanging(left: Unit, clause: Clause, finite: Token, rest: Sequence[Token]) -> Unit | None:
    whose = _own_subject(clause, finite)
    if whose is None:
        return None
    if whose:
        return Unit(rest, hangs=True)
    subject = left.subject or subject_of(left.words)
    return Unit(rest, subject, hangs=True) if subject and any(is_noun(word) for word in clause.words) else None


def _own_subject(clause: Clause, finite: Token) -> bool | None:
    """Has a clause with its verb last a subject of its own? None: who knows."""
    first, doc = clause.words[0], finite.doc
    if is_nominative(first):
        return True
    end = core_end(doc, first.i, finite.i)
    if end == first.i:
        return None
    if not may_be_subject(doc, first.i, end) or is_several(doc, first.i, end, end) != is_plural_verb(finite):
        return False if core_end(doc, end, finite.i) == end else None
    definite = first.tag_ in {"ART", "PPOSAT", "PDAT"} or first.tag_ in {"NE", "FM"}
    return True if definite and (end < finite.i or first.tag_ == "NE") else None
