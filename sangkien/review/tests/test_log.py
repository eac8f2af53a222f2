"""Every change of a dossier is one line of the log, in the same transaction: both are there, or neither.

And wherever a change breaks off, at whatever question to the database: it is as if it had never begun.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from django.apps import apps
from django.db import connection

from sangkien.accounts.models import Person
from sangkien.audit.models import Record
from sangkien.initiatives import actions as initiatives
from sangkien.initiatives.models import Initiative
from sangkien.initiatives.states import State
from sangkien.programmes.models import Programme, Workflow
from sangkien.review import actions as review
from sangkien.review import again
from sangkien.review.actions import Reason
from sangkien.review.models import Verdict
from tests.cast import NOW, Cast

Doing = Callable[[], object]
UNCLEAR = [Reason("recognition_unclear", "Anh/chị ghi lại số quyết định.", "recognition_number")]
PROTECTED = [Reason("ip_protected", "Giải pháp đang được bảo hộ.")]


def submit(cast: Cast) -> Doing:
    lan, content = cast.actor("lan"), cast.content()
    draft = initiatives.start_draft(cast.programme, by=lan, at=NOW)
    return lambda: initiatives.submit(draft, content, by=lan, at=NOW)


def resubmit(cast: Cast) -> Doing:
    lan, content = cast.actor("lan"), cast.content(title="Đồ gá may túi, bản đã sửa")
    draft = initiatives.start_correction(cast.returned(), by=lan, at=NOW)
    return lambda: initiatives.resubmit(draft, content, by=lan, at=NOW)


def withdraw(cast: Cast) -> Doing:
    dossier, lan = cast.submitted(), cast.actor("lan")
    return lambda: initiatives.withdraw(dossier, seen=1, by=lan, at=NOW)


def by_minh(verb: Callable[..., object], **needs: Any) -> Callable[[Cast], Doing]:
    def prepared(cast: Cast) -> Doing:
        dossier, minh = cast.confirmed(), cast.actor("minh")
        return lambda: verb(dossier, seen=2, by=minh, at=NOW, **needs)

    return prepared


def confirm(cast: Cast) -> Doing:
    dossier, mai = cast.submitted(), cast.actor("mai")
    return lambda: review.confirm(dossier, seen=1, by=mai, at=NOW)


def mark_duplicate(cast: Cast) -> Doing:
    original, dossier, minh = cast.valid(), cast.confirmed(), cast.actor("minh")
    return lambda: review.mark_duplicate(dossier, of=original, seen=2, by=minh, at=NOW)


def reroute(cast: Cast) -> Doing:
    dossier, minh, to = cast.confirmed(), cast.actor("minh"), cast.unit("CS-HTX-PHUOC-HAU")
    return lambda: review.reroute(dossier, to=to, seen=2, by=minh, at=NOW)


def three_steps(cast: Cast) -> Doing:
    Programme.objects.update(workflow=Workflow.THREE_STEPS)
    return by_minh(review.endorse)(cast)


def upgrade(cast: Cast) -> Doing:
    record = cast.valid(at=NOW - timedelta(days=1))
    return by_minh(review.mark_duplicate, of=record, upgrade=True)(cast)


def referred(cast: Cast) -> Initiative:
    """A third return, asked for by Minh."""
    dossier, lan = cast.confirmed(), cast.actor("lan")
    for text in ("sửa lần một", "sửa lần hai", ""):
        review.send_back(dossier, reasons=UNCLEAR, seen=dossier.version, by=cast.actor("minh"), at=NOW)
        if text:
            draft = initiatives.start_correction(cast.told(dossier), by=lan, at=NOW)
            dossier = initiatives.resubmit(draft, cast.content(title=f"Đồ gá may túi, {text}"), by=lan, at=NOW)
            review.confirm(dossier, seen=dossier.version, by=cast.actor("mai"), at=NOW)
            dossier = cast.again(dossier)
    return cast.again(dossier)


def refer(cast: Cast) -> Doing:
    dossier, minh = referred(cast), cast.actor("minh")
    again.hand_back(dossier, note="Xem tiếp.", seen=dossier.version, by=cast.actor("yen"), at=NOW)
    seen = dossier.version + 1
    return lambda: review.send_back(dossier, reasons=UNCLEAR, seen=seen, by=minh, at=NOW)


def hand_back(cast: Cast) -> Doing:
    dossier, yen = referred(cast), cast.actor("yen")
    return lambda: again.hand_back(dossier, note="Xem tiếp.", seen=dossier.version, by=yen, at=NOW)


def reopen(cast: Cast) -> Doing:
    dossier, yen = cast.valid(), cast.actor("yen")
    return lambda: again.correct(dossier, to=State.REVIEWING, note="Xem lại.", seen=dossier.version, by=yen, at=NOW)


def undo(cast: Cast) -> Doing:
    by_minh(review.validate)(cast)()
    dossier, minh = Initiative.objects.get(), cast.actor("minh")
    return lambda: again.undo(dossier, seen=dossier.version, by=minh, at=NOW)


def appeal(cast: Cast) -> Doing:
    dossier, lan = cast.refused(), cast.actor("lan")
    return lambda: again.appeal(dossier, "Xin xem lại.", seen=dossier.version, by=lan, at=NOW)


CHANGES: dict[str, Callable[[Cast], Doing]] = {
    "initiative.submit": submit,
    "initiative.resubmit": resubmit,
    "initiative.withdraw": withdraw,
    "initiative.confirmed": confirm,
    "initiative.valid": by_minh(review.validate),
    "initiative.returned": by_minh(review.send_back, reasons=UNCLEAR),
    "initiative.ineligible": by_minh(review.refuse, reasons=PROTECTED),
    "initiative.duplicate": mark_duplicate,
    "initiative.rerouted": reroute,
    "initiative.endorsed": three_steps,
    "initiative.upgrade": upgrade,
    "initiative.referred": refer,
    "initiative.handed_back": hand_back,
    "initiative.reopened": reopen,
    "initiative.undone": undo,
    "initiative.appeal": appeal,
}
BY = {"initiative.submit": "lan", "initiative.resubmit": "lan", "initiative.withdraw": "lan"}
BY |= {"initiative.confirmed": "mai", "initiative.appeal": "lan"}
BY |= {"initiative.handed_back": "yen", "initiative.reopened": "yen"}


def everything() -> dict[str, list[dict[str, Any]]]:
    """Every row of every room."""
    models = [
        model
        for config in apps.get_app_configs()
        if config.name.startswith("sangkien.")
        for model in config.get_models()
    ]
    return {model._meta.label: list(model._default_manager.order_by("pk").values()) for model in models}


class Cut(Exception):
    """The line to the database is cut."""


@contextmanager
def cut_at(number: int) -> Iterator[None]:
    """The question of that number is never answered; taking back what was done still is."""
    asked = 0

    def ask(execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
        nonlocal asked
        asked += "SAVEPOINT" not in sql
        if asked == number and "SAVEPOINT" not in sql:
            raise Cut
        return execute(sql, *rest)

    with connection.execute_wrapper(ask):
        yield


def breaks_off(change: Doing, number: int) -> bool:
    try:
        with cut_at(number):
            change()
    except Cut:
        return True
    return False


@pytest.mark.parametrize("verb", CHANGES)
class TestEveryChange:
    def test_is_one_line_of_the_log(self, cast: Cast, verb: str) -> None:
        change = CHANGES[verb](cast)
        before = Record.objects.count()

        change()

        lines = Record.objects.order_by("pk")[before:]
        assert [line.verb for line in lines if line.target_type == "initiatives.initiative"] == [verb]
        assert {line.verb for line in lines} <= {verb, "person.vouch"}

    def test_says_who_when_for_whom_and_what(self, cast: Cast, verb: str) -> None:
        change = CHANGES[verb](cast)
        change()

        line = Record.objects.filter(verb=verb).latest("pk")
        dossier = Initiative.objects.get(pk=line.target_id)
        event = dossier.events.latest("pk")
        assert Person.objects.get(pk=line.by_id).username == BY.get(verb, "minh")
        assert (line.at, line.unit_id) == (NOW, event.unit_id)
        if event.from_state:
            assert line.before == {"state": event.from_state, "version": dossier.version - 1}
            assert line.after == {"state": event.to_state, "version": dossier.version, **event.detail}

    def test_is_not_made_when_the_log_cannot_be_written(
        self, cast: Cast, verb: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        change, before = CHANGES[verb](cast), everything()

        def full(*_line: object, **_how: object) -> None:
            raise OSError("No space left on device")

        monkeypatch.setattr("sangkien.audit.actions.insert", full)

        with pytest.raises(OSError, match="No space"):
            change()

        assert everything() == before

    def test_that_breaks_off_anywhere_was_never_begun(self, cast: Cast, verb: str) -> None:
        change, before = CHANGES[verb](cast), everything()
        number, broken_off = 0, True

        while broken_off:
            number += 1
            broken_off = breaks_off(change, number)
            assert (everything() == before) == broken_off, f"at question {number}"

        assert number > 3


def test_every_verb_has_been_tried() -> None:
    assert {f"initiative.{verdict.lower()}" for verdict in Verdict.values} <= set(CHANGES)
