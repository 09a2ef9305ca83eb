"""Cue words: is this verb or noun one that reports?"""

from functools import cache
from typing import Literal

from spacy.tokens import Doc, Token

from claims.extraction.components.morphology import is_verb
from claims.extraction.components.segments import Segment
from claims.extraction.lexicon import lexicon

Group = Literal["clause", "act", "think"]
# Nouns that also end other words: they count alone or after a clear first part ("Polizeiangaben"), see `cue_noun`.
_SHORT_NOUNS = frozenset({"wort", "zahl", "urteil", "quelle", "kreis", "version", "lesart"})


@cache
def cue_verbs() -> dict[str, Group]:
    """Every cue verb in one piece ("ankündigen") with its group."""
    words = lexicon("cues")
    groups: tuple[Group, ...] = ("think", "act", "clause")
    return {verb.replace("|", ""): group for group in groups for verb in words[group]}


@cache
def _nouns(name: str) -> tuple[str, ...]:
    return tuple(noun.lower() for noun in lexicon("cues")[name])


def cue_noun(token: Token, name: str = "nouns") -> bool:
    """Is this one of the lexicon's nouns, or a compound that ends in one: "Angaben", "US-Schätzungen"?"""
    if token.tag_ not in {"NN", "NE", "FM"} and not token.text[:1].isupper():
        return False
    lemma = token.lemma_.lower()
    forms = (lemma, token.lower_)
    return any(_is_form(form, noun) for form in forms for noun in _nouns(name))


def _is_form(form: str, noun: str) -> bool:
    for ending in ("", "n", "en", "s", "e", "es", "er", "ern"):
        if form == noun + ending:
            return True
        if form.endswith(noun + ending) and noun not in _SHORT_NOUNS and len(form) > len(noun) + len(ending) + 1:
            return True
    return form in {"worten", "worte", "wörter"} and noun == "wort"


def verb_lemma(doc: Doc, clause: Segment) -> str:
    """The lemma of what a clause's verb says, with its separable prefix: "kündigte … an" and "hat … angekündigt" give
    "ankündigen"; empty where there is none."""
    if clause.verb < 0:
        return ""
    finite = doc[clause.verb]
    if finite.tag_ in {"VA(FIN)", "VM(FIN)"}:
        others = [
            t
            for t in doc[clause.start : clause.end]
            if is_verb(t) and t.i != finite.i and not t.tag_.startswith(("VA", "VM"))
        ]
        return others[-1].lemma_.lower() if others else finite.lemma_.lower()
    lemma = finite.lemma_.lower()
    if clause.type in {"main", "fragment"}:
        following = doc[clause.verb + 1 : clause.end]
        prefix = next((t.lower_ for t in following if t.tag_ == "PTKVZ"), "")
        last = following[-1].lower_ if len(following) else ""
        if not prefix and last in _PREFIXES and last + lemma in cue_verbs():
            prefix = last
        return prefix + lemma
    return lemma


_PREFIXES = frozenset(lexicon("grammar")["verb_prefixes"])


def cue_group(doc: Doc, clause: Segment) -> Group | None:
    """What kind of cue the clause's verb is, or None."""
    lemma = verb_lemma(doc, clause)
    return cue_verbs().get(lemma)
