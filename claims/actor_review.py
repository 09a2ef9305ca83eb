"""What curators change in an actor with its aliases and affiliations: what is recorded of it, and how it is put back."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from claims.actions import derive_actors
from claims.models import Attribution, ClaimActor, Decision
from sources.models import Actor, Affiliation, Alias, Article

if TYPE_CHECKING:
    from django.contrib.auth.models import User

State = dict[str, Any]

COLUMNS = ("name", "name_de", "kind", "qid", "code", "part_of_id", "curated")
ALIAS_COLUMNS = ("text", "kind", "language", "ambiguous")
AFFILIATION_COLUMNS = ("role", "organisation_name", "organisation_id", "article_id")


class ReviewError(ValueError):
    """An act that cannot be done; the message says why."""


def actor_state(actor: Actor) -> State:
    """Everything that a curator may change of `actor`, as plain values; take it before a change is saved."""
    row = Actor.objects.values(*COLUMNS).get(pk=actor.pk)
    aliases = list(Alias.objects.filter(actor=actor).order_by("text").values(*ALIAS_COLUMNS))
    quoted_as = Affiliation.objects.filter(person=actor).order_by("role", "organisation_name")
    return {**row, "aliases": aliases, "affiliations": list(quoted_as.values(*AFFILIATION_COLUMNS))}


@transaction.atomic
def record_actor(*, actor: Actor, before: State | None, user: "User", now: datetime) -> Decision | None:
    """Writes down what was changed of `actor` since the state `before` (None: it is new), marks it as curated, and
    brings what hangs on it in line. Gives the Decision, None where nothing changed."""
    if before == actor_state(actor):
        return None
    Actor.objects.filter(pk=actor.pk).update(curated=True)
    actor.curated = True
    after = actor_state(actor)
    changed = [key for key in after if before is None or before[key] != after[key]]
    _follow(actor, changed)
    return Decision.objects.create(
        user=user,
        made_at=now,
        action="add_actor" if before is None else "edit_actor",
        actor=actor,
        before={key: before[key] for key in changed} if before else {},
        after={key: after[key] for key in changed},
    )


def restore_actor(decision: Decision) -> None:
    """Puts back what `decision` changed. Raises ReviewError where something of it has changed since or cannot be."""
    actor = decision.actor
    if actor is None or not decision.before:
        raise ReviewError(_("Adding an actor cannot be undone."))
    now = actor_state(actor)
    if any(now[key] != value for key, value in decision.after.items()):
        raise ReviewError(_("It has changed since; undo the later decision first."))
    try:
        with transaction.atomic():
            _put_back(actor, decision.before)
    except IntegrityError as error:
        raise ReviewError(_("Another actor has what this one would get back.")) from error
    _follow(actor, list(decision.before))


def _put_back(actor: Actor, before: State) -> None:
    columns = {key: before[key] for key in COLUMNS if key in before}
    Actor.objects.filter(pk=actor.pk).update(**columns)
    if "aliases" in before:
        _put_back_aliases(actor, before["aliases"])
    if "affiliations" in before:
        _put_back_affiliations(actor, before["affiliations"])


def _put_back_aliases(actor: Actor, aliases: list[State]) -> None:
    Alias.objects.filter(actor=actor).exclude(text__in=[alias["text"] for alias in aliases]).delete()
    for alias in aliases:
        Alias.objects.update_or_create(actor=actor, text=alias["text"], defaults=alias)


def _put_back_affiliations(actor: Actor, affiliations: list[State]) -> None:
    """An article or organisation that is no more is left out."""
    articles = set(
        Article.objects.filter(pk__in=[row["article_id"] for row in affiliations]).values_list("pk", flat=True)
    )
    there = Actor.objects.filter(pk__in=[row["organisation_id"] for row in affiliations])
    organisations = set(there.values_list("pk", flat=True))
    Affiliation.objects.filter(person=actor).delete()
    for row in affiliations:
        Affiliation.objects.create(
            person=actor,
            role=row["role"],
            organisation_name=row["organisation_name"],
            organisation_id=row["organisation_id"] if row["organisation_id"] in organisations else None,
            article_id=row["article_id"] if row["article_id"] in articles else None,
        )


def _follow(actor: Actor, changed: list[str]) -> None:
    """A hop carries the kind of its actor; a whole counts for the claims of its parts."""
    actor.refresh_from_db()
    if "kind" in changed:
        Attribution.objects.filter(actor=actor).update(kind=actor.kind)
    if "part_of_id" in changed:
        derive_actors(set(ClaimActor.objects.filter(actor=actor).values_list("claim", flat=True)))
