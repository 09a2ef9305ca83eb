"""What the page of a claim shows: each mention with its chain of sources, hop by hop, its words in context, its figures and
times; both sides; where a mention stands that another part of the page names."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from claims import explaining
from claims.dossiers import MENTIONS, ClaimDossier
from claims.figures import series_of
from claims.marking import Excerpt, Mark, Piece, pieces
from claims.measures import interval
from claims.models import Attribution, Claim, ClaimTime, Mention, Quantity
from claims.opposing import Related, related
from claims.presenters import Sign, called, figure, number, outlet_of, signs, standing_signs, status_sign
from claims.related import Stand
from claims.vocabulary import Anonymity, Qualifier, RelationKind
from sources.models import Actor, Article

ROUNDED = (Qualifier.ABOUT, Qualifier.ALMOST)  # whose words do not say how far they reach


@dataclass(frozen=True, slots=True)
class Hop:
    """One source of a chain: `note` says in short what the article calls it, the rest in full. `words` and `cue` are exactly
    those of the article."""

    name: str
    icon: str
    known: bool
    note: str
    words: str
    cue: str
    role: str
    organisation: str
    anonymity: str
    actor: Actor | None
    speaks_for: Actor | None


@dataclass(frozen=True, slots=True)
class FigureShown:
    """A figure as readers write it; `allows`: what it counts as, where the words leave that open; its series, where there is
    one to see."""

    words: str
    allows: str
    quoted: str
    series: int | None


@dataclass(frozen=True, slots=True)
class TimeShown:
    """A time in the article's words, and the days that it means; empty where it could not be resolved."""

    quoted: str
    days: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """One mention. `place` is the address of its words in the article; `words` is None where the text was withdrawn."""

    mention: Mention
    place: str
    outlet: str
    hops: Sequence[Hop]
    signs: Sequence[Sign]
    words: Sequence[Piece] | None
    more: tuple[bool, bool]
    figures: Sequence[FigureShown]
    times: Sequence[TimeShown]

    @property
    def article(self) -> Article:
        """Where it stands."""
        return self.mention.extraction.article


@dataclass(frozen=True, slots=True)
class Standing:
    """The claims that stand against one, and how all others stand to it."""

    against: Sequence[Related]
    others: Sequence[Related]


def claim_page(dossier: ClaimDossier) -> dict[str, Any]:
    """What the template is given of a claim."""
    claim, mentions = dossier.claim, dossier.mentions
    background = claim.background  # type: ignore[attr-defined]  # set by claim_dossier
    series = series_of([one for mention in dossier.page for one in mention.quantities.all()])
    return {
        "claim": claim,
        "dossier": dossier,
        "status": status_sign(claim),
        "signs": standing_signs(claim),
        "numbers": explaining.numbers(claim),
        "origins": explaining.origin_lines(background, mentions),
        "sides": explaining.sides(mentions),
        "rounds": explaining.rounds(background, mentions),
        "notes": explaining.notes(background, mentions),
        "evidence": evidence(dossier, series),
        "places": mention_places(mentions, dossier.page),
        "standing": standing(dossier.stands),
    }


def evidence(dossier: ClaimDossier, series: Mapping[int, object]) -> list[Evidence]:
    """The mentions of the page of a claim; `series` are those (by key) that have a page."""
    return [_evidence(one, dossier.claim, dossier.excerpts.get(one.pk), series) for one in dossier.page]


def _evidence(mention: Mention, claim: Claim, excerpt: Excerpt | None, series: Mapping[int, object]) -> Evidence:
    return Evidence(
        mention,
        place_in_article(mention, claim),
        outlet_of(mention.extraction.article),
        [_hop(hop) for hop in mention.chain.all()],
        signs(mention),
        pieces(excerpt.text, _marks_inside(mention), excerpt.start) if excerpt else None,
        excerpt.more if excerpt else (False, False),
        [figure_shown(one, series) for one in mention.quantities.all()],
        [TimeShown(one.text, days(one)) for one in mention.times.all()],
    )


def place_in_article(mention: Mention, claim: Claim) -> str:
    """The address of the words on the page of their article, which marks a quotation as a whole, not its parts."""
    anchor = mention.whole_id if claim.within and mention.whole_id else mention.pk
    return f"{reverse('article', args=[mention.extraction.article_id])}#m{anchor}"


def _hop(hop: Attribution) -> Hop:
    named = hop.anonymity == Anonymity.NAMED
    anonymity = str(Anonymity(hop.anonymity).label)
    role = ", ".join(part for part in (hop.role, hop.affiliation) if part)
    return Hop(
        called(hop.actor),
        hop.kind,
        hop.actor is not None,
        role if named or role else anonymity if hop.actor else "",
        hop.surface,
        hop.cue,
        hop.role,
        hop.affiliation,
        anonymity,
        hop.actor,
        hop.speaks_for,
    )


def _marks_inside(mention: Mention) -> list[Mark]:
    """The claim's words, its speakers, the words that report, figures and times."""
    found = [Mark(start, end, f"by {mention.form}") for start, end in mention.spans]
    for hop in mention.chain.all():
        if hop.start is not None and hop.end is not None:
            found.append(Mark(hop.start, hop.end, "speaker"))
        if hop.cue_start is not None and hop.cue_end is not None:
            found.append(Mark(hop.cue_start, hop.cue_end, "cue"))
    found += [Mark(one.start, one.end, "figure") for one in mention.quantities.all()]
    return found + [Mark(one.start, one.end, "time") for one in mention.times.all()]


def figure_shown(quantity: Quantity, series: Mapping[int, object]) -> FigureShown:
    """A figure with what it allows."""
    listed = quantity.series_id if quantity.series_id in series else None
    return FigureShown(figure(quantity), allowed(quantity), quantity.text, listed)


def allowed(quantity: Quantity) -> str:
    """What "about 300" and "almost 300" count as where figures are compared: "270 to 330", "270 to below 300"."""
    ends = interval(quantity)
    if quantity.qualifier not in ROUNDED or ends.low is None or ends.high is None or ends.low == ends.high:
        return ""
    words = _("%(low)s to below %(high)s") if ends.high_open else _("%(low)s to %(high)s")
    return words % {"low": number(ends.low), "high": number(ends.high)}


def days(time: ClaimTime) -> str:
    """The days of a time: one, from one to another, or open on a side."""
    first, last = (date_format(day) if day else "" for day in (time.first_day, time.last_day))
    if first and last:
        return first if first == last else f"{first} – {last}"
    if first:
        return pgettext("time of a claim", "from %(day)s on") % {"day": first}
    return pgettext("time of a claim", "until %(day)s") % {"day": last} if last else ""


def mention_places(mentions: Sequence[Mention], shown: Page[Mention]) -> dict[int, str]:
    """For each mention (its key) the address of its place on the page of its claim, which shows some at a time."""
    pages = ((place // MENTIONS + 1, mention.pk) for place, mention in enumerate(mentions))
    return {pk: f"#m{pk}" if page == shown.number else f"?page={page}#m{pk}" for page, pk in pages}


def standing(found: Sequence[Stand]) -> Standing:
    """How other claims stand to the one of the page, those that contradict it apart."""
    against = [one for one in found if one.relation.kind == RelationKind.CONTRADICTS]
    others = [one for one in found if one.relation.kind != RelationKind.CONTRADICTS]
    return Standing(related(against), related(others))
