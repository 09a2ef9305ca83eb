"""How a claim is cited: in a sentence, German or English, and as an entry for BibTeX."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from claims.models import Claim, Mention
from claims.presenters import outlet_of, speaker
from claims.vocabulary import Status

SITE = "factbase"
DAYS: Mapping[str, str] = {"de": "j. F Y", "en": "j F Y"}
QUOTES: Mapping[str, tuple[str, str]] = {"de": ("„", "“"), "en": ("“", "”")}
# Quotation marks inside quotation marks are single ones.
INNER = str.maketrans({"„": "‚", "“": "‘", "”": "’", "»": "›", "«": "‹", '"': "'"})
CONTROL = re.compile(r"[\x00-\x1f\x7f]+")
BLANKS = re.compile(r"\s+")
# What TeX reads as an order. A brace has no simple escape: BibTeX counts it whatever stands before it.
TEX = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\textbraceleft{}",
        "}": r"\textbraceright{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        **{sign: f"\\{sign}" for sign in "$&#_%"},
    }
)


@dataclass(frozen=True, slots=True)
class Cited:
    """A claim as citations name it: the words, its number, who says so where (the first of its `mentions`), its address, and
    the day on which somebody looked at it."""

    claim: Claim
    first: Mention | None
    mentions: int
    url: str
    accessed: date


def cited(claim: Claim, mentions: Sequence[Mention], url: str, accessed: date) -> Cited:
    """A claim whose `mentions` these are, to be cited by `url`."""
    dated = [one for one in mentions if one.extraction.article.published_on]
    first = min(
        dated or mentions, key=lambda one: (one.extraction.article.published_on or date.max, one.pk), default=None
    )
    return Cited(claim, first, len(mentions), url, accessed)


def sentence(one: Cited, language: str) -> str:
    """A citation as text: “…” – South Korea, quoted in Example Times, 20 November 2026. In: factbase, claim no. 37, address
    (accessed 22 November 2026)."""
    opening, closing = QUOTES[language]
    with translation.override(language):
        told = {"number": one.claim.pk, "url": one.url, "day": date_format(one.accessed, DAYS[language])}
        found = _("In: factbase, claim no. %(number)s, %(url)s (accessed %(day)s).") % told
        parts = [
            f"{opening}{quoted(one.claim)}{closing}",
            standing(one.claim),
            told_by(one, language),
        ]
    head, *rest = [part for part in parts if part]
    return " ".join([" – ".join([head, *rest]) + ("." if rest else ""), found])


def quoted(claim: Claim) -> str:
    """Its words as they stand between quotation marks."""
    return plain(claim.statement).translate(INNER)


def told_by(one: Cited, language: str) -> str:
    """Who says so first, and where; in the language that is active."""
    if one.first is None:
        return ""
    article = one.first.extraction.article
    day = date_format(article.published_on, DAYS[language]) if article.published_on else ""
    where = ", ".join(part for part in (outlet_of(article), day) if part)
    if not one.first.chain.all():
        return where
    return _("%(who)s, quoted in %(where)s") % {"who": speaker(one.first), "where": where}


def standing(claim: Claim) -> str:
    """What nobody who cites it may leave out: that curators rejected it, or that it was retracted."""
    told = {Status.REJECTED: _("rejected by curators"), Status.RETRACTED: _("retracted")}
    words = told.get(Status(claim.status))
    return f"[{words}]" if words else ""


def bibtex(one: Cited) -> str:
    """The claim as an entry @misc."""
    with translation.override("en"):
        day = date_format(one.accessed, DAYS["en"])
        notes = [f"Claim no. {one.claim.pk}", told_by(one, "en"), standing(one.claim).strip("[]"), f"accessed {day}"]
    article = one.first.extraction.article if one.first else None
    year = article.published_on.year if article and article.published_on else one.claim.created_at.year
    fields = {
        "author": f"{{{SITE}}}",
        "title": f"{{{escaped(one.claim.statement)}}}",
        "year": str(year),
        "url": one.url,
        "urldate": one.accessed.isoformat(),
        "note": escaped("; ".join(note for note in notes if note)),
        "langid": "ngerman",
    }
    rows = ",\n".join(f"  {name:<7} = {{{value}}}" for name, value in fields.items())
    return f"@misc{{{SITE}-{one.claim.pk},\n{rows}\n}}\n"


def escaped(words: str) -> str:
    """`words` as TeX prints them: on one line, with nothing that it would read as an order."""
    return plain(words).translate(TEX)


def plain(words: str) -> str:
    """`words` on one line, without characters that nobody sees."""
    return BLANKS.sub(" ", CONTROL.sub(" ", words)).strip()
