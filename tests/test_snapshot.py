"""The rows that tests begin with are those that the product's own actions make."""

from typing import Any

from django.db import connection, transaction

from tests import snapshot
from tests.cast import Cast, seed
from tests.snapshot import seeded


def test_rows_put_back_are_the_rows_that_were_made(db: None, monkeypatch: Any, settings: Any) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    monkeypatch.setattr(snapshot, "_kept", set())
    mark = transaction.savepoint()
    seeded(seed, "kept_for_this_test")
    made = _lines()

    transaction.savepoint_rollback(mark)
    seeded(lambda: None, "kept_for_this_test")

    assert made and _lines() == made


def _lines() -> dict[str, list[bytes]]:
    """The rows of each table, in an order that does not depend on where they lie on the disk."""
    return {table: sorted(rows.splitlines()) for table, rows in snapshot._taken().items()}


def test_a_province_put_back_goes_on_living(cast: Cast) -> None:
    assert cast.valid().state == "VALID"
    connection.check_constraints()
