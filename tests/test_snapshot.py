"""The rows that tests begin with are those that the product's own actions make."""

from typing import Any

from django.db import connection, transaction

from tests import snapshot
from tests.cast import Cast, seed
from tests.snapshot import seeded


def test_rows_put_back_are_the_rows_that_were_made(db: None, monkeypatch: Any, settings: Any) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    monkeypatch.setattr(snapshot, "_rows", {})
    mark = transaction.savepoint()
    seeded(seed)
    made = snapshot._taken()

    transaction.savepoint_rollback(mark)
    seeded(lambda: None)

    assert made and snapshot._taken() == made


def test_a_province_put_back_goes_on_living(cast: Cast) -> None:
    assert cast.valid().state == "VALID"
    connection.check_constraints()
