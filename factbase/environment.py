"""Reads one setting each from the environment. Nonsense stops the start with the variable's name and what is allowed.

The values of addresses are never repeated in a message: they may hold a password."""

import os
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import dj_database_url
from django.core.exceptions import ImproperlyConfigured
from environs import Env, EnvError

_HOST = re.compile(r"\*|\[[0-9a-fA-F:.]+\]|\.?[A-Za-z0-9_]([A-Za-z0-9_.-]*[A-Za-z0-9_])?")
_SENDER = re.compile(r"[^@\s<>]+@[^@\s<>]+|[^<>\r\n]*<[^@\s<>]+@[^@\s<>]+>")
_env = Env()
MAIL_PORTS = {"smtp": 25, "smtp+tls": 587, "smtp+ssl": 465}


def flag(name: str, *, default: bool) -> bool:
    """True or false, as `true`/`false`, `1`/`0`, `yes`/`no`, `on`/`off`."""
    try:
        return bool(_env.bool(name, default))
    except EnvError as error:
        raise ImproperlyConfigured(f"{name} must be true or false, not {os.environ[name]!r}.") from error


def choice(name: str, allowed: Sequence[str], default: str) -> str:
    """One of `allowed`, which are written in capitals; any case will do."""
    value = os.environ.get(name, default).strip().upper()
    if value not in allowed:
        raise ImproperlyConfigured(f"{name} must be one of {', '.join(allowed)}, not {os.environ[name]!r}.")
    return value


def port(name: str, default: int) -> int:
    """A TCP port, 1 to 65535."""
    value = os.environ.get(name, str(default)).strip()
    if not re.fullmatch(r"[0-9]{1,5}", value, re.ASCII) or not 1 <= int(value) <= 65535:
        raise ImproperlyConfigured(f"{name} must be a number from 1 to 65535, not {value!r}.")
    return int(value)


def folder(name: str, default: Path) -> Path:
    """A folder as an absolute path; it need not exist yet."""
    value = os.environ.get(name, str(default))
    path = Path(value).expanduser().absolute()
    if not value.strip() or (path.exists() and not path.is_dir()):
        raise ImproperlyConfigured(f"{name} must be the path of a folder, not {value!r}.")
    return path


def writable_folder(path: Path, name: str) -> Path:
    """`path`, made where it is missing; `name` is the variable to blame where that is not allowed."""
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ImproperlyConfigured(f"{name} must be a folder that can be written: {error}.") from error
    return path


def secret(name: str) -> str:
    """A key of 50 or more random characters; empty where the variable is missing or empty."""
    value = os.environ.get(name, "").strip()
    if value and (len(value) < 50 or len(set(value)) < 10):
        raise ImproperlyConfigured(f"{name} must be 50 or more random characters.")
    return value


def hosts(name: str, default: Sequence[str]) -> list[str]:
    """Names of hosts between commas, without scheme, port or path; at least one."""
    given = [host.strip() for host in os.environ.get(name, ",".join(default)).split(",")]
    if not all(_HOST.fullmatch(host) for host in given):
        raise ImproperlyConfigured(
            f"{name} must be names of hosts between commas, such as 'factbase.example,localhost' "
            f"(no scheme, no port, no path), not {os.environ[name]!r}."
        )
    return given


def origins(name: str) -> list[str]:
    """Origins between commas, such as `https://factbase.example`; none where the variable is missing or empty."""
    given = [origin.strip() for origin in os.environ.get(name, "").split(",") if origin.strip()]
    if not all(_is_origin(origin) for origin in given):
        raise ImproperlyConfigured(
            f"{name} must be origins between commas, such as 'https://factbase.example', not {os.environ[name]!r}."
        )
    return given


def redis_url(name: str) -> str:
    """The address of a Redis server; empty where the variable is missing or empty."""
    url = os.environ.get(name, "").strip()
    if url and not _is_redis(url):
        raise ImproperlyConfigured(f"{name} must be an address such as redis://host:6379/0, rediss://… or unix://….")
    return url


@dataclass(frozen=True, slots=True)
class MailServer:
    """Where mails are handed in; without a host nowhere. `tls`: encrypted once it has begun, `ssl`: from the start."""

    host: str = ""
    port: int = 25
    user: str = ""
    password: str = field(default="", repr=False)
    tls: bool = False
    ssl: bool = False

    def backend(self, *, local: bool) -> str:
        """Which of Django's: without a server mails are written to standard output where it is `local`, else dropped."""
        return "smtp" if self.host else "console" if local else "dummy"


def mail_server(name: str) -> MailServer:
    """The mail server at an address: `smtp://` (port 25, plain), `smtp+tls://` (587) or `smtp+ssl://` (465)."""
    url = os.environ.get(name, "").strip()
    if not url:
        return MailServer()
    refused = ImproperlyConfigured(
        f"{name} must be an address such as smtp+tls://user:password@host:587, smtp+ssl://… or smtp://…."
    )
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port or MAIL_PORTS.get(parts.scheme)
    except ValueError as error:
        raise refused from error
    if not host or not port or parts.scheme not in MAIL_PORTS or parts.path.strip("/") or parts.query:
        raise refused
    user, password = unquote(parts.username or ""), unquote(parts.password or "")
    return MailServer(host, port, user, password, parts.scheme == "smtp+tls", parts.scheme == "smtp+ssl")


def sender(name: str, hosts: Sequence[str]) -> str:
    """The address that mails come from, alone or as `Name <address>`; without one factbase@ the first of `hosts`."""
    host = next((host.lstrip(".") for host in hosts if re.search(r"[a-z]", host)), "localhost")
    value = os.environ.get(name, "").strip() or f"factbase <factbase@{host}>"
    if not _SENDER.fullmatch(value):
        raise ImproperlyConfigured(
            f"{name} must be an address such as 'factbase <mail@factbase.example>', not {value!r}."
        )
    return value


def database(name: str, default: Path) -> dict[str, Any]:
    """Django's settings for the database at an address, SQLite or PostgreSQL; the SQLite file `default` without one."""
    if name not in os.environ:
        return _sqlite({**dj_database_url.parse("sqlite://"), "NAME": str(default)}, name)
    refused = ImproperlyConfigured(
        f"{name} must be an address such as postgres://user:password@host:5432/name or sqlite:////path/of/file."
    )
    try:
        config: dict[str, Any] = dict(dj_database_url.parse(os.environ[name], conn_max_age=60, conn_health_checks=True))
    except (ValueError, dj_database_url.UnknownSchemeError) as error:
        raise refused from error
    if config["ENGINE"] == "django.db.backends.sqlite3":
        return _sqlite(config, name)
    if config["ENGINE"] != "django.db.backends.postgresql" or not config["NAME"]:
        raise refused
    return _postgresql(config)


def _postgresql(config: dict[str, Any]) -> dict[str, Any]:
    """Without compiling queries, unless the address asks for something: what follows merges is estimated far too high, and
    takes PostgreSQL seconds to compile and milliseconds to run."""
    config["OPTIONS"] = {"options": "-c jit=off", **config.get("OPTIONS", {})}
    return config


def _sqlite(config: dict[str, Any], name: str) -> dict[str, Any]:
    """WAL, so that readers and the one writer do not wait for each other; IMMEDIATE, so that a transaction which will
    write waits at its start instead of failing in its middle."""
    file = config["NAME"]
    if file != ":memory:" and not Path(file).absolute().parent.is_dir():
        raise ImproperlyConfigured(f"{name} must be an SQLite file in a folder that exists, not {file!r}.")
    config["OPTIONS"] = {
        **config.get("OPTIONS", {}),
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }
    return config


def _is_origin(text: str) -> bool:
    try:
        parts = urlsplit(text)
        return (
            parts.scheme in {"http", "https"}
            and bool(_HOST.fullmatch((parts.hostname or "").replace("*.", "", 1)))
            and not (parts.path or parts.query or parts.fragment or parts.username)
            and parts.port != 0
        )
    except ValueError:
        return False


def _is_redis(url: str) -> bool:
    try:
        parts = urlsplit(url)
        reachable = parts.hostname if parts.scheme in {"redis", "rediss"} else parts.scheme == "unix" and parts.path
        return bool(reachable) and parts.port != 0
    except ValueError:
        return False
