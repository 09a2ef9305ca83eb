"""How firmly the origin stands by a statement (certainty), and whether it affirms or denies it (polarity), after FactBank.

What decides: a question or ob-clause; a predicate over the statement ("dementiert, dass", "es sei unwahrscheinlich, dass",
"bleibt unklar"); its own verb and adverbs ("könnte", "vermutlich"). Of two that affirm, the weaker one; what denies stays a
denial. Subordinate clauses inside weaken nothing, the first subjunctive neither, and a "nicht" inside belongs to what is said.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Token

from claims.extraction.components.clauses import Clause, clauses, complement, finite_verb, main_words
from claims.extraction.components.modals import left_open
from claims.extraction.components.morphology import is_verb
from claims.extraction.components.predicates import Commitment, is_aside, keys, negations, own_keys, predicate
from claims.extraction.lexicon import lexicon
from claims.extraction.types import Certainty

_WORDS = lexicon("modality")
_OF_NOUNS = frozenset(_WORDS["of_nouns"])
_OF_OBJECTS = frozenset(_WORDS["of_objects"])
_COPULAS = frozenset(_WORDS["copulas"])
_TRANSPARENT = frozenset(_WORDS["transparent"])
_RULING = frozenset(_WORDS["ruling"])
_INDIFFERENT = frozenset(_WORDS["indifferent"])
_ORDER: dict[Certainty, int] = {"certain": 0, "probable": 1, "possible": 2, "unknown": 3}

CERTAIN = Commitment("certain", "positive")


def commitment(
    inner: Sequence[Token], outer: Sequence[Token], *, alone: bool = False, narrated: bool = False
) -> Commitment:
    """Of the statement `inner` (one sentence), reported by the words `outer` (may be empty). `alone`: it hangs on no verb of
    theirs but is the speaker's own speech, so that a denial there is about something else. `narrated`: the article says it
    and states of whoever rules something out just that."""
    if not inner:
        return CERTAIN
    asked = _asked(inner)
    over = _first(predicate(clause.words) for clause in _governing(outer))
    if alone and over is not None and over.polarity == "negative":
        over = None
    if asked and not (over and over.polarity == "negative"):
        return asked
    main = main_words(inner)
    stated = _over_complement(inner, main) or _of_noun(inner, main) or _after_opening(inner)
    if stated is None and not narrated:
        stated = _believed(inner, main) or _whether(inner, main) or _of_object(main)
    return _joined(_joined(over, stated), _of_itself(proposition(inner), outer)) or CERTAIN


def _first(found: Iterator[Commitment | None]) -> Commitment | None:
    return next((one for one in found if one is not None), None)


def _governing(outer: Sequence[Token]) -> Iterator[Clause]:
    """The clauses of a frame, those left out that only say more of a noun there ("heißt es im Bericht, der angenommen wurde")."""
    parts = clauses(outer)
    for at, part in enumerate(parts):
        relative = any(word.tag_.startswith("PREL") for word in part.words[:2])
        if not relative or at == len(parts) - 1:
            yield part


def _joined(over: Commitment | None, under: Commitment | None) -> Commitment | None:
    """What is left of a statement by both: a denial, or else the weaker of the two."""
    if over is None or under is None:
        return over or under
    if over.polarity == "negative" or under.polarity == "negative":
        return over if over.polarity == "negative" else under
    return under if over.yields or _ORDER[under.certainty] > _ORDER[over.certainty] else over


def _asked(words: Sequence[Token]) -> Commitment | None:
    clause = next(iter(clauses(words)), None)
    if clause is not None and clause.kind == "ob":
        return Commitment("unknown", "positive", "ob")
    last = next((word.text for word in reversed(words) if word.text in {".", "!", "?", "…"}), "")
    return Commitment("unknown", "positive", "?") if last == "?" else None


def proposition(words: Sequence[Token]) -> list[Token]:
    """The words of the main statement; after "ich glaube, dass" and the like those of what is believed."""
    main = main_words(words)
    said = complement(words) or _second_main(words)
    if said and any(key in _TRANSPARENT for word in main for key in keys(word, main)):
        return main_words(said)
    return main


def _second_main(words: Sequence[Token]) -> list[Token]:
    """The words after "Ich glaube," where a main clause follows a short first one."""
    first = clauses(words)[:2]
    if len(first) < 2 or first[0].kind != "main" or first[1].kind != "main" or len(first[0].words) > 5:
        return []
    start = first[1].words[0].i
    return [word for word in words if word.i >= start]


def _of_itself(said: Sequence[Token], outer: Sequence[Token]) -> Commitment | None:
    """What the statement's own verb and adverbs leave of it."""
    ruled = any(key in _RULING for word in outer for key in keys(word, outer))
    found = left_open(said, negated=bool(negations(said)), permitted=ruled)
    return Commitment(found[0], "positive", found[1]) if found else None


def _over_complement(inner: Sequence[Token], main: Sequence[Token]) -> Commitment | None:
    """What the statement's own main clause says of its dass- or ob-clause: "Es sei unwahrscheinlich, dass …"."""
    said = complement(inner)
    if not said:
        return None
    before = [word for word in main if word.i < said[0].i]
    over = before if finite_verb(before) is not None or not finite_verb(main) else main
    return _doubted(predicate(over) or _can_be(over), over)


def _believed(inner: Sequence[Token], main: Sequence[Token]) -> Commitment | None:
    """ "Ich glaube, wir schaffen das"."""
    found = predicate(main) if _second_main(inner) else None
    return found if found is not None and found.polarity == "positive" and found.certainty != "certain" else None


def _can_be(over: Sequence[Token]) -> Commitment | None:
    """ "Es kann sein, dass", "Mag sein, dass"."""
    finite = finite_verb(over)
    if finite is None or finite.lemma_ not in {"können", "mögen"} or negations(over):
        return None
    sein = any(word.lower_ == "sein" for word in over)
    return Commitment("possible", "positive", f"{finite.text} sein") if sein else None


def _whether(inner: Sequence[Token], main: Sequence[Token]) -> Commitment | None:
    """ "Der Ausschuss prüft, ob": left open, unless both come to the same ("Es sei egal, ob") or a noun asks ("der Streit über die
    Frage, ob")."""
    said = complement(inner)
    over = [word for word in main if said and word.i < said[0].i]
    if not over or said[0].lower_ != "ob" or over[-1].tag_ == "NN" or any(w.lower_ in _INDIFFERENT for w in over):
        return None
    return Commitment("unknown", "positive", "ob")


def _doubted(found: Commitment | None, over: Sequence[Token]) -> Commitment | None:
    """`found`, made weaker by what stands in the same clause: "Vielleicht ist es ein Irrtum, dass"."""
    doubt = left_open(over) if found is not None else None
    if found is None or doubt is None or _ORDER[doubt[0]] <= _ORDER[found.certainty]:
        return found
    return replace(found, certainty=doubt[0], why=f"{doubt[1]}, {found.why}")


def _after_opening(inner: Sequence[Token]) -> Commitment | None:
    """What the clause after a statement that opens its sentence says of it: "Dass es regnet, ist nicht belegt"."""
    parts = clauses(inner)
    if not parts or parts[0].kind != "dass":
        return None
    over = next((part for part in parts[1:] if part.finite is not None and part.finite is part.words[0]), None)
    return _doubted(predicate(over.words), over.words) if over else None


def _of_noun(inner: Sequence[Token], main: Sequence[Token]) -> Commitment | None:
    """What is said of a noun: "Ein Angriff sei möglich", "Von Rückzug könne keine Rede sein"."""
    if finite_verb(main) is None:
        return None
    if negations(main) and any(word.text == "Rede" for word in main) and any(word.lower_ == "sein" for word in main):
        return Commitment("certain", "negative", "keine Rede")
    return _of_subject(inner, main)


def _of_subject(inner: Sequence[Token], main: Sequence[Token]) -> Commitment | None:
    """What an adjective says of its subject: "Ein Angriff sei möglich"."""
    word = _said_of_subject(main)
    if word is None or not _COPULAS & {part.lemma_.lower() for part in main if is_verb(part)}:
        return None
    denied = [part for part in negations(main) if part.i < word.i or word.lower_ != "wahrscheinlich"]
    to_do = any(part.tag_ in {"PTKZU", "VV(IZU)"} for part in inner)
    if word.lower_ in {"möglich", "offen"} and (to_do or denied or not _stays(word, main)):
        return None
    return predicate([word, *denied])


def _said_of_subject(main: Sequence[Token]) -> Token | None:
    """The first listed adjective that is the predicate of its clause, and not with another verb ("werde so bald wie möglich
    operiert", "ist wahrscheinlich gesunken")."""
    verbs = [part for part in main if part.tag_ in {"VV(PP)", "VV(INF)"} and part.lemma_.lower() not in _COPULAS]
    done = _is_done(main)
    for at, word in enumerate(main):
        if word.lower_ not in _OF_NOUNS or word.tag_.startswith("ADJ(A)") or is_aside(main, at):
            continue
        acts = any(verb is not word for verb in verbs[:2])
        if not acts and not (done and word.tag_ == "VV(PP)"):
            return word
    return None


def _stays(word: Token, main: Sequence[Token]) -> bool:
    """A border is open, a question stays open."""
    return word.lower_ != "offen" or any(
        other.lemma_ == "bleiben" or other.lower_ in {"noch", "frage"} for other in main
    )


def _of_object(main: Sequence[Token]) -> Commitment | None:
    """What a verb leaves of its object: "wollte Wahlen nicht ausschließen", "vermutet einen Anschlag"."""
    word = next((word for word in main if is_verb(word) and _OF_OBJECTS & set(own_keys(word, main))), None)
    if word is None:
        return None
    prefixes = [part for part in main if part.tag_ == "PTKVZ" and part.i > word.i]
    found = predicate([word, *prefixes, *negations(main)])
    expelled = found is not None and found.certainty == "certain" and _expels(main)
    return None if expelled else found


def _expels(main: Sequence[Token]) -> bool:
    """ "Er wurde ausgeschlossen", "schloss ihn von den Spielen aus"."""
    away = any(word.tag_.startswith("APPR") and word.lower_ in {"von", "vom", "aus"} for word in main)
    return away or _is_done(main)


def _is_done(main: Sequence[Token]) -> bool:
    """Is it a passive of what happens ("wurde ausgeschlossen"), and not of what can be or is ("kann ausgeschlossen werden")?"""
    finite = finite_verb(main)
    return (finite is not None and finite.lemma_ == "werden") or any(word.lower_ == "worden" for word in main)
