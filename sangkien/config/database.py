"""Which database the product uses: the operator's, given by `DATABASE_URL`, or the embedded one."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

from sangkien.config.env import BadSetting
from sangkien.embedded import Server

DRIVER = {"ENGINE": "django.db.backends.postgresql", "CONN_MAX_AGE": 0}
POOL = {"min_size": 2, "max_size": 12, "timeout": 10}
SCHEMES = {"postgres", "postgresql"}


def databases(environ: Mapping[str, str], home: Path) -> dict[str, dict[str, Any]]:
    """Django's DATABASES. The embedded server is only pointed to: the commands start it, not the settings.

    The serving process (`SANGKIEN_POOL=1`) keeps a pool of connections; everything else opens its own.
    """
    given = environ.get("DATABASE_URL", "").strip()
    place, options = _from_url(given) if given else (Server(home).settings(), {})
    if environ.get("SANGKIEN_POOL") == "1":
        options |= {"pool": dict(POOL), "prepare_threshold": 0}
    return {"default": {**DRIVER, **place, "OPTIONS": options}}


def _from_url(url: str) -> tuple[dict[str, str], dict[str, Any]]:
    """A libpq address in Django's words, and what Django has no word for (sslmode, …), for the driver."""
    parts = _split(url)
    query = dict(parse_qsl(parts.query))
    place = {
        "HOST": query.pop("host", "") or unquote(parts.hostname or ""),
        "PORT": query.pop("port", "") or str(parts.port or ""),
        "USER": query.pop("user", "") or unquote(parts.username or ""),
        "PASSWORD": query.pop("password", "") or unquote(parts.password or ""),
        "NAME": query.pop("dbname", "") or unquote(parts.path.lstrip("/")),
    }
    return place, dict(query)


def _split(url: str) -> SplitResult:
    """The parts of the address. A wrong one is refused without repeating it: it may hold a password."""
    try:
        parts = urlsplit(url)
        usable = parts.scheme in SCHEMES and (parts.port is None or parts.port > 0)
    except ValueError:
        usable = False
    if not usable or not _names_a_database(parts):
        raise BadSetting("DATABASE_URL: viết theo dạng postgresql://người-dùng:mật-khẩu@máy:5432/tên-cơ-sở-dữ-liệu")
    return parts


def _names_a_database(parts: SplitResult) -> bool:
    return bool(parts.path.lstrip("/") or dict(parse_qsl(parts.query)).get("dbname"))
