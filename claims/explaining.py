"""What pages say of how often and by whom a claim is told: numbers, origins with the reasons in words, sides, circles, lost
hedges."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from claims.background import Background, Citation, Ground, Group
from claims.hedging import Kind, Loss
from claims.models import Claim, Mention
from claims.origins import Code
from claims.presenters import called, mentions_in_words, outlet_of
from claims.separators import Grouped
from sources.models import Actor, ActorKind

# Why mentions count once; `name` is whoever or whatever they have in common.
WORDS = {
    Code.SAME_ACTOR: gettext_lazy("the same source: %(name)s"),
    Code.SPEAKS_FOR: gettext_lazy("they speak for the same: %(name)s"),
    Code.SAME_OUTLET: gettext_lazy("all in %(name)s, without a named origin"),
    Code.COPY: gettext_lazy("copies of one text: %(name)s"),
    Code.VIA: gettext_lazy("by way of %(name)s"),
    Code.TRANSLATION: gettext_lazy("a translation of what %(name)s published"),
    Code.LISTED: gettext_lazy("%(name)s is listed as a source"),
}
SAME_PERSON = gettext_lazy("the same person: %(name)s")
BOTH = {
    Code.VIA: gettext_lazy("both by way of %(name)s"),
    Code.SAME_OUTLET: gettext_lazy("both in %(name)s, without a named origin"),
}
# What a later article did with a claim, and what an earlier one did not do yet.
LOST = {
    Kind.HEARSAY: gettext_lazy("An earlier article kept its distance; this one does not any more."),
    Kind.CERTAINTY: gettext_lazy("An earlier article called it possible or probable; here it is certain."),
    Kind.FIGURE: gettext_lazy("An earlier article gave the figure with care; here it stands bare."),
    Kind.SOURCE: gettext_lazy("An earlier article named a source; this one names none."),
}
KEPT = {
    Kind.HEARSAY: gettext_lazy("A later article drops the distance that this one keeps."),
    Kind.CERTAINTY: gettext_lazy("A later article makes certain what is possible or probable here."),
    Kind.FIGURE: gettext_lazy("A later article drops the care with which the figure is given here."),
    Kind.SOURCE: gettext_lazy("A later article drops the source that is named here."),
}


@dataclass(frozen=True, slots=True)
class OriginLine:
    """One origin: who it is, a page of theirs, why its mentions count once, and these."""

    name: str
    icon: str
    actor: Actor | None
    known: bool
    number: str
    reasons: Sequence[str]
    mentions: Sequence[Mention]


@dataclass(frozen=True, slots=True)
class Side:
    """The mentions that affirm a claim, or those that deny it."""

    label: str
    kind: str
    number: str
    mentions: Sequence[Mention]


@dataclass(frozen=True, slots=True)
class Round:
    """A circle in words, and the mentions that make it."""

    words: str
    mentions: Sequence[Mention]


@dataclass(frozen=True, slots=True)
class Note:
    """What is to be said beside a mention: words of its own and of the `other` one, the earlier first."""

    label: str
    before: str
    after: str
    other: Mention
    where: str


def numbers(claim: Claim) -> str:
    """ "5 mentions, 2 independent origins"; empty where there is but one mention."""
    if claim.mentions_count < 2:
        return ""
    return f"{mentions_in_words(claim.mentions_count)}, {_independent(claim.origins_count)}"


def _independent(number: int) -> str:
    return ngettext("%(n)s independent origin", "%(n)s independent origins", number) % {"n": Grouped(number)}


def origin_lines(background: Background, mentions: Sequence[Mention]) -> list[OriginLine]:
    """The origins of a claim whose `mentions` these are."""
    by_key = {mention.pk: mention for mention in mentions}
    return [_line(group, by_key) for group in background.origins]


def _line(group: Group, by_key: Mapping[int, Mention]) -> OriginLine:
    actor = group.actor or group.outlet
    name = called(actor) if actor else _("unknown outlet")
    return OriginLine(
        name,
        actor.kind if actor else ActorKind.OUTLET,
        actor,
        group.actor is not None,
        mentions_in_words(len(group.mentions)),
        [reason_in_words(ground) for ground in group.reasons],
        [by_key[key] for key in group.mentions],
    )


def reason_in_words(ground: Ground) -> str:
    """Why mentions count once, in the reader's language."""
    code = Code(ground.code)
    words = BOTH.get(code, WORDS[code]) if len(ground.mentions) == 2 else WORDS[code]
    if code == Code.SAME_ACTOR and ground.actor and ground.actor.kind == ActorKind.PERSON:
        words = SAME_PERSON
    return words % {"name": _common(ground)}


def _common(ground: Ground) -> str:
    if ground.article:
        title = ground.article.title or str(ground.article)
        return f"{title} ({outlet_of(ground.article)})"
    return called(ground.actor) if ground.actor else _("unknown outlet")


def sides(mentions: Sequence[Mention]) -> list[Side]:
    """Who affirms and who denies a claim; empty where all agree."""
    denying = [mention for mention in mentions if mention.denies]
    affirming = [mention for mention in mentions if not mention.denies]
    if not (denying and affirming):
        return []
    return [
        Side(_("It is so"), "affirming", mentions_in_words(len(affirming)), affirming),
        Side(_("It is not so"), "denying", mentions_in_words(len(denying)), denying),
    ]


def rounds(background: Background, mentions: Sequence[Mention]) -> list[Round]:
    """ "A cites B, which cites A", with the mentions that say so."""
    by_key = {mention.pk: mention for mention in mentions}
    return [_round(steps, by_key) for steps in background.circular]


def _round(steps: Sequence[Citation], by_key: Mapping[int, Mention]) -> Round:
    first, *rest = steps
    words = _("%(outlet)s cites %(cited)s") % {"outlet": called(first.outlet), "cited": called(first.cited)}
    for step in rest:
        words = _("%(words)s, which cites %(cited)s") % {"words": words, "cited": called(step.cited)}
    keys = dict.fromkeys(key for step in steps for key in step.mentions)
    return Round(words, [by_key[key] for key in keys])


def notes(background: Background, mentions: Sequence[Mention]) -> dict[int, list[Note]]:
    """By the key of a mention, what is to be said beside it: what it dropped, and what others dropped of it."""
    by_key = {mention.pk: mention for mention in mentions}
    found: dict[int, list[Note]] = defaultdict(list)
    for loss in background.hedge_losses:
        for own, other, words in ((loss.later, loss.earlier, LOST), (loss.earlier, loss.later, KEPT)):
            found[own].append(_note(loss, by_key[other], str(words[loss.kind])))
    return found


def _note(loss: Loss, other: Mention, label: str) -> Note:
    return Note(label, loss.before, loss.after, other, place_in_words(other))


def place_in_words(mention: Mention) -> str:
    """Outlet and day of the article that a mention is in."""
    article = mention.extraction.article
    day = date_format(article.published_on) if article.published_on else ""
    return ", ".join(part for part in (outlet_of(article), day) if part)
