"""Links that stand in for an account: what is written into them, and how it is read again.

A token is the key of a row and a seal that only the server's secret can make. The seal is nowhere stored: whoever reads
the database, or a copy of it, can open no link, and yet a link can be shown again to whoever may hand it on.
"""

import base64
import secrets

from django.utils.crypto import constant_time_compare, salted_hmac

_KEY, _SEAL = 11, 12  # letters of the key (8 random bytes), bytes of the seal


def new_key() -> str:
    """The key of a new link: eight random bytes."""
    return secrets.token_urlsafe(8)


def token_of(purpose: str, key: str) -> str:
    """What stands in the link of the row with this key. `purpose` keeps one kind of link from opening another."""
    return key + _seal(purpose, key)


def key_in(purpose: str, token: str) -> str | None:
    """The key of the row that the token opens; None of one that we did not make."""
    key, seal = token[:_KEY], token[_KEY:]
    return key if constant_time_compare(seal, _seal(purpose, key)) else None


def _seal(purpose: str, key: str) -> str:
    made = salted_hmac(f"sangkien.confirmations.{purpose}", key, algorithm="sha256").digest()
    return base64.urlsafe_b64encode(made[:_SEAL]).decode()
