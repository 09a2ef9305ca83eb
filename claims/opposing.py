"""What pages say of how claims stand to each other: the sides of a dispute, the relations of a claim."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from claims.disputes import Dispute, Ground, Key, load
from claims.models import Claim, Mention
from claims.presenters import Sign, Step, path, signs
from claims.related import Stand
from claims.vocabulary import RelationKind
from sources.models import Article

MOST = 3  # mentions that one side of a dispute shows


@dataclass(frozen=True, slots=True)
class Voice:
    """One mention of a side: its words, by way of whom, in which article."""

    mention: Mention
    path: Sequence[Step]
    signs: Sequence[Sign]

    @property
    def article(self) -> Article:
        """Where it stands."""
        return self.mention.extraction.article


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a dispute; `statement` is empty where both sides are about one, or the words of the voices are it. `more`: mentions not shown."""

    label: str
    claim: Claim
    statement: str
    voices: Sequence[Voice]
    more: int


@dataclass(frozen=True, slots=True)
class Opposed:
    """A dispute as the page shows it; `statement` is what both sides are about, where that is one claim."""

    key: Key
    sign: Sign
    statement: str
    sides: Sequence[Side]
    reasons: Sequence[str]


@dataclass(frozen=True, slots=True)
class Related:
    """How another claim stands to the one that a page is about: "is supported by …"."""

    sign: Sign
    status: Sign
    other: Claim
    reasons: Sequence[str]


def opposed(keys: Sequence[Key]) -> list[Opposed]:
    """The disputes with these keys for a list."""
    return facing(load(keys))


def facing(disputes: Iterable[Dispute]) -> list[Opposed]:
    """The same of disputes that were read."""
    return [_opposed(dispute) for dispute in disputes]


def related(stands: Iterable[Stand]) -> list[Related]:
    """The relations of a claim for its page."""
    return [_related(stand) for stand in stands]


def status_sign(status: str) -> Sign:
    """Whether somebody checked it, in words; its look only repeats them."""
    return Sign(str(Ground(status).label), f"ground {status}", _("who says that they stand so to each other"))


def _opposed(dispute: Dispute) -> Opposed:
    inside = dispute.relation is None
    labels = (_("Says so"), _("Denies it")) if inside else (_("One side"), _("The other side"))
    rows = zip(labels, dispute.claims, dispute.mentions, strict=True)
    return Opposed(
        dispute.key,
        status_sign(dispute.key.ground),
        dispute.claims[0].statement if inside else "",
        [_side(label, claim, mentions, inside=inside) for label, claim, mentions in rows],
        dispute.relation.reasons_in_words() if dispute.relation else [],
    )


def _side(label: str, claim: Claim, mentions: Sequence[Mention], *, inside: bool) -> Side:
    """The newest mention of each article, for another in the same one says no more. A statement in whose very words all is
    said needs no place of its own."""
    once = {mention.extraction.article_id: mention for mention in reversed(mentions)}
    shown = [mention for mention in mentions if once[mention.extraction.article_id] is mention][:MOST]
    voices = [Voice(mention, path(mention), signs(mention)) for mention in shown]
    told = inside or {mention.text for mention in shown} == {claim.statement}
    return Side(label, claim, "" if told else claim.statement, voices, len(mentions) - len(shown))


def _related(stand: Stand) -> Related:
    relation = stand.relation
    sign = Sign(_how(stand), f"relation {relation.kind}")
    return Related(sign, status_sign(relation.status), stand.other, relation.reasons_in_words())


def _how(stand: Stand) -> str:
    """How the claim of the page stands to the other."""
    inverse = {RelationKind.SUPPORTS: _("is supported by"), RelationKind.UPDATES: _("is updated by")}
    kind = RelationKind(stand.relation.kind)
    return inverse[kind] if stand.inverse and kind in inverse else str(kind.label)
