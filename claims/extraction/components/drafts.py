"""A claim in the making. Components fill it in, stage by stage; the pipeline's last step turns it into a `Claim`."""

from dataclasses import dataclass, field

from spacy.tokens import Doc, Span, Token

from claims.extraction.types import (
    Certainty,
    ClaimActor,
    Cue,
    Form,
    Gist,
    Hop,
    Polarity,
    Quantity,
    Stance,
    Tense,
    Time,
)
from claims.extraction.types import Span as Offsets


@dataclass(slots=True, eq=False)
class Draft:
    """One claim of a Doc. All offsets are characters of the article's text.

    `frame` is the clause that reports ("sagte er der DW", "nach Angaben von X"), `cue` its word, `speaker` the words
    that stand for who says it, `relay` those for who passes it on; `parent` is the draft that this one is nested in, `parts`
    are the single propositions of a longer one. Of a part, `subject` are the words of its subject where only a clause before
    it has them, and it `hangs` where its verb stands last and its "dass" before another part.
    """

    spans: list[Offsets]
    form: Form
    frame: Offsets | None = None
    cue: Cue | None = None
    speaker: Offsets | None = None
    relay: Offsets | None = None
    parent: "Draft | None" = None
    sure: float | None = None  # how sure the weights are of the words; None where a rule found them
    linked: float = 0.0  # how sure they are of the speaker
    meant: float = 1.0  # how sure it is whom the words for the speaker mean
    fragments: list[Offsets] = field(default_factory=list)
    chain: list[Hop] = field(default_factory=list)
    stance: Stance = "asserts"
    certainty: Certainty = "certain"
    polarity: Polarity = "positive"
    hearsay: bool = False
    tense: Tense = "present"
    actors: list[ClaimActor] = field(default_factory=list)
    quantities: list[Quantity] = field(default_factory=list)
    times: list[Time] = field(default_factory=list)
    confidence: float = 0.5
    why: list[str] = field(default_factory=list)
    gist: Gist | None = None
    parts: list["Draft"] = field(default_factory=list)
    subject: Offsets | None = None
    hangs: bool = False

    @property
    def start(self) -> int:
        return self.spans[0][0]

    @property
    def end(self) -> int:
        return self.spans[-1][1]

    def covers(self, start: int, end: int) -> bool:
        """Does [start, end) lie inside one of the spans?"""
        return any(a <= start and end <= b for a, b in self.spans)

    def tokens(self, doc: Doc) -> list[Span]:
        """The draft's spans as spaCy spans of `doc`."""
        found = (doc.char_span(a, b, alignment_mode="expand") for a, b in self.spans)
        return [span for span in found if span is not None]


def cue_at(token: Token) -> Cue:
    """A cue of one word."""
    return Cue(token.text, (token.idx, token.idx + len(token)))


Doc.set_extension("drafts", default=None, force=True)
Doc.set_extension("published", default=None, force=True)
