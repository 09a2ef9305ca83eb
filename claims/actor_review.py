"""What curators change in an actor with its aliases and affiliations: what is recorded of it, and how it is put back."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from claims.actions import derive
from claims.derivation import roots_of
from claims.grouping import extractions_naming
from claims.indexing import claims_naming, index_claims
from claims.models import Attribution, ClaimActor, Decision
from claims.standing import chunks
from sources.indexing import index_actors
from sources.merges import families
from sources.models import Actor, Affiliation, AffiliationEvidence, Alias, Article

if TYPE_CHECKING:
    from django.contrib.auth.models import User

State = dict[str, Any]

COLUMNS = ("name", "name_de", "kind", "qid", "code", "part_of_id", "curated")
ALIAS_COLUMNS = ("text", "kind", "language", "ambiguous")
AFFILIATION_COLUMNS = ("role", "organisation_name", "organisation_id")
# What names a row of a list; articles bring new rows any time, which no decision about others is to touch.
IDENTITY = {"aliases": ("text",), "affiliations": ("role", "organisation_name")}


class ReviewError(ValueError):
    """An act that cannot be done; the message says why."""


def actor_state(actor: Actor) -> State:
    """Everything that a curator may change of `actor`, as plain values; take it before a change is saved."""
    row = Actor.objects.values(*COLUMNS).get(pk=actor.pk)
    aliases = list(Alias.objects.filter(actor=actor).order_by("text").values(*ALIAS_COLUMNS))
    return {**row, "aliases": aliases, "affiliations": _affiliations(actor)}


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
    if any(_has_changed(key, decision, now) for key in decision.after):
        raise ReviewError(_("It has changed since; undo the later decision first."))
    try:
        with transaction.atomic():
            _put_back(actor, decision)
    except IntegrityError as error:
        raise ReviewError(_("Another actor has what this one would get back.")) from error
    _follow(actor, list(decision.before))


def _affiliations(actor: Actor) -> list[State]:
    """With the articles that tell them, so that one that was taken away can be put back with its evidence."""
    rows = Affiliation.objects.filter(person=actor).order_by("role", "organisation_name")
    evidence: dict[int, list[int]] = {}
    told = AffiliationEvidence.objects.filter(affiliation__person=actor).order_by("article")
    for row, article in told.values_list("affiliation", "article"):
        evidence.setdefault(row, []).append(article)
    found = zip(rows.values(*AFFILIATION_COLUMNS), rows.values_list("pk", flat=True), strict=True)
    return [{**row, "articles": evidence.get(pk, [])} for row, pk in found]


def _has_changed(key: str, decision: Decision, now: State) -> bool:
    if key not in IDENTITY:
        return bool(now[key] != decision.after[key])
    added, removed = _difference(key, decision)
    there = list(map(_told, now[key]))
    back = {_identity(key, row) for row in removed} - {_identity(key, row) for row in added}
    return any(_told(row) not in there for row in added) or any(_identity(key, row) in back for row in there)


def _difference(key: str, decision: Decision) -> tuple[list[State], list[State]]:
    """The rows of a list that `decision` added and removed; one that it changed is both."""
    before, after = decision.before[key], decision.after[key]
    were, are = list(map(_told, before)), list(map(_told, after))
    return [row for row in after if _told(row) not in were], [row for row in before if _told(row) not in are]


def _told(row: State) -> State:
    """A row without its evidence, which grows by itself."""
    return {column: value for column, value in row.items() if column not in {"articles", "article_id"}}


def _identity(key: str, row: State) -> tuple[Any, ...]:
    return tuple(row[column] for column in IDENTITY[key])


def _put_back(actor: Actor, decision: Decision) -> None:
    columns = {key: decision.before[key] for key in COLUMNS if key in decision.before}
    if columns:
        Actor.objects.filter(pk=actor.pk).update(**columns)
    for key in IDENTITY.keys() & decision.before.keys():
        added, removed = _difference(key, decision)
        kept = {_identity(key, row) for row in removed}
        model: type[Alias | Affiliation] = Alias if key == "aliases" else Affiliation
        owner = {"actor" if key == "aliases" else "person": actor}
        for row in added:
            if _identity(key, row) not in kept:
                model.objects.filter(**owner, **{column: row[column] for column in IDENTITY[key]}).delete()
        for row in removed:
            (_put_back_alias if key == "aliases" else _put_back_affiliation)(actor, row)


def _put_back_alias(actor: Actor, row: State) -> None:
    Alias.objects.update_or_create(actor=actor, text=row["text"], defaults=row)


def _put_back_affiliation(actor: Actor, row: State) -> None:
    """An article or organisation that is no more is left out."""
    organisation = Actor.objects.filter(pk=row["organisation_id"]).first()
    identity = {column: row[column] for column in IDENTITY["affiliations"]}
    back, _made = Affiliation.objects.update_or_create(
        person=actor, **identity, defaults={"organisation": organisation}
    )
    # Decisions of before there was evidence name one article.
    articles = Article.objects.filter(pk__in=row.get("articles", [row.get("article_id")]))
    AffiliationEvidence.objects.bulk_create(
        [AffiliationEvidence(affiliation=back, article=article) for article in articles], ignore_conflicts=True
    )


def _follow(actor: Actor, changed: list[str]) -> None:
    """A hop carries the kind of its actor, by which origins are told; a whole counts for the claims of its parts."""
    actor.refresh_from_db()
    if {"name", "name_de", "aliases"} & set(changed):
        index_actors([actor.pk])
    if {"name", "name_de"} & set(changed):
        for chunk in chunks(roots_of(claims_naming(families([actor.pk])))):
            index_claims(chunk)
    if "kind" in changed:
        Attribution.objects.filter(actor=actor).update(kind=actor.kind)
    if {"kind", "part_of_id"} & set(changed):
        own = set(ClaimActor.objects.filter(actor=actor).values_list("claim", flat=True))
        derive(own, extractions=extractions_naming(actor))
