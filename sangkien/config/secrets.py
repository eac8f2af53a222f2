"""The secret key, and the key that certificates are signed with: given by the operator, or made once and kept in the
home folder."""

import base64
import os
import secrets
from collections.abc import Mapping
from pathlib import Path


def secret_key(environ: Mapping[str, str], home: Path) -> str:
    """SANGKIEN_SECRET_KEY, else the key in `<home>/secret-key`, written there on first use (mode 0600)."""
    return environ.get("SANGKIEN_SECRET_KEY") or _kept(home / "secret-key", secrets.token_urlsafe(50))


def certificate_key(environ: Mapping[str, str], home: Path) -> str:
    """SANGKIEN_CERTIFICATE_KEY, else the key in `<home>/certificate-key`: 32 bytes in base64, kept in the same way. Who
    loses it signs with another; what was signed stays valid."""
    made = base64.b64encode(secrets.token_bytes(32)).decode()
    return environ.get("SANGKIEN_CERTIFICATE_KEY") or _kept(home / "certificate-key", made)


def _kept(file: Path, otherwise: str) -> str:
    if not file.exists():
        _write_once(file, otherwise)
    return file.read_text().strip()


def _write_once(file: Path, text: str) -> None:
    """Two processes may start at once: the first to link its file wins, the other reads it."""
    file.parent.mkdir(parents=True, exist_ok=True)
    draft = file.with_name(f"{file.name}.{os.getpid()}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as out:
        out.write(text)
    try:
        os.link(draft, file)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
