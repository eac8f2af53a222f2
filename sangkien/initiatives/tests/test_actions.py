"""Sending a dossier: when, by whom, once, and what it says."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange

from sangkien.accounts.actions import vouch
from sangkien.accounts.permissions import Actor
from sangkien.base.days import VIETNAM, day_of
from sangkien.base.problems import NotAllowed, NotPossible
from sangkien.counting.models import Entry, Measure
from sangkien.initiatives import actions
from sangkien.initiatives.content import AuthorEntry, Content, Recognition
from sangkien.initiatives.models import Draft, Initiative
from sangkien.initiatives.states import State
from sangkien.initiatives.tests.sending import HUNG, LAN, codes, figures
from sangkien.organisations.actions import place
from tests.cast import NOW, Cast

UTC = ZoneInfo("UTC")


class TestSubmit:
    def test_makes_a_dossier_of_what_was_handed_in(self, cast: Cast) -> None:
        sent = cast.again(cast.submitted(authors=(LAN, HUNG), publish_name=True))

        assert (sent.state, sent.version, sent.entered_by) == (State.SUBMITTED, 1, cast.person("lan"))
        assert (sent.submitted_at, sent.waiting_since, sent.closed_at) == (NOW, NOW, None)
        assert (sent.kind.code, sent.field.code, sent.recognition.code) == (
            "technical",
            "production",
            "recognition_decision",
        )
        assert (sent.benefit_vnd, sent.effects, sent.publish_name) == (120_000_000, ["quality"], True)
        assert [(a.position, a.full_name, a.share) for a in sent.credited] == [
            (1, "Nguyễn Thị Lan", 6_000),
            (2, "Võ Văn Hùng", 4_000),
        ]

    def test_gives_a_code_with_the_year_in_vietnam(self, cast: Cast) -> None:
        new_year = datetime(2022, 12, 31, 17, 0, tzinfo=UTC)

        assert cast.submitted(at=new_year).code.startswith("SK-2023-")
        assert cast.submitted(at=new_year - timedelta(seconds=1)).code.startswith("SK-2022-")

    def test_can_be_found_without_marks(self, cast: Cast) -> None:
        assert cast.submitted().folded_title == "do ga may tui giup giu mep vai bang mot tay"

    def test_stores_decomposed_letters_composed(self, cast: Cast) -> None:
        sent = cast.submitted(title="Cai tie\u0302\u0301n may tu\u0301i a\u0301o")

        assert cast.again(sent).title == "Cai tiến may túi áo"

    def test_keeps_no_secret_of_a_restricted_dossier(self, cast: Cast) -> None:
        sent = cast.submitted(restricted=True, effect="Giảm 60% thời gian may túi")

        kept = cast.again(sent)
        assert (kept.restricted, kept.before, kept.after) == (True, "", "")
        assert kept.effect == "Giảm 60% thời gian may túi"

    def test_keeps_an_amount_only_of_a_benefit_in_money(self, cast: Cast) -> None:
        assert cast.submitted(benefit_kind="SOCIAL", benefit_vnd=120_000_000).benefit_vnd is None

    def test_counts_it_for_its_own_union(self, cast: Cast) -> None:
        cast.submitted()

        assert figures(cast) == {Measure.SUBMITTED: 1}

    def test_needs_somebody_who_is_signed_in(self, cast: Cast) -> None:
        nobody = Actor(person=None, on=NOW.date())
        draft = actions.start_draft(cast.programme, by=nobody, at=NOW)

        with pytest.raises(NotAllowed):
            actions.submit(draft, cast.content(), by=replace(nobody, keys=frozenset([draft.key])), at=NOW)

    def test_says_all_that_is_missing_and_keeps_the_draft_open(self, cast: Cast) -> None:
        draft = actions.start_draft(cast.programme, by=cast.actor("lan"), at=NOW)

        with pytest.raises(NotPossible) as no:
            actions.submit(draft, cast.content(title="", kind=""), by=cast.actor("lan"), at=NOW)

        assert codes(no) == ["no_title", "no_kind"]
        assert Draft.objects.get(pk=draft.pk).sent_at is None

    @pytest.mark.parametrize("code", ["CD-KCN", "LDLD-NINH-THUAN", "TLD"])
    def test_goes_only_to_a_grassroots_union(self, cast: Cast, code: str) -> None:
        with pytest.raises(NotPossible) as no:
            cast.submitted(unit=cast.unit(code).pk)

        assert [(problem.code, problem.field) for problem in no.value.problems] == [("no_workplace", "unit")]

    def test_says_when_the_union_is_unknown(self, cast: Cast) -> None:
        with pytest.raises(NotPossible) as no:
            cast.submitted(unit=0)

        assert codes(no) == ["no_workplace"]

    def test_goes_where_the_union_hangs_that_day(self, cast: Cast) -> None:
        moved = date(2022, 6, 1)
        unit, parent = cast.unit("CS-MAY-TIEN-THUAN"), cast.unit("LDLD-NINH-PHUOC")
        place(unit, parent=parent, since=moved, by=None, at=NOW)

        before = cast.submitted(at=datetime(2022, 5, 31, 23, 59, tzinfo=VIETNAM))
        after = cast.submitted(at=datetime(2022, 6, 1, 0, 0, tzinfo=VIETNAM))

        assert (before.superior.code, after.superior.code) == ("CD-KCN", "LDLD-NINH-PHUOC")
        assert cast.chain_of(after) == ["CS-MAY-TIEN-THUAN", "LDLD-NINH-PHUOC", "LDLD-NINH-THUAN", "TLD"]

    def test_of_a_completion_is_not_a_new_dossier(self, cast: Cast) -> None:
        lan = cast.actor("lan")
        draft = actions.start_correction(cast.returned(), by=lan, at=NOW)

        with pytest.raises(NotAllowed):
            actions.submit(draft, cast.content(), by=lan, at=NOW)

        assert Initiative.objects.count() == 1


class TestTheSameFormAgain:
    def test_gives_the_same_dossier_hours_later(self, cast: Cast) -> None:
        lan, content = cast.actor("lan"), cast.content()
        draft = actions.start_draft(cast.programme, by=lan, at=NOW)
        first = actions.submit(draft, content, by=lan, at=NOW)

        second = actions.submit(draft, content, by=lan, at=NOW + timedelta(hours=9))

        assert (second, second.submitted_at) == (first, NOW)
        assert figures(cast) == {Measure.SUBMITTED: 1}

    def test_gives_the_same_dossier_after_a_verdict(self, cast: Cast) -> None:
        lan, content = cast.actor("lan"), cast.content()
        draft = actions.start_draft(cast.programme, by=lan, at=NOW)
        first = actions.submit(draft, content, by=lan, at=NOW)
        actions.withdraw(first, seen=1, by=lan, at=NOW)

        assert actions.submit(draft, content, by=lan, at=NOW).state == State.WITHDRAWN

    def test_is_the_same_however_its_letters_were_typed(self, cast: Cast) -> None:
        lan = cast.actor("lan")
        draft = actions.start_draft(cast.programme, by=lan, at=NOW)
        first = actions.submit(draft, cast.content(title="Cải tiến may túi áo"), by=lan, at=NOW)

        second = actions.submit(draft, cast.content(title="Ca\u0309i tie\u0302\u0301n may túi áo "), by=lan, at=NOW)

        assert second == first

    def test_two_forms_of_the_same_words_are_two_dossiers(self, cast: Cast) -> None:
        assert cast.submitted() != cast.submitted()


class TestPhases:
    """ "Từ nay đến hết ngày 31/5/2022": to the last moment of the day in Vietnam, wherever the server stands."""

    @pytest.mark.parametrize(
        ("moment", "phase"),
        [
            (datetime(2022, 1, 8, 0, 0, tzinfo=VIETNAM), "GD1"),
            (datetime(2022, 5, 31, 23, 59, 59, 900_000, tzinfo=VIETNAM), "GD1"),
            (datetime(2022, 6, 1, 0, 0, tzinfo=VIETNAM), "GD2"),
            (datetime(2022, 5, 31, 16, 59, 59, 999_999, tzinfo=UTC), "GD1"),
            (datetime(2022, 5, 31, 17, 0, tzinfo=UTC), "GD2"),
            (datetime(2022, 5, 31, 20, 0, tzinfo=ZoneInfo("Asia/Tokyo")), "GD1"),
            (datetime(2023, 8, 31, 23, 59, 59, 999_999, tzinfo=VIETNAM), "GD2"),
        ],
    )
    def test_a_dossier_belongs_to_the_phase_of_the_day_it_was_sent(
        self, cast: Cast, moment: datetime, phase: str
    ) -> None:
        sent = self.sent(cast, moment)

        assert (sent.phase.code, sent.submitted_at) == (phase, moment)
        assert Entry.objects.get().day == day_of(moment)

    @pytest.mark.parametrize(
        ("moment", "code"),
        [
            (datetime(2022, 1, 7, 23, 59, 59, 999_999, tzinfo=VIETNAM), "not_open_yet"),
            (datetime(2022, 1, 7, 16, 59, 59, tzinfo=UTC), "not_open_yet"),
            (datetime(2023, 9, 1, 0, 0, tzinfo=VIETNAM), "closed"),
            (datetime(2023, 8, 31, 17, 0, tzinfo=UTC), "closed"),
        ],
    )
    def test_outside_the_programme_nothing_is_taken(self, cast: Cast, moment: datetime, code: str) -> None:
        with pytest.raises(NotPossible) as no:
            self.sent(cast, moment)

        assert codes(no) == [code]

    def test_a_programme_without_phases_takes_dossiers_without_one(self, cast: Cast) -> None:
        cast.phase.targets.all().delete()
        cast.programme.phases.all().delete()

        assert cast.submitted().phase is None
        assert Entry.objects.get().phase is None

    def test_a_day_between_two_phases_belongs_to_none(self, cast: Cast) -> None:
        cast.programme.phases.filter(code="GD1").update(window=DateRange(date(2022, 1, 8), date(2022, 5, 1)))

        assert cast.submitted().phase is None

    def sent(self, cast: Cast, moment: datetime) -> Initiative:
        recognition = Recognition(form="other_direct")
        return cast.submitted(at=moment, applied_on=date(2022, 1, 1), recognition=recognition)


class TestWhoConfirmsFirst:
    def test_a_workers_dossier_waits_for_the_grassroots_union(self, cast: Cast) -> None:
        assert cast.submitted().state == State.SUBMITTED

    def test_what_its_chair_enters_for_others_waits_for_the_superior(self, cast: Cast) -> None:
        assert cast.submitted(by="mai").state == State.REVIEWING

    def test_what_its_chair_made_herself_waits_for_somebody_else_there(self, cast: Cast) -> None:
        mai = AuthorEntry(full_name="Trần Thị Mai", phone="+84912345003", share=4_000)

        assert cast.submitted(by="mai", authors=(LAN, mai)).state == State.SUBMITTED

    def test_the_chair_of_another_union_is_a_worker_here(self, cast: Cast) -> None:
        assert cast.submitted(by="kim").state == State.SUBMITTED


class TestAuthorsAccounts:
    def test_a_number_alone_does_not_make_an_account_the_authors(self, cast: Cast) -> None:
        sent = cast.submitted(authors=(LAN, HUNG))

        assert [author.person for author in sent.credited] == [None, None]

    def test_once_vouched_for_it_does(self, cast: Cast) -> None:
        vouch(cast.person("hung"), by=cast.person("mai"), unit=None, at=NOW)

        sent = cast.submitted(authors=(LAN, HUNG))

        assert [author.person for author in sent.credited] == [None, cast.person("hung")]

    def test_people_are_told_apart_by_number_else_by_name_and_union(self, cast: Cast) -> None:
        unit = cast.unit("CS-MAY-TIEN-THUAN").pk

        sent = cast.submitted(authors=(LAN, AuthorEntry(full_name="Trần Văn Tú", share=4_000)))

        assert [author.identity for author in sent.credited] == ["+84912345001", f"tran van tu @ {unit}"]


class TestContent:
    def test_has_the_same_digest_for_the_same_answers(self, cast: Cast) -> None:
        assert cast.content(extra={"a": 1, "b": 2}).digest() == cast.content(extra={"b": 2, "a": 1}).digest()

    @pytest.mark.parametrize(
        "change", [{"title": "Một tên khác hẳn"}, {"publish_name": True}, {"benefit_vnd": 1}, {"authors": (LAN, HUNG)}]
    )
    def test_has_another_digest_for_other_answers(self, cast: Cast, change: dict[str, Any]) -> None:
        assert cast.content(**change).digest() != cast.content().digest()

    def test_keeps_the_lines_of_a_story(self) -> None:
        content = Content(unit=1, title="Một\ndòng", authors=(), before="Một\r\nhai\n\n\n\nba ", effect=" x\u200b ")

        assert (content.title, content.before, content.effect) == ("Một dòng", "Một\nhai\n\nba", "x")
