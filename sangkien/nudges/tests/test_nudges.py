"""Nhắc đơn vị: silent unions are asked to take part, kindly, at most once in three days."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db.models import Model

from sangkien.audit.models import Record
from sangkien.base.problems import NotAllowed, NotPossible
from sangkien.counting.models import Measure
from sangkien.notices.models import Notice
from sangkien.notices.wording import message
from sangkien.nudges.actions import nudge
from sangkien.nudges.models import Nudge
from tests.booking import book
from tests.cast import NOW, Cast
from tests.refused import refused, untried


def nudged(cast: Cast, code: str = "CS-HAEMIN", *, by: str = "minh", at: datetime = NOW) -> Nudge:
    return nudge(cast.unit(code), programme=cast.programme, by=cast.actor(by, on=at.date()), at=at)


class TestNudging:
    def test_a_silent_union_is_asked_to_take_part_in_kind_words(self, cast: Cast) -> None:
        made = nudged(cast)

        [notice] = Notice.objects.all()
        said = message(notice.key, notice.kind, to=notice.to, params=notice.params, language="vi").text
        assert notice.to == cast.person("kim").phone
        assert said.startswith("CĐ Các KCN mời CĐCS Haemin Vina cùng tham gia")
        assert (made.phones, made.last_on, made.office) == (1, None, cast.unit("CD-KCN"))
        assert Record.objects.get(verb="unit.nudge").after == {"unit": "CS-HAEMIN"}

    def test_one_that_has_sent_before_is_told_for_how_many_days_it_has_not(self, cast: Cast) -> None:
        book(cast, "CS-HAEMIN", 2, on=date(2022, 5, 8), measure=Measure.SUBMITTED)

        made = nudged(cast)

        notice = Notice.objects.get()
        assert (made.last_on, notice.kind, notice.params["days"]) == (date(2022, 5, 8), "silent_lately", "10")

    def test_at_most_once_in_three_days_whoever_does_it(self, cast: Cast) -> None:
        nudged(cast)

        with pytest.raises(NotPossible, match="Nhắc lại được từ 00:00 21/05/2022"):
            nudged(cast, by="dong", at=NOW + timedelta(days=2))
        assert nudged(cast, by="dong", at=NOW + timedelta(days=3)).office == cast.unit("LDLD-NINH-THUAN")

    @pytest.mark.parametrize(
        ("code", "by", "said"),
        [
            ("CS-MAY-TIEN-THUAN", "minh", "vừa có sáng kiến gửi"),
            ("CD-KCN", "minh", "Không nhắc chính đơn vị mình"),
            ("CS-THPT-AN-PHUOC", "dong", "chưa có cán bộ nào có số điện thoại"),
        ],
    )
    def test_says_why_it_is_not_done(self, cast: Cast, code: str, by: str, said: str) -> None:
        book(cast, "CS-MAY-TIEN-THUAN", 1, on=date(2022, 5, 12), measure=Measure.SUBMITTED)

        with pytest.raises(NotPossible, match=said):
            nudged(cast, code, by=by)
        assert not Notice.objects.exists() and not Nudge.objects.exists()

    @pytest.mark.parametrize("login", ["lan", "kim", "mai", "thao", "ha"])
    def test_is_for_those_who_stand_above(self, cast: Cast, login: str) -> None:
        with pytest.raises(NotAllowed):
            nudged(cast, by=login)


class TestWhatTheDatabaseRefuses:
    def row(self, cast: Cast, **changes: Any) -> Model:
        told = {
            "programme": cast.programme,
            "unit": cast.unit("CS-HAEMIN"),
            "office": cast.unit("CD-KCN"),
            "by": cast.person("minh"),
            "phones": 1,
            "at": NOW,
            "again_at": NOW + timedelta(days=3),
        }
        return Nudge.objects.create(**told | changes)

    def test_all_that_would_be_no_kind_reminder(self, cast: Cast) -> None:
        with refused("a_nudge_reaches_somebody"):
            self.row(cast, phones=0)
        with refused("a_nudge_gives_some_quiet"):
            self.row(cast, again_at=NOW)
        with refused("a_union_does_not_nudge_itself"):
            self.row(cast, office=cast.unit("CS-HAEMIN"))
        kept = self.row(cast)
        with refused("no_union_is_nudged_before_the_quiet_is_over"):
            self.row(cast, at=NOW + timedelta(days=1))
        with refused("nudges_nudge is append-only"):
            kept.save()

    def test_every_constraint_has_been_tried(self, db: None) -> None:
        tried = {
            "a_nudge_reaches_somebody",
            "a_nudge_gives_some_quiet",
            "a_union_does_not_nudge_itself",
            "no_union_is_nudged_before_the_quiet_is_over",
            "nudges_are_append_only",
        }
        assert untried("nudges", tried) == set()
