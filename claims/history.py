"""What curators decided about a claim, and about how it stands to others: every act, for its page. Readers see the acts; who
did them is for those who work here."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.contrib.auth.models import AbstractUser
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from claims.models import Claim, Decision, Relation
from claims.presenters import called
from claims.vocabulary import Outcome, RelationStatus, Status
from sources.lookups import Among

if TYPE_CHECKING:
    from claims.dossiers import User

MOST = 50  # acts that a page lists, the newest
ACTIONS = {
    "accept": gettext_lazy("accepted"),
    "reject": gettext_lazy("rejected"),
    "retract": gettext_lazy("retracted"),
    "reopen": gettext_lazy("back to unreviewed"),
    "change_source": gettext_lazy("changed a source"),
    "change_actor": gettext_lazy("changed whom it is about"),
    "add_actor": gettext_lazy("added an actor"),
    "edit_actor": gettext_lazy("changed an actor"),
    "merge_actor": gettext_lazy("merged into another actor"),
    "refuse_merge": gettext_lazy("refused to merge with another actor"),
    "join_claim": gettext_lazy("joined with another claim"),
    "split_claim": gettext_lazy("split from another claim for good"),
    "confirm_relation": gettext_lazy("confirmed a relation"),
    "refuse_relation": gettext_lazy("refused a relation"),
    "settle": gettext_lazy("settled a prediction"),
    "undo": gettext_lazy("undone"),
}


@dataclass(frozen=True, slots=True)
class Act:
    """One decision: what was done, what it changed in words, when; `curator` is empty for readers. `wording` is the statement
    of another claim that it was about: one that was joined with this, or the `other` side of a relation (`kind` says which)."""

    made_at: datetime
    label: str
    before: str
    after: str
    curator: str
    undone_at: datetime | None
    wording: str
    kind: str
    other: Claim | None


@dataclass(frozen=True, slots=True)
class History:
    """The newest acts first; `more`: there are older ones that are not listed."""

    acts: Sequence[Act]
    more: bool


def history(claim: Claim, family: Collection[int], user: "User") -> History:
    """The decisions about a root claim and those of its `family` (keys, its own included), and about their relations. Two
    queries."""
    relations = Relation.objects.of(family).values_list("pk", flat=True)
    about = Q(Among("claim", family)) | Q(Among("relation", list(relations)))
    rows = Decision.objects.filter(about).select_related(
        "user", "claim", "relation__from_claim", "relation__to_claim", "undone_by", "undoes"
    )
    found = list(rows.order_by("-made_at", "-pk")[: MOST + 1])
    names = isinstance(user, AbstractUser) and user.is_staff
    return History([_act(row, claim, family, names=names) for row in found[:MOST]], len(found) > MOST)


def _act(row: Decision, claim: Claim, family: Collection[int], *, names: bool) -> Act:
    undone = getattr(row, "undone_by", None)
    kind, other = _other_side(row.relation, family) if row.relation else ("", None)
    return Act(
        row.made_at,
        label(row),
        _value(row, row.before),
        _value(row, row.after),
        str(row.user) if names else "",
        undone.made_at if undone else None,
        row.claim.statement if row.claim and row.claim_id != claim.pk else "",
        kind,
        None if other and other.status == Status.REJECTED else other,
    )


def label(row: Decision) -> str:
    """What was done, in words: "accepted", "undone: accepted"."""
    done = str(ACTIONS.get(row.action, row.action))
    return f"{done}: {ACTIONS.get(row.undoes.action, row.undoes.action)}" if row.undoes else done


def _other_side(relation: Relation, family: Collection[int]) -> tuple[str, Claim]:
    ours = relation.from_claim_id in family
    return str(relation.get_kind_display()), relation.to_claim if ours else relation.from_claim


def _value(row: Decision, state: dict[str, Any]) -> str:
    """What was so before or after, as far as words say it; of a joined claim, what it was joined into."""
    if "outcome" in state:
        return _word(Outcome, state["outcome"])
    if "name" in state:
        return state["name"] or called(None)
    if "into" in state:
        return f"“{state['into']}”" if state["into"] else _("a claim of its own")
    return _word(RelationStatus if row.relation_id else Status, state.get("status", ""))


def _word(words: Any, value: str) -> str:
    return str(words(value).label) if value in words.values else value
