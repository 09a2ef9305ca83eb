"""What curators decide about how claims stand to each other: two are one, or are not; a suggestion holds, or does not. A join
is a pointer; each act is a Decision and can be undone."""

import uuid
from collections.abc import Collection
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.formats import date_format
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from claims.actions import derive
from claims.actor_review import ReviewError
from claims.merges import families
from claims.models import Claim, Decision, Mention, Relation
from claims.relations import SYMMETRIC
from claims.settling import settle_relations
from claims.turns import one_at_a_time
from claims.vocabulary import RelationKind, RelationStatus, Status
from sources.merges import root_of

if TYPE_CHECKING:
    from django.contrib.auth.models import User

JOIN_CLAIM, SPLIT_CLAIM = "join_claim", "split_claim"
CONFIRM_RELATION, REFUSE_RELATION = "confirm_relation", "refuse_relation"
# Which of two claims the other is joined into: what was accepted stays, what was rejected would hide the other.
RANKS = (Status.ACCEPTED, Status.RETRACTED, Status.UNREVIEWED, Status.REJECTED)


@transaction.atomic
def join_claims(*, claim: Claim, into: Claim, user: "User", now: datetime) -> Decision:
    """Says that `claim` and `into` say the same: the mentions of both count for the one that `into` belongs to.

    Raises ReviewError with the reason where that cannot be: they are one already, a curator refused it, be it for others
    that were joined with them, or one is a part of the other's quotation.
    """
    one_at_a_time()
    claim, root = _root(claim.pk), _root(into.pk)
    _point(claim, root)
    return _decision(JOIN_CLAIM, *_joined(claim, root), claim=claim, user=user, now=now)


@transaction.atomic
def split_claim(*, claim: Claim, user: "User", now: datetime) -> Decision:
    """Takes `claim`, with what was joined into it, out of the claim that it was joined into, and remembers for good that the
    two are not the same: as a refused relation, which undoing takes away again where there was none before.

    Raises ReviewError where it was not joined.
    """
    one_at_a_time()
    claim = Claim.objects.select_related("merged_into").get(pk=claim.pk)
    into = claim.merged_into
    if into is None:
        raise ReviewError(_("%(claim)s is not joined with another claim.") % {"claim": quoted(claim)})
    there = _same(claim.pk, into.pk)
    after, before = _joined(claim, into)
    before |= {"refusal": there and there.status}
    after |= {"refusal": str(RelationStatus.REFUSED)}
    _part(claim, into, now)
    return _decision(SPLIT_CLAIM, before, after, claim=claim, user=user, now=now)


@transaction.atomic
def confirm_relation(*, relation: Relation, user: "User", now: datetime) -> Decision | None:
    """Says that `relation` holds; where it is that both claims are the same, joins them. Gives the Decision, None where it
    holds already, as it does for claims that were joined meanwhile.

    Raises ReviewError where a curator refused it, be it for others that were joined with the two, where two claims that are
    one cannot stand to each other, and as `join_claims` does.
    """
    one_at_a_time()
    relation = _fresh(relation)
    if relation.kind == RelationKind.SAME:
        return _confirm_same(relation, user=user, now=now)
    if relation.status == RelationStatus.CONFIRMED:
        return None
    family = families({relation.from_claim_id, relation.to_claim_id})
    _check_apart(relation.from_claim, relation.to_claim, family)
    _check_refusals(relation.from_claim, relation.to_claim, family, relation.kind)
    return _set(CONFIRM_RELATION, relation, RelationStatus.CONFIRMED, user=user, now=now)


@transaction.atomic
def refuse_relation(*, relation: Relation, user: "User", now: datetime) -> Decision | None:
    """Says for good that `relation` does not hold; where it is that both claims are the same, nothing joins them any more.
    Gives the Decision, None where it was refused already. Raises ReviewError where the claims are joined."""
    one_at_a_time()
    relation = _fresh(relation)
    if relation.status == RelationStatus.REFUSED:
        return None
    _check_refusable(relation)
    return _set(REFUSE_RELATION, relation, RelationStatus.REFUSED, user=user, now=now)


def restore_join(decision: Decision) -> None:
    """Takes a join back, or makes it again. Raises ReviewError where it cannot be."""
    one_at_a_time()
    claim = Claim.objects.get(pk=decision.after["claim"])
    _unchanged(claim.merged_into_id == decision.after["merged_into"])
    _point(claim, Claim.objects.filter(pk=decision.before["merged_into"]).first())


def restore_split(decision: Decision) -> None:
    """Takes a split and its refusal back, or makes both again. Raises ReviewError where it cannot be."""
    one_at_a_time()
    claim = Claim.objects.get(pk=decision.after["claim"])
    _unchanged(claim.merged_into_id == decision.after["merged_into"])
    into = Claim.objects.get(pk=decision.before["merged_into"] or decision.after["merged_into"])
    if decision.before["merged_into"] is None:
        _part(claim, into, decision.made_at)
        return
    refusal = _same(claim.pk, into.pk)
    _unchanged(refusal is not None and refusal.status == RelationStatus.REFUSED)
    if refusal:
        _forget(refusal, kept=decision.before["refusal"] is not None)
    _point(claim, into)


def restore_relation(decision: Decision) -> None:
    """Puts back what a relation was. Raises ReviewError where it has changed since or cannot be that any more."""
    one_at_a_time()
    relation = Relation.objects.select_related("from_claim", "to_claim").get(decisions=decision)
    _unchanged(relation.status == decision.after["status"])
    if decision.before["status"] == RelationStatus.REFUSED:
        _check_refusable(relation)
    Relation.objects.filter(pk=relation.pk).update(status=decision.before["status"])
    derive([relation.from_claim_id, relation.to_claim_id])


def quoted(claim: Claim) -> str:
    """`claim` in a sentence."""
    return _("“%(words)s”") % {"words": Truncator(claim.statement).chars(80)}


def _root(key: int) -> Claim:
    return root_of(Claim.objects.get(pk=key))


def _fresh(relation: Relation) -> Relation:
    return Relation.objects.select_related("from_claim", "to_claim").get(pk=relation.pk)


def _same(one: int, other: int) -> Relation | None:
    pair = {"from_claim": min(one, other), "to_claim": max(one, other)}
    return Relation.objects.filter(kind=RelationKind.SAME, **pair).first()


def _confirm_same(relation: Relation, *, user: "User", now: datetime) -> Decision | None:
    roots = [_root(relation.from_claim_id), _root(relation.to_claim_id)]
    if roots[0] == roots[1]:
        settle_relations(claims=[relation.from_claim_id])
        return None
    into, claim = sorted(roots, key=lambda one: (RANKS.index(Status(one.status)), one.pk))
    _point(claim, into)
    before, after = _joined(claim, into)
    before |= {"status": relation.status}
    after |= {"status": str(RelationStatus.CONFIRMED)}
    return _decision(CONFIRM_RELATION, before, after, relation=relation, user=user, now=now)


def _set(action: str, relation: Relation, status: RelationStatus, *, user: "User", now: datetime) -> Decision:
    Relation.objects.filter(pk=relation.pk).update(status=status)
    derive([relation.from_claim_id, relation.to_claim_id])
    return _decision(
        action, {"status": relation.status}, {"status": str(status)}, relation=relation, user=user, now=now
    )


def _point(claim: Claim, into: Claim | None) -> None:
    """Sets or clears the pointer, and brings what follows from it in line."""
    before = claim.merged_into_id
    if into:
        _check(claim, into)
    try:
        with transaction.atomic():
            Claim.objects.filter(pk=claim.pk).update(merged_into=into)
    except IntegrityError as error:  # a trigger knows better: somebody wrote past this module
        raise ReviewError(_("The database refuses to join %(claim)s.") % {"claim": quoted(claim)}) from error
    concerned = {pk for pk in (claim.pk, before, into and into.pk) if pk}
    settle_relations(claims=concerned)
    derive(concerned)


def _part(claim: Claim, into: Claim, now: datetime) -> None:
    """Clears the pointer from `claim` to `into` and refuses that they are the same."""
    _point(claim, None)
    one, other = sorted((claim.pk, into.pk))
    refused = {"status": RelationStatus.REFUSED}
    Relation.objects.update_or_create(
        from_claim_id=one,
        to_claim_id=other,
        kind=RelationKind.SAME,
        defaults=refused,
        create_defaults={**refused, "created_at": now},
    )


def _forget(refusal: Relation, *, kept: bool) -> None:
    """Takes a refusal back; a relation that was made for it alone goes with it. (The database lets only suggestions go.)"""
    Relation.objects.filter(pk=refusal.pk).update(status=RelationStatus.SUGGESTED)
    if not kept and not Decision.objects.filter(relation=refusal).exists():
        refusal.delete()


def _check(claim: Claim, into: Claim) -> None:
    """Raises ReviewError where `claim` cannot be joined into `into`."""
    family = families({claim.pk, into.pk})
    _check_apart(claim, into, family)
    _check_refusals(claim, into, family, RelationKind.SAME)
    ours, theirs = _members(family, claim), _members(family, into)
    parts = Mention.objects.current()
    if parts.filter(Q(claim__in=ours, whole__claim__in=theirs) | Q(claim__in=theirs, whole__claim__in=ours)).exists():
        words = _("%(claim)s and %(other)s: one is a part of the other's quotation.")
        raise ReviewError(words % _pair(claim, into))


def _check_apart(one: Claim, other: Claim, family: dict[int, int]) -> None:
    if family[one.pk] == family[other.pk]:
        raise ReviewError(_("%(claim)s and %(other)s are one claim already.") % _pair(one, other))


def _check_refusals(one: Claim, other: Claim, family: dict[int, int], kind: str) -> None:
    """Raises ReviewError where a curator refused that any of the family of `one` stands so to any of that of `other`."""
    ours, theirs = _members(family, one), _members(family, other)
    between = Q(from_claim__in=ours, to_claim__in=theirs)
    if kind in SYMMETRIC:
        between |= Q(from_claim__in=theirs, to_claim__in=ours)
    refused = Relation.objects.filter(between, kind=kind, status=RelationStatus.REFUSED)
    relation = refused.select_related("from_claim", "to_claim").order_by("pk").first()
    if relation:
        raise ReviewError(_refusal(relation))


def _check_refusable(relation: Relation) -> None:
    family = families({relation.from_claim_id, relation.to_claim_id})
    joined = family[relation.from_claim_id] == family[relation.to_claim_id]
    if relation.kind == RelationKind.SAME and joined:
        words = _("%(claim)s and %(other)s are joined; split them first.")
        raise ReviewError(words % _pair(relation.from_claim, relation.to_claim))


def _members(family: dict[int, int], claim: Claim) -> Collection[int]:
    return [pk for pk, root in family.items() if root == family[claim.pk]]


def _refusal(relation: Relation) -> str:
    """Who refused it, and when."""
    pair = relation.from_claim_id, relation.to_claim_id
    told = Q(relation=relation, after__status=RelationStatus.REFUSED)
    if relation.kind == RelationKind.SAME:
        for one, other in (pair, pair[::-1]):
            told |= Q(claim=one, before__merged_into=other, after__refusal=RelationStatus.REFUSED)
    decision = Decision.objects.filter(told).select_related("user").order_by("-pk").first()
    names = {**_pair(relation.from_claim, relation.to_claim), "kind": relation.get_kind_display()}
    if decision is None:
        return _("It was refused earlier: %(claim)s – %(kind)s – %(other)s.") % names
    by = {"user": decision.user, "day": date_format(decision.made_at)}
    return _("%(user)s refused on %(day)s: %(claim)s – %(kind)s – %(other)s.") % {**names, **by}


def _pair(one: Claim, other: Claim) -> dict[str, str]:
    return {"claim": quoted(one), "other": quoted(other)}


def _joined(claim: Claim, into: Claim) -> tuple[dict[str, Any], dict[str, Any]]:
    """What a Decision holds of `claim` before and after it is joined into `into`."""
    apart = {"claim": claim.pk, "merged_into": None, "into": None}
    return apart, {"claim": claim.pk, "merged_into": into.pk, "into": Truncator(into.statement).chars(120)}


def _decision(action: str, before: dict[str, Any], after: dict[str, Any], **told: Any) -> Decision:
    user, now = told.pop("user"), told.pop("now")
    return Decision.objects.create(
        user=user, made_at=now, action=action, before=before, after=after, batch=uuid.uuid4(), **told
    )


def _unchanged(fine: bool) -> None:  # noqa: FBT001 - it reads as an assertion
    if not fine:
        raise ReviewError(_("It has changed since; undo the later decision first."))
