"""What a row says, as a dossier; nothing is made up."""

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sangkien.initiatives.content import WHOLE, BenefitKind
from sangkien.intake.contents import Reader, shares_of
from sangkien.intake.understanding import Author, Field, Per, Recognition, Record
from tests.cast import Cast

HALF = Fraction(1, 2)


class TestShares:
    @given(st.integers(1, 20))
    def test_where_nobody_has_one_they_are_equal_to_a_hundredth_and_make_the_whole(self, authors: int) -> None:
        shares = shares_of([None] * authors)

        assert sum(shares) == WHOLE
        assert max(shares) - min(shares) <= 1

    @given(st.lists(st.integers(1, 99), min_size=1, max_size=8))
    def test_percents_that_were_rounded_make_the_whole(self, parts: list[int]) -> None:
        whole = sum(parts)
        rounded = [Fraction(round(Fraction(100 * part, whole)), 100) for part in parts]

        assert sum(shares_of([*rounded])) == WHOLE

    def test_whoever_alone_has_none_has_the_rest(self) -> None:
        assert shares_of([Fraction(60, 100), None]) == [6_000, 4_000]

    @pytest.mark.parametrize("given", [[HALF, Fraction(1, 3)], [Fraction(1), None], [HALF, None, None]])
    def test_what_is_wrong_stays_wrong(self, given: list[Fraction | None]) -> None:
        shares = shares_of(given)

        assert sum(shares) != WHOLE or 0 in shares

    def test_nobody_is_nobody(self) -> None:
        assert shares_of([]) == []


@pytest.mark.django_db
class TestContents:
    def read(self, cast: Cast, record: Record, **answers: Any) -> Any:
        return Reader(cast.edition, answers).content(record, unit=1)

    def test_a_benefit_of_a_month_or_a_quarter_is_told_for_a_year_and_one_of_a_day_is_asked_about(
        self, cast: Cast
    ) -> None:
        told = {per: self.read(cast, Record("DS", 1, benefit_vnd=3, benefit_per=per))[0] for per in Per}

        assert {per: content.benefit_vnd for per, content in told.items()} == {
            Per.ONCE: 3,
            Per.YEAR: 3,
            Per.QUARTER: 12,
            Per.MONTH: 36,
            Per.DAY: None,
        }
        assert told[Per.ONCE].benefit_period == "FIRST_YEAR"
        assert {content.benefit_kind for content in told.values()} == {BenefitKind.MONEY}

    def test_a_wording_is_an_entry_of_the_list_when_it_is_close_enough(self, cast: Cast) -> None:
        record = Record("DS", 1, field="Sản xuất kinh doanh", texts={Field.KIND: "giai phap ky thuat"})

        content, problems = self.read(cast, record)

        assert (content.kind, content.field, problems) == ("technical", "production", [])

    def test_a_wording_that_the_list_does_not_have_is_named_with_what_it_has(self, cast: Cast) -> None:
        content, [problem] = self.read(cast, Record("DS", 1, field="Chăn nuôi gà đồi"))

        assert (content.field, problem.code, problem.field) == ("", "unknown_field", "field")
        assert "Hoạt động công đoàn" in problem.text

    def test_a_numbered_decision_is_a_form_of_recognition_and_a_grade_is_none(self, cast: Cast) -> None:
        given = Recognition(number="12/QĐ", issuer="Sở Giáo dục", form="cấp cơ sở")

        content, _problems = self.read(cast, Record("DS", 1, recognition=given))

        assert (content.recognition.form, content.recognition.number) == ("recognition_decision", "12/QĐ")

    def test_without_a_word_of_it_nobody_says_that_it_was_recognised(self, cast: Cast) -> None:
        content, _problems = self.read(cast, Record("DS", 1, authors=[Author("Lan")]))

        assert content.recognition.form == ""

    def test_what_the_officer_says_of_all_rows_gives_way_to_what_a_row_says(self, cast: Cast) -> None:
        record = Record("DS", 1, texts={Field.AFTER: "Có đồ gá."})

        content, _problems = self.read(cast, record, before="Làm tay.", after="Khác.", kind="management")

        assert (content.before, content.after, content.kind) == ("Làm tay.", "Có đồ gá.", "management")
