"""Pairs of claims (same_claims.yaml, and same_claims_tuning.yaml, by which the weights are fitted): each side read as if it stood
in an article of its own, and compared as mentions in the database are."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from spacy.tokens import Doc

from claims.alignment import Who, stems
from claims.comparing import Finding, conclude, look
from claims.extraction import verdicts
from claims.extraction.components.drafts import Draft
from claims.extraction.gazetteer import default_gazetteer
from claims.extraction.pipeline import STAGES, nlp
from claims.extraction.types import Claim, Gist
from claims.kinship import stands_for
from claims.sameness import FIRST_PERSON, Content, Days, Figure, Said
from sources.knowledge import by_slug
from tests.gold import passages

BEFORE = STAGES[: STAGES.index("quotations")]
BEHIND = ("discourse", *(stage for stage in STAGES[STAGES.index("actors") :] if stage != "propositions"))

Side = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Judged:
    """A labelled pair with what comes of comparing its sides; `against`: they are on opposite sides."""

    pair: dict[str, Any]
    finding: Finding
    against: bool

    @property
    def joined(self) -> str:
        """ "same" or "opposite" where the two are joined, else ""."""
        return ("opposite" if self.against else "same") if self.finding.same else ""

    @property
    def suggested(self) -> bool:
        """Are the two joined, or shown to a curator as one claim, be it that one denies what the other affirms? Figures or days
        that exclude each other are shown too, but not as one claim."""
        denied = self.finding.kind == "contradicts" and self.against
        return self.finding.same or self.finding.kind == "same" or denied


@dataclass(frozen=True, slots=True)
class Score:
    """Of pairs labelled `same`: the share joined; `wrong`: how many of others were joined as the same; `found` and `precision`: with
    what is suggested, of `same` and `opposite`."""

    recall: float
    wrong: int
    found: float
    precision: float


def judged(name: str = "same_claims") -> list[Judged]:
    """Every pair of a set, compared."""
    pairs = passages(name)
    looks = [look(said(pair["a"]), said(pair["b"])) for pair in pairs]
    told = verdicts([one.statements for one in looks])
    findings = (
        conclude(one, verdict if one.is_worth_asking else None) for one, verdict in zip(looks, told, strict=True)
    )
    return [Judged(pair, finding, one.against) for pair, finding, one in zip(pairs, findings, looks, strict=True)]


def score(told: Iterable[Judged]) -> Score:
    """How well the pairs were told apart."""
    rows = list(told)
    same = [one for one in rows if one.pair["label"] == "same"]
    alike = [one for one in rows if one.pair["label"] != "different"]
    shown = [one for one in rows if one.suggested]
    right = sum(one.pair["label"] != "different" for one in shown)
    wrong = sum(bool(one.joined) and one.joined != one.pair["label"] for one in rows)
    joined = sum(one.joined == "same" for one in same)
    return Score(joined / len(same), wrong, right / len(alike), right / max(len(shown), 1))


def said(side: Side) -> Said:
    """What one side says, its words taken for one claim."""
    doc, draft = read(side)
    gist = draft.gist or Gist("")
    negative = (draft.polarity == "negative" or bool(side.get("denied"))) != gist.negated
    content = _content(draft, gist, side["published"], _speaker(doc, draft), negative=negative)
    return Said(0, 0, 0, side["published"], None, frozenset(), False, side["said"], content)  # noqa: FBT003


def content_of(claim: Claim, published: date | None) -> Content:
    """What a claim of an extraction says."""
    gist = claim.gist or Gist("")
    speaks = claim.chain and FIRST_PERSON.search(claim.text)
    negative = (claim.polarity == "negative") != gist.negated
    return _content(claim, gist, published, claim.chain[0].name if speaks else None, negative=negative)


def _content(
    claim: Claim | Draft, gist: Gist, published: date | None, speaker: str | None, *, negative: bool
) -> Content:
    names = [(actor.name, actor.role, actor.surface) for actor in claim.actors]
    names += [(speaker, "agent", "")] if speaker else []
    times: list[Days] = [
        (first, last) for t in claim.times if (first := t.start or t.end) and (last := t.end or t.start)
    ]
    figures = (
        Figure(q.value, q.low, q.high, q.qualifier, q.concept or "", q.unit or "", q.text) for q in claim.quantities
    )
    return Content(
        terms=gist.terms,
        actors=tuple(_who(*one, published) for one in names),
        figures=tuple(figures),
        times=tuple(times),
        published=published,
        negative=negative,
        tense=claim.tense,
        stance=claim.stance,
        certainty=claim.certainty,
        modes=frozenset(gist.modes),
        doers=frozenset(gist.doers),
        statement=gist.statement,
        negated=gist.negated,
    )


def read(side: Side) -> tuple[Doc, Draft]:
    """The Doc of one side, and its claim."""
    before = f"{side['before']} " if "before" in side else ""
    doc = nlp().make_doc(before + side["said"])
    doc._.gazetteer, doc._.published = default_gazetteer(), side["published"]
    for stage in BEFORE:
        doc = nlp().get_pipe(f"factbase_{stage}")(doc)
    words = side["said"].strip(' „“"»«')
    start = len(before) + side["said"].index(words)
    form = "indirect" if words.lower().startswith("dass ") else "narrative"
    doc._.drafts = [Draft([(start, start + len(words))], form)]  # type: ignore[arg-type]  # two of the known forms
    for stage in BEHIND:
        doc = nlp().get_pipe(f"factbase_{stage}")(doc)
    return doc, doc._.drafts[0]


def _speaker(doc: Doc, draft: Draft) -> str | None:
    """Whom the words before a statement in the first person name."""
    if not FIRST_PERSON.search(doc.text[draft.start : draft.end]):
        return None
    named = [r.referent.itself for r in doc._.discourse.between(0, draft.start) if r.referent.itself.name]
    people = [one for one in named if one.kind == "person"]
    return (people or named)[-1].name if named else None


def _who(name: str, role: str, surface: str, published: date | None) -> Who:
    slug = _slugs().get(name, name)
    return Who(slug, stands_for(slug, name, published), role, stems(name), stems(surface), surface or name)


@cache
def _slugs() -> dict[str, str]:
    return {actor.name: slug for slug, actor in by_slug().items()}
