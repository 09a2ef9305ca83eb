"""Writes that span models of the sources app: articles with their text, leases on waiting articles, actors by name, and
the knowledge base."""

import hashlib
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.db.models import Case, F, Q, TextField, Value, When
from django.utils.text import slugify
from django.utils.translation import gettext as _

from sources.indexing import index_actors, index_articles
from sources.knowledge import KnownActor, KnownAlias, by_slug
from sources.models import Actor, ActorKind, Alias, Article, ArticleQuerySet, ArticleState, ArticleText
from sources.names import name_key

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser, AnonymousUser

MAX_ATTEMPTS = 5  # leases of an article; a text that ends its worker five times is left alone
SLUG_LENGTH = 100  # leaves room for a number
# An actor that extraction made is not known: what an article gives must not hang on the articles read before it.
KNOWN = Q(curated=True) | ~Q(name_de="") | Q(merged_into__isnull=False)


@dataclass(frozen=True, slots=True)
class Loaded:
    """How many rows loading the knowledge base has added and changed; the ids of actors whose names are other ones now."""

    actors_added: int
    actors_changed: int
    aliases_added: int
    aliases_changed: int
    renamed: Collection[int] = field(default=(), compare=False)


@transaction.atomic
def add_article(
    *, text: str, outlet: Actor | None, url: str, title: str, published_on: date | None, now: datetime
) -> tuple[Article, bool]:
    """The article of this text in this outlet, and whether it is new; one that is there already stays as it is.

    The same text in another outlet is a new article that is a copy of the first. Raises ValueError for a text that is
    empty or cannot be stored, and for an address, title or date that is none.
    """
    if not _storable(text).strip():
        raise ValueError(_("the text is empty"))
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    known = Article.objects.filter(outlet=outlet, sha256=sha256).first()
    if known:
        return known, False
    first = Article.objects.filter(sha256=sha256).order_by("pk").first()
    described = Article(url=url, title=_storable(title), published_on=published_on, sha256=sha256)
    described.outlet, described.copy_of = outlet, first and (first.copy_of or first)
    _check_fields(described)
    described.save()
    Article.objects.filter(pk=described.pk).update(created_at=now)
    ArticleText.objects.create(article=described, text=text, length=len(text))
    index_articles([described.pk])
    return described, True


def outlet_named(name: str) -> Actor:
    """The outlet that `name` means, made where nobody knows it. Raises ValueError where that is no name."""
    name = _storable(name).strip()
    if not 0 < len(name) <= 300:
        raise ValueError(_("the name of an outlet has 1 to 300 characters"))
    outlet = known_outlet(name)
    if outlet is None:
        outlet = make_actors([(name, ActorKind.OUTLET)])[name, ActorKind.OUTLET]
        index_actors([outlet.pk])
    while outlet.merged_into:
        outlet = outlet.merged_into
    return outlet


def known_outlet(name: str) -> Actor | None:
    """The outlet that `name` means, be it one that was merged into another; None where nobody knows it."""
    known = Actor.objects.outlets().filter(Q(pk__in=Actor.objects.named(name)) | Q(name=name))
    return known.order_by(F("merged_into").asc(nulls_first=True), "pk").first()


def note_adder(*, article: Article, user: "AbstractBaseUser | AnonymousUser | None") -> None:
    """Keeps who added `article`; whoever was first stays."""
    if user is not None and user.pk is not None:
        Article.objects.filter(pk=article.pk, added_by=None).update(added_by=user.pk)


def make_actors(wanted: Iterable[tuple[str, str]]) -> dict[tuple[str, str], Actor]:
    """An actor for each (name, kind), new unless a slug of that name has the same; its name is an alias.

    Two writers at once give one actor: who comes second finds the slug taken, and by whom.
    """
    made: dict[tuple[str, str], Actor] = {}
    missing, number = sorted(set(wanted)), 1
    while missing:
        slugs = {_slug(name, number): (name, kind) for name, kind in missing}
        rows = [Actor(slug=slug, name=name, kind=kind) for slug, (name, kind) in slugs.items()]
        Actor.objects.bulk_create(rows, ignore_conflicts=True)
        found = Actor.objects.filter(slug__in=slugs)
        made |= {(actor.name, actor.kind): actor for actor in found if slugs[actor.slug] == (actor.name, actor.kind)}
        missing, number = [pair for pair in missing if pair not in made], number + 1
    aliases = [_alias(actor.pk, KnownAlias(actor.name)) for actor in made.values() if name_key(actor.name)]
    Alias.objects.bulk_create(aliases, ignore_conflicts=True)
    return made


def take_turns(keys: Collection[str]) -> None:
    """Holds back, until this transaction ends, every other one that asks for any of `keys`: two that look for somebody
    and both find nobody would make one person twice. SQLite has one writer at a time anyway."""
    if connection.vendor != "postgresql" or not keys:
        return
    # Always in one order, so that no two wait for each other.
    numbers = sorted(int.from_bytes(hashlib.sha256(key.encode()).digest()[:8], signed=True) for key in set(keys))
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(number) FROM unnest(%s::bigint[]) AS number", [numbers])


@transaction.atomic
def lease_articles(
    *, worker: str, now: datetime, minutes: float, limit: int, among: Collection[int] | None = None
) -> list[Article]:
    """Up to `limit` waiting articles with their text, for `worker` alone until the lease ends; `among` names ids.

    An article that was leased before comes alone: if it is what ended its worker, it takes no other one with it. After
    five leases it counts as failed.
    """
    waiting = Article.objects.waiting(now).filter(withdrawn_at=None)
    if among is not None:
        waiting = waiting.filter(pk__in=among)
    _fail(waiting, _("given up after %(number)d attempts") % {"number": MAX_ATTEMPTS})
    chosen = _unlocked(waiting.filter(attempts=0), limit) or _unlocked(waiting, 1)
    until = now + timedelta(minutes=minutes)
    free = Article.objects.waiting(now).filter(pk__in=chosen)
    free.update(leased_by=worker, leased_until=until, attempts=F("attempts") + 1)
    held = Article.objects.filter(pk__in=chosen, leased_by=worker, leased_until=until)
    return list(held.select_related("body").order_by("pk"))


def release_articles(*, articles: Iterable[Article], worker: str) -> int:
    """Gives back what `worker` has not begun, as if it had never been leased; says how many."""
    held = Article.objects.filter(pk__in=[article.pk for article in articles], leased_by=worker, attempts__gt=0)
    held = held.filter(state=ArticleState.WAITING)
    return held.update(leased_by="", leased_until=None, attempts=F("attempts") - 1)


def end_leases(*, workers: Iterable[str]) -> int:
    """Frees what workers that are no more have left behind; the attempt counts. Says how many articles."""
    held = Article.objects.filter(state=ArticleState.WAITING, leased_by__in=list(workers), leased_until__isnull=False)
    return held.update(leased_by="", leased_until=None)


@transaction.atomic
def note_failure(*, article: Article, worker: str, error: str) -> None:
    """Writes down why `worker` could not read it. It waits until the lease ends, and for nothing after five attempts."""
    held = Article.objects.filter(pk=article.pk, leased_by=worker, state=ArticleState.WAITING)
    held.update(error=error)
    _fail(held, error)


@transaction.atomic
def load_knowledge(*, known: Iterable[KnownActor]) -> Loaded:
    """Brings actors and aliases up to what is `known`, matched by slug. Idempotent; leaves alone what a curator changed,
    and removes nothing."""
    by_slug = {actor.slug: actor for actor in known}
    there = Actor.objects.in_bulk(list(by_slug), field_name="slug")
    taken = _free_ids(there, by_slug)
    missing = [_described(Actor(slug=slug), by_slug[slug], taken) for slug in by_slug if slug not in there]
    Actor.objects.bulk_create(missing)
    changed = _changed(by_slug, taken)
    renamed = [row.pk for row in changed if row.slug in there and _names(row) != _names(there[row.slug])]
    Actor.objects.bulk_update(changed, ["name", "name_de", "kind", "qid", "code", "part_of"], batch_size=100)
    ours = Actor.objects.filter(slug__in=by_slug, curated=False).values_list("pk", "slug")
    counts = _load_aliases({pk: by_slug[slug] for pk, slug in ours})
    index_actors([pk for pk, _slug in ours])
    return Loaded(len(missing), sum(row.slug in there for row in changed), *counts, renamed)


def known_actors() -> tuple[KnownActor, ...]:
    """The actors and aliases that extraction looks for: loaded, curated, and what curators merged into these.

    Three queries. Gender, offices and anonymity have no column: they are those of the knowledge base.
    """
    rows = Actor.objects.filter(KNOWN).select_related("part_of").in_bulk()
    files = by_slug()
    aliases: dict[int, list[KnownAlias]] = {}
    for alias in Alias.objects.filter(actor__in=Actor.objects.filter(KNOWN)).order_by("pk"):
        root = _root(rows, alias.actor_id)
        aliases.setdefault(root, []).append(KnownAlias(alias.text, alias.kind, alias.language, alias.ambiguous))
    roots = [row for row in rows.values() if row.merged_into_id not in rows]
    return tuple(_known(row, files, aliases.get(row.pk, [])) for row in sorted(roots, key=lambda row: row.pk))


def _storable(words: str) -> str:
    """`words` as they are, where both databases can hold them. Raises ValueError."""
    if "\0" in words:
        raise ValueError(_("a NUL character cannot be stored"))
    if any("\ud800" <= character <= "\udfff" for character in words):
        raise ValueError(_("half a character (a lone surrogate) cannot be stored"))
    return words


def _check_fields(article: Article) -> None:
    try:
        article.clean_fields(exclude=["outlet", "copy_of"])
    except ValidationError as error:
        told = (f"{field}: {' '.join(messages)}" for field, messages in error.message_dict.items())
        raise ValueError("; ".join(told)) from error


def _slug(name: str, number: int) -> str:
    """The slug of a name; a name without a Latin letter gets one made from its bytes."""
    slug = slugify(name_key(name))[:SLUG_LENGTH].strip("-") or hashlib.sha256(name.encode()).hexdigest()[:12]
    return slug if number == 1 else f"{slug}-{number}"


def _unlocked(waiting: ArticleQuerySet, limit: int) -> list[int]:
    return list(waiting.select_for_update(skip_locked=True).values_list("pk", flat=True)[:limit])


def _fail(waiting: ArticleQuerySet, error: str) -> None:
    """What had all its attempts has failed, with the `error` that is known or else this one."""
    told = Case(When(error="", then=Value(error)), default=F("error"), output_field=TextField())
    spent = waiting.filter(attempts__gte=MAX_ATTEMPTS)
    spent.update(state=ArticleState.FAILED, error=told, leased_until=None, leased_by="")


def _described(row: Actor, known: KnownActor, taken: set[str]) -> Actor:
    row.name, row.name_de, row.kind = known.name, known.name_de or known.name, known.kind
    row.qid = known.qid if known.qid not in taken else None
    row.code = known.code if known.code not in taken else None
    return row


def _names(row: Actor) -> tuple[str, str]:
    return row.name, row.name_de


def _state(row: Actor) -> tuple[object, ...]:
    return row.name, row.name_de, row.kind, row.qid, row.code, row.part_of_id


def _free_ids(there: dict[str, Actor], known: dict[str, KnownActor]) -> set[str]:
    """Frees the ids that our rows hold and no longer should, so that another may get them. Returns Wikidata ids and codes
    that are not ours to give: a curator's word counts more."""
    ours = [row for row in there.values() if not row.curated]
    stale = [row for row in ours if not {row.qid, row.code} <= {known[row.slug].qid, known[row.slug].code, None}]
    for row in stale:
        row.qid = row.code = None
    Actor.objects.bulk_update(stale, ["qid", "code"])
    others = Actor.objects.exclude(pk__in=[row.pk for row in ours]).exclude(qid=None, code=None)
    return {given for pair in others.values_list("qid", "code") for given in pair if given}


def _changed(known: dict[str, KnownActor], taken: set[str]) -> list[Actor]:
    """The rows that no curator changed and that say something else than what is known, with what they should say."""
    rows = Actor.objects.in_bulk(list(known), field_name="slug")
    changed = []
    for row in rows.values():
        before = _state(row)
        _described(row, known[row.slug], taken)
        row.part_of = rows.get(known[row.slug].part_of or "")
        if not row.curated and _state(row) != before:
            changed.append(row)
    return changed


def _load_aliases(known: dict[int, KnownActor]) -> tuple[int, int]:
    """Adds and mends the aliases of the actors with these ids; how many of each."""
    there = {(alias.actor_id, alias.text): alias for alias in Alias.objects.filter(actor__in=known)}
    wanted = {(pk, alias.text): alias for pk, actor in known.items() for alias in _spellings(actor)}
    added = [_alias(pk, alias) for (pk, text), alias in wanted.items() if (pk, text) not in there]
    changed = [
        _alias(pk, alias, there[pk, text].pk)
        for (pk, text), alias in wanted.items()
        if (pk, text) in there and _as_known(there[pk, text]) != alias
    ]
    Alias.objects.bulk_create(added)
    Alias.objects.bulk_update(changed, ["kind", "language", "ambiguous"], batch_size=100)
    return len(added), len(changed)


def _spellings(actor: KnownActor) -> list[KnownAlias]:
    """Its aliases, and both of its names unless they are among them."""
    told = {alias.text for alias in actor.aliases}
    names = {actor.name: "en", actor.name_de: "de"}
    extra = [KnownAlias(name, language=language) for name, language in names.items() if name not in told]
    return [alias for alias in (*actor.aliases, *extra) if name_key(alias.text)]


def _alias(actor: int, alias: KnownAlias, pk: int | None = None) -> Alias:
    return Alias(
        pk=pk,
        actor_id=actor,
        text=alias.text,
        kind=alias.kind,
        language=alias.language,
        ambiguous=alias.ambiguous,
    ).set_keys()


def _as_known(alias: Alias) -> KnownAlias:
    return KnownAlias(alias.text, alias.kind, alias.language, alias.ambiguous)


def _root(rows: dict[int, Actor], pk: int) -> int:
    while (above := rows[pk].merged_into_id) in rows:
        pk = above
    return pk


def _known(row: Actor, files: dict[str, KnownActor], aliases: list[KnownAlias]) -> KnownActor:
    told = KnownActor(
        slug=row.slug,
        name=row.name,
        name_de=row.name_de,
        kind=row.kind,
        qid=row.qid,
        code=row.code,
        part_of=row.part_of.slug if row.part_of else None,
        aliases=tuple(aliases),
    )
    base = files.get(row.slug, told)
    return replace(told, anonymity=base.anonymity, gender=base.gender, offices=base.offices)
