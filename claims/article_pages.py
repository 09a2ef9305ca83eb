"""What the page of an article and its downloads say: passages with notes beside them, whose words it is made of, where it
comes from, how far its reading has come."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import get_language_info, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from claims.dossiers import ArticleDossier
from claims.hops import Hop
from claims.marking import Excerpt, Mark, joined
from claims.models import Mention
from claims.passages import Passage, numbers, paragraphs_of, passages
from claims.presenters import Sign, Step, called, path, signs, speaker, spread
from claims.separators import Grouped
from claims.vocabulary import Certainty, Form
from claims.voices import Hand, Stretch, hand_of, shares, stretches
from sources.models import Actor, ActorKind, Article, ArticleState

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

HANDS: Mapping[Hand, "StrOrPromise"] = {
    Hand.OWN: gettext_lazy("The article's own voice"),
    Hand.FIRST: gettext_lazy("First hand"),
    Hand.SECOND: gettext_lazy("Second hand"),
    Hand.UNNAMED: gettext_lazy("Unnamed sources"),
}
MEANINGS: Mapping[Hand, "StrOrPromise"] = {
    Hand.OWN: gettext_lazy("what it says itself, and the words around quotations"),
    Hand.FIRST: gettext_lazy("what it has from whom it names"),
    Hand.SECOND: gettext_lazy("what it has by way of another outlet or of somebody else"),
    Hand.UNNAMED: gettext_lazy("what anonymous or unnamed people are said to have said"),
}
ALONGSIDE = 6  # other claims over the same words that a note names
WIDTH = 1000  # of the drawing, in its own units


@dataclass(frozen=True, slots=True)
class Note:
    """What stands beside a claim: who says it by way of whom, signs, how often it is told; `alongside` are the numbers and
    keys of claims that share words with it."""

    number: int
    mention: Mention
    slot: str
    path: Sequence[Step]
    speaker: str
    signs: Sequence[Sign]
    spread: str
    alongside: Sequence[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Reading:
    """A passage and the notes beside it. `repeated`: it only says the title again."""

    passage: Passage
    notes: Sequence[Note]
    repeated: bool


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch as it is drawn, in units of the drawing, and where its words are on the page."""

    left: float
    width: float
    place: str
    words: str


@dataclass(frozen=True, slots=True)
class Voice:
    """One row of the map: the share of a hand, in words and as a bar from `left`, and its blocks in the order of the text."""

    hand: Hand
    label: str
    meaning: str
    characters: str
    percent: int
    left: float
    width: float
    blocks: Sequence[Block]


@dataclass(frozen=True, slots=True)
class ArticleMap:
    """Whose words the article is made of, drawn and in words."""

    characters: int
    voices: Sequence[Voice]
    order: Sequence[Block]
    summary: str


@dataclass(frozen=True, slots=True)
class ArticlePage:
    """What a reader gets of an article. `map` is None where there are no words to count."""

    readings: Sequence[Reading]
    forms: Sequence[tuple[str, str]]
    map: ArticleMap | None
    via: Sequence[tuple[Actor, str]]
    original: str
    count: int


def article_page(dossier: ArticleDossier) -> ArticlePage:
    """All of it; no queries but those of the dossier."""
    marks = claim_marks(dossier.mentions)
    found = passages(_shown(dossier), marks)
    notes = _notes(dossier.mentions, found, numbers(marks))
    readings = [Reading(one, [notes[key] for key in one.mentions], _repeats(dossier.article, one)) for one in found]
    forms = forms_used(mention.form for mention in dossier.mentions)
    original = language_called(dossier.article.translated_from)
    return ArticlePage(readings, forms, article_map(dossier, found), _via(dossier), original, len(dossier.mentions))


def forms_used(used: Iterable[str]) -> list[tuple[str, str]]:
    """What the legend of a text explains: these forms with their names, in their order."""
    found = set(used)
    return [(form.value, str(form.label)) for form in Form if form in found]


def language_called(code: str) -> str:
    """The name of a language in the reader's, or its code where nobody knows more; empty for none."""
    try:
        return _(get_language_info(code)["name"]) if code else ""
    except KeyError:
        return code


def _repeats(article: Article, passage: Passage) -> bool:
    words = "".join(run.text for run in passage.runs)
    return passage.number == 1 and not passage.mentions and words.strip() == article.title.strip()


def _shown(dossier: ArticleDossier) -> list[Excerpt]:
    """Its paragraphs; where the reader may not see them, its statements with their surroundings."""
    return paragraphs_of(dossier.text) if dossier.text is not None else joined(dossier.excerpts.values())


def claim_marks(mentions: Iterable[Mention]) -> list[Mark]:
    """The places of mentions, marked by form."""
    return [
        Mark(start, end, mention.form, mention.claim.pk, mention.pk)
        for mention in mentions
        for start, end in mention.spans
    ]


def _notes(mentions: Sequence[Mention], found: Iterable[Passage], order: Mapping[int, int]) -> dict[int, Note]:
    slots = {layer.mention: layer.slot for one in found for run in one.runs for layer in run.layers}
    shared = _sharing(mentions)
    return {
        mention.pk: Note(
            order[mention.pk],
            mention,
            slots.get(mention.pk, ""),
            path(mention)[:-1],
            speaker(mention),
            _told(mention),
            spread(mention.claim),
            [(order[key], key) for key in sorted(shared[mention.pk], key=order.__getitem__)[:ALONGSIDE]],
        )
        for mention in mentions
    }


def _told(mention: Mention) -> list[Sign]:
    """Its signs, each clear by itself; that the article says it itself stands in the note already."""
    shown = signs(mention) if mention.form != Form.NARRATIVE else signs(mention)[1:]
    unsure = Certainty.UNKNOWN
    return [replace(one, label=_("certainty unknown")) if one.kind == f"certainty {unsure}" else one for one in shown]


def _sharing(mentions: Sequence[Mention]) -> dict[int, set[int]]:
    """By mention, the others that share words with it."""
    found: dict[int, set[int]] = defaultdict(set)
    places = sorted((start, end, mention.pk) for mention in mentions for start, end in mention.spans)
    open_places: list[tuple[int, int]] = []
    for start, end, key in places:
        open_places = [(until, other) for until, other in open_places if until > start]
        for _until, other in open_places:
            if other != key:
                found[key].add(other)
                found[other].add(key)
        open_places.append((end, key))
    return found


def _via(dossier: ArticleDossier) -> list[tuple[Actor, str]]:
    """Other outlets that its statements come by way of, with how many of them."""
    own = _now(dossier, dossier.article.outlet_id)
    names: dict[int, Actor] = {}
    told: Counter[int] = Counter()
    for mention in dossier.mentions:
        hops = [hop for hop in mention.chain.all() if hop.actor and hop.actor.kind == ActorKind.OUTLET]
        keys = {_now(dossier, hop.actor_id): hop.actor for hop in hops if _now(dossier, hop.actor_id) != own}
        names |= {key: actor for key, actor in keys.items() if key is not None and actor is not None}
        told.update(key for key in keys if key is not None)
    return [(names[key], ngettext("%(n)s claim", "%(n)s claims", n) % {"n": n}) for key, n in told.most_common()]


def _now(dossier: ArticleDossier, key: int | None) -> int | None:
    return dossier.roots.get(key, key) if key is not None else None


def mapped(dossier: ArticleDossier) -> list[Stretch]:
    """Whose words the whole text is made of, in order; also where the reader may not see it: it tells no words."""
    marks = [
        Mark(start, end, _hand(dossier, mention), mention.claim.pk, mention.pk)
        for mention in dossier.mentions
        for start, end in mention.spans
    ]
    return stretches(dossier.known_text, marks)


def _hand(dossier: ArticleDossier, mention: Mention) -> Hand:
    article = dossier.article
    outlet = _now(dossier, article.outlet_id)
    place = (mention.pk, mention.claim.pk, article.pk, outlet, article.published_on)
    hops = mention.chain.all()
    return hand_of([Hop(*place, hop.position, _now(dossier, hop.actor_id), hop.kind, hop.anonymity) for hop in hops])


def article_map(dossier: ArticleDossier, found: Sequence[Passage]) -> ArticleMap | None:
    """Its drawing, or None where nobody may know the words any more."""
    told = mapped(dossier)
    total = sum(one.characters for one in told)
    if not total:
        return None
    speakers = {mention.pk: speaker(mention) for mention in dossier.mentions}
    drawn = [(one.hand, _block(one, total, found, speakers)) for one in told]
    voices: list[Voice] = []
    left = 0.0
    for share in shares(told):
        label = str(HANDS[share.hand])
        blocks = [block for hand, block in drawn if hand == share.hand]
        width = round(share.characters * WIDTH / total, 1)
        meaning = str(MEANINGS[share.hand])
        count = str(Grouped(share.characters))
        voices.append(Voice(share.hand, label, meaning, count, share.percent, left, width, blocks))
        left = round(left + width, 1)
    return ArticleMap(total, voices, [block for _hand, block in drawn], _summary(voices, total))


def _summary(voices: Iterable[Voice], total: int) -> str:
    parts = [f"{voice.label} {voice.percent} %" for voice in voices]
    told = ngettext("Of %(n)s character without blanks:", "Of %(n)s characters without blanks:", total)
    return f"{told % {'n': Grouped(total)}} {', '.join(parts)}."


def _block(one: Stretch, total: int, found: Sequence[Passage], speakers: Mapping[int, str]) -> Block:
    name = speakers.get(one.mention, "") if one.mention and one.hand != Hand.OWN else str(HANDS[one.hand])
    width = max(round(one.characters * WIDTH / total, 1), 1.0)
    return Block(round(one.before * WIDTH / total, 1), width, _place(one, found), f"{name}, {_length(one.characters)}")


def _length(characters: int) -> str:
    return ngettext("%(n)s character", "%(n)s characters", characters) % {"n": Grouped(characters)}


def _place(one: Stretch, found: Sequence[Passage]) -> str:
    """Where a stretch is on the page: at a claim, or at a paragraph; nowhere where that is not shown."""
    if one.mention and one.hand != Hand.OWN:
        return f"m{one.mention}"
    return next((f"p{passage.number}" for passage in found if passage.start < one.end and passage.end > one.start), "")


COLUMNS = ("start", "end", "characters", "share", "hand", "origin", "form", "claim", "place")


def downloaded(dossier: ArticleDossier, site: str) -> Iterator[dict[str, Any]]:
    """The map as plain values for a file, a row a stretch, addresses beginning with `site`. No words of the article."""
    told = mapped(dossier)
    total = sum(one.characters for one in told)
    mentions = {mention.pk: mention for mention in dossier.mentions}
    page = site + reverse("article", args=[dossier.article.pk])
    for one in told:
        mention = mentions.get(one.mention or 0)
        yield {
            "start": one.start,
            "end": one.end,
            "characters": one.characters,
            "share": round(one.characters / total, 6),
            "hand": str(one.hand),
            "origin": _origin(mention),
            "form": mention.form if mention else "",
            "claim": site + reverse("claim", args=[mention.claim.pk]) if mention else "",
            "place": f"{page}#m{mention.pk}" if mention else page,
        }


def _origin(mention: Mention | None) -> str:
    first = next(iter(mention.chain.all()), None) if mention else None
    return called(first.actor) if first and first.actor else ""


def state_of(article: Article, now: datetime) -> str:
    """How far its reading has come: withdrawn, running, retrying, waiting, failed, or done."""
    if article.withdrawn_at:
        return "withdrawn"
    if article.state != ArticleState.WAITING:
        return str(article.state)
    if article.leased_until and article.leased_until > now:
        return "running"
    return "retrying" if article.error else "waiting"


def is_pending(state: str) -> bool:
    """Will its claims still come?"""
    return state in {"running", "retrying", "waiting"}
