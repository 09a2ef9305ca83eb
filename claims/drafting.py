"""Writes of drafts: handed in, taken by a worker, read, and in the end stored as an article or thrown away."""

import hashlib
import logging
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import F

from claims.drafts import Draft, DraftState, Fault
from claims.extraction.packing import Plain, unpacked
from sources.actions import add_article, note_adder, outlet_named
from sources.models import Article

if TYPE_CHECKING:
    from claims.extraction import types

logger = logging.getLogger(__name__)
MOST_DRAFTS = 50  # of one owner at a time; whoever has more articles has `manage.py ingest`
MAX_ATTEMPTS = 3


class TooManyDrafts(ValueError):  # noqa: N818  names what is wrong, as the others do
    """Somebody has as many drafts as anybody may have."""


@dataclass(frozen=True, slots=True)
class Handed:
    """What somebody hands in: a text, a page (HTML), or only an address."""

    way: str
    text: str = ""
    page: str = ""
    place: str = ""
    url: str = ""
    outlet: str = ""
    title: str = ""
    published: date | None = None


@transaction.atomic
def add_drafts(*, handed: Iterable[Handed], user: Any, now: datetime) -> list[Draft]:
    """A draft for each, waiting for a worker. Raises TooManyDrafts."""
    rows = [_draft(one, user, now) for one in handed]
    remove_over(now=now)
    if Draft.objects.filter(owner=user).exclude(state=DraftState.STORED).count() + len(rows) > MOST_DRAFTS:
        raise TooManyDrafts
    for row in rows:
        row.save()
    return rows


def remove_over(*, now: datetime) -> None:
    """Throws away drafts whose day has passed."""
    Draft.objects.over(now).delete()


@transaction.atomic
def lease_draft(*, worker: str, now: datetime, minutes: float) -> Draft | None:
    """The draft that waits longest, for `worker` alone until the lease ends; one that ended its worker three times has
    failed."""
    waiting = Draft.objects.waiting(now)
    waiting.filter(attempts__gte=MAX_ATTEMPTS).update(state=DraftState.FAILED, fault=Fault.GIVEN_UP, leased_until=None)
    chosen = waiting.select_for_update(skip_locked=True).first()
    if chosen is None:
        return None
    until = now + timedelta(minutes=minutes)
    free = Draft.objects.waiting(now).filter(pk=chosen.pk)
    if not free.update(leased_by=worker, leased_until=until, attempts=F("attempts") + 1):
        return None
    chosen.leased_by, chosen.leased_until = worker, until
    return chosen


def keep_text(*, draft: Draft, worker: str, text: str, title: str, outlet: str, published: date | None) -> None:
    """The text that was taken out of a page; what its owner said of it counts more than what the page says."""
    draft.text, draft.sha256, draft.page = text, _sha256(text), ""
    draft.title, draft.outlet_name = draft.title or title, draft.outlet_name or outlet
    draft.published_on = draft.published_on or published
    columns = ("text", "sha256", "page", "title", "outlet_name", "published_on")
    _held(draft, worker).update(**{name: getattr(draft, name) for name in columns})


def keep_found(*, draft: Draft, worker: str, found: Plain, alike: list[int]) -> bool:
    """What was found in it; False where it is no longer this worker's, or thrown away."""
    told = (found.get("provenance") or {}).get("title") or ""
    return bool(
        _held(draft, worker).update(
            state=DraftState.READY,
            found=found,
            claims_count=len(found.get("claims", [])),
            alike=alike,
            read_for=draft.published_on,
            title=draft.title or told[:500],
            leased_until=None,
            leased_by="",
        )
    )


def note_fault(*, draft: Draft, worker: str, fault: str, detail: str = "") -> None:
    """Why it could not be read."""
    _held(draft, worker).update(
        state=DraftState.FAILED, fault=fault, detail=detail[:100], leased_until=None, leased_by=""
    )


def end_draft_leases(*, workers: Iterable[str]) -> int:
    """Frees what workers that are no more have left behind; the attempt counts. Says how many drafts."""
    held = Draft.objects.filter(state=DraftState.WAITING, leased_by__in=list(workers), leased_until__isnull=False)
    return held.update(leased_by="", leased_until=None)


def describe_draft(*, draft: Draft, outlet: str, title: str, url: str, published: date | None) -> None:
    """What its owner says of it now; nothing where it was discarded in this moment."""
    draft.outlet_name, draft.title, draft.url, draft.published_on = outlet, title, url, published
    Draft.objects.filter(pk=draft.pk).update(outlet_name=outlet, title=title, url=url, published_on=published)


def read_again(*, draft: Draft) -> None:
    """Lets a draft that was read, or could not be, wait once more; one that is stored stays as it is."""
    read = Draft.objects.filter(pk=draft.pk, state__in=[DraftState.READY, DraftState.FAILED])
    read.update(state=DraftState.WAITING, found=None, fault="", detail="", attempts=0)


@transaction.atomic
def store_draft(*, draft: Draft, now: datetime) -> tuple[Article, bool]:
    """The article of a draft that was read, and whether it is new. Whoever asks twice gets the same one.

    The worker that takes the article uses what was found where reading it anew would find the same. Raises ValueError where
    it is not ready, and as `add_article` does.
    """
    row = Draft.objects.select_for_update(of=("self",)).select_related("article", "owner").get(pk=draft.pk)
    if row.article:
        return row.article, False
    if row.state != DraftState.READY:
        raise ValueError(f"draft {row.pk} is {row.state}")
    article, created = add_article(
        text=row.text,
        outlet=outlet_named(row.outlet_name) if row.outlet_name.strip() else None,
        url=row.url,
        title=row.title,
        published_on=row.published_on,
        now=now,
    )
    row.state, row.article = DraftState.STORED, article
    row.save(update_fields=["state", "article"])
    if created:
        note_adder(article=article, user=row.owner)
    return article, created


def found_for(articles: Iterable[Article]) -> dict[int, "types.Extraction"]:
    """What was found already, while they were drafts, in those of `articles` that would give the same again, by key."""
    by_key = {article.pk: article for article in articles}
    drafts = Draft.objects.filter(article__in=by_key, found__isnull=False).order_by("pk")
    holding = [draft for draft in drafts if draft.holds_for(by_key[draft.article_id or 0].published_on)]
    return {draft.article_id or 0: found for draft in holding if (found := _unpacked(draft))}


def _unpacked(draft: Draft) -> "types.Extraction | None":
    """What was found in it; None where that cannot be read any more, so that it is looked for anew."""
    try:
        return unpacked(draft.found or {}, draft.text)
    except (ValueError, TypeError, KeyError):
        logger.exception("What was found in draft %d cannot be read", draft.pk)
        return None


def _draft(handed: Handed, user: Any, now: datetime) -> Draft:
    return Draft(
        owner=user,
        way=handed.way,
        place=handed.place[:300],
        text=handed.text,
        page=handed.page,
        sha256=_sha256(handed.text) if handed.text else "",
        outlet_name=handed.outlet,
        title=handed.title,
        url=handed.url,
        published_on=handed.published,
        created_at=now,
    )


def _held(draft: Draft, worker: str) -> Any:
    return Draft.objects.filter(pk=draft.pk, leased_by=worker, state=DraftState.WAITING)


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
