"""The ledger: promised, paid, given back; never more paid than promised, nothing ever changed."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from sangkien.base.problems import NotAllowed, NotPossible, Stale
from sangkien.evidence.actions import verify
from sangkien.evidence.models import Outcome
from sangkien.evidence.rules import Found
from sangkien.initiatives.models import Initiative
from sangkien.rewards import actions
from sangkien.rewards.models import Agreement, Payment, Promise, Reward
from sangkien.rewards.queries import due_for_first_year, ledger, paid_of
from sangkien.rewards.reckoning import Own
from sangkien.rewards.rules import Paid, Promised
from tests.cast import NOW, TODAY, Cast
from tests.refused import refused

pytestmark = pytest.mark.django_db
FACTORY = "Công ty TNHH May Tiến Thuận"
SAID = Promised(Reward.REMUNERATION, "Nguyễn Thị Lan", FACTORY, 8_400_000, "7 % × 120.000.000 đồng", TODAY)
VOUCHER = Paid(5_000_000, TODAY, FACTORY, "phiếu chi số 12")


def promised(cast: Cast, **changes: Any) -> Promise:
    return actions.promise(cast.valid(), replace(SAID, **changes), by=cast.actor("mai"), at=NOW)


def test_lan_is_promised_eight_million_gets_five_and_three_are_left(cast: Cast) -> None:
    one, mai = promised(cast), cast.actor("mai")

    actions.pay(one, VOUCHER, by=mai, at=NOW)

    [row] = ledger(mai)
    assert (row.vnd, row.paid) == (8_400_000, 5_000_000)


def test_what_is_missing_is_said_all_at_once_and_nothing_is_written(cast: Cast) -> None:
    nothing = Promised(Reward.PRIZE, "", "", None, "", TODAY + timedelta(days=1))

    with pytest.raises(NotPossible) as no:
        actions.promise(cast.valid(), nothing, by=cast.actor("mai"), at=NOW)

    assert [one.field for one in no.value.problems] == ["to_name", "giver", "basis", "vnd", "promised_on"]
    assert not Promise.objects.exists()


def test_never_more_is_paid_than_promised(cast: Cast) -> None:
    one, mai = promised(cast), cast.actor("mai")
    actions.pay(one, VOUCHER, by=mai, at=NOW)

    with pytest.raises(NotPossible, match=r"chỉ còn 3\.400\.000 đồng"):
        actions.pay(one, VOUCHER, by=mai, at=NOW)

    assert paid_of(one) == 5_000_000


def test_a_wrong_payment_and_then_the_promise_are_taken_back_by_opposite_rows(cast: Cast) -> None:
    one, mai = promised(cast), cast.actor("mai")
    paid = actions.pay(one, VOUCHER, by=mai, at=NOW)

    with pytest.raises(NotPossible, match=r"Đã chi 5\.000\.000 đồng"):
        actions.take_back(one, basis="Ghi nhầm", by=mai, at=NOW)
    actions.give_back(paid, note="Chi nhầm người", by=mai, at=NOW)
    with pytest.raises(Stale):
        actions.give_back(paid, note="Lần nữa", by=mai, at=NOW)
    actions.take_back(one, basis="Ghi nhầm", by=mai, at=NOW)

    assert (paid_of(one), sum(Promise.objects.values_list("vnd", flat=True))) == (0, 0)
    with pytest.raises(Stale):
        actions.pay(one, VOUCHER, by=mai, at=NOW)


def test_all_of_it_falls_with_the_dossier(cast: Cast) -> None:
    one = promised(cast)
    actions.pay(one, VOUCHER, by=cast.actor("mai"), at=NOW)

    actions.reverse_all_of(one.initiative, why="Hủy công nhận", by=cast.actor("dong"), at=NOW)

    assert sum(Payment.objects.values_list("vnd", flat=True)) == 0
    assert sum(Promise.objects.values_list("vnd", flat=True)) == 0


def test_nobody_keeps_the_ledger_of_their_own_or_of_what_is_not_recognised(cast: Cast) -> None:
    dossier = cast.valid()

    with pytest.raises(NotAllowed):
        actions.promise(dossier, SAID, by=cast.actor("lan"), at=NOW)
    with pytest.raises(NotAllowed):
        actions.promise(dossier, SAID, by=cast.actor("thao"), at=NOW)
    with pytest.raises(NotPossible, match="Lúc này không thể"):
        actions.promise(cast.confirmed(title="Giá treo kéo cạnh máy"), SAID, by=cast.actor("mai"), at=NOW)


class TestTheFirstYear:
    def test_is_reckoned_from_what_was_found_after_it(self, cast: Cast) -> None:
        dossier, later = cast.valid(), NOW.replace(year=2023)
        assert due_for_first_year(dossier) is None

        due, found = self.verified(cast, dossier, later)

        assert (due.vnd, found.actual_vnd) == (7_000_000, 100_000_000)

    def test_by_the_workplaces_own_rule_where_it_has_one(self, cast: Cast) -> None:
        dossier, own = cast.valid(), Own("Quy chế sáng kiến", yearly=1_000)
        actions.agree(cast.unit("CS-MAY-TIEN-THUAN"), own, since=TODAY, by=cast.actor("mai"), at=NOW)

        due, _found = self.verified(cast, dossier, NOW.replace(year=2023))

        assert (due.vnd, due.source) == (10_000_000, "Quy chế sáng kiến")

    def verified(self, cast: Cast, dossier: Initiative, at: Any) -> Any:
        found = Found(
            outcome=Outcome.FOUND, actual_vnd=100_000_000, method="Đếm lại", employer="Ông Tài", position="Quản đốc"
        )
        verify(dossier, found, seen=0, by=cast.actor("mai", on=at.date()), at=at)
        return due_for_first_year(cast.again(dossier))


def test_the_database_keeps_it(cast: Cast) -> None:
    one = promised(cast)
    paid = actions.pay(one, VOUCHER, by=cast.actor("mai"), at=NOW)
    said = {"initiative": one.initiative, "to_name": "Lan", "giver": FACTORY, "basis": "…", "promised_on": TODAY}
    said |= {"kind": Reward.PRIZE, "vnd": 1, "by": cast.person("mai"), "unit": one.unit, "at": NOW}
    gave = {"promise": one, "vnd": 1, "paid_on": TODAY, "payer": "…", "note": "…"}
    gave |= {"by": cast.person("mai"), "unit": one.unit, "at": NOW}
    rule = {"unit": one.unit, "title": "QC", "yearly": 1, "valid": (TODAY, None), "by": one.by, "at": NOW}
    Agreement.objects.create(**rule)

    for name, model, row in [
        ("kind_of_a_promise_is_known", Promise, said | {"kind": "GIFT"}),
        ("a_promise_names_who_gives_who_gets_and_why", Promise, said | {"giver": ""}),
        ("a_promise_is_of_money_and_only_its_reversal_takes_it_back", Promise, said | {"vnd": 0}),
        ("nobody_promises_themselves", Promise, said | {"to": cast.person("mai")}),
        ("what_is_taken_back_is_whole_and_unpaid", Promise, said | {"vnd": -8_400_000, "reverses": one}),
        ("what_is_taken_back_is_whole_and_unpaid", Promise, said | {"vnd": -1, "reverses": one}),
        ("a_payment_names_who_paid_and_its_voucher", Payment, gave | {"note": ""}),
        ("a_payment_is_of_money_and_only_its_reversal_takes_it_back", Payment, gave | {"vnd": 0}),
        ("never_more_is_paid_than_promised", Payment, gave | {"vnd": 3_400_001}),
        ("never_more_is_paid_than_promised", Payment, gave | {"vnd": -5_000_001}),
        ("what_is_given_back_is_a_whole_payment", Payment, gave | {"vnd": -1, "reverses": paid}),
        ("a_workplace_has_one_rule_of_its_own_at_a_time", Agreement, rule),
        ("an_agreement_lasts_at_least_a_day", Agreement, rule | {"valid": (TODAY, TODAY)}),
        ("an_agreement_has_a_name_and_says_something", Agreement, rule | {"yearly": None, "unit": cast.unit("TLD")}),
        ("an_agreement_shares_no_more_than_there_is", Agreement, rule | {"yearly": 10_001, "unit": cast.unit("TLD")}),
    ]:
        with refused(name):
            model.objects.create(**row)
    with refused("rewards_payment is append-only"):
        Payment.objects.update(vnd=1)
    with refused("rewards_promise is append-only"):
        Promise.objects.update(vnd=1)
