"""Asking a gateway over HTTP: patient for seconds only, never led elsewhere, nothing believed but JSON."""

from typing import Any

import httpx

_TIMEOUT = httpx.Timeout(8, connect=3)  # seconds; two channels in a row stay below the first pause


class Unheard(Exception):
    """No answer that could be understood; the argument says why, without personal data."""


def client() -> httpx.Client:
    """One for a round of deliveries. A redirect is no answer: the message and the token stay with whom they are for."""
    return httpx.Client(timeout=_TIMEOUT, follow_redirects=False)


def asked(client: httpx.Client, url: str, *, headers: dict[str, str], body: dict[str, Any]) -> tuple[int, Any]:
    """Status and JSON body of the answer (an empty object for an empty one). Raises Unheard."""
    try:
        answer = client.post(url, headers=headers, json=body)
    except httpx.TimeoutException:
        raise Unheard("timeout") from None
    except (httpx.HTTPError, httpx.InvalidURL, ValueError) as no:  # ValueError: a token that no header can carry
        raise Unheard(type(no).__name__) from None
    try:
        said = answer.json() if answer.content else {}
    except ValueError:
        raise Unheard(f"http {answer.status_code}, not json") from None
    return answer.status_code, said if isinstance(said, dict) else {}
