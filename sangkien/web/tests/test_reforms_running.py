"""A new decision is carried out: what each task does, and what comes between."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from sangkien.accounts.models import Appointment, Role
from sangkien.organisations import actions
from sangkien.organisations.factories import union
from sangkien.organisations.models import Organisation
from sangkien.organisations.queries import chain, children
from sangkien.reforms.actions import take_back
from sangkien.reforms.models import Reform
from sangkien.web.tests.reforming import MERGE, NEW, RUN, Typed, administer, hidden, preview, run, text
from tests.cast import NOW, TODAY, Cast, seed


@pytest.fixture
def ha(cast: Cast) -> Client:
    return cast.client("ha")


class TestRunning:
    def test_merges(self, cast: Cast, ha: Client) -> None:
        reform = run(ha, MERGE)

        assert reform.number == "12/QĐ-LĐLĐ"
        assert reform.applied_by == cast.person("ha")
        assert not Organisation.objects.on(TODAY).filter(code="CS-BQL-KCN").exists()
        assert not Appointment.objects.on(TODAY).filter(organisation__code="CS-BQL-KCN").exists()

    def test_merges_two_that_are_one_into_one_of_them(self, ha: Client) -> None:
        run(ha, MERGE | {"units": ["CS-HAEMIN", "CS-BQL-KCN"]})

        there = Organisation.objects.on(TODAY).filter(code__in=["CS-HAEMIN", "CS-BQL-KCN"])
        assert [unit.code for unit in there] == ["CS-HAEMIN"]

    def test_lets_people_keep_their_office(self, cast: Cast, ha: Client) -> None:
        run(ha, MERGE | {"people": "move"})

        held = Appointment.objects.on(TODAY).filter(organisation__code="CS-HAEMIN", person=cast.person("minh"))
        assert held.exists()

    def test_unites_into_a_new_union_with_a_code_of_its_own(self, cast: Cast, ha: Client) -> None:
        typed = {"viec": "unite", "units": ["CDN-GIAO-DUC", "CD-KCN"], "name": "Công đoàn ngành Mới", "people": "end"}

        run(ha, typed | {"kind": "LOCAL_SECTOR", "parent": "LDLD-NINH-THUAN"})

        assert len(children(cast.unit("CDN-MOI"), TODAY)) == 4

    def test_moves_a_whole_group(self, cast: Cast, ha: Client) -> None:
        run(ha, {"viec": "move", "groups": "CD-KCN:GRASSROOTS", "to": "LDLD-NINH-PHUOC"})

        assert len(children(cast.unit("LDLD-NINH-PHUOC"), TODAY)) == 4

    def test_merges_the_rest_of_a_group_into_one_of_it(self, cast: Cast, ha: Client) -> None:
        run(ha, {"viec": "merge", "groups": "CD-KCN:GRASSROOTS", "into": "CS-HAEMIN", "people": "end"})

        assert [unit.code for unit in children(cast.unit("CD-KCN"), TODAY)] == ["CS-HAEMIN"]

    def test_dissolves_into_a_named_union(self, cast: Cast, ha: Client) -> None:
        run(
            ha,
            {"viec": "dissolve", "units": ["CD-KCN"], "members": "transfer", "to": "LDLD-NINH-PHUOC", "people": "end"},
        )

        assert [link.code for link in chain(cast.unit("CS-HAEMIN"), TODAY)][1] == "LDLD-NINH-PHUOC"

    def test_founds_renames_and_reclassifies(self, cast: Cast, ha: Client) -> None:
        run(ha, {"viec": "create", "name": "CĐCS Xưởng muối", "kind": "GRASSROOTS", "parent": "CD-KCN"})
        run(ha, {"viec": "rename", "unit": "CS-HAEMIN", "name": "Haemin Mới"})
        run(ha, {"viec": "reclassify", "units": ["CS-HAEMIN"], "kind": "OCCUPATIONAL"})

        named = Organisation.objects.named(on=TODAY)
        assert named.get(code="CS-HAEMIN").kind_code == "OCCUPATIONAL"
        assert named.get(code="CS-HAEMIN").short_name == "Haemin Mới"
        assert named.filter(name="CĐCS Xưởng muối", kind_code="GRASSROOTS").exists()

    def test_splits_a_part_off(self, cast: Cast, ha: Client) -> None:
        typed = {"viec": "part", "unit": "CD-KCN", "moi-1-name": "Công đoàn KCN Phước Nam", "theo-CS-HAEMIN": "1"}

        run(ha, typed)

        assert [unit.code for unit in children(cast.unit("CD-KCN-PHUOC-NAM"), TODAY)] == ["CS-HAEMIN"]
        assert len(children(cast.unit("CD-KCN"), TODAY)) == 2

    def test_divides_and_one_takes_over_the_records(self, cast: Cast, ha: Client) -> None:
        names = {"moi-1-name": "Công đoàn KCN Một", "moi-2-name": "Công đoàn KCN Hai"}
        typed = {"viec": "split", "unit": "CD-KCN", "heir": "2", "people": "move", "theo-CS-HAEMIN": "1"}

        run(ha, typed | names)

        assert [unit.code for unit in children(cast.unit("CD-KCN-MOT"), TODAY)] == ["CS-HAEMIN"]
        assert len(children(cast.unit("CD-KCN-HAI"), TODAY)) == 2
        assert cast.actor("minh", on=TODAY, role=Role.REVIEWER).office == cast.unit("CD-KCN-HAI")

    def test_on_a_day_to_come_waits_for_it(self, ha: Client) -> None:
        reform = run(ha, MERGE | {"effective": "1/6/2022"})

        assert reform.carried_at is None
        assert Organisation.objects.on(TODAY).filter(code="CS-BQL-KCN").exists()
        assert not Organisation.objects.on(date(2022, 6, 1)).filter(code="CS-BQL-KCN").exists()

    def test_twice_is_once(self, ha: Client) -> None:
        carried = hidden(preview(ha, MERGE))

        answers = [ha.post(RUN, carried) for _press in range(2)]

        assert [answer.status_code for answer in answers] == [302, 302]
        assert answers[0]["Location"] == answers[1]["Location"]
        assert Reform.objects.count() == 1

    def test_twice_is_once_for_what_was_founded(self, ha: Client) -> None:
        new = {"viec": "create", "name": "CĐCS Xưởng muối", "kind": "GRASSROOTS", "parent": "CD-KCN"}
        carried = hidden(preview(ha, new))

        assert {ha.post(RUN, carried).status_code for _press in range(2)} == {302}
        assert Organisation.objects.filter(code__contains="XUONG-MUOI").count() == 1

    def test_of_something_else_under_the_same_code_is_a_decision_of_its_own(self, ha: Client) -> None:
        carried = hidden(preview(ha, MERGE))
        ha.post(RUN, carried)

        other = run(ha, {"viec": "rename", "unit": "CS-HAEMIN", "name": "Haemin Mới", "ma": carried["ma"][0]})

        assert Reform.objects.count() == 2
        assert other.code != carried["ma"][0]

    def test_is_held_back_when_the_tree_has_changed_since_the_preview(self, cast: Cast, ha: Client) -> None:
        carried = hidden(
            preview(ha, {"viec": "dissolve", "groups": "CD-KCN:GRASSROOTS", "members": "leave", "people": "end"})
        )
        union("CS-MOI", parent=cast.unit("CD-KCN"))

        answer = ha.post(RUN, carried)

        assert answer.status_code == 409
        assert "cây tổ chức đã có thay đổi" in text(answer)
        assert not Reform.objects.exists()
        assert ha.post(RUN, hidden(answer)).status_code == 302

    def test_is_refused_in_words_when_it_can_no_longer_be_done(self, cast: Cast, ha: Client) -> None:
        carried = hidden(preview(ha, {"viec": "rename", "unit": "CS-HAEMIN", "name": "Haemin Mới"}))
        actions.rename(cast.unit("CS-HAEMIN"), name="Haemin Mới", since=TODAY, by=None, at=NOW)

        answer = ha.post(RUN, carried)

        assert answer.status_code == 409
        assert "name" in answer.context["form"].errors
        assert not Reform.objects.exists()

    def test_by_its_address_alone_leads_to_the_first_step(self, ha: Client) -> None:
        assert ha.get(RUN)["Location"] == NEW
        assert ha.post(RUN, {"viec": "merge", "plan": "{}"})["Location"] == NEW

    def test_never_writes_over_another_decision_even_one_that_was_taken_back(self, ha: Client) -> None:
        first = run(ha, {"viec": "rename", "unit": "CS-HAEMIN", "name": "Haemin Mới"})
        take_back(first, by=None, at=NOW)
        carried = hidden(preview(ha, MERGE))
        carried["plan"] = [carried["plan"][0].replace(carried["ma"][0], first.code)]

        assert ha.post(RUN, carried)["Location"] == NEW
        assert Reform.objects.get().plan == first.plan

    def test_of_a_plan_that_somebody_wrote_by_hand_reaches_no_further_than_the_hat(
        self, cast: Cast, ha: Client
    ) -> None:
        carried = hidden(preview(ha, {"viec": "rename", "unit": "CS-HAEMIN", "name": "Haemin Mới"}))
        administer(cast, "LDLD-NINH-PHUOC")

        assert cast.client("hung").post(RUN, carried).status_code == 404
        assert not Reform.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_of_two_at_once_one_is_done_and_the_other_told(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sangkien.web.middleware.now", lambda *_heard: NOW)
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    cast = seed()
    forms = [MERGE, MERGE | {"into": "CS-MAY-TIEN-THUAN"}]
    clients = [cast.client("ha") for _form in forms]
    carried = [hidden(preview(client, form)) for client, form in zip(clients, forms, strict=True)]
    together = Barrier(2, timeout=20)

    def press_it(client: Client, typed: Typed) -> int:
        try:
            together.wait()
            return int(client.post(RUN, typed).status_code)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as people:
        answers = list(people.map(press_it, clients, carried))

    assert sorted(answers) == [302, 409]
    assert Reform.objects.count() == 1
