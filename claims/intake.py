"""Takes articles into the database as they come, one transaction each, and has their claims found where that is wanted."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass, field
from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from claims.work import Worker
from sources.actions import add_article, outlet_named
from sources.models import Actor, Article, ArticleState
from sources.reading import Given, Refused

AT_ONCE = 200  # articles that are read together


@dataclass(slots=True)
class Summary:
    """What became of the inputs; `read` are those whose claims were found."""

    added: int = 0
    copies: int = 0
    there: int = 0
    failed: int = 0
    read: int = 0

    def __str__(self) -> str:
        words = _(
            "%(added)d added (%(copies)d of them copies), %(there)d already there, %(failed)d failed, %(read)d read"
        )
        return words % asdict(self)


@dataclass(slots=True)
class Intake:
    """What is said here of outlet, address, title and date counts where an article does not say it itself. `at_once`:
    find the claims too, which a worker does otherwise."""

    outlet: str = ""
    url: str = ""
    title: str = ""
    published: date | None = None
    at_once: bool = False
    clock: Callable[[], datetime] = timezone.now
    summary: Summary = field(default_factory=Summary)
    _outlets: dict[str, Actor] = field(default_factory=dict)
    _waiting: list[int] = field(default_factory=list)

    def take(self, items: Iterable[Given | Refused]) -> Iterator[Refused]:
        """Stores every article of `items`; gives back what could not be read, stored or analysed."""
        for item in items:
            refused = item if isinstance(item, Refused) else self._store(item)
            if refused:
                self.summary.failed += 1
                yield refused
            if len(self._waiting) >= AT_ONCE:
                yield from self._find_claims()
        yield from self._find_claims()

    def _store(self, given: Given) -> Refused | None:
        try:
            article, created = add_article(
                text=given.text,
                outlet=self._outlet(given.outlet or self.outlet),
                url=given.url or self.url,
                title=given.title or self.title,
                published_on=given.published or self.published,
                now=self.clock(),
            )
        except ValueError as error:
            return Refused(given.place, str(error))
        self._count(article, created=created)
        return None

    def _outlet(self, name: str) -> Actor | None:
        if name and name not in self._outlets:
            self._outlets[name] = outlet_named(name)
        return self._outlets[name] if name else None

    def _count(self, article: Article, *, created: bool) -> None:
        self.summary.added += created
        self.summary.there += not created
        self.summary.copies += created and article.copy_of_id is not None
        if self.at_once and article.state == ArticleState.WAITING:
            self._waiting.append(article.pk)

    def _find_claims(self) -> Iterator[Refused]:
        """Reads what was taken in since the last call; a worker that has taken one of these already may finish it."""
        if self._waiting:
            tally = Worker(clock=self.clock).drain(among=self._waiting)
            self.summary.read += tally.done
            self.summary.failed += tally.failed
            unread = Article.objects.filter(pk__in=self._waiting).exclude(error="").order_by("pk")
            yield from (Refused(_("article %(id)d") % {"id": article.pk}, article.error) for article in unread)
            self._waiting = []
