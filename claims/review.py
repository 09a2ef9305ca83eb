"""What curators do to claims: each act changes rows and writes a Decision in one transaction, and can be undone."""

import uuid
from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from claims.actions import derive
from claims.actor_review import ReviewError, restore_actor
from claims.forecasting import derive_predictions
from claims.identity import restore_merge, restore_refusal
from claims.joining import restore_join, restore_relation, restore_split
from claims.models import Attribution, Claim, Decision, MentionActor
from claims.naming import UNKNOWN
from claims.outcomes import restore_outcome
from claims.vocabulary import CHANGE_ACTOR, CHANGE_SOURCE, Status
from sources.models import Actor, root_of

if TYPE_CHECKING:
    from django.contrib.auth.models import User

__all__ = ["ReviewError", "change_actor", "change_source", "decide", "undo"]

# How a Decision calls it when a claim gets a status.
ACTS = {
    Status.ACCEPTED: "accept",
    Status.REJECTED: "reject",
    Status.RETRACTED: "retract",
    Status.UNREVIEWED: "reopen",
}
UNDO = "undo"
BATCH = 500  # rows written at a time


@transaction.atomic
def decide(*, claims: QuerySet[Claim], status: Status, user: "User", now: datetime) -> int:
    """Gives `claims` this status; says how many had another. One Decision each, all of one batch."""
    chosen = Claim.objects.filter(pk__in=claims.order_by().values("pk")).exclude(status=status)
    changed = list(chosen.select_for_update().order_by("pk"))
    batch = uuid.uuid4()
    decisions = [
        Decision(
            user=user,
            made_at=now,
            action=ACTS[status],
            claim=claim,
            before={"status": claim.status},
            after={"status": str(status)},
            batch=batch,
        )
        for claim in changed
    ]
    for claim in changed:
        claim.status = status
    Claim.objects.bulk_update(changed, ["status"], batch_size=BATCH)
    Decision.objects.bulk_create(decisions, batch_size=BATCH)
    for start in range(0, len(changed), BATCH):  # an accepted claim may settle a prediction
        derive_predictions([claim.pk for claim in changed[start : start + BATCH]])
    return len(changed)


@transaction.atomic
def change_source(*, attribution: Attribution, actor: Actor | None, user: "User", now: datetime) -> Decision | None:
    """Makes `actor` (who it was merged into, where it was) the source of this hop; None: it is not named.

    Gives the Decision, None where nothing changes. The words of the hop stay.
    """
    hop = Attribution.objects.select_for_update().get(pk=attribution.pk)
    actor = root_of(actor) if actor else None
    if hop.actor == actor:
        return None
    before = _source(hop)
    _set_source(hop, actor, None)
    return _decision(CHANGE_SOURCE, hop.mention.claim, before, _source(hop), user=user, now=now)


@transaction.atomic
def change_actor(*, mentioned: MentionActor, actor: Actor, user: "User", now: datetime) -> Decision | None:
    """Makes `actor` (who it was merged into, where it was) the one that these words of a mention mean.

    Gives the Decision, None where nothing changes. Raises ReviewError where the mention names it at this place already.
    """
    row = MentionActor.objects.select_for_update().get(pk=mentioned.pk)
    actor = root_of(actor)
    if row.actor == actor:
        return None
    before = _meant(row)
    _set_meant(row, actor)
    return _decision(CHANGE_ACTOR, row.mention.claim, before, _meant(row), user=user, now=now)


@transaction.atomic
def undo(*, decision: Decision, user: "User", now: datetime) -> Decision:
    """Puts back what `decision` changed, by a Decision of its own, which can be undone as well.

    Raises ReviewError where it was undone before, where something has changed since, and where it cannot be undone.
    """
    decision = Decision.objects.select_for_update().get(pk=decision.pk)
    if Decision.objects.filter(undoes=decision).exists():
        raise ReviewError(_("This decision was undone already."))
    _restorer(decision)(decision)
    return Decision.objects.create(
        user=user,
        made_at=now,
        action=UNDO,
        claim=decision.claim,
        relation=decision.relation,
        actor=decision.actor,
        before=decision.after,
        after=decision.before,
        undoes=decision,
    )


def _restorer(decision: Decision) -> Callable[[Decision], None]:
    if decision.actor:
        return _restorer_of_actor(decision)
    return next((restore for key, restore in BY_KEY if key in decision.before), _restore_status)


def _restorer_of_actor(decision: Decision) -> Callable[[Decision], None]:
    if "merged_into" in decision.before:
        return restore_merge
    return restore_refusal if "suggestion" in decision.before else restore_actor


def _restore_status(decision: Decision) -> None:
    if "status" not in decision.before:
        raise ReviewError(_("This decision cannot be undone."))
    if decision.relation_id:
        restore_relation(decision)
        return
    rows = Claim.objects.filter(decisions=decision, status=decision.after["status"])
    _unchanged(bool(rows.update(status=decision.before["status"])))
    derive_predictions([decision.claim_id or 0])  # a later claim that is accepted settles predictions


def _restore_source(decision: Decision) -> None:
    hop = Attribution.objects.select_for_update().filter(pk=decision.before["attribution"]).first()
    _unchanged(hop is not None and hop.actor_id == decision.after["actor"])
    if hop:
        there = Actor.objects.in_bulk([pk for key in ("actor", "speaks_for") if (pk := decision.before.get(key))])
        _set_source(hop, there.get(decision.before["actor"]), there.get(decision.before.get("speaks_for")))


def _restore_meant(decision: Decision) -> None:
    row = MentionActor.objects.select_for_update().filter(pk=decision.before["mention_actor"]).first()
    _unchanged(row is not None and row.actor_id == decision.after["actor"])
    if row:
        _set_meant(row, Actor.objects.get(pk=decision.before["actor"]))


# How a decision about a claim or a relation is taken back, by what it holds.
BY_KEY: tuple[tuple[str, Callable[[Decision], None]], ...] = (
    ("outcome", restore_outcome),
    ("attribution", _restore_source),
    ("mention_actor", _restore_meant),
    ("refusal", restore_split),
    ("merged_into", restore_join),
)


def _unchanged(fine: bool) -> None:  # noqa: FBT001 - it reads as an assertion
    if not fine:
        raise ReviewError(_("It has changed since; undo the later decision first."))


def _set_source(hop: Attribution, actor: Actor | None, speaks_for: Actor | None) -> None:
    """What somebody else was quoted for is not what this one speaks for."""
    hop.actor, hop.kind, hop.speaks_for = actor, actor.kind if actor else UNKNOWN, speaks_for
    hop.save(update_fields=["actor", "kind", "speaks_for"])
    derive([hop.mention.claim_id], extractions=[hop.mention.extraction_id])


def _set_meant(row: MentionActor, actor: Actor) -> None:
    if MentionActor.objects.filter(mention=row.mention_id, actor=actor, start=row.start).exclude(pk=row.pk).exists():
        raise ReviewError(_("The mention names %(actor)s at this place already.") % {"actor": actor})
    row.actor = actor
    row.save(update_fields=["actor"])
    derive([row.mention.claim_id], extractions=[row.mention.extraction_id])


def _source(hop: Attribution) -> dict[str, Any]:
    return {
        "attribution": hop.pk,
        "actor": hop.actor_id,
        "name": hop.actor and hop.actor.name,
        "kind": hop.kind,
        "speaks_for": hop.speaks_for_id,
    }


def _meant(row: MentionActor) -> dict[str, Any]:
    return {"mention_actor": row.pk, "actor": row.actor_id, "name": row.actor.name}


def _decision(
    action: str, claim: Claim, before: dict[str, Any], after: dict[str, Any], *, user: "User", now: datetime
) -> Decision:
    return Decision.objects.create(
        user=user, made_at=now, action=action, claim=claim, before=before, after=after, batch=uuid.uuid4()
    )
