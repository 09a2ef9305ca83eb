"""The commands translate in and out: files to articles and JSON, counts and errors to the terminal and the exit status."""

import io
import json
import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from claims import work
from claims.extraction.types import Extraction
from claims.management.commands import extract as extract_command
from claims.models import Claim
from sources.knowledge import KnownActor, load
from sources.models import Actor, Article, ArticleText
from tests.claims.building import claim, extraction
from tests.factories import (
    NOON,
    ArticleFactory,
)

ROOT = Path(__file__).parents[2]
ENGLISH = (
    "The minister said on Monday that the agreement would be signed by both sides before the end of the year. " * 2
)


def call(*words, **options):
    """What a command writes to standard output and standard error, and whether it ended in an error."""
    out, err = io.StringIO(), io.StringIO()
    try:
        call_command(*map(str, words), stdout=out, stderr=err, **options)
    except CommandError as error:
        return out.getvalue(), err.getvalue(), str(error)
    return out.getvalue(), err.getvalue(), None


@pytest.fixture
def by_hand(monkeypatch):
    """The core reads by hand: a text is one claim, "schlecht" breaks it. Gives the dates that it was told."""
    dates = []

    def read(text, published=None, _gazetteer=None):
        dates.append(published)
        if "schlecht" in text:
            raise ValueError("this text is bad")
        return extraction(text, claim(text, text.split(",")[0]))

    monkeypatch.setattr(work, "extract", read)
    monkeypatch.setattr(work, "extract_many", lambda articles, _gazetteer=None: (read(*one) for one in articles))
    monkeypatch.setattr(work, "Gazetteer", lambda known: known)
    return dates


@pytest.fixture
def known(monkeypatch):
    """A knowledge base of one actor."""
    actors = (KnownActor("russia", "Russia", "Russland", "country", "Q159", "RU"),)
    for module in (
        "claims.management.commands.ingest",
        "claims.management.commands.load_knowledge",
    ):
        monkeypatch.setattr(f"{module}.load", lambda: actors)
        monkeypatch.setattr(f"{module}.known_concepts", lambda: {"shells": {"de": "Granaten", "words": ["granate"]}})
    monkeypatch.setattr("sources.actions.by_slug", lambda: {actor.slug: actor for actor in actors})


@pytest.fixture
def write(tmp_path):
    def to_file(name, data):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(data if isinstance(data, bytes) else data.encode())
        return path

    return to_file


def lines(*objects):
    return "\n".join(json.dumps(one) if isinstance(one, dict) else one for one in objects)


@pytest.mark.usefixtures("by_hand")
def test_extract_needs_no_database_and_gives_the_contract(write):
    path = write("001_meldung.txt", "„Größe 🚀“, sagte sie.\r\n")
    out, err, error = call("extract", path)
    record = json.loads(out)
    assert list(record) == ["schema", "id", "text", "sha256", "extractor", "provenance", "claims"]
    assert (record["schema"], record["id"], record["text"]) == (
        "factbase/extraction-1",
        "001_meldung",
        "„Größe 🚀“, sagte sie.\r\n",
    )
    assert record["claims"][0]["spans"] == [[0, 9]]
    assert "„Größe 🚀“" in out
    assert (err, error) == ("", None)


@pytest.mark.usefixtures("by_hand")
def test_extract_writes_an_object_an_article(write):
    paths = [write("a.txt", "Eins."), write("b.jsonl", lines({"id": "x", "text": "Zwei."}, {"text": "Drei."}))]
    out, _err, _error = call("extract", *paths, format="jsonl")
    assert [json.loads(line)["id"] for line in out.splitlines()] == ["a", "x", "b:2"]
    out, _err, _error = call("extract", *paths)
    decoder, ids = json.JSONDecoder(), []
    while out:
        record, end = decoder.raw_decode(out)
        ids.append(record["id"])
        out = out[end:].lstrip()
    assert ids == ["a", "x", "b:2"]


def test_extract_resolves_times_against_the_date_of_the_line_or_else_the_given_one(write, by_hand):
    path = write("a.jsonl", lines({"text": "Eins."}, {"text": "Zwei.", "published": "2024-02-03"}))
    call("extract", path, "--published", "2026-11-21")
    assert by_hand == [date(2026, 11, 21), date(2024, 2, 3)]


@pytest.mark.usefixtures("by_hand")
def test_extract_tells_file_and_line_of_what_is_bad_and_does_the_others(write, tmp_path):
    good = write("gut.txt", "Eins.")
    bad = [
        write("leer.txt", " "),
        tmp_path / "fehlt.txt",
        write("bild.txt", b"\x89PNG\0"),
        write("latin.txt", "Größe".encode("latin-1")),
        write("english.txt", ENGLISH),
        write("schlecht.txt", "schlecht"),
        tmp_path,
    ]
    mixed = write("a.jsonl", lines({"text": "Zwei."}, "{", {"text": "Drei."}))
    out, err, error = call("extract", *bad, mixed, good, format="jsonl")
    assert [json.loads(line)["id"] for line in out.splitlines()] == ["a:1", "a:3", "gut"]
    told = err.splitlines()
    assert sorted(line.split(": ")[0] for line in told) == sorted([*map(str, bad), f"{mixed}:2"])
    assert f"{bad[5]}: ValueError: this text is bad" in told
    assert error == "8 inputs could not be extracted"


@pytest.mark.usefixtures("by_hand")
def test_extract_holds_few_lines_at_a_time(write, monkeypatch):
    path = write("a.jsonl", lines(*({"id": str(n), "text": "Eins."} for n in range(100))))
    given, held = 0, []
    readable = extract_command._readable

    def counted(items, *rest):
        nonlocal given
        for source in readable(items, *rest):
            given += 1
            yield source

    monkeypatch.setattr(extract_command, "_readable", counted)
    results = extract_command.extractions(extract_command.read_file(path), None)
    for done, (_item, found) in enumerate(results):
        assert isinstance(found, Extraction)
        held.append(given - done)
    assert (given, max(held)) == (100, work.BATCH)


def test_extract_runs_without_a_database_and_writes_nothing_but_json(write, tmp_path):
    path = write("a.jsonl", lines({"id": "x", "text": "„Wir liefern“, sagte die Ministerin."}))
    database = tmp_path / "none.sqlite3"
    command = [sys.executable, "manage.py", "extract", path, "--format", "jsonl"]
    environment = {**os.environ, "DATABASE_URL": f"sqlite:///{database}"}
    ended = subprocess.run(command, cwd=ROOT, env=environment, check=False, capture_output=True, text=True)  # noqa: S603 - ours
    assert (ended.returncode, ended.stderr) == (0, "")
    [record] = map(json.loads, ended.stdout.splitlines())
    assert record["id"] == "x"
    assert not database.exists()


def test_extract_ends_in_silence_when_its_reader_goes(write):
    path = write("a.jsonl", lines(*({"text": "„Wir liefern“, sagte die Ministerin. " * 40} for _ in range(60))))
    command = f'"{sys.executable}" manage.py extract "{path}" | head -n 1'
    ended = subprocess.run(command, shell=True, cwd=ROOT, check=False, capture_output=True, text=True)  # noqa: S602 - ours
    assert (ended.stdout, ended.stderr) == ("{\n", "")


@pytest.mark.parametrize("words", [["--published", "gestern", "a.txt"], ["--format", "xml", "a.txt"], []])
def test_extract_refuses_nonsense(words):
    assert call("extract", *words)[2].startswith("Error: ")


@pytest.mark.django_db
@pytest.mark.usefixtures("by_hand", "known")
def test_ingest_takes_files_folders_and_lines_once(write, tmp_path):
    write("ordner/b.txt", "Eins.")
    write("ordner/c.jsonl", lines({"text": "Zwei.", "outlet": "Abendblatt", "title": "Titel"}, {"text": "Drei."}))
    words = ["ingest", tmp_path / "ordner", "--outlet", "Tagespost", "--published", "2026-11-20"]
    out, err, error = call(*words)
    assert (out, err, error) == ("3 added (0 of them copies), 0 already there, 0 failed, 0 read\n", "", None)
    stored = Article.objects.order_by("pk").values_list("outlet__name", "title", "published_on", "state")
    assert list(stored) == [
        ("Tagespost", "", date(2026, 11, 20), "waiting"),
        ("Abendblatt", "Titel", date(2026, 11, 20), "waiting"),
        ("Tagespost", "", date(2026, 11, 20), "waiting"),
    ]
    assert call(*words)[0] == "0 added (0 of them copies), 3 already there, 0 failed, 0 read\n"
    assert call("ingest", tmp_path / "ordner" / "b.txt")[0].startswith("1 added (1 of them copies)")


@pytest.mark.django_db
@pytest.mark.usefixtures("by_hand", "known")
def test_ingest_skips_what_is_bad_and_says_so(write, tmp_path):
    write("a.txt", "Eins.")
    bad = write("b.txt", b"\0")
    line = write("c.jsonl", lines({"text": "Zwei.", "url": "keine"}, {"text": "Drei."}))
    out, err, error = call("ingest", tmp_path, tmp_path / "fehlt")
    assert out.startswith("2 added (0 of them copies), 0 already there, 3 failed")
    assert [told.split(": ")[0] for told in err.splitlines()] == [str(bad), f"{line}:1", str(tmp_path / "fehlt")]
    assert error == "3 inputs failed"
    assert list(ArticleText.objects.order_by("pk").values_list("text", flat=True)) == ["Eins.", "Drei."]


@pytest.mark.django_db
@pytest.mark.usefixtures("known")
def test_ingest_now_finds_the_claims_at_once(write, tmp_path, by_hand):
    waiting = ArticleFactory(state="waiting")
    for name, text in {"a": "Eins.", "b": "schlecht", "c": "Drei."}.items():
        write(f"{name}.txt", text)
    out, err, error = call("ingest", tmp_path, "--now", "--published", "2026-11-20")
    assert out == "3 added (0 of them copies), 0 already there, 1 failed, 2 read\n"
    assert err == f"article {Article.objects.get(body__text='schlecht').pk}: ValueError: this text is bad\n"
    assert error == "1 inputs failed"
    assert sorted(Claim.objects.values_list("statement", flat=True)) == ["Drei.", "Eins."]
    assert set(by_hand) == {date(2026, 11, 20)}
    waiting.refresh_from_db()
    assert waiting.state == "waiting"


@pytest.mark.django_db
@pytest.mark.usefixtures("known")
def test_ingest_now_reads_what_an_earlier_run_left_waiting(write, by_hand):
    path = write("a.txt", "Eins.")
    call("ingest", path)
    assert by_hand == []
    assert "1 already there, 0 failed, 1 read" in call("ingest", path, "--now")[0]
    assert "1 already there, 0 failed, 0 read" in call("ingest", path, "--now")[0]


@pytest.mark.django_db
@pytest.mark.usefixtures("known")
def test_ingest_takes_title_and_address_for_one_article_alone(write, tmp_path):
    path = write("a.txt", "Eins.")
    call("ingest", path, "--title", "Titel", "--url", "https://zeitung.example/1")
    assert Article.objects.values_list("title", "url").get() == ("Titel", "https://zeitung.example/1")
    assert call("ingest", tmp_path, "--title", "Titel")[2] == "--url and --title are for one text file"


@pytest.mark.django_db
@pytest.mark.usefixtures("known")
def test_ingest_loads_the_knowledge_base_into_an_empty_database(write):
    call("ingest", write("a.txt", "Eins."))
    assert Actor.objects.get().slug == "russia"
    Actor.objects.update(slug="changed", curated=True)
    call("ingest", write("b.txt", "Zwei."))
    assert Actor.objects.get().slug == "changed"


@pytest.mark.django_db
@pytest.mark.usefixtures("by_hand", "known")
def test_work_once_reads_what_waits_and_says_what_failed():
    ArticleFactory(text="Eins.", state="waiting")
    assert call("work", "--once") == ("1 articles read, 0 failed\n", "", None)
    ArticleFactory(text="schlecht", state="waiting")
    assert call("work", "--once", "--batch", "3")[2] == "1 articles could not be read"


@pytest.mark.parametrize("words", [["--batch", "0"], ["--batch", "x"], ["--lease", "-1"], ["--lease", "nan"]])
def test_work_refuses_nonsense(words):
    assert call("work", "--once", *words)[2].startswith("Error: argument")


@pytest.mark.django_db
@pytest.mark.usefixtures("known")
def test_load_knowledge_tells_what_is_new():
    first, again = call("load_knowledge")[0].splitlines(), call("load_knowledge")[0].splitlines()
    assert first == ["Actors: 1 added, 0 changed; aliases: 2 added, 0 changed", "Concepts: 1 added; words: 1 added"]
    assert again == ["Actors: 0 added, 0 changed; aliases: 0 added, 0 changed", "Concepts: 0 added; words: 0 added"]


@pytest.mark.django_db
def test_the_knowledge_base_that_comes_with_factbase_loads_whole():
    out, _err, _error = call("load_knowledge")
    assert out.startswith(f"Actors: {len(load())} added, 0 changed")
    assert call("load_knowledge")[0].startswith("Actors: 0 added, 0 changed; aliases: 0 added, 0 changed")
    assert Actor.objects.named("Moskau").filter(slug="russia").exists()
    assert not call("check_data")[2]


@pytest.mark.django_db
@pytest.mark.usefixtures("by_hand", "known")
def test_check_data_finds_nothing_wrong_with_what_was_stored(write):
    call("ingest", write("a.txt", "Eins."), "--now")
    withdrawn = ArticleFactory(state="waiting", body=None, withdrawn_at=NOON, withdrawn_reason="Urteil")
    assert call("check_data")[0].split("\n")[0].endswith("is found by wrong words")
    call("derive")
    assert call("check_data") == ("Nothing is wrong.\n", "", None)
    assert withdrawn.pk
