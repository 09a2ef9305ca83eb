"""Drains what is waiting: drafts one by one, then articles: leases them, extracts a batch in one go, stores each article in
its own transaction. The commands use it; nothing that serves pages imports it.

A worker may be killed at any point. What it stored stands; what it had leased is free again when the lease ends, or as
soon as another worker starts on the same machine and finds it gone.
"""

import logging
import os
import secrets
import socket
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.db import OperationalError, connection
from django.utils import timezone

from claims.actions import store_extraction
from claims.draft_work import read_draft
from claims.drafting import end_draft_leases, found_for, lease_draft, remove_over
from claims.drafts import Draft, DraftState
from claims.extraction import Source, extract, extract_many, verdicts
from claims.extraction.gazetteer import Gazetteer
from claims.extraction.types import Extraction
from claims.wordforms import learn_words
from sources.actions import end_leases, known_actors, lease_articles, note_failure, release_articles
from sources.knowledge import KnownActor
from sources.models import Article, ArticleState

logger = logging.getLogger(__name__)
BATCH = 16  # articles that are leased and extracted together
BATCH_CHARACTERS = 300_000  # what is analysed at a time; one longer article comes alone
LEASE_MINUTES = 10.0  # far longer than a batch takes
POLL_SECONDS = 1.0
REMOVAL = timedelta(minutes=10)  # between two looks for drafts whose day has passed


@dataclass(slots=True)
class Tally:
    """How many articles were read, and how many could not be."""

    done: int = 0
    failed: int = 0


def worker_name() -> str:
    """The name that leases of this process carry: machine, process, and a token, for process numbers come again."""
    return f"{socket.gethostname()[:60]}:{os.getpid()}:{secrets.token_hex(4)}"


def attempt_many(articles: Iterable[Source], gazetteer: Gazetteer | None = None) -> Iterator[Extraction | Exception]:
    """For each article its extraction, or the exception that it ended in. Articles are taken as they are needed, in
    batches with bounded memory; where a batch breaks, the rest of it is read one by one, so that one bad text costs no
    other."""
    for batch in _batches(articles):
        done = 0
        try:
            for extraction in extract_many(batch, gazetteer):
                yield extraction
                done += 1
        except Exception:
            logger.exception("A batch of %d articles broke; reading the rest one by one", len(batch))
        for text, published in batch[done:]:
            yield _attempt(text, published, gazetteer)


@dataclass(slots=True)
class Worker:
    """One process that works. `clock` gives the time, `stopped` says whether to end after the article in hand."""

    batch: int = BATCH
    minutes: float = LEASE_MINUTES
    name: str = field(default_factory=worker_name)
    clock: Callable[[], datetime] = timezone.now
    stopped: Callable[[], bool] = lambda: False
    _known: tuple[KnownActor, ...] = ()
    _gazetteer: Gazetteer | None = None
    _removed_at: datetime | None = None

    def something_waits(self) -> bool:
        """Two cheap queries: is there a draft or an article that nobody works on?"""
        now = self.clock()
        return Draft.objects.waiting(now).exists() or Article.objects.waiting(now).exists()

    def drain(self, among: Collection[int] | None = None) -> Tally:
        """Works until nothing waits (`among`: none of the articles with these ids) or it is told to stop."""
        tally = Tally()
        while not self.stopped() and ((among is None and self._read_draft()) or self._work_once(tally, among)):
            logger.info("%d articles read, %d failed", tally.done, tally.failed)
        return tally

    def run(self, wait: Callable[[float], object]) -> Tally:
        """Works on whatever comes until it is told to stop; `wait` pauses for seconds. A database that is away for a
        while is waited for."""
        whole = Tally()
        while not self.stopped():
            try:
                self._remove_drafts()
                tally = self.drain() if self.something_waits() else Tally()
                whole.done, whole.failed = whole.done + tally.done, whole.failed + tally.failed
            except OperationalError:
                logger.exception("The database is away; trying again")
                connection.close()
            wait(POLL_SECONDS)
        return whole

    def end_leases_of_the_dead(self) -> int:
        """Frees what workers of this machine held that are gone; says how many articles and drafts."""
        articles = Article.objects.filter(state=ArticleState.WAITING).exclude(leased_by="")
        drafts = Draft.objects.filter(state=DraftState.WAITING).exclude(leased_by="")
        holders = {name for rows in (articles, drafts) for name in rows.values_list("leased_by", flat=True).distinct()}
        gone = [holder for holder in holders if holder != self.name and _is_gone(holder)]
        return end_leases(workers=gone) + end_draft_leases(workers=gone)

    def _remove_drafts(self) -> None:
        """Drafts whose day has passed go, even if nothing else is to do; now and then is enough."""
        now = self.clock()
        if self._removed_at is None or now - self._removed_at >= REMOVAL:
            remove_over(now=now)
            self._removed_at = now

    def _read_draft(self) -> bool:
        """Leases and reads one draft, for whom somebody waits at a page; False where there is none."""
        draft = lease_draft(worker=self.name, now=self.clock(), minutes=self.minutes)
        if draft is not None:
            read_draft(draft, self.name, self._current_gazetteer)
        return draft is not None

    def _work_once(self, tally: Tally, among: Collection[int] | None) -> bool:
        """Leases and reads one batch; False where there is nothing to lease."""
        articles = lease_articles(
            worker=self.name, now=self.clock(), minutes=self.minutes, limit=self.batch, among=among
        )
        left = list(articles)
        try:
            for article, found in zip(articles, self._attempts(articles), strict=False):
                self._keep(article, found, tally)
                left.remove(article)
                if self.stopped():
                    break
        finally:
            release_articles(articles=left, worker=self.name)
        return bool(articles)

    def _attempts(self, articles: Sequence[Article]) -> Iterator[Extraction | Exception]:
        """What was found in an article while it was a draft is not looked for again."""
        if articles:
            known = found_for(articles)
            unread = [article for article in articles if article.pk not in known]
            sources = [(article.body.text, article.published_on) for article in unread]
            found = attempt_many(sources, self._current_gazetteer())
            yield from (known[article.pk] if article.pk in known else next(found) for article in articles)

    def _keep(self, article: Article, found: Extraction | Exception, tally: Tally) -> None:
        try:
            learn_words(words_of(article, extraction := _sure(found)))
            store_extraction(article=article, extraction=extraction, judge=verdicts, now=self.clock())
            tally.done += 1
        except OperationalError:
            raise  # the database is away or busy; the article is not at fault
        except Exception as error:
            logger.exception("Article %d could not be read", article.pk)
            note_failure(article=article, worker=self.name, error=f"{type(error).__name__}: {error}"[:5000])
            tally.failed += 1

    def _current_gazetteer(self) -> Gazetteer:
        """Made anew when actors or aliases have changed, which a few fast queries tell."""
        known = known_actors()
        if self._gazetteer is None or known != self._known:
            self._known, self._gazetteer = known, Gazetteer(known)
        return self._gazetteer


def _batches(articles: Iterable[Source]) -> Iterator[list[Source]]:
    batch: list[Source] = []
    for article in articles:
        batch.append(article)
        if len(batch) == BATCH or sum(len(text) for text, _published in batch) >= BATCH_CHARACTERS:
            yield batch
            batch = []
    if batch:
        yield batch


def words_of(article: Article, extraction: Extraction) -> Iterator[str]:
    """Every text that search will ask for: the article's, and what is made of it."""
    yield from (article.title, extraction.provenance.title or "", extraction.text)
    yield from (claim.gist.statement for whole in extraction.claims for claim in (whole, *whole.parts) if claim.gist)


def _sure(found: Extraction | Exception) -> Extraction:
    if isinstance(found, Exception):
        raise found
    return found


def _attempt(text: str, published: date | None, gazetteer: Gazetteer | None) -> Extraction | Exception:
    try:
        return extract(text, published, gazetteer)
    except Exception as error:
        return error


def _is_gone(holder: str) -> bool:
    """Is this worker of our machine no more? One with our own process number can only be from before."""
    host, process, _token = [*holder.split(":"), "", ""][:3]
    if host != socket.gethostname()[:60] or not process.isdecimal():
        return False
    if int(process) == os.getpid():
        return True
    try:
        os.kill(int(process), 0)
    except ProcessLookupError:
        return True
    except (PermissionError, OverflowError):
        return False
    return False
