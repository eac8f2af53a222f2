"""Which dossiers name one and the same decision."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from sangkien.files.models import StoredFile
from sangkien.initiatives import actions
from sangkien.initiatives.models import Initiative
from sangkien.similarity.decisions import Uses, mark_of, uses_of
from sangkien.similarity.marking import take_marks
from sangkien.similarity.models import CitedDecision, DecisionListing, Unmarked
from tests.cast import NOW, Cast

DAY = date(2022, 4, 12)
COMPANY = "Công ty TNHH May Tiến Thuận"
SAME = mark_of("41/QĐ-TT", COMPANY, DAY)


class TestTheMarkOfADecision:
    @pytest.mark.parametrize(
        ("number", "issuer"),
        [
            ("41/QD-TT", "CTY TNHH MAY TIẾN THUẬN"),
            ("Số: 041 / QĐ – TT", COMPANY),
            ("41/2022/QĐ-TT", "Giám đốc Công ty TNHH May Tiến Thuận"),
            ("Quyết định số 41/QĐ-TT", "Tổng Giám đốc Cty May Tiến Thuận"),
            ("41/QĐTT", "công ty tnhh may tiến thuận"),
        ],
    )
    def test_is_the_same_however_it_is_typed(self, number: str, issuer: str) -> None:
        assert mark_of(number, issuer, DAY) == SAME

    @pytest.mark.parametrize(
        ("number", "issuer", "day"),
        [
            ("42/QĐ-TT", COMPANY, DAY),
            ("41/QĐ-TT", "Công ty TNHH Haemin Vina", DAY),
            ("41/QĐ-TT", COMPANY, date(2021, 4, 12)),
            ("41/QĐ-KT", COMPANY, DAY),
        ],
    )
    def test_is_another_for_another(self, number: str, issuer: str, day: date) -> None:
        assert mark_of(number, issuer, day) not in ("", SAME)

    @pytest.mark.parametrize(
        ("number", "issuer"), [("", COMPANY), ("QĐ", COMPANY), ("41/QĐ", ""), ("41/QĐ", "Giám đốc")]
    )
    def test_is_none_where_nothing_can_be_told(self, number: str, issuer: str) -> None:
        assert mark_of(number, issuer, DAY) == ""

    def test_of_a_year_is_the_number_when_there_is_no_other(self) -> None:
        assert mark_of("2022/QĐ-TT", COMPANY, DAY).startswith("2022 tt")


def uses(one: Initiative) -> Uses | None:
    while take_marks():
        pass
    return uses_of(one, among=Initiative.objects.all())


class TestUses:
    def sent(self, cast: Cast, **changes: Any) -> Initiative:
        return cast.submitted(recognition=replace(cast.content().recognition, **changes))

    def test_of_a_decision_that_one_dossier_names_there_are_none(self, cast: Cast) -> None:
        assert uses(self.sent(cast)) is None

    def test_names_the_other_dossiers_however_they_wrote_it(self, cast: Cast) -> None:
        first = self.sent(cast, number="041/QD-TT", issuer="Cty TNHH May Tiến Thuận")

        found = uses(self.sent(cast))

        assert found and (list(found.others), found.over, list(found.other_days)) == ([first], True, [])

    def test_are_within_what_the_paper_lists_once_somebody_has_read_it(self, cast: Cast) -> None:
        first, second = self.sent(cast), self.sent(cast)
        said = {"mark": SAME, "by": cast.person("minh"), "unit": cast.unit("CD-KCN"), "at": NOW}
        DecisionListing.objects.create(lists=1, **said)
        DecisionListing.objects.create(lists=2, **said)

        found = uses(second)
        assert found and (found.over, found.most, found.said) == (False, 2, True)
        third = uses(self.sent(cast))
        assert third and third.over and list(third.others) == [first, second]

    def test_with_one_copy_of_the_paper_were_entered_together(self, cast: Cast) -> None:
        copy = StoredFile.objects.create(sha256="a" * 64, kind="image/jpeg", size=9, name="qd.jpg", kept_at=NOW).pk
        self.sent(cast, paper=copy)

        found = uses(self.sent(cast, paper=copy))

        assert found and not found.over and found.most == 2
        alone = uses(self.sent(cast))
        assert alone and alone.over

    def test_tell_which_give_it_another_day(self, cast: Cast) -> None:
        other = self.sent(cast, on=date(2022, 4, 15))

        found = uses(self.sent(cast))

        assert found and list(found.other_days) == [other]

    def test_are_told_only_of_those_among_which_it_is_asked(self, cast: Cast) -> None:
        self.sent(cast)
        one = self.sent(cast)
        take_marks()

        assert uses_of(one, among=Initiative.objects.none()) is None

    def test_follow_a_completion(self, cast: Cast) -> None:
        one, returned = self.sent(cast), cast.returned()
        assert uses(one)
        draft = actions.start_correction(returned, by=cast.actor("lan"), at=NOW)

        other = replace(cast.content().recognition, number="77/QĐ-TT")
        actions.resubmit(draft, cast.content(recognition=other), by=cast.actor("lan"), at=NOW)

        assert uses(one) is None


def test_what_is_new_is_looked_at_once(cast: Cast) -> None:
    cast.submitted()

    assert take_marks() == 1 and take_marks() == 0
    assert CitedDecision.objects.get().mark == SAME and not Unmarked.objects.exists()
    Initiative.objects.update(recognition_number="")
    take_marks()
    assert not CitedDecision.objects.exists()
