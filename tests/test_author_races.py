"""What an author says at the moment of a verdict, or of a consent: one comes first, and the other knows it."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as NotYet
from typing import Any

import pytest
from django.db import connection, transaction

from sangkien.base.problems import NotPossible
from sangkien.confirmations import actions
from sangkien.confirmations.asking import ask_authors
from sangkien.confirmations.models import AuthorAnswer, Said
from sangkien.confirmations.tests.asking import LAN, THREE, says
from sangkien.confirmations.tests.test_actions import PHOTO
from sangkien.consents.models import Consent
from sangkien.review import actions as review
from tests.cast import NOW, Cast

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("races")]


@pytest.fixture
def stage(transactional_db: None, cast: Cast) -> Cast:
    """The cast, really written, so that other connections see it."""
    return cast


def meanwhile(first: Callable[[], Any], then: Callable[[], Any]) -> Future[Any]:
    """Do `then` on a connection of its own while what `first` did is not yet committed: it has to wait for it."""

    def apart() -> Any:
        try:
            return then()
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as other:
        with transaction.atomic():
            first()
            late = other.submit(apart)
            with pytest.raises(NotYet):
                late.result(timeout=1)
        late.exception(timeout=30)
    return late


def refusal(late: Future[Any]) -> str:
    no = late.exception()
    assert isinstance(no, NotPossible)
    return no.problems[0].code


def test_a_denial_comes_before_the_verdict_or_not_at_all(stage: Cast) -> None:
    dossier, minh = stage.confirmed(authors=THREE), stage.actor("minh")
    ask_authors(at=NOW)

    late = meanwhile(
        lambda: review.validate(dossier, seen=2, by=minh, at=NOW),
        lambda: says(dossier, Said.DENIED),
    )

    assert refusal(late) == "decided"
    assert not AuthorAnswer.objects.exists()


def test_no_slip_stands_beside_a_denial(stage: Cast) -> None:
    dossier, mai = stage.submitted(by="mai"), stage.actor("mai")
    author = dossier.credited[0]
    ask_authors(at=NOW)

    late = meanwhile(
        lambda: says(dossier, Said.DENIED, mark=LAN.phone),
        lambda: actions.consent_by_slip(dossier, author, PHOTO, by=mai, at=NOW),
    )

    assert refusal(late) == "author_denied"
    assert not Consent.objects.exists()
