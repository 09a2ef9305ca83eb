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
