"""Whom "er", "sie", "ihn", "Letzterer" mean: by gender and number, by whose words they stand in, by who was named last."""

from spacy.tokens import Doc, Token

from claims.extraction.components.cues import cue_noun
from claims.extraction.components.memory import Memory
from claims.extraction.components.referents import Referent
from claims.extraction.components.tokens import characters

_GENDERS = {"er": "m", "ihn": "m", "ihm": "m", "sie": "f", "ihr": "f", "diese": "f", "dieser": "m"}
_OBJECTS = frozenset({"ihn", "ihm", "ihr"})
_SPEAKING = frozenset({"ich"})
_CLOSE = 0.35  # two scores nearer than that are close
_UNSURE = 0.6
_SPEAKER = 1.6  # what it counts in reported speech that somebody is the speaker
_UNKNOWN_GENDER = 0.6
_BODY = 0.8
_REACH = 12
_NEAR = 3  # tokens between a possessive and its noun
_POSSESSIVES = ("sein", "ihr")
_LATEST = 30  # places that are looked at


def is_pronoun(token: Token) -> bool:
    """Is it a word of the third person that stands for somebody by itself, or tells whose words they are ("seinen Angaben")?"""
    word = token.lower_
    if token.tag_ == "PPOSAT" and word.startswith(_POSSESSIVES):
        return any(cue_noun(t) for t in token.doc[token.i + 1 : token.i + 1 + _NEAR])
    if word == "beiden":
        return token.i > 0 and token.nbor(-1).lower_ in {"die", "den"} and not _goes_on(token)
    if word in {"diese", "dieser"}:
        following = token.nbor() if token.i + 1 < len(token.doc) else None
        return following is not None and following.tag_.endswith("(FIN)")
    if word in {"ihr", "sie"} and token.tag_ == "PPOSAT":
        return False
    return (
        word in _GENDERS
        and token.tag_ in {"PPER", "PPOSAT", "PDS", "NE", "NN", "PRELS", "ART"}
        and not _is_formal(token)
    )


def _goes_on(token: Token) -> bool:
    """Does a noun follow, so that it is no pronoun: "die beiden Länder"?"""
    following = token.nbor() if token.i + 1 < len(token.doc) else None
    return following is not None and following.tag_.startswith(("N", "ADJ(A)", "FM", "CARD"))


def _is_formal(token: Token) -> bool:
    """ "Sie", "Ihr", "Ihnen" for whom one speaks to: a capital where no sentence begins."""
    return token.text[:1].isupper() and not _opens(token)


def _opens(token: Token) -> bool:
    if token.is_sent_start or token.i == 0:
        return True
    before = token.nbor(-1)
    return before.text in {"„", '"', "»", "“", "‚", ":", "«", ".", "!", "?"} or before.is_space


def resolve(memory: Memory, token: Token) -> list[tuple[Referent, float]]:
    """Whom the pronoun means, with how sure that is; several for a plural, none where nobody fits."""
    word = token.lower_
    if word == "beiden" or (word in {"sie", "diese"} and _is_plural(token)):
        return _several(memory, token)
    feminine = _GENDERS.get(word, "f" if word.startswith("ihr") else "m") == "f"
    ranked = _ranked(memory, token, feminine=feminine)
    if not ranked:
        return []
    if word in {"diese", "dieser"}:
        ranked = [(0.0, _last(memory, [one for _, one in ranked]))]
    (best, one), *rest = ranked
    if one.kind == "person" and one.feminine is None:
        one.feminine = feminine
    return [(one, _UNSURE if rest and best - rest[0][0] < _CLOSE else 1.0)]


def _ranked(memory: Memory, token: Token, *, feminine: bool) -> list[tuple[float, Referent]]:
    """Everybody whom the pronoun may mean with a score, best first."""
    barred = _barred(memory, token)
    speaker = _speaker(memory)
    speech = memory.speech.form if memory.speech is not None and speaker is not None else None
    said = 0.0 if _in_same_words(memory, token, feminine=feminine) else _SPEAKER
    ranked = [
        (score + _fitness(one) + (said if one is speaker else 0), one)
        for score, one in memory.best(lambda one: _may_be(one, feminine=feminine) and one not in barred)
        if one is not speaker or speech != "direct"
    ]
    new = speaker is not None and all(one is not speaker for _, one in ranked) and speaker not in barred
    if speaker is not None and new and speech != "direct" and _may_be(speaker, feminine=feminine):
        ranked.append((_SPEAKER - 1, speaker))
    return sorted(ranked, key=lambda pair: -pair[0])


def _fitness(one: Referent) -> float:
    if one.kind != "person":
        return -_BODY
    return -_UNKNOWN_GENDER if one.feminine is None else 0.0


def _last(memory: Memory, among: list[Referent]) -> Referent:
    """Of these the one named last."""
    return next(s.referent.itself for s in reversed(memory.seen) if s.referent.itself in among)


def _in_same_words(memory: Memory, token: Token, *, feminine: bool) -> bool:
    """Does the same sentence of the same speech name somebody whom the pronoun may mean?"""
    return any(
        s.sentence == memory.sentence
        and s.speech is memory.speech
        and s.subject
        and s.token < token.i
        and _may_be(s.referent.itself, feminine=feminine)
        for s in memory.seen[-12:]
    )


def _may_be(one: Referent, *, feminine: bool) -> bool:
    if one.plural:
        return False
    if one.kind == "person":
        return one.feminine is None or one.feminine == feminine
    return one.kind in {"organisation", "outlet", "document"} and one.gender == ("f" if feminine else "m")


def _is_plural(token: Token) -> bool:
    """Is the verb of the pronoun a plural? Of "sie" alone: "sie rechneten", "haben sie"."""
    doc = token.doc
    near = [doc[i] for i in range(max(token.i - 2, 0), min(token.i + _REACH, len(doc))) if i != token.i]
    before = [t for t in near if t.i < token.i and t.i >= token.i - 2 and t.tag_.endswith("(FIN)")]
    behind = [t for t in near if t.i > token.i and (t.tag_.endswith("(FIN)") or _closes(t))]
    verb = before[-1] if before and before[-1].i == token.i - 1 else (behind[0] if behind else None)
    if verb is None or any(t.text in {".", ":", ";"} for t in doc[min(token.i, verb.i) : max(token.i, verb.i)]):
        return False
    form = verb.lower_
    return form in {"sind", "seien"} or (form.endswith("n") and not form.endswith("ein"))


def _closes(token: Token) -> bool:
    """An infinitive by its form right before the end of a clause: the plural in "wie sie schreiben"."""
    following = token.nbor() if token.i + 1 < len(token.doc) else None
    return (
        token.tag_ == "VV(INF)"
        and (following is None or following.text in {",", ".", ":", ";"})
        and token.nbor(-1).lower_ != "zu"
    )


def _several(memory: Memory, token: Token) -> list[tuple[Referent, float]]:
    return [(one, 1.0) for one in named_together(memory, token.i)]


def named_together(memory: Memory, before: int) -> list[Referent]:
    """Those named side by side last before this token ("X und Y"), or the group named last."""
    near = [seen for seen in memory.seen[-_LATEST:] if memory.sentence - seen.sentence <= 1 and seen.token < before]
    for last in reversed(near):
        one = last.referent.itself
        if one.kind == "group" or one.plural:
            return [one]
        earlier = (s for s in near if s.referent.itself is not one and s.token < last.token)
        partner = next((s.referent.itself for s in earlier if _joined(memory.doc, s.token, last.token)), None)
        if partner is not None and partner.kind == one.kind:
            return [partner, one]
    return []


def _joined(doc: Doc, first: int, second: int) -> bool:
    between = doc[first:second]
    return (
        second - first <= _REACH
        and any(t.lower_ in {"und", "sowie"} for t in between)
        and not any(t.tag_.startswith("V") or t.text == "," for t in between)
    )


def _barred(memory: Memory, token: Token) -> list[Referent]:
    """An object is not its own subject: whoever stands in the same clause already."""
    if token.lower_ not in _OBJECTS:
        return []
    low = next(
        (
            i
            for i in range(token.i - 1, max(token.i - _REACH, 0), -1)
            if memory.doc[i].text in {",", ";", ".", ":", "„"} or memory.doc[i].lower_ in {"und"}
        ),
        -1,
    )
    return [
        seen.referent.itself
        for seen in memory.seen[-6:]
        if low < seen.token < token.i and seen.sentence == memory.sentence and seen.subject
    ]


def _speaker(memory: Memory) -> Referent | None:
    """Who says the words that the pronoun stands in, where that is known by name."""
    draft = memory.speech
    if draft is None or draft.speaker is None:
        return None
    latest = (r for r in reversed(memory.story.references[-_LATEST:]) if draft.speaker[0] <= r.start < draft.speaker[1])
    noted = next((r.referent.itself for r in latest if r.referent.itself.kind == "person"), None)
    return noted or memory.named_at(draft.speaker)


def words_of(token: Token) -> tuple[int, int]:
    """The characters of the pronoun."""
    return characters(token.doc, token.i, token.i + 1)
