"""Asking for a workplace that is missing, answering, forgetting who asked, telling units apart."""

from dataclasses import replace
from datetime import timedelta

import pytest

from sangkien.accounts.actions import appoint
from sangkien.accounts.models import Role
from sangkien.accounts.permissions import Actor
from sangkien.audit.models import Record
from sangkien.base.problems import NotAllowed, NotPossible, Stale
from sangkien.directory import actions
from sangkien.directory.models import Answer, NotTheSame, Outcome, WorkplaceRequest
from sangkien.directory.queries import waiting
from sangkien.directory.tests.asking import TODAY, asked, draft_of, founding, request_of, unsigned
from sangkien.initiatives.actions import submit
from sangkien.initiatives.steps import place_in
from sangkien.organisations.factories import union
from sangkien.organisations.models import Manner, Organisation, Succession
from sangkien.organisations.search import search_workplaces
from tests.cast import NOW, Cast

LATER, TOMORROW = NOW + timedelta(days=3), TODAY + timedelta(days=1)


def codes(no: pytest.ExceptionInfo[NotPossible]) -> list[tuple[str, str]]:
    return [(problem.field, problem.code) for problem in no.value.problems]


class TestAsking:
    def test_goes_to_the_union_of_the_place(self, cast: Cast) -> None:
        request = request_of(cast)

        assert request.responsible == cast.unit("CD-KCN")
        assert (request.workplace, request.place) == ("Công ty TNHH Nhuộm Tháp Chàm", "phường Đô Vinh")
        assert request.asked_by == cast.person("lan")

    def test_goes_to_the_nearest_that_reviews_where_the_place_does_not(self, cast: Cast) -> None:
        assert request_of(cast, near=cast.unit("CS-HAEMIN")).responsible == cast.unit("CD-KCN")

    def test_goes_to_the_owner_of_the_programme_where_nobody_is_known(self, cast: Cast) -> None:
        assert request_of(cast, near=None).responsible == cast.programme.owner

    def test_goes_to_the_owner_from_a_union_that_no_longer_exists(self, cast: Cast) -> None:
        ended = union("CD-KCN-CU", "INDUSTRIAL_ZONES", parent=cast.unit("LDLD-NINH-THUAN"), until=TODAY)

        assert request_of(cast, near=ended).responsible == cast.programme.owner

    def test_needs_no_account(self, cast: Cast) -> None:
        draft, carrier = unsigned(cast)

        request = actions.ask_for_workplace(draft, asked(cast), by=carrier, at=NOW)

        assert (request.asked_by, request.full_name, request.phone) == (None, "Nguyễn Thị Lan", "+84912345001")
        assert request.parties == ["+84912345001"]

    def test_without_an_account_needs_a_name_and_a_number(self, cast: Cast) -> None:
        draft, carrier = unsigned(cast)

        with pytest.raises(NotPossible) as no:
            actions.ask_for_workplace(draft, asked(cast, full_name="", phone=""), by=carrier, at=NOW)

        assert codes(no) == [("full_name", "no_name"), ("phone", "no_phone")]

    def test_with_an_account_the_account_says_who_asks(self, cast: Cast) -> None:
        request = request_of(cast, full_name="", phone="")

        assert (request.full_name, request.phone) == ("Nguyễn Thị Lan", "+84912345001")

    def test_says_everything_that_is_missing_at_once(self, cast: Cast) -> None:
        with pytest.raises(NotPossible) as no:
            request_of(cast, workplace="…", place="", tax_code="0100109107")

        assert codes(no) == [
            ("workplace", "no_workplace_name"),
            ("place", "no_place"),
            ("tax_code", "bad_tax_code"),
        ]

    def test_twice_is_once(self, cast: Cast) -> None:
        draft = draft_of(cast)

        assert request_of(cast, draft=draft) == request_of(cast, draft=draft)
        assert WorkplaceRequest.objects.count() == 1

    def test_another_while_the_first_is_open_has_to_wait(self, cast: Cast) -> None:
        draft = draft_of(cast)
        request_of(cast, draft=draft)

        with pytest.raises(NotPossible) as no:
            request_of(cast, draft=draft, workplace="Xưởng mộc Phước Dân")

        assert codes(no) == [("", "already_asked")]

    def test_again_after_a_refusal_follows_it(self, cast: Cast) -> None:
        draft = draft_of(cast)
        first = request_of(cast, draft=draft)
        no = actions.refuse(first, reason="Chưa rõ nơi nào.", by=cast.actor("yen"), at=NOW)

        assert request_of(cast, draft=draft, place="đường 21/8").follows == no

    def test_is_for_ones_own_draft(self, cast: Cast) -> None:
        draft = draft_of(cast, "hung")

        with pytest.raises(NotAllowed):
            request_of(cast, draft=draft)

    def test_is_not_needed_once_the_dossier_is_sent(self, cast: Cast) -> None:
        draft = draft_of(cast)
        submit(draft, cast.content(), by=cast.actor("lan"), at=NOW)

        with pytest.raises(NotPossible) as no:
            request_of(cast, draft=draft)

        assert codes(no) == [("", "already_sent")]

    def test_the_log_knows_what_and_not_who(self, cast: Cast) -> None:
        draft, carrier = unsigned(cast)
        actions.ask_for_workplace(draft, asked(cast), by=carrier, at=NOW)

        logged = Record.objects.get(verb="request.ask")
        assert logged.after == {
            "workplace": "Công ty TNHH Nhuộm Tháp Chàm",
            "place": "phường Đô Vinh",
            "responsible": "CD-KCN",
        }


class TestCreating:
    def test_enters_the_union_with_its_workplace(self, cast: Cast) -> None:
        answer = actions.answer_by_creating(request_of(cast), founding(cast), by=cast.actor("yen"), at=NOW)

        unit = Organisation.objects.get(code="CS-NHUOM-THAP-CHAM")
        assert (answer.outcome, answer.unit) == (Outcome.CREATED, unit)
        assert place_in(unit.pk, on=TODAY).superior == cast.unit("CD-KCN")
        assert [found.code for found in search_workplaces("nhuom thap cham", TODAY)] == ["CS-NHUOM-THAP-CHAM"]

    def test_stays_inside_the_officers_own_tree(self, cast: Cast) -> None:
        elsewhere = founding(cast, parent=cast.unit("LDLD-NINH-PHUOC"))

        with pytest.raises(NotPossible) as no:
            actions.answer_by_creating(request_of(cast), elsewhere, by=cast.actor("yen"), at=NOW)

        assert codes(no) == [("parent", "outside_the_office")]
        assert not Organisation.objects.filter(code=elsewhere.code).exists()

    def test_of_a_union_that_begins_tomorrow_is_no_answer_today(self, cast: Cast) -> None:
        with pytest.raises(NotPossible):
            actions.answer_by_creating(
                request_of(cast), founding(cast, since=TODAY + timedelta(days=1)), by=cast.actor("yen"), at=NOW
            )

        assert not Organisation.objects.filter(code="CS-NHUOM-THAP-CHAM").exists()

    def test_says_what_stands_against_it(self, cast: Cast) -> None:
        with pytest.raises(NotPossible) as no:
            actions.answer_by_creating(
                request_of(cast), founding(cast, code="CS-HAEMIN", name=""), by=cast.actor("yen"), at=NOW
            )

        assert codes(no) == [("code", "code_taken"), ("name", "no_name")]


class TestLinking:
    def test_answers_with_a_union_of_the_list(self, cast: Cast) -> None:
        answer = actions.answer_by_linking(request_of(cast), cast.unit("CS-HAEMIN"), by=cast.actor("minh"), at=NOW)

        assert (answer.outcome, answer.unit, answer.office) == (
            Outcome.LINKED,
            cast.unit("CS-HAEMIN"),
            cast.unit("CD-KCN"),
        )

    @pytest.mark.parametrize("code", ["CD-KCN", None])
    def test_needs_one_that_takes_dossiers(self, cast: Cast, code: str | None) -> None:
        with pytest.raises(NotPossible) as no:
            unit = cast.unit(code) if code else None
            actions.answer_by_linking(request_of(cast), unit, by=cast.actor("yen"), at=NOW)

        assert codes(no) == [("unit", "no_such_unit")]

    def test_the_log_says_who_for_whom(self, cast: Cast) -> None:
        request = request_of(cast)
        actions.answer_by_linking(request, cast.unit("CS-HAEMIN"), by=cast.actor("yen"), at=NOW)

        logged = Record.objects.get(verb="request.answer")
        assert (logged.by_id, logged.unit_id) == (cast.person("yen").pk, cast.unit("CD-KCN").pk)
        assert logged.after == {"outcome": "LINKED", "unit": "CS-HAEMIN"}


class TestRefusing:
    def test_gives_the_reason(self, cast: Cast) -> None:
        answer = actions.refuse(request_of(cast), reason=" Nơi này\nthuộc tỉnh khác. ", by=cast.actor("yen"), at=NOW)

        assert (answer.outcome, answer.unit, answer.reason) == (
            Outcome.REFUSED,
            None,
            "Nơi này\nthuộc tỉnh khác.",
        )

    @pytest.mark.parametrize("reason", ["", "  ", "…", "a" * 1_001])
    def test_needs_one_that_can_be_read(self, cast: Cast, reason: str) -> None:
        with pytest.raises(NotPossible) as no:
            actions.refuse(request_of(cast), reason=reason, by=cast.actor("yen"), at=NOW)

        assert [field for field, _code in codes(no)] == ["reason"]


class TestWhoAnswers:
    def test_nobody_their_own(self, cast: Cast) -> None:
        request = request_of(cast, "yen", full_name="", phone="")

        with pytest.raises(NotAllowed):
            actions.refuse(request, reason="Không có.", by=cast.actor("yen"), at=NOW)
        assert actions.refuse(request, reason="Không có.", by=cast.actor("minh"), at=NOW)

    def test_nobody_what_they_asked_without_signing_in(self, cast: Cast) -> None:
        draft, carrier = unsigned(cast)
        request = actions.ask_for_workplace(draft, asked(cast, phone="+84912345006"), by=carrier, at=NOW)

        with pytest.raises(NotAllowed):
            actions.refuse(request, reason="Không có.", by=cast.actor("yen"), at=NOW)

    @pytest.mark.parametrize("login", ["lan", "mai", "thao", "kim"])
    def test_nobody_from_elsewhere(self, cast: Cast, login: str) -> None:
        with pytest.raises(NotAllowed):
            actions.refuse(request_of(cast), reason="Không có.", by=cast.actor(login), at=NOW)

    @pytest.mark.parametrize("login", ["minh", "yen", "dong", "ha"])
    def test_everybody_over_the_union(self, cast: Cast, login: str) -> None:
        assert actions.refuse(request_of(cast), reason="Không có.", by=cast.actor(login), at=NOW)

    def test_the_second_of_two_is_told(self, cast: Cast) -> None:
        request = request_of(cast)
        actions.answer_by_linking(request, cast.unit("CS-HAEMIN"), by=cast.actor("minh"), at=NOW)

        with pytest.raises(Stale, match="Phạm Văn Minh đã trả lời"):
            actions.refuse(request, reason="Không có.", by=cast.actor("yen"), at=NOW)

        assert Answer.objects.get().outcome == Outcome.LINKED

    def test_a_stranger_is_not_told_who_did(self, cast: Cast) -> None:
        request = request_of(cast)
        actions.answer_by_linking(request, cast.unit("CS-HAEMIN"), by=cast.actor("minh"), at=NOW)

        with pytest.raises(NotAllowed):
            actions.refuse(request, reason="Không có.", by=cast.actor("thao"), at=NOW)

    def test_whoever_stands_for_a_union_that_has_ended_answers_what_it_left(self, cast: Cast) -> None:
        zone = union("CD-KCN-CU", "INDUSTRIAL_ZONES", parent=cast.unit("LDLD-NINH-THUAN"), until=TOMORROW)
        Succession.objects.create(
            organisation=zone, successor=cast.unit("CD-KCN"), since=TOMORROW, manner=Manner.MERGED
        )
        request, yen = request_of(cast, near=zone), cast.actor("yen", on=TOMORROW)

        assert request.responsible == zone
        assert list(waiting(cast.actor("yen"))) == []
        assert list(waiting(yen)) == [request]
        assert actions.answer_by_linking(request, cast.unit("CS-HAEMIN"), by=yen, at=NOW + timedelta(days=1))


class TestForgetting:
    def test_empties_who_asked_some_time_after_the_answer(self, cast: Cast) -> None:
        request = request_of(cast, note="Gọi tôi buổi tối.")
        actions.refuse(request, reason="Không có.", by=cast.actor("yen"), at=NOW)

        assert actions.forget_askers(answered_before=NOW, at=LATER) == 0
        assert actions.forget_askers(answered_before=LATER, at=LATER) == 1
        assert actions.forget_askers(answered_before=LATER, at=LATER) == 0

        request.refresh_from_db()
        assert (request.full_name, request.phone, request.note, request.parties) == ("", "", "", [])
        assert request.workplace == "Công ty TNHH Nhuộm Tháp Chàm"

    def test_waits_for_the_answer(self, cast: Cast) -> None:
        request = request_of(cast)

        assert actions.forget_askers(answered_before=LATER, at=LATER) == 0
        request.refresh_from_db()
        assert request.phone


class TestTellingApart:
    def two(self, cast: Cast) -> list[Organisation]:
        return [cast.unit("CS-HAEMIN"), cast.unit("CS-MAY-TIEN-THUAN")]

    def test_says_it_once_in_whatever_order(self, cast: Cast) -> None:
        one, other = self.two(cast)

        said = actions.tell_apart(one, other, by=cast.actor("dong"), at=NOW)

        assert actions.tell_apart(other, one, by=cast.actor("dong"), at=LATER) == said
        assert (NotTheSame.objects.count(), Record.objects.filter(verb="unit.tell_apart").count()) == (1, 1)

    def test_can_be_taken_back_and_said_again(self, cast: Cast) -> None:
        said = actions.tell_apart(*self.two(cast), by=cast.actor("dong"), at=NOW)

        actions.take_back(said, by=cast.actor("ha"), at=LATER)
        actions.take_back(said, by=cast.actor("ha"), at=LATER)
        again = actions.tell_apart(*self.two(cast), by=cast.actor("dong"), at=LATER)

        said.refresh_from_db()
        assert (said.taken_back_by, again == said) == (cast.person("ha"), False)
        assert Record.objects.filter(verb="unit.take_back").count() == 1

    @pytest.mark.parametrize("login", ["minh", "mai", "lan"])
    def test_is_for_leaders_and_administrators(self, cast: Cast, login: str) -> None:
        with pytest.raises(NotAllowed):
            actions.tell_apart(*self.two(cast), by=cast.actor(login), at=NOW)

    def test_needs_both_units_inside_the_office(self, cast: Cast) -> None:
        appoint(
            cast.person("thao"),
            role=Role.LEADER,
            organisation=cast.unit("LDLD-NINH-PHUOC"),
            since=TODAY,
            by=None,
            at=NOW,
        )
        thao = cast.actor("thao", role=Role.LEADER)

        with pytest.raises(NotAllowed):
            actions.tell_apart(cast.unit("CS-HTX-PHUOC-HAU"), cast.unit("CS-HAEMIN"), by=thao, at=NOW)

    def test_needs_two(self, cast: Cast) -> None:
        with pytest.raises(NotPossible):
            actions.tell_apart(cast.unit("CS-HAEMIN"), cast.unit("CS-HAEMIN"), by=cast.actor("dong"), at=NOW)

    def test_a_hat_that_is_off_answers_nothing(self, cast: Cast) -> None:
        with pytest.raises(NotAllowed):
            actions.tell_apart(*self.two(cast), by=replace(cast.actor("dong"), hat=None), at=NOW)


def test_the_carrier_of_another_draft_is_a_stranger(cast: Cast) -> None:
    draft, _carrier = unsigned(cast)
    _other, stranger = unsigned(cast)

    with pytest.raises(NotAllowed):
        actions.ask_for_workplace(draft, asked(cast), by=stranger, at=NOW)
    assert isinstance(stranger, Actor)
