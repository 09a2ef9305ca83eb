"""What pages say of rows: names in the reader's language, chains as steps of a path, words with marks, short signs."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from claims.measures import SHARE
from claims.models import Attribution, Claim, Mention, Quantity
from claims.separators import Grouped
from claims.vocabulary import Anonymity, Certainty, Form, Polarity, Qualifier, Stance, Status, Tense
from sources.models import Actor, ActorKind, Article


@dataclass(frozen=True, slots=True)
class Step:
    """One stop on the way of a statement: who, what the article calls them, and where to read on. `icon` names a symbol;
    `note` says what the name alone does not ("not named", a role)."""

    name: str
    icon: str
    url: str = ""
    words: str = ""
    note: str = ""
    known: bool = True


@dataclass(frozen=True, slots=True)
class Sign:
    """A short label; `kind` is its class, `title` what it means in full."""

    label: str
    kind: str
    title: str = ""


@dataclass(frozen=True, slots=True)
class Card:
    """A claim as lists show it."""

    claim: Claim
    lead: Mention | None
    path: Sequence[Step]
    signs: Sequence[Sign]
    figures: Sequence[str]
    spread: str

    @property
    def article(self) -> Article | None:
        """The newest article that makes it."""
        return self.lead.extraction.article if self.lead else None


def called(actor: Actor | None) -> str:
    """The name of `actor` in the reader's language."""
    if actor is None:
        return _("not named")
    german = (get_language() or "").startswith("de")
    return (german and actor.name_de) or actor.name


def outlet_of(article: Article) -> str:
    """The name of the outlet that published it."""
    return called(article.outlet) if article.outlet else _("unknown outlet")


def path(mention: Mention) -> list[Step]:
    """The way of a statement, origin first; the last step is who published it."""
    article = mention.extraction.article
    page = reverse("article", args=[article.pk])
    return [*map(_step, mention.chain.all()), Step(outlet_of(article), ActorKind.OUTLET, page)]


def _step(hop: Attribution) -> Step:
    role = ", ".join(part for part in (hop.role, hop.affiliation) if part)
    if hop.actor is None:
        return Step(_("not named"), "unknown", words=hop.surface, note=role, known=False)
    note = role if hop.anonymity == Anonymity.NAMED else Anonymity(hop.anonymity).label
    name, url = called(hop.actor), reverse("actor", args=[hop.actor.slug])
    return Step(name, hop.kind, url, "" if hop.surface == name else hop.surface, str(note))


def signs(mention: Mention) -> list[Sign]:
    """What is special about a mention: its form always, the rest where it is not what one expects."""
    found = [form_sign(mention)]
    if mention.stance != Stance.ASSERTS:
        found.append(Sign(str(Stance(mention.stance).label), "stance", _("what the origin does in saying it")))
    if mention.polarity == Polarity.NEGATIVE:
        found.append(Sign(str(Polarity.NEGATIVE.label), "negative", _("the origin denies it")))
    if mention.certainty != Certainty.CERTAIN:
        title = _("how firmly the origin commits to it")
        found.append(Sign(str(Certainty(mention.certainty).label), f"certainty {mention.certainty}", title))
    if mention.tense == Tense.FUTURE:
        found.append(Sign(_("prediction"), "future", _("it is about the future")))
    if mention.hearsay:
        found.append(Sign(_("hearsay"), "hearsay", _("the article itself keeps its distance")))
    return found


def form_sign(mention: Mention) -> Sign:
    """How the article gives it, in the colour of its mark."""
    return Sign(str(Form(mention.form).label), f"form {mention.form}", _("how the article gives it"))


def status_sign(claim: Claim) -> Sign:
    """What curators decided."""
    return Sign(str(Status(claim.status).label), f"status {claim.status}", _("what curators decided"))


def cards(claims: Iterable[Claim]) -> list[Card]:
    """Claims with `current_mentions` for a list."""
    return [card(claim) for claim in claims]


def card(claim: Claim) -> Card:
    """A claim with `current_mentions`; its newest article speaks for it."""
    mentions: Sequence[Mention] = claim.current_mentions  # type: ignore[attr-defined]  # set by attach_mentions
    lead = mentions[0] if mentions else None
    decided = [status_sign(claim)] if claim.status != Status.UNREVIEWED else []
    decided += standing_signs(claim)
    if lead is None:
        return Card(claim, None, [], decided, [], "")
    told = dict.fromkeys(figure(one) for mention in mentions for one in mention.quantities.all())
    return Card(claim, lead, path(lead), [*decided, *signs(lead)], list(told), spread(claim))


def spread(claim: Claim) -> str:
    """ "5 mentions · 2 origins"; empty for a single mention."""
    if claim.mentions_count < 2:
        return ""
    told = ngettext("%(n)s origin", "%(n)s origins", claim.origins_count) % {"n": Grouped(claim.origins_count)}
    return f"{mentions_in_words(claim.mentions_count)} · {told}"


def mentions_in_words(number: int) -> str:
    """ "5 mentions"."""
    return ngettext("%(n)s mention", "%(n)s mentions", number) % {"n": Grouped(number)}


def standing_signs(claim: Claim) -> list[Sign]:
    """Whether some deny it, or another claim stands against it."""
    if claim.denied:
        return [Sign(_("denied by some"), "negative", _("some affirm and some deny it"))]
    if claim.disputed:
        return [Sign(_("disputed"), "negative", _("another claim may contradict it"))]
    return []


def figure(quantity: Quantity) -> str:
    """A figure in the reader's notation with its hedge, "almost 11,000 Container"; a share as the article has it: "jede dritte
    Granate" would make "0.333333 Granate"."""
    if quantity.concept == SHARE:
        return quantity.text
    low, high = quantity.low, quantity.high
    if quantity.qualifier == Qualifier.BETWEEN and low is not None and high is not None:
        told = f"{number(low)}–{number(high)}"
    elif quantity.qualifier == Qualifier.EXACT:
        told = number(quantity.value)
    else:
        told = f"{Qualifier(quantity.qualifier).label} {number(quantity.value)}"
    return f"{told} {quantity.unit}".strip()


def number(value: Decimal) -> str:
    """A number with the separators of the reader's language and no idle zeros; round millions and more in words."""
    for size, told in ((Decimal(10) ** 9, _billions), (Decimal(10) ** 6, _millions)):
        if abs(value) >= size and value % (size / 100) == 0:
            return told(value / size)
    return _plain(value)


def _billions(value: Decimal) -> str:
    return ngettext("%(n)s billion", "%(n)s billion", 1 if value == 1 else 2) % {"n": _plain(value)}


def _millions(value: Decimal) -> str:
    return ngettext("%(n)s million", "%(n)s million", 1 if value == 1 else 2) % {"n": _plain(value)}


def _plain(value: Decimal) -> str:
    digits = len(f"{value:f}".partition(".")[2].rstrip("0"))
    return number_format(value, decimal_pos=digits, use_l10n=True, force_grouping=True)


def speaker(mention: Mention) -> str:
    """Who says it: the origin, or the article itself."""
    hops = mention.chain.all()
    return called(hops[0].actor) if hops else _("the article itself")
