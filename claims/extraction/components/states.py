"""Which state a noun means: "das Land", "der Norden", "die Volksrepublik", "das Nachbarland", "Ersteres"."""

import re
from collections import Counter

from spacy.tokens import Token

from claims.extraction.components.entities import Entity
from claims.extraction.components.memory import Memory
from claims.extraction.components.phrasing import Phrase
from claims.extraction.components.referents import Referent
from claims.extraction.lexicon import lexicon
from sources.knowledge import KnownActor, english_name

_STATE = frozenset({"Land", "Landes", "Lande", "Staat", "Staates"})
_POINTS = {"Norden": "Nord", "Nordens": "Nord", "Süden": "Süd", "Südens": "Süd"}
_HALVES = ("Nord", "Süd")
_REGIMES = frozenset({"Volksrepublik", "Republik", "Königreich", "Emirat", "Föderation", "Sultanat", "Bundesrepublik"})
_NEIGHBOURS = frozenset({"Nachbarland", "Nachbarstaat", "Nachbarlandes", "Nachbarn"})
_VISIT = re.compile(r"besuch|bereis")
_NEAR = 3
_AS_NOUN = 2  # times as telling as an adjective: "Nordkorea", "südkoreanische"
_LATEST = 60  # places that are looked at


def states(memory: Memory, phrase: Phrase) -> list[Referent]:
    """The state or states that "das Land", "der Norden", "die Volksrepublik", "die beiden Länder" mean; the town of "die
    türkische Hauptstadt"."""
    noun = phrase.noun
    if noun == "Hauptstadt":
        return _capital(phrase)
    if any(t.lower_ in {"beiden", "beide"} for t in phrase.doc[phrase.start : phrase.head]):
        return _pair(memory) if noun in lexicon("grammar")["state_nouns"] else []
    definite = phrase.definite or (phrase.start > 0 and phrase.doc[phrase.start - 1].tag_ == "APPRART")
    if not definite or phrase.head > phrase.start + 1 + (noun in _STATE and _is_described(phrase)):
        return []
    if noun in _NEIGHBOURS:
        return _neighbour(memory, phrase)
    return _pointed(memory, phrase) if phrase.definite else []


def _pointed(memory: Memory, phrase: Phrase) -> list[Referent]:
    """Of "das Land", "der Norden", "die Volksrepublik"."""
    noun = phrase.noun
    if noun in _STATE:
        return _visited(memory, phrase) if _visitors(memory, phrase) else _topic(memory)
    if noun in _POINTS and phrase.determiner in {"der", "den", "dem", "des"}:
        return _by_name(memory, _POINTS[noun])
    return _by_regime(memory, noun) if noun in _REGIMES else []


def _pair(memory: Memory) -> list[Referent]:
    """The two states named most often of late; none where there is one only."""
    named = [s.referent.itself for s in memory.seen[-_LATEST:] if s.referent.kind == "country"]
    times = Counter(one.name for one in reversed(named))
    latest = {one.name: one for one in named}
    chosen = [latest[name] for name, _ in times.most_common(2)]
    return chosen if len(chosen) > 1 else []


def _is_described(phrase: Phrase) -> bool:
    """Does one adjective stand before the noun that names no state: "das ostafrikanische Land"?"""
    word = phrase.doc[phrase.start + 1]
    return word.tag_.startswith("ADJ(A") and word.lower_.endswith(("ische", "ischen")) and not phrase.entities()


def _capital(phrase: Phrase) -> list[Referent]:
    """ "Die türkische Hauptstadt": the town."""
    state = next((e.actor for e in phrase.entities() if e.kind == "country" and e.actor is not None), None)
    seat = (
        next((a for a in state.aliases if a.kind == "metonym" and a.language != "en"), None)
        if state is not None
        else None
    )
    return [Referent("place", english_name(seat.text))] if seat is not None else []


def _neighbour(memory: Memory, phrase: Phrase) -> list[Referent]:
    """The state next to the one that this sentence names; else, of those named before, the one that is not the topic."""
    here = {
        s.referent.itself.name
        for s in memory.seen[-_LATEST:]
        if s.sentence == memory.sentence and s.token < phrase.start
    }
    others = [one for _, one in memory.best(lambda one: one.kind == "country" and one.name not in here)]
    if here or len(others) < 2:  # one to be next to the other
        return others[:1]
    topic = _topic(memory)
    return [one for one in others if one not in topic][:1]


def _topic(memory: Memory) -> list[Referent]:
    """The state that the last sentence naming one is about: its subject, else the one named most often there."""
    states = [s for s in memory.seen[-_LATEST:] if s.referent.kind == "country"]
    if not states:
        return []
    last = states[-1].sentence
    if memory.sentence - last > _NEAR:
        return []
    here = [s for s in states if s.sentence == last]
    subject = next((s for s in here if s.subject), None)
    if subject is not None:
        return [subject.referent]
    return [max(reversed(here), key=lambda s: sum(o.referent is s.referent for o in here)).referent]


def _visitors(memory: Memory, phrase: Phrase) -> frozenset[str]:
    """The states of whoever visits "das Land" in this sentence."""
    sentence = phrase.doc[phrase.start].sent
    if not any(word.tag_.startswith("VV") and _VISIT.search(word.lower_) for word in sentence):
        return frozenset()
    here = [s.referent.itself for s in memory.seen[-_LATEST:] if s.sentence == memory.sentence]
    return frozenset(state for one in here if one.kind == "person" for state in one.nations)


def _visited(memory: Memory, phrase: Phrase) -> list[Referent]:
    """The state that is visited: not the visitor's own, and sooner one that is named so much that all is about it."""
    own = _visitors(memory, phrase)
    times: Counter[int] = Counter()
    others: dict[int, Referent] = {}
    for seen in reversed(memory.seen[-_LATEST:]):
        one = seen.referent.itself
        if one.kind == "country" and (one.actor is None or one.actor.slug not in own):
            others.setdefault(id(one), one)
            times[id(one)] += 1 if phrase.doc[seen.token].tag_.startswith("ADJ") else _AS_NOUN
    return [others[key] for key, _ in times.most_common(1)]


def _by_name(memory: Memory, beginning: str) -> list[Referent]:
    """The half of a divided country, where the article names a half of one: Korea, Sudan."""
    halves = [
        s.referent for s in memory.seen[-_LATEST:] if s.referent.kind == "country" and s.referent.actor is not None
    ]
    names = [one.actor.name_de for one in halves if one.actor is not None]
    rest = next((name[len(start) :] for name in reversed(names) for start in _HALVES if name.startswith(start)), None)
    if rest is None:
        return []
    found = [one for one, name in zip(halves, names, strict=True) if name == beginning + rest]
    known = memory.gazetteer.named(beginning + rest)
    return found[-1:] or ([known_state(known)] if known is not None and known.kind == "country" else [])


def _by_regime(memory: Memory, noun: str) -> list[Referent]:
    def fits(one: Referent) -> bool:
        actor = one.actor
        return (
            one.kind == "country"
            and actor is not None
            and any(noun.lower() in alias.text.lower() for alias in actor.aliases)
        )

    return [one for _, one in memory.best(fits, within=40)][:1]


def known_state(actor: KnownActor) -> Referent:
    """A state of the knowledge base that the article has not named."""
    entity = Entity(0, 0, "", actor.name, "country", actor, actor, "name")
    return Referent("country", actor.name, entity)


def ordinal(memory: Memory, token: Token) -> list[Referent]:
    """Whom "Ersteres", "Letztere" mean: the first or second of the two named side by side before."""
    word = token.lower_
    if not word.startswith(("erstere", "letztere")) or (token.i + 1 < len(token.doc) and token.nbor().tag_ == "NN"):
        return []
    neuter = word.endswith("s")
    pair = [
        s.referent.itself
        for s in memory.seen[-_LATEST:]
        if 0 < memory.sentence - s.sentence <= 1 and (s.referent.kind == "country") == neuter
    ]
    once = list(dict.fromkeys(map(id, pair)))
    unique = [next(one for one in pair if id(one) == key) for key in once][:2]
    return [unique[0 if word.startswith("erstere") else 1]] if len(unique) == 2 else []
