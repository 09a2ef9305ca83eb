"""A worker drains what waits, survives bad texts and its own end, and never reads an article twice."""

import json
import os
import signal
import socket
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from urllib.parse import quote

import pytest
from django.db import OperationalError, connection

from claims import work
from claims.models import Extraction, Mention
from claims.work import Worker, attempt_many, worker_name
from sources.models import Actor, Alias, Article
from tests.claims.building import claim, extraction
from tests.factories import NOON, ActorFactory, AliasFactory, ArticleFactory

ROOT = Path(__file__).parents[2]
START = "import django; django.setup(); from tests.claims import slow_worker; slow_worker.main()"


def read(text, _published=None, _gazetteer=None):
    """An extraction by hand; a text with "schlecht" breaks it."""
    if "schlecht" in text:
        raise ValueError("this text is bad")
    return extraction(text, claim(text, text.split(",")[0]))


@pytest.fixture(autouse=True)
def batches(monkeypatch):
    """The sizes of the batches that the core was given; it reads by hand."""
    sizes = []

    def read_many(articles, _gazetteer=None):
        sizes.append(len(articles))
        return (read(*article) for article in articles)

    monkeypatch.setattr(work, "extract", read)
    monkeypatch.setattr(work, "extract_many", read_many)
    monkeypatch.setattr(work, "Gazetteer", lambda known: known)
    return sizes


@pytest.fixture(autouse=True)
def _no_knowledge_base(monkeypatch):
    monkeypatch.setattr("sources.actions.by_slug", dict)


def waiting(*texts):
    return [ArticleFactory(text=text, state="waiting") for text in texts]


def states():
    return list(Article.objects.order_by("pk").values_list("state", flat=True))


def results(texts):
    found = attempt_many((text, None) for text in texts)
    return ["bad" if isinstance(result, Exception) else result.text for result in found]


def test_a_bad_text_costs_no_other(batches):
    assert results(["a", "b", "schlecht", "c", "d"]) == ["a", "b", "bad", "c", "d"]
    assert results([]) == []
    assert batches == [5]


def test_articles_are_read_in_bounded_batches_as_they_are_needed(batches):
    taken = []
    texts = ["a"] * 20 + ["b" * 200_000, "c" * 200_000, "d"]
    found = attempt_many((taken.append(text) or text, None) for text in texts)
    next(found)
    assert len(taken) == 16
    assert len(list(found)) == 22
    assert batches == [16, 6, 1]


@pytest.mark.django_db
def test_everything_that_waits_is_read():
    waiting(*(f"Satz {n}, sagte sie." for n in range(5)))
    ArticleFactory(state="done")
    worker = Worker(batch=2)
    assert worker.something_waits()
    assert worker.drain() == work.Tally(done=5, failed=0)
    assert states() == ["done"] * 6
    assert Mention.objects.count() == 5
    assert not worker.something_waits()


@pytest.mark.django_db
def test_only_the_named_articles_are_read():
    [_one, two] = waiting("Eins.", "Zwei.")
    assert Worker().drain(among=[two.pk]).done == 1
    assert states() == ["waiting", "done"]


@pytest.mark.django_db
def test_a_bad_article_waits_for_the_end_of_its_lease_and_fails_in_the_end():
    waiting("Gut.", "schlecht", "Auch gut.")
    assert Worker(clock=lambda: NOON).drain() == work.Tally(2, 1)
    bad = Article.objects.get(state="waiting")
    assert (bad.error, bad.attempts) == ("ValueError: this text is bad", 1)
    for attempt in range(1, 6):
        Worker(clock=lambda hours=attempt: NOON + timedelta(hours=hours)).drain()
    assert states() == ["done", "failed", "done"]
    assert Article.objects.get(state="failed").error == "ValueError: this text is bad"


@pytest.mark.django_db
def test_what_cannot_be_stored_costs_no_other(monkeypatch):
    waiting("Eins.", "Zwei.")
    store = work.store_extraction

    def only_second(*, article, extraction, judge, now):
        found = extraction if extraction.text == "Zwei." else read("x")
        return store(article=article, extraction=found, judge=judge, now=now)

    monkeypatch.setattr(work, "store_extraction", only_second)
    assert Worker().drain() == work.Tally(1, 1)
    assert states() == ["waiting", "done"]


@pytest.mark.django_db
def test_a_withdrawn_article_is_not_read():
    [article] = waiting("Eins.")
    Article.objects.update(withdrawn_at=NOON, withdrawn_reason="Urteil")
    article.body.delete()
    assert Worker().drain() == work.Tally()


@pytest.mark.django_db
def test_a_worker_that_is_stopped_gives_back_what_it_has_not_begun():
    waiting("Eins.", "Zwei.", "Drei.")
    assert Worker(stopped=Extraction.objects.exists).drain().done == 1
    assert sorted(Article.objects.values_list("state", "leased_by", "attempts")) == [
        ("done", "", 1),
        ("waiting", "", 0),
        ("waiting", "", 0),
    ]


@pytest.mark.django_db
def test_a_database_that_is_away_is_no_fault_of_the_article(monkeypatch):
    waiting("Eins.", "Zwei.")

    def away(**_told):
        raise OperationalError("gone")

    monkeypatch.setattr(work, "store_extraction", away)
    with pytest.raises(OperationalError):
        Worker().drain()
    assert list(Article.objects.values_list("leased_by", "attempts", "error")) == [("", 0, "")] * 2


@pytest.mark.django_db
def test_a_running_worker_waits_for_the_database_and_for_articles(monkeypatch):
    waiting("Eins.")
    ways = iter([OperationalError("gone"), True, False])

    def something_waits(_worker):
        way = next(ways)
        if isinstance(way, Exception):
            raise way
        return way

    waits = []
    monkeypatch.setattr(Worker, "something_waits", something_waits)
    monkeypatch.setattr(work.connection, "close", lambda: waits.append("closed"))
    worker = Worker(stopped=lambda: len(waits) > 3)
    assert worker.run(waits.append).done == 1
    assert waits == ["closed", 1.0, 1.0, 1.0]


@pytest.mark.django_db
def test_the_gazetteer_follows_the_database():
    seen = []
    worker = Worker()
    known = ActorFactory(name="Bekannt", curated=True)

    def look():
        seen.append(worker._current_gazetteer())
        return seen[-1]

    assert look() is look()
    AliasFactory(actor=known, text="Neu")
    assert [alias.text for alias in look()[0].aliases] == ["Bekannt", "Neu"]
    Alias.objects.filter(text="Neu").update(ambiguous=True)
    assert look()[0].aliases[1].ambiguous
    Actor.objects.update(name="Anders")
    assert look()[0].name == "Anders"
    ActorFactory(name="Nur im Text gefunden")
    assert look() is seen[-2]


def gone():
    """The number of a process that has ended."""
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    return process.pid


@pytest.mark.django_db
def test_what_dead_workers_of_this_machine_held_is_free_again():
    host = socket.gethostname()[:60]
    worker = Worker()
    holders = {
        f"{host}:{gone()}:aa": True,
        f"{host}:{os.getpid()}:before": True,
        f"{host}:{os.getppid()}:aa": False,
        f"other.{host}:{gone()}:aa": False,
        worker.name: False,
        "somebody": False,
    }
    for holder in holders:
        ArticleFactory(state="waiting", leased_by=holder, leased_until=NOON + timedelta(days=9999))
    assert worker.end_leases_of_the_dead() == 2
    freed = Article.objects.filter(leased_until=None).count()
    assert (freed, Article.objects.filter(leased_by="").count()) == (2, 2)
    assert set(Article.objects.exclude(leased_by="").values_list("leased_by", flat=True)) == {
        holder for holder, is_gone in holders.items() if not is_gone
    }


def test_every_worker_has_a_name_of_its_own():
    assert worker_name() != worker_name()
    assert len(worker_name()) <= 100


def postgresql_url(given):
    """The address of the test's own database; its host may be a folder with a socket."""
    host = quote(given["HOST"], safe="")
    port = f":{given['PORT']}" if given["PORT"] else ""
    return f"postgres://{given['USER']}:{given['PASSWORD']}@{host}{port}/{given['NAME']}"


class Processes:
    """Workers as processes of their own, on a database of their own."""

    def __init__(self, url):
        self.environment = {**os.environ, "DATABASE_URL": url, "LOG_LEVEL": "WARNING"}
        self.running = []

    def start(self, *words):
        command = [sys.executable, "-c", START, *words]
        process = subprocess.Popen(  # noqa: S603 - ours
            command, cwd=ROOT, env=self.environment, stdout=subprocess.PIPE, text=True
        )
        self.running.append(process)
        return process

    def run(self, *words):
        process = self.start(*words)
        told, _errors = process.communicate(timeout=120)
        assert process.returncode == 0
        return told

    def report(self):
        return json.loads(self.run("report"))

    def start_and_wait(self, *words):
        """A worker that has read two articles and is busy with the next ones."""
        worker = self.start(*words)
        for _ in range(3):
            assert worker.stdout.readline() == "begun\n"
        return worker


@pytest.fixture
def processes(tmp_path):
    """On PostgreSQL in the test's own database, which other processes see as well."""
    if connection.vendor == "sqlite":
        processes = Processes(f"sqlite:///{tmp_path / 'work.sqlite3'}")
        processes.run("migrate", "-v0")
    else:
        processes = Processes(postgresql_url(connection.settings_dict))
    yield processes
    for process in processes.running:
        if process.poll() is None:
            process.kill()
            process.wait()
        process.stdout.close()


ALL = {"waiting": 0, "failed": 0, "leased": 0}


def everything(count):
    return {**ALL, "done": count, "Extraction": count, "Claim": count, "Mention": count}


@pytest.mark.django_db(transaction=True)
def test_a_killed_worker_leaves_everything_to_the_next_one(processes):
    processes.run("fill", "40")
    worker = processes.start_and_wait("work")
    worker.send_signal(signal.SIGKILL)
    worker.wait()
    report = processes.report()
    assert 0 < report["done"] < 40
    assert report["leased"] > 0
    processes.run("work", "--once", "-v0")
    assert processes.report() == everything(40)


@pytest.mark.django_db(transaction=True)
def test_two_workers_never_read_the_same_article(processes):
    processes.run("fill", "60")
    both = [processes.start("work", "--once", "--batch", "5") for _ in range(2)]
    told = [process.communicate(timeout=120)[0].splitlines() for process in both]
    assert [process.returncode for process in both] == [0, 0]
    assert sum(lines.count("begun") for lines in told) == 60
    assert sum(int(lines[-1].split()[0]) for lines in told) == 60
    assert processes.report() == everything(60)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_worker_that_is_told_to_end_finishes_its_article_and_holds_nothing(processes, number):
    processes.run("fill", "40")
    worker = processes.start_and_wait("work")
    worker.send_signal(number)
    assert worker.wait(timeout=30) == 0
    report = processes.report()
    assert (report["leased"], report["done"]) == (0, report["Extraction"])
    assert report["waiting"] > 0
