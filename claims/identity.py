"""What curators decide about who is who: two actors are one, or they are not. A merge is a pointer; each act is a Decision
and can be undone."""

import uuid
from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from claims.actions import derive
from claims.actor_review import ReviewError
from claims.grouping import extractions_naming
from claims.models import ClaimActor, Decision
from claims.predictions import PredictionSource
from claims.tellings import claims_told_by
from sources.indexing import index_actors
from sources.merges import families, one_at_a_time
from sources.models import Actor, ActorKind, MergeSuggestion, SuggestionStatus, root_of
from sources.suggesting import settle_suggestions

if TYPE_CHECKING:
    from django.contrib.auth.models import User

MERGE_ACTOR, REFUSE_MERGE = "merge_actor", "refuse_merge"


@transaction.atomic
def merge_actors(*, actor: Actor, into: Actor, user: "User", now: datetime) -> Decision:
    """Says that `actor` is the same as `into`: all that is said of the one counts for the other as well.

    Raises ReviewError with the reason where that cannot be: they are one already, of different kinds, known as different
    ones elsewhere, or a curator refused it, be it for others that were merged into them.
    """
    one_at_a_time()
    actor, root = Actor.objects.get(pk=actor.pk), root_of(Actor.objects.get(pk=into.pk))
    if actor.pk == into.pk:
        raise ReviewError(_("An actor cannot be merged into itself."))
    if actor.merged_into:
        words = _("%(actor)s is merged into %(other)s already; undo that first.")
        raise ReviewError(words % {"actor": actor, "other": actor.merged_into})
    _point(actor, root)
    return Decision.objects.create(
        user=user,
        made_at=now,
        action=MERGE_ACTOR,
        actor=actor,
        before={"merged_into": None, "into": None},
        after={"merged_into": root.pk, "into": root.name},
        batch=uuid.uuid4(),
    )


@transaction.atomic
def confirm_suggestion(*, suggestion: MergeSuggestion, user: "User", now: datetime) -> Decision:
    """Merges the two actors of `suggestion`: the one of whom less is known into the other. Raises ReviewError as
    `merge_actors` does."""
    one_at_a_time()
    roots = [root_of(actor) for actor in Actor.objects.filter(pk__in=[suggestion.first_id, suggestion.second_id])]
    if roots[0] == roots[1]:
        raise ReviewError(_("%(actor)s and %(other)s are merged already.") % _pair(suggestion))
    into, actor = sorted(roots, key=_rank)
    return merge_actors(actor=actor, into=into, user=user, now=now)


@transaction.atomic
def refuse_suggestion(*, suggestion: MergeSuggestion, user: "User", now: datetime) -> Decision | None:
    """Says for good that the two actors of `suggestion` are not one. Gives the Decision, None where it was refused
    already. Raises ReviewError where they are merged."""
    one_at_a_time()
    suggestion = MergeSuggestion.objects.select_related("first", "second").get(pk=suggestion.pk)
    if suggestion.status == SuggestionStatus.REFUSED:
        return None
    before = suggestion.status
    _refuse(suggestion)
    told = {"suggestion": suggestion.pk, "actors": f"{suggestion.first} ≠ {suggestion.second}"}
    return Decision.objects.create(
        user=user,
        made_at=now,
        action=REFUSE_MERGE,
        actor=suggestion.first,
        before={"suggestion": suggestion.pk, "actors": None, "status": before},
        after={**told, "status": str(SuggestionStatus.REFUSED)},
        batch=uuid.uuid4(),
    )


def restore_merge(decision: Decision) -> None:
    """Takes a merge back, or makes it again. Raises ReviewError where it cannot be."""
    one_at_a_time()
    actor = Actor.objects.get(decisions=decision)
    if actor.merged_into_id != decision.after["merged_into"]:
        raise ReviewError(_("It has changed since; undo the later decision first."))
    _point(actor, Actor.objects.filter(pk=decision.before["merged_into"]).first())


def restore_refusal(decision: Decision) -> None:
    """Takes a refusal back, or makes it again. Raises ReviewError where it cannot be."""
    one_at_a_time()
    suggestion = MergeSuggestion.objects.select_related("first", "second").get(pk=decision.before["suggestion"])
    if suggestion.status != decision.after["status"]:
        raise ReviewError(_("It has changed since; undo the later decision first."))
    if decision.before["status"] == SuggestionStatus.REFUSED:
        _refuse(suggestion)
    else:
        MergeSuggestion.objects.filter(pk=suggestion.pk).update(status=SuggestionStatus.SUGGESTED)


def _point(actor: Actor, into: Actor | None) -> None:
    """Sets or clears the pointer, and brings what follows from it in line."""
    before = actor.merged_into_id
    if into:
        _check(actor, into)
    try:
        with transaction.atomic():
            Actor.objects.filter(pk=actor.pk).update(merged_into=into)
    except IntegrityError as error:  # a trigger knows better: somebody wrote past this module
        raise ReviewError(_("The database refuses to merge %(actor)s.") % {"actor": actor}) from error
    concerned = {pk for pk in (actor.pk, before, into and into.pk) if pk}
    settle_suggestions(concerned)
    index_actors(concerned)
    own = set(ClaimActor.objects.filter(actor=actor).values_list("claim", flat=True))
    family = families({pk for pk in (actor.pk, before) if pk})  # predictions name roots alone
    own |= set(PredictionSource.objects.filter(actor__in=family).values_list("prediction", flat=True))
    own |= claims_told_by(actor.pk) if actor.kind == ActorKind.OUTLET else set()
    derive(own, extractions=extractions_naming(actor))


def _check(actor: Actor, into: Actor) -> None:
    """Raises ReviewError where `actor` cannot be merged into `into`."""
    family = families({actor.pk, into.pk})
    names: dict[str, Any] = {"actor": actor, "other": into}
    if family[actor.pk] == family[into.pk]:
        raise ReviewError(_("%(actor)s and %(other)s are merged already.") % names)
    if actor.kind != root_of(into).kind:
        kinds = {"kind": actor.get_kind_display(), "other_kind": into.get_kind_display()}
        words = _("%(actor)s (%(kind)s) and %(other)s (%(other_kind)s) are of different kinds.")
        raise ReviewError(words % {**names, **kinds})
    members = list(Actor.objects.filter(pk__in=family))
    ours, theirs = ([row for row in members if family[row.pk] == family[one.pk]] for one in (actor, into))
    _check_ids(ours, theirs)
    if _are_parts(ours, theirs) or _are_parts(theirs, ours):
        raise ReviewError(_("%(actor)s and %(other)s: one is a part of the other.") % names)
    _check_refusals(ours, theirs)


def _are_parts(parts: Iterable[Actor], wholes: Iterable[Actor]) -> bool:
    return bool({row.part_of_id for row in parts} & {row.pk for row in wholes})


def _check_ids(ours: Iterable[Actor], theirs: Iterable[Actor]) -> None:
    for column in ("qid", "code"):
        one, other = (sorted({getattr(row, column) for row in rows} - {None}) for rows in (ours, theirs))
        if one and other:
            words = _("They are known as different ones: %(one)s and %(other)s.")
            raise ReviewError(words % {"one": ", ".join(one), "other": ", ".join(other)})


def _check_refusals(ours: Iterable[Actor], theirs: Iterable[Actor]) -> None:
    """Raises ReviewError where a curator refused to merge any of `ours` with any of `theirs`."""
    refused = MergeSuggestion.objects.filter(status=SuggestionStatus.REFUSED).select_related("first", "second")
    between = refused.filter(first__in=ours, second__in=theirs) | refused.filter(first__in=theirs, second__in=ours)
    suggestion = between.order_by("pk").first()
    if suggestion:
        raise ReviewError(_refusal(suggestion))


def _refusal(suggestion: MergeSuggestion) -> str:
    """Who refused it, and when."""
    refusals = Decision.objects.filter(after__suggestion=suggestion.pk, after__status=SuggestionStatus.REFUSED)
    decision = refusals.select_related("user").order_by("-pk").first()
    if decision is None:
        return _("It was refused to merge %(actor)s and %(other)s.") % _pair(suggestion)
    by = {"user": decision.user, "day": date_format(decision.made_at)}
    return _("%(user)s refused on %(day)s to merge %(actor)s and %(other)s.") % {**_pair(suggestion), **by}


def _refuse(suggestion: MergeSuggestion) -> None:
    family = families({suggestion.first_id, suggestion.second_id})
    if family[suggestion.first_id] == family[suggestion.second_id]:
        words = _("%(actor)s and %(other)s are merged; undo that first.")
        raise ReviewError(words % _pair(suggestion))
    MergeSuggestion.objects.filter(pk=suggestion.pk).update(status=SuggestionStatus.REFUSED)


def _pair(suggestion: MergeSuggestion) -> dict[str, Actor]:
    return {"actor": suggestion.first, "other": suggestion.second}


def _rank(actor: Actor) -> tuple[bool, bool, bool, int]:
    """The best known first: by a Wikidata id, a curator, the knowledge base, else who was there first."""
    return actor.qid is None, not actor.curated, not actor.name_de, actor.pk
