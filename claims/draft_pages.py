"""What the page of a draft shows: its text with what was found marked, each statement with its chain and figures, and
articles that are there already. A fixed number of queries."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from claims import presenters, rows
from claims.article_pages import forms_used
from claims.drafts import WORDS, Draft, DraftState, Fault
from claims.extraction.packing import unpacked
from claims.marking import Mark
from claims.models import Claim, Extraction
from claims.passages import Passage, paragraphs_of, passages
from claims.vocabulary import Anonymity
from sources.actions import known_outlet
from sources.merges import root_of
from sources.models import Actor, ActorKind, Article

if TYPE_CHECKING:
    from claims.extraction import types

LONG_WAIT = timedelta(minutes=1)  # longer: perhaps no worker runs


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement that was found; `parts` are the single ones of a longer quotation, `inner` says that it stands
    inside another one."""

    number: int
    statement: str
    path: Sequence[presenters.Step]
    signs: Sequence[presenters.Sign]
    figures: Sequence[str]
    parts: Sequence[str]
    inner: bool


@dataclass(frozen=True, slots=True)
class Preview:
    """What storing the draft would give. `same` is there already with this text in this outlet, `first` elsewhere, `alike`
    share many sentences; `told_day` is the day that the text gives itself."""

    passages: Sequence[Passage]
    forms: Sequence[tuple[str, str]]
    statements: Sequence[Statement]
    same: Article | None
    first: Article | None
    alike: Sequence[Article]
    told_day: object


@dataclass(frozen=True, slots=True)
class Progress:
    """Where a draft stands: how many are read before it, whether it is being read, and whether it waits for long."""

    draft: Draft
    ahead: int
    reading: bool
    long: bool


def preview(draft: Draft) -> Preview:
    """All about a draft that was read. Raises ValueError, TypeError or KeyError where what was found cannot be read."""
    found = unpacked(draft.found or {}, draft.text)
    actors = _actors(found)
    marks = [
        Mark(start, end, claim.form, number, number)
        for number, claim in enumerate(found.claims, 1)
        for start, end in claim.spans
    ]
    outlet = known_outlet(draft.outlet_name) if draft.outlet_name.strip() else None
    same, first = _there(draft, root_of(outlet) if outlet else None)
    told = found.provenance.date
    return Preview(
        passages(paragraphs_of(draft.text), marks),
        forms_used(claim.form for claim in found.claims),
        [_statement(number, claim, actors, draft) for number, claim in enumerate(found.claims, 1)],
        same,
        first,
        _alike(draft),
        told.start if told and told.start == told.end and not draft.published_on else None,
    )


def progress(draft: Draft, now: datetime) -> Progress:
    """How far it is. One query while it waits."""
    reading = draft.is_being_read(now)
    waits = draft.state == DraftState.WAITING and not reading
    ahead = Draft.objects.all().ahead_of(draft, now).count() if waits else 0
    return Progress(draft, ahead, reading, waits and now - draft.created_at > LONG_WAIT)


def name_of(draft: Draft) -> str:
    """What a page calls it: its title, where it came from, or its first words (`words`, where the text is not there)."""
    words = draft.words if "text" in draft.get_deferred_fields() else draft.text[:WORDS]  # type: ignore[attr-defined]
    return draft.title or draft.place or draft.url or f"{' '.join(words.split()).rpartition(' ')[0] or words} …"


def fault(draft: Draft) -> str:
    """Why it could not be read, in words."""
    if not draft.fault:
        return ""
    told = str(Fault(draft.fault).label)
    return f"{told} ({draft.detail})" if draft.detail else told


def _statement(number: int, claim: "types.Claim", actors: dict[tuple[str, str], Actor], draft: Draft) -> Statement:
    """It goes by way of the row that storing it would write, so that nothing is said in another way."""
    row = rows.mention(claim, number, Extraction(), Claim())
    figures = dict.fromkeys(presenters.figure(one) for one in rows.quantities(row, claim))
    end = presenters.Step(draft.outlet_name or _("unknown outlet"), ActorKind.OUTLET)
    steps = [_step(hop, actors) for hop in claim.chain]
    parts = [_stated(part) for part in claim.parts]
    return Statement(
        number, _stated(claim), [*steps, end], presenters.signs(row), list(figures), parts, claim.parent is not None
    )


def _stated(claim: "types.Claim") -> str:
    return (claim.gist.statement.strip() if claim.gist else "") or claim.text


def _step(hop: "types.Hop", actors: dict[tuple[str, str], Actor]) -> presenters.Step:
    role = ", ".join(part for part in (hop.role, hop.affiliation) if part)
    if not hop.name:
        return presenters.Step(_("not named"), "unknown", words=hop.surface or "", note=role, known=False)
    note = role if Anonymity(hop.anonymity) is Anonymity.NAMED else str(Anonymity(hop.anonymity).label)
    actor = actors.get((hop.name, hop.kind)) or actors.get((hop.name, ""))
    name = presenters.called(actor) if actor else hop.name
    url = reverse("actor", args=[actor.slug]) if actor else ""
    words = "" if hop.surface in {None, name} else str(hop.surface)
    return presenters.Step(name, actor.kind if actor else hop.kind, url, words, note)


def _actors(found: "types.Extraction") -> dict[tuple[str, str], Actor]:
    """Those whom the chains name that are known already, by name and kind, and by name alone where one bears it."""
    names = {hop.name for claim in found.claims for hop in claim.chain if hop.name}
    there = list(Actor.objects.filter(name__in=names, merged_into=None).order_by("pk"))
    by_kind = {(actor.name, actor.kind): actor for actor in reversed(there)}
    alone = [actor for actor in there if sum(other.name == actor.name for other in there) == 1]
    return by_kind | {(actor.name, ""): actor for actor in alone}


def _there(draft: Draft, outlet: Actor | None) -> tuple[Article | None, Article | None]:
    """The article with this very text in this outlet, and the first one elsewhere."""
    articles = Article.objects.filter(sha256=draft.sha256).select_related("outlet").order_by("pk")
    same = [one for one in articles if _is_of(one, outlet, draft)]
    return (same[0], None) if same else (None, next(iter(articles), None))


def _is_of(article: Article, outlet: Actor | None, draft: Draft) -> bool:
    return article.outlet_id == outlet.pk if outlet else not (draft.outlet_name.strip() or article.outlet_id)


def _alike(draft: Draft) -> list[Article]:
    there = Article.objects.select_related("outlet").in_bulk(draft.alike) if draft.alike else {}
    return [there[key] for key in draft.alike if key in there]
