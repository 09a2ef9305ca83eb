"""How a curator says what became of a prediction: an act with a Decision, which can be undone.

Where curators accepted a later claim that leaves nothing to judge, it settles a prediction without such an act
(`claims.forecasting`): the acceptance and the confirmed relation are the decisions then, and undoing either opens the
prediction again. What a curator says here always counts more.
"""

import uuid
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from claims.actor_review import ReviewError
from claims.forecasting import derive_predictions, verdicts
from claims.merges import RootOf, families
from claims.models import Claim, Decision, Mention, Prediction
from claims.vocabulary import Outcome, Status, Tense
from sources.models import root_of

if TYPE_CHECKING:
    from django.contrib.auth.models import User

SETTLE = "settle"
OPEN: Mapping[str, Any] = {"outcome": str(Outcome.OPEN), "settled_by": None, "settled_at": None}


@transaction.atomic
def settle(
    *, prediction: Prediction, outcome: str, by_claim: Claim | None = None, user: "User", now: datetime
) -> Decision:
    """Says what became of `prediction` (of what its claim was merged into, where it was), and which later claim shows it.
    `open` takes back what a curator said before.

    Raises ReviewError with the reason where that cannot be: it is so already, nothing is foretold there any more, another
    claim settles it, or `by_claim` cannot.
    """
    claim = Claim.objects.select_for_update().get(pk=root_of(Claim.objects.get(pk=prediction.pk)).pk)
    row = Prediction.objects.select_for_update().filter(pk=claim.pk).first()
    if row is None:
        raise ReviewError(_("This claim is no prediction any more."))
    by = root_of(Claim.objects.get(pk=by_claim.pk)) if by_claim else None
    if (row.outcome, row.settled_by_id) == (outcome, by.pk if by else None):
        raise ReviewError(_("The prediction has this outcome already."))
    _check(row, outcome, by)
    before = _state(row)
    after = {**OPEN} if outcome == Outcome.OPEN else _told(outcome, by, now)
    _give(claim.pk, after)
    return Decision.objects.create(
        user=user, made_at=now, action=SETTLE, claim=claim, before=before, after=after, batch=uuid.uuid4()
    )


def restore_outcome(decision: Decision) -> None:
    """Puts back the outcome that a decision changed. Raises ReviewError where it has changed since."""
    row = Prediction.objects.select_for_update().filter(pk=decision.claim_id).first()
    if (_state(row) if row else OPEN) != decision.after:
        raise ReviewError(_("It has changed since; undo the later decision first."))
    _give(decision.claim_id or 0, decision.before)


def proposals(prediction: Prediction) -> list[tuple[Claim, str]]:
    """The accepted later claims that may settle an open prediction, each with the outcome that it speaks for."""
    if prediction.outcome != Outcome.OPEN:
        return []
    found = {one.claim: one.outcome for one in verdicts(prediction.pk)}
    claims = Claim.objects.roots().filter(pk__in=found).exclude(pk=prediction.pk).order_by("pk")
    return [(claim, found[claim.pk]) for claim in claims]


def _check(row: Prediction, outcome: str, by: Claim | None) -> None:
    if outcome == Outcome.OPEN:
        _check_open(row, by)
    elif by:
        _check_settler(row, by)


def _check_open(row: Prediction, by: Claim | None) -> None:
    if by:
        raise ReviewError(_("No claim keeps a prediction open; leave it out."))
    if not row.decided:
        raise ReviewError(
            _("The outcome follows from another decision, about claim %(id)d; undo that one.") % {"id": _origin_of(row)}
        )


def _check_settler(row: Prediction, by: Claim) -> None:
    """Raises ReviewError where the claim `by` cannot settle the prediction."""
    name = {"id": by.pk}
    if by.pk == row.pk:
        raise ReviewError(_("A prediction is not settled by its own claim."))
    if by.status != Status.ACCEPTED:
        raise ReviewError(_("Claim %(id)d was not accepted; only an accepted claim settles a prediction.") % name)
    told = Mention.objects.current().filter(claim__in=families([by.pk])).exclude(tense=Tense.FUTURE)
    if not told.exists():
        raise ReviewError(_("Claim %(id)d is about the future itself.") % name)
    if row.said_on and not told.filter(extraction__article__published_on__gt=row.said_on).exists():
        raise ReviewError(_("Claim %(id)d was not published after the prediction.") % name)


def _origin_of(row: Prediction) -> int:
    """The claim by which an outcome that was not given to the prediction itself came about."""
    merged = Prediction.objects.filter(decided=True, settled_at=row.settled_at).alias(root=RootOf("claim"))
    return merged.filter(root=row.pk).values_list("pk", flat=True).first() or row.settled_by_id or row.pk


def _told(outcome: str, by: Claim | None, now: datetime) -> dict[str, Any]:
    return {"outcome": str(outcome), "settled_by": by.pk if by else None, "settled_at": now.astimezone(UTC).isoformat()}


def _state(row: Prediction) -> dict[str, Any]:
    """What a curator gave the row, as plain values."""
    if not row.decided or row.settled_at is None:
        return {**OPEN}
    by = {"settled_by": row.settled_by_id, "settled_at": row.settled_at.astimezone(UTC).isoformat()}
    return {"outcome": str(row.outcome), **by}


def _give(claim: int, state: Mapping[str, Any]) -> None:
    """Writes the outcome that a curator gives, and what follows from it. A row that went comes back for it."""
    values = {
        "outcome": state["outcome"],
        "settled_by_id": state["settled_by"],
        "settled_at": parse_datetime(state["settled_at"]) if state["settled_at"] else None,
        "decided": state["outcome"] != Outcome.OPEN,
    }
    Prediction.objects.update_or_create(pk=claim, defaults=values)
    derive_predictions([claim])
