"""Reads the articles of the demo with what is known of each, and puts them into the database."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

import yaml
from django.utils.translation import gettext as _

from claims.concept_loading import known_concepts, load_concepts
from claims.demo import FOLDER, demo_articles, outlets
from claims.intake import Intake, Summary
from sources.actions import load_knowledge
from sources.knowledge import load
from sources.models import Actor, Article
from sources.reading import Given, Refused, read_file


class OtherArticlesError(Exception):
    """The database holds articles that are not of the demo."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One article of the demo; `name` is that of its file, without the ending."""

    name: str
    outlet: str
    published: date
    url: str
    title: str
    topic: str


def entries() -> list[Entry]:
    """What is known of each article, the oldest first. TypeError where a key is missing or unknown."""
    document = yaml.safe_load((FOLDER / "articles.yaml").read_text(encoding="utf-8"))
    return [Entry(name, **described) for name, described in document.items()]


def read() -> Iterator[Given | Refused]:
    """The articles as any others are handed in; a file that cannot be read is a reason."""
    for entry in entries():
        for item in read_file(FOLDER / "articles" / f"{entry.name}.txt"):
            yield _described(item, entry) if isinstance(item, Given) else item


def load_demo(items: Iterable[Given | Refused], *, among_others: bool) -> tuple[Summary, list[Refused]]:
    """Stores the articles and finds their claims; says what became of them, and which could not be read and why.

    The same again changes nothing. Raises OtherArticlesError where the database holds others, unless it may stand
    `among_others`.
    """
    if not among_others and Article.objects.exclude(pk__in=demo_articles()).exists():
        raise OtherArticlesError(_("the database holds other articles"))
    if not Actor.objects.exists():
        load_knowledge(known=load())
    load_knowledge(known=outlets())
    load_concepts(known=known_concepts())
    intake = Intake(at_once=True)
    refused = list(intake.take(items))
    return intake.summary, refused


def _described(given: Given, entry: Entry) -> Given:
    return replace(given, outlet=entry.outlet, published=entry.published, url=entry.url, title=entry.title)
