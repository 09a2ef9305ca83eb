"""A worker whose extraction is slow and known, to be killed by tests. It runs in a process of its own, after
`django.setup()`."""

import json
import sys
import time

from django.core.management import call_command
from django.utils import timezone

from claims import work
from claims.models import Claim, Extraction, Mention
from sources.actions import add_article
from sources.models import Article
from tests.claims.building import claim, extraction


def slowly(articles, _gazetteer=None):
    """One claim an article, after a while; the test reads that it has begun."""
    for text, _published in articles:
        print("begun", flush=True)  # noqa: T201
        time.sleep(0.03)
        yield extraction(text, claim(text, text.split(",")[0]))


def fill(count):
    """Puts `count` articles into the database."""
    for number in range(count):
        text = f"Satz {number}, sagte sie."
        add_article(text=text, outlet=None, url="", title="", published_on=None, now=timezone.now())


def report():
    """Prints what is there."""
    counts = {model.__name__: model.objects.count() for model in (Extraction, Claim, Mention)}
    leased = Article.objects.exclude(leased_until=None).count()
    states = {state: Article.objects.filter(state=state).count() for state in ("waiting", "done", "failed")}
    print(json.dumps({**counts, **states, "leased": leased}))  # noqa: T201 - read by the test


def main():
    """`fill NUMBER`, `report`, or a command of manage.py."""
    setattr(work, "extract_many", slowly)  # noqa: B010 - not a name that the module gives away
    match sys.argv[1:]:
        case ["fill", number]:
            fill(int(number))
        case ["report"]:
            report()
        case command:
            call_command(*command)
