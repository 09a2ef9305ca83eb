"""A claim to be shared: ways to cite it, and a card for foreign pages: what it shows, why there is none, the code that embeds
it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.html import escape
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from claims.citing import bibtex, cited, plain, quoted, sentence
from claims.models import Claim, Mention
from claims.presenters import Card, Sign, card, form_sign
from claims.vocabulary import Status

WIDTH = 560  # pixels
LINE, LETTERS = 28, 52  # pixels of a line of the statement, and how many letters it holds at that width
FRAME = 190  # pixels of all else but the statement and the chain
STEP = 34  # pixels of a hop
TALLEST = 640
GONE = {
    Status.REJECTED: gettext_lazy("Curators rejected this claim."),
    Status.RETRACTED: gettext_lazy("This claim was retracted."),
}


@dataclass(frozen=True, slots=True)
class Embedded:
    """A card for a foreign page; `url` leads to the claim."""

    card: Card
    signs: Sequence[Sign]
    url: str


@dataclass(frozen=True, slots=True)
class Sharing:
    """All that can be copied from the page of a claim; `card` is the address of its card, empty where it has none. The
    English citation is what stands before the German words, these, and what follows."""

    url: str
    german: str
    english: tuple[str, str, str]
    bibtex: str
    linked_data: str
    card: str
    frame: str


def sharing(claim: Claim, site: str, today: date, language: str) -> Sharing:
    """Ways to cite a root claim with `current_mentions`; addresses begin with `site`, the card is in `language`."""
    mentions: Sequence[Mention] = claim.current_mentions  # type: ignore[attr-defined]  # set by attach_mentions
    url = site + reverse("claim", args=[claim.pk])
    one, shown = cited(claim, mentions, url, today), card(claim)
    address = "" if why_gone(shown) else f"{site}{reverse('claim-embed', args=[claim.pk])}?lang={language}"
    return Sharing(
        url,
        sentence(one, "de"),
        sentence(one, "en").partition(quoted(claim)),
        bibtex(one),
        site + reverse("claim-jsonld", args=[claim.pk]),
        address,
        frame(shown, address) if address else "",
    )


def embedded(shown: Card, url: str) -> Embedded:
    """What the card shows of a claim that has one; signs that every claim has are left out."""
    form = form_sign(shown.lead).kind if shown.lead else ""
    return Embedded(shown, [sign for sign in shown.signs if sign.kind != form], url)


def why_gone(shown: Card) -> str:
    """Why a claim has no card any more, empty where it has one: rejected, retracted, or no article says so now."""
    told = GONE.get(Status(shown.claim.status))
    if told:
        return str(told)
    if shown.lead is None:
        return _("No article makes this claim any more.")
    if all(one.extraction.article.withdrawn_at for one in shown.claim.current_mentions):  # type: ignore[attr-defined]  # set by attach_mentions
        return _("The articles that make this claim were withdrawn.")
    return ""


def height(shown: Card) -> int:
    """How many pixels the card needs at WIDTH; what is longer scrolls."""
    lines = -(-len(shown.claim.statement) // LETTERS)
    return min(TALLEST, FRAME + LINE * lines + STEP * len(shown.path))


def frame(shown: Card, address: str) -> str:
    """The code that embeds the card at `address`."""
    title = f"factbase: {Truncator(plain(shown.claim.statement)).chars(100)}"
    code = '<iframe src="{}" title="{}" width="{}" height="{}" loading="lazy"></iframe>'
    return code.format(escape(address), escape(title), WIDTH, height(shown))  # text to be copied, not to be run
