"""Who hands what to whom, or about whom a figure is: read from the actors of an article's mentions, with the words around
them. Pure.

A figure has a direction of its own by the roles of its mention's actors and the prepositions before them ("aus Nordkorea
an Russland"). What it leaves out ("Fünf Millionen seien es bereits") is taken from its article: from the nearest figure of
the same thing, else, for what is handed over, from the nearest mention that tells of a delivery. Whoever merely counts
("Seoul geht von 7.000 Containern aus") is no part of it.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

AGENT, RECIPIENT, ABOUT = "agent", "recipient", "about"
TRANSFER = "transfer"
_REACH = 40  # characters before an actor in which its preposition stands

# Stems of words that say what is done with what is counted; the one nearest to the figure decides.
_DEEDS: Mapping[str, str] = {
    TRANSFER: (
        "liefer|verschiff|schick|gesandt|sandte|versend|send(?:et|en)|verbracht|gebracht|brachte|übergeb|überga|export|ausgeführt"
        "|ausfuhr|entsand|entsend|erhalten|erhielt|bekam|bekomm|transport|import|abgeb|abgegeb|zugesagt|zusag|gelang(?:t|en)"
        "|gegangen|eingetroffen|beliefer|bereitgestellt|bereitstell|spende|gespendet"
    ),
    "make": "produzier|herstell|hergestellt|gebaut|errichte|gefertigt|erzeugt|bauen",
    "fire": "abfeuer|abgefeuert|verschoss|verschieß|feuerte|gefeuert",
    "destroy": "zerstör|abgeschossen|abschuss|abschoss|vernichte|versenk|abgefangen|abgewehrt",
    "damage": "beschädig",
    "kill": r"getötet|töte|starb|sterben|gestorben|ums leben|umgekommen|erschossen",
    "injure": "verletz|verwund",
    "train": "ausgebildet|ausbild|trainier",
    "capture": "gefangen(?:genommen)?|festgenommen|verhafte|festnahm",
    "recruit": "rekrutier|eingezogen|mobilisier|einberuf",
    "flee": "geflohen|flohen|fliehen|geflüchtet|vertrieben",
    "lose": "verlor|verlier",
    "cut": "gestrichen|streich|abgebaut|abbau|entlass|wegfall",
    "create": "geschaffen|schaff|entstanden|entsteh",
    "buy": "gekauft|kaufte|kaufen|bestell|erworben|erwarb",
    "sell": "verkauf|abgesetzt",
}
_DEED = re.compile("|".join(f"(?P<{deed}>{stems})" for deed, stems in _DEEDS.items()))
# Words by which somebody counts, holds or says, and does nothing.
_COUNTS = re.compile(
    r"\b(?:sprech|sprich|sprach|gesproch|geht|ging|gehen|rechne|schätz|hält|hielt|halten|nenn|nannt|genannt|kommt|kommen|kam"
    r"|beziffer|veranschlag|zähl|gezähl|meld|gemeld|bericht|erwart|vermut|korrigier|glaub|sagt|erklär|gibt|gab|bestätig|behaupt"
    r"|spricht|räumt|widersprich|widersprach)\w*"
)
# Before an actor: a preposition, an article and adjectives between them at most.
_FROM, _TO, _IN = (
    re.compile(rf"\b(?:{words})\s+(?:[a-zäöüß-]+\s+){{0,2}}$")
    for words in (
        "[Aa]us|[Vv]on|vom",
        "[Aa]n|[Nn]ach|[Ff]ür|ans|[Gg]en|[Ii]n Richtung|[Zz]ugunsten",
        "[Ii]n|[Ii]m|[Bb]ei|[Bb]eim|[Aa]uf|innerhalb",
    )
)
_DELIVERY = re.compile(r"\s+(?:\w+\s+)?\w*(?:liefer|export|ausfuhr|sendung)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Part:
    """An actor of a mention, by the key that figures are grouped by, and its place in the article. `adjective`: it says
    whose another thing is ("nordkoreanische Soldaten")."""

    actor: int
    role: str
    start: int
    end: int
    adjective: bool = False


@dataclass(frozen=True, slots=True)
class Telling:
    """One mention: its words by place, its actors in order, who says it (keys). `own_voice`: the article itself."""

    key: int
    spans: Sequence[tuple[int, int]]
    words: Sequence[str]
    parts: Sequence[Part]
    speakers: frozenset[int] = frozenset()
    own_voice: bool = False

    @property
    def start(self) -> int:
        """Where it starts."""
        return min(start for start, _end in self.spans)

    def before(self, place: int) -> str:
        """The words of its own right before `place`."""
        for (start, end), words in zip(self.spans, self.words, strict=True):
            if start <= place < end:
                return words[max(0, place - start - _REACH) : place - start]
        return ""

    def after(self, place: int) -> str:
        """The words of its own from `place` on."""
        for (start, end), words in zip(self.spans, self.words, strict=True):
            if start <= place < end:
                return words[place - start :]
        return ""


@dataclass(frozen=True, slots=True)
class Counted:
    """A figure at a place of a telling. `thing`: what is counted, in which unit (anything that can be compared), `noun` in
    which word; `goods`: it can be handed over; `harm`: people come to harm, and it counts where; `acts`: what is done
    with it keeps figures apart."""

    key: int
    telling: Telling
    start: int
    end: int
    thing: object
    noun: str = ""
    goods: bool = False
    harm: bool = False
    acts: bool = True


@dataclass(frozen=True, slots=True)
class Direction:
    """Whom a figure is about. `others`: whom its mention names beside these, who count only where nothing else does."""

    agent: int | None = None
    recipient: int | None = None
    deed: str = ""
    others: frozenset[int] = frozenset()

    @property
    def whole(self) -> bool:
        """Are both sides known?"""
        return self.agent is not None and self.recipient is not None

    def fits(self, other: "Direction") -> bool:
        """Does nothing of this one speak against what `other` tells?"""
        pairs = ((self.agent, other.agent), (self.recipient, other.recipient), (self.deed or None, other.deed or None))
        agree = all(one is None or two is None or one == two for one, two in pairs)
        return agree and self.others <= {other.agent, other.recipient}

    def completed(self, other: "Direction") -> "Direction":
        """This one with what it lacks from `other`."""
        agent = other.agent if self.agent is None else self.agent
        recipient = other.recipient if self.recipient is None else self.recipient
        return replace(self, agent=agent, recipient=recipient, deed=self.deed or other.deed)


def counting_agent(telling: Telling) -> Part | None:
    """Who counts or says in the article's own voice, and does nothing of what is counted."""
    if not telling.own_voice or not any(_COUNTS.search(words.lower()) for words in telling.words):
        return None
    return next((part for part in telling.parts if part.role == AGENT), None)


def directions(tellings: Sequence[Telling], figures: Sequence[Counted]) -> dict[int, Direction]:
    """The direction of each of one article's `figures`, by their keys."""
    own = {figure.key: _own(figure) for figure in figures}
    deliveries = [(one.start, told) for one in tellings if (told := _delivery(one)).whole]
    return {figure.key: _filled(figure, own, figures, deliveries) for figure in figures}


def deed_near(telling: Telling, place: int, end: int) -> str:
    """What is done, by the word of `telling` that stands nearest to a figure at [place:end], whose own words say nothing of
    it; empty where none says."""
    found = [
        (abs(at - place), match.lastgroup or "")
        for (start, _end), words in zip(telling.spans, telling.words, strict=True)
        for match in _DEED.finditer(words.lower())
        if not place <= (at := start + match.start()) < end
    ]
    return min(found, default=(0, ""))[1]


def _own(figure: Counted) -> Direction:
    telling, place = figure.telling, figure.start
    deed = deed_near(telling, place, figure.end) if figure.acts else ""
    handed = figure.goods or deed == TRANSFER
    told = _sided(telling, place, handed=handed)
    if handed:
        return replace(told, deed=deed)
    return _about(telling, told, deed, place, where_first=figure.harm)


def _about(telling: Telling, told: Direction, deed: str, place: int, *, where_first: bool) -> Direction:
    """One whom a figure is about that nobody hands over: who does it, else where it is so."""
    where = [part for part in _shown(telling) if _IN.search(telling.before(part.start))]
    nearest = _nearest([part for part in _shown(telling) if part.role != AGENT], place)
    located = _nearest(where, place)
    ranked = [told.agent, located, told.recipient, nearest]
    ranked = [located, told.recipient, nearest, told.agent] if where_first else ranked
    return Direction(next((one for one in ranked if one is not None), None), None, deed)


def _delivery(telling: Telling) -> Direction:
    """What a mention tells of a delivery; nothing where it tells of none."""
    if not any(match.lastgroup == TRANSFER for words in telling.words for match in _DEED.finditer(words.lower())):
        return Direction()
    return replace(_sided(telling, telling.start, handed=True), deed=TRANSFER)


def _sided(telling: Telling, place: int, *, handed: bool) -> Direction:
    """Agent and recipient by roles, else by the words around the actors."""
    shown = list(_shown(telling))
    sides = {part: _side(telling, part, handed=handed) for part in shown}
    agent = _nearest([part for part in shown if sides[part] == AGENT], place)
    recipient = _nearest([part for part in shown if sides[part] == RECIPIENT and part.actor != agent], place)
    others = {part.actor for part in shown if sides[part] == ABOUT} - {agent, recipient}
    whole = agent is not None and recipient is not None
    return Direction(agent, recipient, others=frozenset() if whole else frozenset(others))


def _side(telling: Telling, part: Part, *, handed: bool) -> str:
    if not handed or part.role == AGENT:
        return part.role
    before = "" if part.adjective else telling.before(part.start)
    if _FROM.search(before) or _DELIVERY.match(telling.after(part.end)):
        return AGENT
    return RECIPIENT if part.role == RECIPIENT or _TO.search(before) else ABOUT


def _shown(telling: Telling) -> Iterator[Part]:
    """The actors of a mention but who only counts, and who says it unless that is who does it."""
    counting = counting_agent(telling)
    agents = {part.actor for part in telling.parts if part.role == AGENT}
    doing = agents if agents <= telling.speakers else set()
    for part in telling.parts:
        says = part.actor in telling.speakers and part.role != RECIPIENT and part.actor not in doing
        if not says and not (counting and counting.actor == part.actor):
            yield part


def _nearest(parts: Iterable[Part], place: int) -> int | None:
    """The one that stands nearest to `place`, one before it first."""
    ranked = sorted(parts, key=lambda part: (abs(part.start - place), part.start))
    return ranked[0].actor if ranked else None


def _filled(
    figure: Counted,
    own: Mapping[int, Direction],
    figures: Sequence[Counted],
    deliveries: Sequence[tuple[int, Direction]],
) -> Direction:
    """The direction of `figure` with what it lacks from its article."""
    mine = own[figure.key]
    handed = figure.goods or mine.deed == TRANSFER
    if mine.whole or (mine.agent is not None and not handed):
        return mine
    alike = [one for one in figures if one.thing == figure.thing and (handed or figure.harm or one.noun == figure.noun)]
    same = [(one.start, own[one.key]) for one in alike if own[one.key].agent is not None]
    wanted: Callable[[Direction], bool] = (lambda told: told.whole) if handed else (lambda _told: True)
    for told in (same, deliveries if handed else ()):
        near = sorted(told, key=lambda one: (one[0] > figure.start, abs(one[0] - figure.start)))
        fitting = next((one for _place, one in near if wanted(one) and mine.fits(one)), None)
        if fitting is not None:
            return mine.completed(fitting)
    return mine
