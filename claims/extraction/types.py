"""The dataclasses of the extraction contract: what the core gives for one article.

Offsets are Unicode code points into the text as given, half-open. Whatever carries a span is exactly that slice;
`Extraction` refuses anything else when it is made.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, fields, is_dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Literal

Span = tuple[int, int]

Form = Literal["direct", "indirect", "reported", "indirect_free_indirect", "free_indirect", "narrative"]
Stance = Literal[
    "asserts", "denies", "confirms", "expects", "promises", "demands", "warns", "accuses", "thanks", "asks", "declines"
]
Certainty = Literal["certain", "probable", "possible", "unknown"]
Polarity = Literal["positive", "negative"]
Tense = Literal["past", "present", "future"]
Kind = Literal["person", "country", "organisation", "outlet", "group", "document", "place", "unknown"]
Anonymity = Literal["named", "collective", "anonymous"]
ActorRole = Literal["agent", "recipient", "about"]
Qualifier = Literal["exact", "about", "almost", "more_than", "less_than", "at_least", "up_to", "between"]
Precision = Literal["day", "week", "month", "season", "quarter", "year", "decade", "century", "time", "range"]

TermSort = Literal["act", "thing", "quality", "name"]

SCHEMA = "factbase/extraction-1"
SOMEBODY = "?"  # among the doers of a gist: a pronoun that may be anybody
JOINT = " … "  # stands between the parts of a claim that its frame breaks


@dataclass(frozen=True, slots=True)
class Cue:
    """The word that reports: "sagte", "laut", "zufolge"."""

    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class Hop:
    """One source of a chain. `surface` are the words of this place, `name` is who that is (None: not named)."""

    surface: str | None
    span: Span | None
    name: str | None = None
    kind: Kind = "unknown"
    qid: str | None = None
    role: str | None = None
    affiliation: str | None = None
    anonymity: Anonymity = "named"
    cue: Cue | None = None


@dataclass(frozen=True, slots=True)
class ClaimActor:
    """Whom a claim is about, by canonical English name. The span may lie outside the claim's own."""

    name: str
    kind: Kind
    qid: str | None
    surface: str
    span: Span
    role: ActorRole = "about"


@dataclass(frozen=True, slots=True)
class Quantity:
    """A figure. `low`/`high` None: no bound on that side; an open bound is not reached itself ("fast 11.000")."""

    value: Decimal
    low: Decimal | None
    high: Decimal | None
    low_open: bool
    high_open: bool
    qualifier: Qualifier
    unit: str | None
    concept: str | None
    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class Time:
    """A time expression; `start` and `end` are its first and last day, None where it could not be resolved."""

    text: str
    span: Span
    start: date | None
    end: date | None
    precision: Precision


@dataclass(frozen=True, slots=True)
class Term:
    """A content word (or phrase) in normal form. `key`: its stem ("liefer" of "lieferte" and "Lieferung"); `senses`: the
    names of what it may mean, which words of other stems share ("deliver"); `parts`: those of a compound, its head last."""

    key: str
    sort: TermSort
    senses: tuple[str, ...] = ()
    parts: tuple["Term", ...] = ()


@dataclass(frozen=True, slots=True)
class Gist:
    """What a claim says, apart from how. `statement`: readable by itself, names and pronouns filled in; `terms`: its content
    words without known actors, figures and times, each once, in order; `doers`: the keys of those that stand for who does it;
    `negated`: its own words deny it ("hat keine Waffen geliefert"), whatever `polarity` says of the frame; `modes`: its modal verbs
    ("wollen"), but for hearsay."""

    statement: str
    terms: tuple[Term, ...] = ()
    doers: tuple[str, ...] = ()
    negated: bool = False
    modes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Verdict:
    """How likely it is that two statements say the same, and that one says the opposite of the other; the rest is neither."""

    same: float
    opposite: float


@dataclass(frozen=True, slots=True)
class Claim:
    """One statement as the article gives it. `chain` has the origin first, the hop nearest the article last. `parts`: the
    single propositions of a longer quotation, none where it is one; they have its chain, and no parts of their own."""

    id: str
    parent: str | None
    spans: tuple[Span, ...]
    text: str
    form: Form
    fragments: tuple[Span, ...] = ()
    chain: tuple[Hop, ...] = ()
    stance: Stance = "asserts"
    certainty: Certainty = "certain"
    polarity: Polarity = "positive"
    hearsay: bool = False
    tense: Tense = "present"
    actors: tuple[ClaimActor, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    times: tuple[Time, ...] = ()
    confidence: float = 0.5
    why: tuple[str, ...] = ()
    gist: Gist | None = None
    parts: tuple["Claim", ...] = ()


@dataclass(frozen=True, slots=True)
class UsedSource:
    """A line of "Verwendete Quellen:"."""

    outlet: str
    title: str | None
    span: Span


@dataclass(frozen=True, slots=True)
class DateHeader:
    """The date line of an article."""

    text: str
    span: Span
    start: date | None
    end: date | None


@dataclass(frozen=True, slots=True)
class Provenance:
    """What the furniture around the text tells about where it comes from."""

    title: str | None = None
    date: DateHeader | None = None
    translated_from: str | None = None
    adapted_by: str | None = None
    used_sources: tuple[UsedSource, ...] = ()


@dataclass(frozen=True, slots=True)
class Extractor:
    """Who extracted: name and version of the code, and of the trained model (None: rules alone)."""

    name: str
    version: str
    model: str | None = None


@dataclass(frozen=True, slots=True)
class Extraction:
    """All that one run finds in one article."""

    text: str
    sha256: str
    extractor: Extractor
    provenance: Provenance = field(default_factory=Provenance)
    claims: tuple[Claim, ...] = ()

    def __post_init__(self) -> None:
        for words, spans in _slices(self):
            check_slice(self.text, words, spans)


def check_slice(text: str, words: str, spans: Sequence[Span]) -> None:
    """Raises ValueError unless `words` are exactly the slices of `text` at `spans`, joined by " … "."""
    if not spans or any(not 0 <= start < end <= len(text) for start, end in spans):
        raise ValueError(f"spans {list(spans)} are not inside a text of {len(text)} characters")
    if JOINT.join(text[start:end] for start, end in spans) != words:
        raise ValueError(f"{words!r} is not the slice at {list(spans)}")


def _slices(extraction: Extraction) -> Iterator[tuple[str, Sequence[Span]]]:
    for claim in (one for whole in extraction.claims for one in (whole, *whole.parts)):
        yield claim.text, claim.spans
        for hop in claim.chain:
            if hop.span is not None:
                yield hop.surface or "", [hop.span]
            if hop.cue is not None:
                yield hop.cue.text, [hop.cue.span]
        yield from ((actor.surface, [actor.span]) for actor in claim.actors)
        yield from ((quantity.text, [quantity.span]) for quantity in claim.quantities)
        yield from ((time.text, [time.span]) for time in claim.times)
    if extraction.provenance.date:
        yield extraction.provenance.date.text, [extraction.provenance.date.span]


def as_json(value: Any) -> Any:
    """`value` (a dataclass of this module) as plain dicts, lists, strings and numbers, ready for `json.dumps`."""
    if is_dataclass(value):
        plain = {part.name: as_json(getattr(value, part.name)) for part in fields(value)}
        return {"schema": SCHEMA, **plain} if isinstance(value, Extraction) else plain
    if isinstance(value, tuple):
        return [as_json(part) for part in value]
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, date):
        return value.isoformat()
    return value
