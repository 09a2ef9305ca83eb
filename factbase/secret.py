"""The secret key of a server that only this machine can reach: made once, kept in the data folder."""

import contextlib
import os
import secrets
import tempfile
from pathlib import Path


def development_secret(folder: Path) -> str:
    """The key in `folder`/secret_key, written on first use and readable by its owner only."""
    path = folder / "secret_key"
    if not path.exists():
        _publish(secrets.token_urlsafe(64), path)
    return path.read_text(encoding="ascii").strip()


def _publish(words: str, path: Path) -> None:
    """Writes the file under another name and links it into place whole: of processes that start at once the first one
    wins, and none reads half a key."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".secret_key-")
    try:
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(words)
        with contextlib.suppress(FileExistsError):
            os.link(name, path)
    finally:
        Path(name).unlink()
