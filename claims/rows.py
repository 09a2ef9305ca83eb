"""Turns the dataclasses of an extraction into rows that are not saved yet. What a column cannot hold is cut (names of
roles, units) or left out with a warning (figures and times out of bounds); words with a span are never touched."""

import logging
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, TypeVar

from claims.measures import measured
from claims.models import Attribution, Claim, ClaimTime, Extraction, Gist, Mention, MentionActor, Quantity
from claims.naming import UNKNOWN, Name, Naming, organisation_name
from claims.speaking_for import speaks_for
from sources.models import Actor, ActorKind, Affiliation, Article, UsedSource

if TYPE_CHECKING:  # the core would bring spaCy into the web process
    from claims.extraction import types

logger = logging.getLogger(__name__)
Row = TypeVar("Row", Attribution, MentionActor)
TOO_LARGE = Decimal(10) ** 24  # the columns hold 30 digits, six of them after the point


def hop_name(hop: "types.Hop") -> Name | None:
    """Who the hop is, None where the source is not named."""
    return Name(hop.name, hop.kind, hop.qid) if hop.name else None


def outlet_name(words: str) -> Name:
    """The outlet of a used source, found where it is known."""
    return Name(words, ActorKind.OUTLET, make=False)


def actor_name(actor: "types.ClaimActor") -> Name:
    """Whom a claim is about."""
    return Name(actor.name, actor.kind, actor.qid)


def names(extraction: "types.Extraction", published: date | None) -> Iterator[Name]:
    """Every name of `extraction` that may be an actor; `published` tells who held an office."""
    for claim in extraction.claims:
        yield from map(actor_name, claim.actors)
        for hop in claim.chain:
            if name := hop_name(hop):
                yield name
            if body := speaks_for(hop, published):
                yield body
    yield from (outlet_name(source.outlet) for source in extraction.provenance.used_sources)


def affiliated(extraction: "types.Extraction") -> dict[str, set[str]]:
    """The organisations that each named person of `extraction` is said to belong to."""
    found: dict[str, set[str]] = {}
    for hop in (hop for claim in extraction.claims for hop in claim.chain):
        if hop.name and hop.kind == "person" and hop.affiliation:
            found.setdefault(hop.name, set()).add(_cut(hop.affiliation, 300))
    return found


def mention(claim: "types.Claim", number: int, of: Extraction, belongs_to: Claim) -> Mention:
    """The mention of `claim`, its parent not set yet."""
    return Mention(
        extraction=of,
        claim=belongs_to,
        number=number,
        form=claim.form,
        spans=[list(span) for span in claim.spans],
        start=min(start for start, _end in claim.spans),
        end=max(end for _start, end in claim.spans),
        text=claim.text,
        fragments=[list(span) for span in claim.fragments],
        stance=claim.stance,
        certainty=claim.certainty,
        polarity=claim.polarity,
        denies=(claim.polarity == "negative") != (claim.gist is not None and claim.gist.negated),
        hearsay=claim.hearsay,
        tense=claim.tense,
        confidence=min(max(claim.confidence, 0.0), 1.0),
        why=list(claim.why),
    )


def gist(mention: Mention, claim: "types.Claim") -> Iterator[Gist]:
    """What `claim` says, where the extraction tells."""
    if told := claim.gist:
        yield Gist(
            mention=mention,
            statement=told.statement.strip() or claim.text,
            terms=[_term(term) for term in told.terms],
            doers=list(told.doers),
            modes=list(told.modes),
        )


def _term(term: "types.Term") -> list[Any]:
    """A term as it is stored; `claims.contents` reads it."""
    return [term.key, term.sort, list(term.senses), [_term(part) for part in term.parts]]


def attributions(
    mention: Mention, claim: "types.Claim", naming: Naming, published: date | None
) -> Iterator[Attribution]:
    """The chain of `claim`, origin first; `published` tells who held an office."""
    for position, hop in enumerate(claim.chain):
        name = hop_name(hop)
        actor = naming[name] if name else None
        body = speaks_for(hop, published)
        start, end = hop.span or (None, None)
        cue_start, cue_end = hop.cue.span if hop.cue else (None, None)
        yield Attribution(
            mention=mention,
            position=position,
            actor=actor,
            speaks_for=naming[body] if body else None,
            kind=actor.kind if actor else UNKNOWN,
            surface=hop.surface or "" if hop.span else "",
            start=start,
            end=end,
            role=_cut(hop.role, 300),
            affiliation=_cut(hop.affiliation, 300),
            anonymity=hop.anonymity,
            cue=hop.cue.text if hop.cue else "",
            cue_start=cue_start,
            cue_end=cue_end,
        )


def actors(mention: Mention, claim: "types.Claim", naming: Naming) -> Iterator[MentionActor]:
    """Whom `claim` is about; one that is named twice in one place stands once."""
    found: dict[tuple[int, int], tuple[Actor, types.ClaimActor]] = {}
    for actor in claim.actors:
        if known := naming[actor_name(actor)]:
            found.setdefault((known.pk, actor.span[0]), (known, actor))
    for position, (known, actor) in enumerate(found.values()):
        start, end = actor.span
        yield MentionActor(
            mention=mention,
            position=position,
            actor=known,
            role=actor.role,
            text=actor.surface,
            start=start,
            end=end,
        )


def quantities(mention: Mention, claim: "types.Claim") -> Iterator[Quantity]:
    """The figures of `claim`."""
    for position, figure in enumerate(filter(_fits, claim.quantities)):
        start, end = figure.span
        yield Quantity(
            mention=mention,
            position=position,
            value=figure.value,
            low=figure.low,
            high=figure.high,
            low_open=figure.low_open,
            high_open=figure.high_open,
            qualifier=figure.qualifier,
            unit=_cut(figure.unit, 200),
            concept=_cut(figure.concept, 100),
            text=figure.text,
            start=start,
            end=end,
            **measured(figure, figure.concept or ""),
        )


def times(mention: Mention, claim: "types.Claim") -> Iterator[ClaimTime]:
    """The times of `claim`."""
    for position, time in enumerate(filter(_forward, claim.times)):
        start, end = time.span
        yield ClaimTime(
            mention=mention,
            position=position,
            first_day=time.start,
            last_day=time.end,
            precision=time.precision,
            text=time.text,
            start=start,
            end=end,
        )


def affiliations(claims: Iterable["types.Claim"], naming: Naming) -> Iterator[Affiliation]:
    """What persons were quoted as, each once."""
    found: dict[tuple[int, str, str], Affiliation] = {}
    for hop in (hop for claim in claims for hop in claim.chain if hop.role or hop.affiliation):
        name = hop_name(hop)
        person = naming[name] if name else None
        role, words = _cut(hop.role, 300), _cut(hop.affiliation, 300)
        if person and person.kind == ActorKind.PERSON and (role or words):
            organisation = naming[organisation_name(hop.affiliation)] if hop.affiliation else None
            row = Affiliation(person=person, role=role, organisation_name=words, organisation=organisation)
            found.setdefault((person.pk, role, words), row.set_key())
    # In one order for all writers, so that no two wait for each other.
    return iter(found[key] for key in sorted(found))


def used_sources(article: Article, provenance: "types.Provenance", naming: Naming) -> Iterator[UsedSource]:
    """The sources that the article lists at its end."""
    for position, source in enumerate(provenance.used_sources):
        start, end = source.span
        yield UsedSource(
            article=article,
            position=position,
            outlet_name=_cut(source.outlet, 300),
            outlet=naming[outlet_name(source.outlet)],
            title=_cut(source.title, 1000),
            start=start,
            end=end,
        )


def _cut(words: str | None, length: int) -> str:
    return (words or "").strip()[:length]


def _fits(figure: "types.Quantity") -> bool:
    bounds = [bound for bound in (figure.value, figure.low, figure.high) if bound is not None]
    ordered = figure.low is None or figure.high is None or figure.low <= figure.high
    fits = all(bound.is_finite() and abs(bound) < TOO_LARGE for bound in bounds) and ordered
    if not fits:
        logger.warning("A figure cannot be stored: %s", figure)
    return fits


def _forward(time: "types.Time") -> bool:
    forward = time.start is None or time.end is None or time.start <= time.end
    if not forward:
        logger.warning("A time cannot be stored: %s", time)
    return forward


def copied(row: Row, mention: int) -> Row:
    """`row` once more, for another mention at the same spans."""
    row.pk = None
    row.mention_id = mention
    return row
