"""The secret key of a server that only this machine can reach: made once, kept in the data folder."""

import os
import secrets
from pathlib import Path


def development_secret(folder: Path) -> str:
    """The key in `folder`/secret_key, written on first use and readable by its owner only."""
    path = folder / "secret_key"
    folder.mkdir(parents=True, exist_ok=True)
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text(encoding="ascii").strip()
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(secret := secrets.token_urlsafe(64))
    return secret
