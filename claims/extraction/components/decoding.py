"""From what the weights say of each word to quotations: the likeliest legal sequence of tags for each form, readings of
two forms that cover the same words settled, and for each quotation the words of its speaker, cue and frame."""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from claims.extraction.components.labels import BEGIN, CONTINUE, END, FORMS, INSIDE, LINKED, OUTSIDE, SPAN_TAGS
from claims.extraction.components.paths import likeliest, stretches
from claims.extraction.components.weights import Floats, Numbers
from claims.extraction.types import Form

Words = tuple[int, int]

# Set on the dev part of the corpus, for the highest F1 of messages:
DAMPING = 1.0  # nats taken from the first word of a quotation: more finds fewer and surer ones
ODDS: dict[Form, float] = {  # by which the odds of each form are raised: rare forms are tagged too timidly
    "direct": 1.0,
    "indirect": 1.0,
    "reported": 2.0,
    "indirect_free_indirect": 1.5,
    "free_indirect": 2.0,
}
SHORTEST = 3  # words of a quotation without quotation marks, at least
LEAST = 0.35  # mean probability of a quotation's words below which it is none
LEAST_LINK = 0.4  # probability of a role's first and last word (geometric mean) below which nobody is named
SAME = 0.5  # share of common words from which on two readings are of the same quotation
NEAR = 1  # sentences from one part of a quotation to the next, at most
LONGEST = 40  # words of a speaker, cue or frame

# Tags that may follow each tag. A first word may be the only one, but then nothing goes on.
_FOLLOWS = {
    OUTSIDE: (OUTSIDE, BEGIN, CONTINUE),
    BEGIN: (INSIDE, END, OUTSIDE),
    CONTINUE: (INSIDE, END, OUTSIDE),
    INSIDE: (INSIDE, END),
    END: (OUTSIDE, BEGIN, CONTINUE),
}
_LEGAL = np.full((SPAN_TAGS, SPAN_TAGS), -np.inf, np.float32)
for _tag, _following in _FOLLOWS.items():
    _LEGAL[_tag, list(_following)] = 0
_FIRST = np.array([0, 0, -np.inf, -np.inf, -np.inf], np.float32)
_LAST = np.array([0, 0, 0, -np.inf, 0], np.float32)


@dataclass(slots=True)
class Found:
    """A quotation by its words: parts of [start, end), form, and how sure the tags are."""

    parts: list[Words]
    form: Form
    sure: float

    @property
    def start(self) -> int:
        return self.parts[0][0]

    @property
    def end(self) -> int:
        return self.parts[-1][1]

    def words(self) -> int:
        return sum(end - start for start, end in self.parts)

    def common(self, other: "Found") -> int:
        """Words that both cover."""
        return sum(max(0, min(b, d) - max(a, c)) for a, b in self.parts for c, d in other.parts)


def quotations(tags: Floats, sentences: Numbers) -> list[Found]:
    """All quotations by `tags` (words, forms, 5), in the order of the text, outer before inner."""
    found = [q for n, form in enumerate(FORMS) for q in _of_form(_raised(tags[:, n], ODDS[form]), sentences, form)]
    long_enough = [q for q in found if q.form == "direct" or q.words() >= SHORTEST]
    return _settled([q for q in long_enough if q.sure >= LEAST])


def _raised(tags: Floats, odds: float) -> Floats:
    """Probabilities (words, 5) with the odds of being in a quotation raised."""
    weights = np.array([1.0, *[odds] * (SPAN_TAGS - 1)], np.float32)
    raised: Floats = tags * weights / (tags @ weights)[:, None]
    return raised


def _of_form(tags: Floats, sentences: Numbers, form: Form) -> list[Found]:
    """The quotations of one form, from its tags (words, 5)."""
    quiet = tags[:, OUTSIDE] > 0.995
    found: list[Found] = []
    for low, high in stretches(~quiet):
        for start, end, opened in _spans(tags[low:high]):
            part = (start + low, end + low)
            sure = float(tags[part[0] : part[1], OUTSIDE + 1 :].sum(1).mean())
            before = found[-1] if found else None
            near = before is not None and sentences[part[0]] - sentences[before.end - 1] <= NEAR
            if opened == CONTINUE and before is not None and near:
                weight = before.words()
                before.sure = (before.sure * weight + sure * (end - start)) / (weight + end - start)
                before.parts.append(part)
            else:
                found.append(Found([part], form, sure))
    return found


def _spans(tags: Floats) -> list[tuple[int, int, int]]:
    """Start, end and first tag of each part in the likeliest legal sequence for `tags` (words, 5)."""
    scores = np.log(tags + 1e-8)
    scores[:, BEGIN] -= DAMPING
    path = likeliest(scores, _LEGAL, _FIRST, _LAST)
    spans: list[tuple[int, int, int]] = []
    start = -1
    for at, tag in enumerate([*path, OUTSIDE]):
        if start >= 0 and tag in {OUTSIDE, BEGIN, CONTINUE}:
            spans.append((start, at, path[start]))
            start = -1
        if tag in {BEGIN, CONTINUE}:
            start = at
    return spans


def _settled(found: list[Found]) -> list[Found]:
    """Without the weaker of two readings of the same words, and without one that crosses another."""
    kept: list[Found] = []
    for quotation in sorted(found, key=lambda q: -q.sure):
        if all(_agree(quotation, other) for other in kept):
            kept.append(quotation)
    return sorted(kept, key=lambda q: (q.start, -q.words()))


def _agree(one: Found, other: Found) -> bool:
    """Do the two lie apart, or one well inside the other?"""
    common = one.common(other)
    if common == 0:
        return True
    smaller, larger = sorted((one.words(), other.words()))
    return common >= 0.9 * smaller and smaller < SAME * larger and one.form != other.form


@dataclass(frozen=True, slots=True)
class Link:
    """Words [start, end) of a role and the probability that they are it; none where `words` is None."""

    words: Words | None
    sure: float


def links(low: int, scores: Floats, none: Floats) -> list[Link]:
    """The best words for each role of a quotation, from log-probabilities of each word as start and end (words, roles,
    2) of a stretch that begins at word `low`, and those of none (roles, 2)."""
    return [_link(low, scores[:, role], float(none[role].sum())) for role in range(len(LINKED))]


def _link(low: int, scores: Floats, none: float) -> Link:
    best, at = none, None
    for start in np.argsort(-scores[:, 0])[:5]:
        ends = scores[start : start + LONGEST, 1]
        end = int(ends.argmax())
        score = float(scores[start, 0] + ends[end])
        if score > best:
            best, at = score, (low + int(start), low + int(start) + end + 1)
    if at is not None and np.exp(best / 2) < LEAST_LINK:
        return Link(None, float(np.exp(none / 2)))
    return Link(at, float(np.exp(best / 2)))


def gaps(parts: list[Words]) -> list[Words]:
    """The words between the parts of a quotation."""
    return [(a[1], b[0]) for a, b in pairwise(parts)]
