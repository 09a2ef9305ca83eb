"""What the weights tell apart: the tags of quotations, of roles and of names, in the order of their numbers."""

from typing import get_args

from claims.extraction.types import Form

FORMS: tuple[Form, ...] = tuple(form for form in get_args(Form) if form != "narrative")

OUTSIDE, BEGIN, CONTINUE, INSIDE, END = range(5)
SPAN_TAGS = 5  # of each form: outside, first word, first word of a later part, inside, last word of a part

ROLES = ("speaker", "cue", "frame", "addressee")
ROLE_TAGS = 3  # outside, first word, inside
LINKED = ("speaker", "cue", "frame")  # roles that a quotation points to

NAME_TYPES = ("PER", "ORG", "LOC", "OTH")
NAMES = ("O", *(f"{at}-{name}{kind}" for name in NAME_TYPES for kind in ("", "deriv", "part") for at in "BI"))
"""GermEval 2014: "deriv" is derived from a name ("russisch"), "part" holds one ("EU-weit")."""

SILVER_TYPES = ("PER", "ORG", "LOC", "MISC")
SILVER_NAMES = ("O", *(f"{at}-{name}" for name in SILVER_TYPES for at in "BI"))
"""WikiNEuRal, whose rules are others than GermEval's: in training only."""

# How far a word stands from a quotation: words in buckets before, inside and behind; sentences apart.
BUCKETS = (1, 2, 3, 4, 5, 6, 8, 10, 13, 17, 22, 30, 40, 60, 90, 140)
DISTANCES = 2 * len(BUCKETS) + 3
SENTENCES = 12


def distance(word: int, start: int, end: int) -> int:
    """The bucket of `word` beside the words [start, end) of a quotation: 0 inside, then before, then behind."""
    if start <= word < end:
        return 0
    away = start - word if word < start else word - end + 1
    bucket = next((n for n, limit in enumerate(BUCKETS) if away <= limit), len(BUCKETS))
    return 1 + bucket if word < start else 2 + len(BUCKETS) + bucket


def sentences_apart(sentence: int, first: int, last: int) -> int:
    """0 in a sentence of the quotation; then 1 to 8 before it, 9 to 11 behind it."""
    if sentence < first:
        return min(first - sentence, 8)
    return 8 + min(sentence - last, 3) if sentence > last else 0
