"""What pages say of rows: names in the reader's language, chains as steps of a path, words with marks, short signs."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from claims.dossiers import ArticleDossier, ClaimDossier
from claims.marking import Excerpt, Mark, Piece, joined, paragraphs, pieces
from claims.models import Attribution, Claim, Mention, Quantity
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


@dataclass(frozen=True, slots=True)
class Evidence:
    """One mention as the page of its claim shows it; `words` is None where the text was withdrawn."""

    mention: Mention
    path: Sequence[Step]
    signs: Sequence[Sign]
    words: Sequence[Piece] | None
    more: tuple[bool, bool]


@dataclass(frozen=True, slots=True)
class Quotation:
    """One statement of an article for the list beside its text; `number` counts from 1."""

    number: int
    mention: Mention
    speaker: str
    sign: Sign


@dataclass(frozen=True, slots=True)
class Marked:
    """Marked words; `more` says whether the text goes on before and behind them."""

    words: Sequence[Piece]
    more: tuple[bool, bool]


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
    told = ngettext("%(n)s origin", "%(n)s origins", claim.origins_count) % {"n": claim.origins_count}
    return f"{mentions_in_words(claim.mentions_count)} · {told}"


def mentions_in_words(number: int) -> str:
    """ "5 mentions"."""
    return ngettext("%(n)s mention", "%(n)s mentions", number) % {"n": number}


def standing_signs(claim: Claim) -> list[Sign]:
    """Whether some deny it, or another claim stands against it."""
    if claim.denied:
        return [Sign(_("denied by some"), "negative", _("some affirm and some deny it"))]
    if claim.disputed:
        return [Sign(_("disputed"), "negative", _("another claim may contradict it"))]
    return []


def figure(quantity: Quantity) -> str:
    """A figure in the reader's notation with its hedge: "almost 11,000 Container"."""
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


def evidence(dossier: ClaimDossier) -> list[Evidence]:
    """The mentions of a claim, each with its words in their surroundings."""
    return [_evidence(mention, dossier.excerpts.get(mention.pk)) for mention in dossier.mentions]


def _evidence(mention: Mention, excerpt: Excerpt | None) -> Evidence:
    words = pieces(excerpt.text, _marks_inside(mention), excerpt.start) if excerpt else None
    return Evidence(mention, path(mention), signs(mention), words, excerpt.more if excerpt else (False, False))


def _marks_inside(mention: Mention) -> list[Mark]:
    """The claim's words, its speakers, the words that report, figures and times."""
    found = [Mark(start, end, f"claim {mention.form}") for start, end in mention.spans]
    for hop in mention.chain.all():
        if hop.start is not None and hop.end is not None:
            found.append(Mark(hop.start, hop.end, "speaker"))
        if hop.cue_start is not None and hop.cue_end is not None:
            found.append(Mark(hop.cue_start, hop.cue_end, "cue"))
    found += [Mark(one.start, one.end, "figure") for one in mention.quantities.all()]
    return found + [Mark(one.start, one.end, "time") for one in mention.times.all()]


def marked_text(dossier: ArticleDossier) -> list[list[Piece]]:
    """The text by paragraph with every claim marked; empty where the reader may not see it."""
    if dossier.text is None:
        return []
    return paragraphs(pieces(dossier.text, _claim_marks(dossier.mentions)))


def _claim_marks(mentions: Iterable[Mention]) -> list[Mark]:
    return [
        Mark(start, end, mention.form, mention.claim.pk, mention.pk)
        for mention in mentions
        for start, end in mention.spans
    ]


def quotations(dossier: ArticleDossier) -> list[Quotation]:
    """The statements of an article in their order."""
    return [
        Quotation(place, mention, speaker(mention), form_sign(mention))
        for place, mention in enumerate(dossier.mentions, 1)
    ]


def marked_excerpts(dossier: ArticleDossier) -> list[Marked]:
    """What readers see of an article whose text they may not see: its statements with their surroundings, marked."""
    marks = _claim_marks(dossier.mentions)
    return [Marked(pieces(one.text, marks, one.start), one.more) for one in joined(dossier.excerpts.values())]


def speaker(mention: Mention) -> str:
    """Who says it: the origin, or the article itself."""
    hops = mention.chain.all()
    return called(hops[0].actor) if hops else _("the article itself")
