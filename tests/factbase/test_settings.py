"""Settings are read in a process of their own: they are read once, from the environment, when they are imported."""

import json
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

KEY = "k3-".join("abcdefghijklmnopqrstuvwxyz")
PUBLIC = {"ALLOWED_HOSTS": "factbase.example", "SECRET_KEY": KEY, "BEHIND_PROXY": "true"}
MANAGE = [sys.executable, "manage.py"]


def run(command: list[str], data: Path, environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    own = {name: os.environ[name] for name in ("PATH", "HOME", "VIRTUAL_ENV") if name in os.environ}
    environment = {**own, "DATA_DIR": str(data), **environment}
    return subprocess.run(command, env=environment, cwd=settings.BASE_DIR, capture_output=True, text=True, check=False)  # noqa: S603  # our own commands


def values(names: str, data: Path, environment: dict[str, str]) -> list[Any]:
    """The settings with these names, read in a fresh process; they must be plain."""
    script = f"import json; from factbase import settings as s; print(json.dumps([s.{names.replace(' ', ', s.')}]))"
    done = run([sys.executable, "-c", script], data, environment)
    assert done.returncode == 0, done.stderr
    found: list[Any] = json.loads(done.stdout)
    return found


@pytest.mark.parametrize(
    ("variable", "nonsense", "allowed"),
    [
        ("DEBUG", "maybe", "true or false"),
        ("DEBUG", "", "true or false"),
        ("FULL_TEXT_OPEN", "2", "true or false"),
        ("BEHIND_PROXY", "nginx", "true or false"),
        ("ALLOWED_HOSTS", "", "names of hosts"),
        ("ALLOWED_HOSTS", ",", "names of hosts"),
        ("ALLOWED_HOSTS", "https://factbase.example", "names of hosts"),
        ("ALLOWED_HOSTS", "factbase.example:8000", "names of hosts"),
        ("ALLOWED_HOSTS", "two words", "names of hosts"),
        ("SECRET_KEY", "short", "50 or more random characters"),
        ("SECRET_KEY", "a" * 80, "50 or more random characters"),
        ("DATABASE_URL", "", "postgres://"),
        ("DATABASE_URL", "foo", "postgres://"),
        ("DATABASE_URL", "mysql://localhost/factbase", "postgres://"),
        ("DATABASE_URL", "postgres://", "postgres://"),
        ("DATABASE_URL", "postgres://localhost:port/factbase", "postgres://"),
        ("DATABASE_URL", "sqlite:////nowhere/at/all/factbase.sqlite3", "a folder that exists"),
        ("REDIS_URL", "http://localhost:6379", "redis://"),
        ("REDIS_URL", "redis://", "redis://"),
        ("REDIS_URL", "redis://localhost:port/0", "redis://"),
        ("EMAIL_URL", "mail.example", "smtp+tls://"),
        ("EMAIL_URL", "http://mail.example", "smtp+tls://"),
        ("EMAIL_URL", "smtp://", "smtp+tls://"),
        ("EMAIL_URL", "smtp://mail.example:port", "smtp+tls://"),
        ("EMAIL_URL", "smtp://mail.example/path", "smtp+tls://"),
        ("DEFAULT_FROM_EMAIL", "factbase", "factbase <mail@factbase.example>"),
        ("DEFAULT_FROM_EMAIL", "factbase <mail@fact base>", "factbase <mail@factbase.example>"),
        ("FETCH_PAGES", "perhaps", "true or false"),
        ("LOG_LEVEL", "loud", "DEBUG, INFO, WARNING, ERROR, CRITICAL"),
        ("PORT", "http", "1 to 65535"),
        ("PORT", "0", "1 to 65535"),
        ("PORT", "65536", "1 to 65535"),
        ("PORT", "٨٠٠٠", "1 to 65535"),
        ("CSRF_TRUSTED_ORIGINS", "factbase.example", "origins"),
        ("CSRF_TRUSTED_ORIGINS", "https://factbase.example/path", "origins"),
        ("CSRF_TRUSTED_ORIGINS", "https://[broken", "origins"),
        ("DATA_DIR", "", "a folder"),
        ("DATA_DIR", "/dev/null", "a folder"),
        ("DATA_DIR", "/dev/null/below", "a folder"),
        ("STATIC_ROOT", "manage.py", "a folder"),
    ],
)
def test_nonsense_stops_the_start_with_its_name(variable: str, nonsense: str, allowed: str, tmp_path: Path) -> None:
    done = run([sys.executable, "-c", "import factbase.settings"], tmp_path, {variable: nonsense})
    last = done.stderr.strip().splitlines()[-1]
    assert done.returncode == 1
    assert last.startswith(f"django.core.exceptions.ImproperlyConfigured: {variable} must be ")
    assert allowed in last


@pytest.mark.parametrize(
    ("variable", "address"),
    [("DATABASE_URL", "mysql://me:hunter2@localhost/factbase"), ("EMAIL_URL", "imap://me:hunter2@localhost")],
)
def test_a_password_is_never_repeated(variable: str, address: str, tmp_path: Path) -> None:
    environment = {variable: address, "PYTHONTRACEBACKLIMIT": "0"}
    done = run([sys.executable, "-c", "import factbase.settings"], tmp_path, environment)
    assert variable in done.stderr
    assert "hunter2" not in done.stderr


def test_a_server_for_other_machines_needs_a_secret(tmp_path: Path) -> None:
    done = run([sys.executable, "-c", "import factbase.settings"], tmp_path, {"ALLOWED_HOSTS": "factbase.example"})
    assert "SECRET_KEY must be set" in done.stderr


@pytest.mark.parametrize(
    ("name", "given", "expected"),
    [
        ("DEBUG", {"DEBUG": "on"}, True),
        ("DEBUG", {}, False),
        ("PORT", {"PORT": "8123"}, 8123),
        ("LOG_LEVEL", {"LOG_LEVEL": "warning"}, "WARNING"),
        ("ALLOWED_HOSTS", {}, ["127.0.0.1", "[::1]", "localhost"]),
        ("ALLOWED_HOSTS", {**PUBLIC, "ALLOWED_HOSTS": "a.example, .b.example"}, ["a.example", ".b.example"]),
        ("CSRF_TRUSTED_ORIGINS", {}, []),
        ("CSRF_TRUSTED_ORIGINS", {"CSRF_TRUSTED_ORIGINS": "https://*.a.example"}, ["https://*.a.example"]),
        ("REDIS_URL", {"REDIS_URL": ""}, ""),
        ("REDIS_URL", {"REDIS_URL": "unix:///run/redis.sock"}, "unix:///run/redis.sock"),
        ("SECURE_SSL_REDIRECT", {}, False),
        ("SECURE_SSL_REDIRECT", PUBLIC, True),
        ("SESSION_COOKIE_SECURE", PUBLIC, True),
        ("FULL_TEXT_OPEN", {}, False),
        ("EMAIL_BACKEND", {}, "django.core.mail.backends.console.EmailBackend"),
        ("EMAIL_BACKEND", PUBLIC, "django.core.mail.backends.dummy.EmailBackend"),
        (
            "EMAIL_BACKEND",
            {**PUBLIC, "EMAIL_URL": "smtp://mail.example"},
            "django.core.mail.backends.smtp.EmailBackend",
        ),
        ("EMAIL_HOST_PASSWORD", {"EMAIL_URL": "smtp+tls://me:p%40ss@mail.example"}, "p@ss"),
        ("EMAIL_PORT", {"EMAIL_URL": "smtp+ssl://mail.example"}, 465),
        ("EMAIL_USE_TLS", {"EMAIL_URL": "smtp+tls://mail.example"}, True),
        ("MAIL_WORKS", {}, True),
        ("MAIL_WORKS", PUBLIC, False),
        ("DEFAULT_FROM_EMAIL", {}, "factbase <factbase@localhost>"),
        ("DEFAULT_FROM_EMAIL", PUBLIC, "factbase <factbase@factbase.example>"),
        ("FETCHES", {"FETCH_PAGES": "no"}, False),
        ("FETCHES_LOOPBACK", {"FETCHES_LOOPBACK": "true"}, False),
    ],
)
def test_what_is_given_is_taken(name: str, given: dict[str, str], expected: object, tmp_path: Path) -> None:
    assert values(name, tmp_path, given) == [expected]


def test_postgresql_is_one_variable_away(tmp_path: Path) -> None:
    url = "postgres://me:p%40ss@db.example:5433/facts?sslmode=require"
    [databases] = values("DATABASES", tmp_path, {"DATABASE_URL": url})
    found = databases["default"]
    assert (found["ENGINE"], found["HOST"], found["PORT"]) == ("django.db.backends.postgresql", "db.example", 5433)
    assert (found["NAME"], found["USER"], found["PASSWORD"]) == ("facts", "me", "p@ss")
    assert found["OPTIONS"] == {"sslmode": "require", "options": "-c jit=off"}


@pytest.mark.parametrize("folder", ["plain", "with blank # and ? and %41"])
def test_sqlite_writes_ahead_and_takes_the_lock_at_once(folder: str, tmp_path: Path) -> None:
    script = """
import sqlite3
from django.db import connection, transaction
with transaction.atomic():
    other = sqlite3.connect(connection.settings_dict["NAME"], timeout=0)
    try:
        other.execute("BEGIN IMMEDIATE")
    except sqlite3.OperationalError as error:
        print(error)
    print(connection.cursor().execute("PRAGMA journal_mode").fetchone()[0])
"""
    done = run([*MANAGE, "shell", "--no-imports", "-c", script], tmp_path / folder, {})
    assert done.stdout.splitlines() == ["database is locked", "wal"], done.stderr
    assert (tmp_path / folder / "factbase.sqlite3").exists()


def test_the_data_folder_is_made_when_it_is_needed(tmp_path: Path) -> None:
    url = "postgres://localhost/factbase"
    values("PORT", tmp_path / "used", {})
    values("PORT", tmp_path / "unused", {**PUBLIC, "DATABASE_URL": url})
    assert (tmp_path / "used").is_dir()
    assert not (tmp_path / "unused").exists()


def test_processes_that_start_at_once_share_one_secret(tmp_path: Path) -> None:
    with ThreadPoolExecutor(6) as pool:
        found = list(pool.map(lambda _: values("SECRET_KEY", tmp_path, {})[0], range(6)))
    assert len(set(found)) == 1
    assert len(str(found[0])) >= 50
    assert [path.name for path in tmp_path.iterdir()] == ["secret_key"]
    assert (tmp_path / "secret_key").stat().st_mode & 0o777 == 0o600


def test_a_public_server_passes_the_deployment_checks(tmp_path: Path) -> None:
    done = run([*MANAGE, "check", "--deploy", "--fail-level", "WARNING"], tmp_path, PUBLIC)
    assert done.returncode == 0, done.stderr
