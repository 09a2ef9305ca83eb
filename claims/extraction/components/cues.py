"""Cue words: is this verb or noun one that reports?"""

from functools import cache

from spacy.tokens import Doc, Token

from claims.extraction.components.morphology import is_verb
from claims.extraction.components.segments import Segment
from claims.extraction.lexicon import lexicon

GROUPS = ("clause", "act", "think")
# Nouns that also end other words: they count alone or after a clear first part ("Polizeiangaben"), see `cue_noun`.
_SHORT_NOUNS = frozenset({"wort", "zahl", "urteil", "quelle", "kreis", "version", "lesart"})


@cache
def cue_verbs() -> frozenset[str]:
    """Every cue verb in one piece: "ankündigen"."""
    return frozenset(verb.replace("|", "") for group in GROUPS for verb in lexicon("cues")[group])


@cache
def act_verbs() -> frozenset[str]:
    """The cue verbs that tell a speech act by themselves: "zurückweisen"."""
    return frozenset(verb.replace("|", "") for verb in lexicon("cues")["act"])


@cache
def _nouns() -> tuple[str, ...]:
    return tuple(noun.lower() for noun in lexicon("cues")["nouns"])


def cue_noun(token: Token) -> bool:
    """Is this one of the lexicon's nouns, or a compound that ends in one: "Angaben", "US-Schätzungen"?"""
    if token.tag_ not in {"NN", "NE", "FM"} and not token.text[:1].isupper():
        return False
    lemma = token.lemma_.lower()
    forms = (lemma, token.lower_)
    return any(_is_form(form, noun) for form in forms for noun in _nouns())


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


def reports(doc: Doc, clause: Segment) -> bool:
    """Is the clause's verb a cue?"""
    return verb_lemma(doc, clause) in cue_verbs()
