"""Reads drafts for whoever waits at the page: fetches what is only an address, takes the text out of pages, finds the
claims. The worker does it; nothing that serves pages imports it."""

import logging
from collections.abc import Callable

from django.conf import settings
from django.db import OperationalError
from django.db.models import Count

from claims.drafting import keep_found, keep_text, note_fault
from claims.drafts import Draft, Fault
from claims.extraction import extract
from claims.extraction.gazetteer import Gazetteer
from claims.extraction.packing import packed
from claims.extraction.types import Extraction
from claims.models import Mention
from sources.fetching import Unfetchable, fetch
from sources.pages import Told, read_html, read_plain
from sources.reading import UnreadableText, check_text, other_language

logger = logging.getLogger(__name__)
LONG = 40  # characters of a statement that two articles do not share by chance
MOST_COMPARED = 100  # statements
MOST_ALIKE = 3  # articles


def read_draft(draft: Draft, worker: str, gazetteer: Callable[[], Gazetteer]) -> bool:
    """Reads one draft that `worker` holds; False where it could not be read, which the draft says then."""
    try:
        if not draft.text:
            _take_text(draft, worker)
        found = extract(draft.text, draft.published_on, gazetteer())
        return keep_found(draft=draft, worker=worker, found=packed(found), alike=alike(found))
    except OperationalError:
        raise  # the database is away or busy; the draft is not at fault
    except Unfetchable as fault:
        note_fault(draft=draft, worker=worker, fault=fault.code, detail=fault.detail)
    except UnreadableText as error:
        logger.info("Draft %d could not be read: %s", draft.pk, error)
        note_fault(draft=draft, worker=worker, fault=Fault.UNREADABLE)
    except Exception:
        logger.exception("Draft %d could not be read", draft.pk)
        note_fault(draft=draft, worker=worker, fault=Fault.UNREADABLE)
    return False


def alike(found: Extraction) -> list[int]:
    """Keys of up to three articles in which at least half of the long statements of another text stand word by word."""
    words = sorted({claim.text for claim in found.claims if len(claim.text) >= LONG}, key=len)[-MOST_COMPARED:]
    if len(words) < 2:
        return []
    mentions = Mention.objects.current().filter(text__in=words, extraction__article__withdrawn_at=None)
    others = mentions.exclude(extraction__article__sha256=found.sha256).values("extraction__article")
    shared = others.annotate(n=Count("text", distinct=True)).order_by("-n", "extraction__article")
    rows = shared.filter(n__gte=max(2, (len(words) + 1) // 2))
    return list(rows.values_list("extraction__article", flat=True)[:MOST_ALIKE])


def _take_text(draft: Draft, worker: str) -> None:
    """Raises Unfetchable or UnreadableText."""
    told = read_html(draft.page, draft.url) if draft.page else _fetched(draft)
    text = told.text.replace("\0", "")
    if not text.strip():
        raise Unfetchable(Fault.NO_TEXT)
    if language := other_language(text):
        raise Unfetchable(Fault.NOT_GERMAN, language)
    check_text(text)
    keep_text(draft=draft, worker=worker, text=text, title=told.title, outlet=told.outlet, published=told.published)


def _fetched(draft: Draft) -> Told:
    page = fetch(draft.url, loopback=settings.FETCHES_LOOPBACK)
    return Told(read_plain(page.data, page.charset)) if page.plain else read_html(page.data, page.url)
