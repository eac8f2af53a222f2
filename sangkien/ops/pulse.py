"""Seeing for oneself that dossiers can be sent: the form's first page, over HTTP, as a worker's phone asks for it.

Two beats further apart than a programme's rule allows are an outage (`programmes.extending.beat`).
"""

from urllib.parse import urlsplit

import httpx
from django.conf import settings

from sangkien.base.clock import now
from sangkien.programmes.extending import beat

_PATIENCE = 5  # seconds; a worker on a phone would have given up


def leave_a_beat() -> int:
    """Leave a beat if the form could be reached; how many phases were extended because it could not before."""
    return len(beat(at=now())) if settings.BEAT_URL and _reached(settings.BEAT_URL) else 0


def _reached(site: str) -> bool:
    """Straight to the server, with the name and the scheme under which the public knows it."""
    public = urlsplit(settings.PUBLIC_URL)
    headers = {"User-Agent": "sangkien-beat"}
    headers |= {"Host": public.netloc, "X-Forwarded-Proto": public.scheme} if public.netloc else {}
    try:
        return httpx.get(f"{site.rstrip('/')}/gui/", headers=headers, timeout=_PATIENCE).status_code == 200
    except (httpx.HTTPError, httpx.InvalidURL):
        return False
