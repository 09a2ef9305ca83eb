"""What every test shares: static files without a manifest, a flush that gets past the triggers, and what to do where a
test needs a server or a corpus that this machine may not have."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NoReturn

import hypothesis
import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connection, transaction
from django.db.backends.sqlite3.base import DatabaseWrapper
from django.test import override_settings
from django.utils import translation

MARKERS = {
    "needs_postgresql": "runs on PostgreSQL only (set DATABASE_URL)",
    "needs_sqlite": "runs on SQLite only",
    "needs_redis": "needs a Redis server (set REDIS_URL)",
}

# A loaded machine is slow, not wrong; and what CI finds must be found again.
hypothesis.settings.register_profile("factbase", deadline=None, derandomize=os.environ.get("CI") == "1")
hypothesis.settings.load_profile("factbase")


# Fixtures by which a test reaches the database; those of pytest-django, on which all others build.
DATABASE = {"db", "transactional_db", "django_db_setup", "live_server"}


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--database-only", action="store_true", help="only tests that reach the database, Redis or a browser"
    )


def pytest_configure(config: pytest.Config) -> None:
    for name, meaning in MARKERS.items():
        config.addinivalue_line("markers", f"{name}: {meaning}")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """A test that reaches no database says on PostgreSQL what it said on SQLite; a second run leaves it out."""
    if not config.getoption("--database-only"):
        return
    left_out = [item for item in items if not _reaches_database(item)]
    config.hook.pytest_deselected(items=left_out)
    items[:] = [item for item in items if _reaches_database(item)]


def _reaches_database(item: pytest.Item) -> bool:
    marked = any(item.get_closest_marker(name) for name in ("django_db", *MARKERS))
    return marked or bool(DATABASE & set(getattr(item, "fixturenames", ())))


def missing(what: str) -> NoReturn:
    """Skips the test, or fails it where CI promises that everything is there."""
    if os.environ.get("CI") == "1":
        pytest.fail(f"CI promises {what}")
    pytest.skip(f"needs {what}")


@pytest.fixture(autouse=True)
def _needs(request: pytest.FixtureRequest) -> None:
    if request.node.get_closest_marker("needs_postgresql") and connection.vendor != "postgresql":
        missing("PostgreSQL in DATABASE_URL")
    if request.node.get_closest_marker("needs_sqlite") and connection.vendor != "sqlite":
        pytest.skip("is about SQLite")
    if request.node.get_closest_marker("needs_redis") and not settings.REDIS_URL:
        missing("Redis in REDIS_URL")


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    """A request leaves its reader's language behind in the thread; the next test starts anew."""
    with translation.override(settings.LANGUAGE_CODE):
        yield


@pytest.fixture(autouse=True)
def _nothing_kept() -> None:
    """What pages keep for some minutes must not reach the next test."""
    cache.clear()


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings: None,  # noqa: ARG001 - goes first
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    """SQLite in a file, as users have it: in memory a table is locked to readers while another thread writes."""
    if connection.vendor == "sqlite":
        connection.settings_dict["TEST"]["NAME"] = str(tmp_path_factory.mktemp("database") / "test.sqlite3")


@pytest.fixture(scope="session")
def corpus() -> Path:
    """The folder of the German corpus (articles/, wikinews/…), where FACTBASE_CORPUS names it."""
    return _folder("FACTBASE_CORPUS")


@pytest.fixture(scope="session")
def evaluation() -> Path:
    """The folder of the scorers, where FACTBASE_EVALUATION names it."""
    return _folder("FACTBASE_EVALUATION")


def _folder(variable: str) -> Path:
    path = os.environ.get(variable, "")
    if not path:
        pytest.skip(f"needs a folder in {variable}")
    assert Path(path).is_dir(), f"{variable} names no folder: {path}"
    return Path(path)


@pytest.fixture(scope="session", autouse=True)
def _quick_passwords() -> Iterator[None]:
    """Hashing a password slowly is for attackers, not for tests."""
    with override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"]):
        yield


@pytest.fixture(scope="session", autouse=True)
def _static_files_as_they_are(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """No collectstatic before tests: names are not looked up in a manifest."""
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    with override_settings(
        STORAGES={**settings.STORAGES, "staticfiles": plain}, STATIC_ROOT=tmp_path_factory.mktemp("static")
    ):
        yield


@pytest.fixture(scope="session", autouse=True)
def _flush_past_triggers() -> Iterator[None]:
    """Tests with real transactions end in a flush, which is DELETE on SQLite; triggers that keep rows from being
    deleted step aside for it. (PostgreSQL flushes by TRUNCATE, which row triggers do not see.)"""
    operations = DatabaseWrapper.ops_class
    flush = operations.execute_sql_flush

    def without_triggers(self: Any, sql_list: list[str]) -> None:
        with transaction.atomic(using=self.connection.alias), self.connection.cursor() as cursor:
            cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
            triggers = cursor.fetchall()
            for name, _sql in triggers:
                cursor.execute(f"DROP TRIGGER {self.quote_name(name)}")
            flush(self, sql_list)
            for _name, sql in triggers:
                cursor.execute(sql)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(operations, "execute_sql_flush", without_triggers)
        yield
