"""The secret key: given by the operator, or made once and kept in the home folder."""

import os
import secrets
from collections.abc import Mapping
from pathlib import Path


def secret_key(environ: Mapping[str, str], home: Path) -> str:
    """SANGKIEN_SECRET_KEY, else the key in `<home>/secret-key`, written there on first use (mode 0600)."""
    if given := environ.get("SANGKIEN_SECRET_KEY"):
        return given
    file = home / "secret-key"
    if not file.exists():
        _write_once(file)
    return file.read_text().strip()


def _write_once(file: Path) -> None:
    """Two processes may start at once: the first to link its file wins, the other reads it."""
    file.parent.mkdir(parents=True, exist_ok=True)
    draft = file.with_name(f"{file.name}.{os.getpid()}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as out:
        out.write(secrets.token_urlsafe(50))
    try:
        os.link(draft, file)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
