"""A programme of another shape, from a file alone: no phases, one step, its own lists and questions, its own days.

Nothing in the code knows it. Its dossiers go from the first page to the figures like all others.
"""

from datetime import date, datetime
from typing import Any

import pytest

from sangkien.base.days import VIETNAM
from sangkien.base.problems import NotPossible
from sangkien.counting.models import Entry, Measure
from sangkien.counting.queries import by_day
from sangkien.files.models import FileKind, StoredFile
from sangkien.initiatives import actions
from sangkien.initiatives.content import AuthorEntry, Content, PaperEntry, Recognition
from sangkien.initiatives.models import Initiative
from sangkien.initiatives.rules import missing_to_submit
from sangkien.initiatives.states import State
from sangkien.programmes.actions import configure
from sangkien.programmes.models import Programme
from sangkien.programmes.queries import current
from sangkien.programmes.spec import read
from sangkien.review import actions as review
from sangkien.review.actions import Reason
from tests.cast import CATALOGUE, Cast

AT = datetime(2026, 5, 18, 9, 0, tzinfo=VIETNAM)
DAY = AT.date()


class Yearly:
    """Lao động sáng tạo 2026, and Lan's dossier in it."""

    def __init__(self, cast: Cast) -> None:
        self.cast = cast
        self.programme = configure(read(CATALOGUE / "ldst.yaml"), by=None, at=AT)
        self.paper = StoredFile.objects.create(
            sha256="0" * 64, kind=FileKind.PDF, size=9, name="xac-nhan.pdf", kept_at=AT
        )

    def content(self, **changes: Any) -> Content:
        answers: dict[str, Any] = {
            "unit": self.cast.unit("CS-MAY-TIEN-THUAN").pk,
            "title": "Dây chuyền đóng gói tự động cho hàng may",
            "authors": (AuthorEntry(full_name="Nguyễn Thị Lan", phone="+84912345001"),),
            "field": "industry",
            "after": "Một người đứng máy thay cho bốn người.",
            "benefit_kind": "MONEY",
            "benefit_vnd": 650_000_000,
            "recognition": Recognition(
                form="council", number="12/QĐ-HĐSK", on=date(2026, 2, 2), issuer="Hội đồng sáng kiến tỉnh"
            ),
            "papers": (PaperEntry(code="value_confirmed", file=self.paper.pk),),
            "extra": {"training": "worker", "years": 2},
        }
        return Content(**answers | changes)

    def missing(self, **changes: Any) -> list[str]:
        content = self.content(**changes)
        return [problem.field for problem in missing_to_submit(content, edition=self.programme.edition, on=DAY)]

    def submitted(self, **changes: Any) -> Initiative:
        lan = self.cast.actor("lan", on=DAY)
        draft = actions.start_draft(self.programme, by=lan, at=AT)
        return actions.submit(draft, self.content(**changes), by=lan, at=AT)

    def valid(self, **changes: Any) -> Initiative:
        dossier = self.submitted(**changes)
        review.validate(dossier, seen=1, by=self.cast.actor("minh", on=DAY), at=AT)
        return self.cast.told(dossier)

    def returned(self) -> Initiative:
        dossier = self.submitted()
        reasons = [Reason("value_unproven", "Anh/chị bổ sung cách tính.", "benefit_vnd")]
        review.send_back(dossier, reasons=reasons, seen=1, by=self.cast.actor("minh", on=DAY), at=AT)
        return self.cast.told(dossier)


@pytest.fixture
def yearly(cast: Cast) -> Yearly:
    return Yearly(cast)


class TestItsForm:
    def test_asks_what_its_file_asks(self, yearly: Yearly) -> None:
        assert yearly.missing() == []
        assert yearly.missing(extra={}) == ["extra_training"]
        assert yearly.missing(before="", applied_on=None, kind="") == []

    def test_knows_its_own_words_and_not_another_programmes(self, yearly: Yearly) -> None:
        assert yearly.missing(field="production") == ["field"]
        assert yearly.missing(recognition=Recognition(form="not_yet")) == ["recognition_form"]

    def test_is_open_all_year(self, yearly: Yearly) -> None:
        assert [yearly.programme.is_open_on(day) for day in (date(2026, 1, 1), date(2026, 12, 31))] == [True, True]
        assert current(DAY) == yearly.programme

    def test_keeps_the_answers_to_its_questions(self, yearly: Yearly) -> None:
        assert yearly.submitted().extra == {"training": "worker", "years": 2}


class TestItsLife:
    def test_begins_with_the_superior_and_without_a_phase(self, yearly: Yearly) -> None:
        dossier = yearly.submitted()

        assert (dossier.state, dossier.phase, dossier.superior.code) == (State.REVIEWING, None, "CD-KCN")

    def test_is_found_valid_in_one_step_and_counted(self, yearly: Yearly) -> None:
        dossier = yearly.submitted()

        review.validate(dossier, seen=1, by=yearly.cast.actor("minh", on=DAY), at=AT)

        unit = yearly.cast.unit("LDLD-NINH-THUAN").pk
        figures = by_day([unit], programme=yearly.programme, phase=None, as_of=DAY)
        assert {figure.measure: (figure.count, figure.benefit) for figure in figures} == {
            Measure.SUBMITTED: (1, 0),
            Measure.VALID: (1, 650_000_000),
            Measure.PRODUCTION: (1, 650_000_000),
            Measure.UNIONS: (1, 0),
            Measure.PEOPLE: (1, 0),
        }

    def test_does_not_touch_the_figures_of_the_other(self, yearly: Yearly) -> None:
        yearly.submitted()

        assert not Entry.objects.filter(programme=yearly.cast.programme).exists()

    def test_goes_back_to_the_superior_after_a_completion(self, yearly: Yearly) -> None:
        returned, lan = yearly.returned(), yearly.cast.actor("lan", on=DAY)
        draft = actions.start_correction(returned, by=lan, at=AT)

        again = actions.resubmit(draft, yearly.content(benefit_method="4 người × 12 tháng"), by=lan, at=AT)

        assert again.state == State.REVIEWING
        review.validate(again, seen=3, by=yearly.cast.actor("minh", on=DAY), at=AT)

    def test_sent_on_waits_for_the_next_superior_and_for_no_second_step(self, yearly: Yearly) -> None:
        dossier, cast = yearly.submitted(), yearly.cast

        review.reroute(dossier, to=cast.unit("CS-HTX-PHUOC-HAU"), seen=1, by=cast.actor("minh", on=DAY), at=AT)

        assert cast.again(dossier).state == State.REVIEWING
        review.validate(dossier, seen=2, by=cast.actor("thao", on=DAY), at=AT)

    def test_takes_its_own_reasons_and_not_another_programmes(self, yearly: Yearly) -> None:
        dossier, minh = yearly.submitted(), yearly.cast.actor("minh", on=DAY)

        with pytest.raises(NotPossible):
            review.refuse(dossier, reasons=[Reason("garbage", "Không có nội dung.")], seen=1, by=minh, at=AT)
        review.refuse(dossier, reasons=[Reason("below_threshold", "Chưa đạt mức.")], seen=1, by=minh, at=AT)

        assert Initiative.objects.get().state == State.INELIGIBLE

    def test_does_not_double_a_record_of_another_programme(self, yearly: Yearly) -> None:
        dossier, other = yearly.submitted(), yearly.cast.submitted()

        with pytest.raises(NotPossible) as no:
            review.mark_duplicate(dossier, of=other, seen=1, by=yearly.cast.actor("minh", on=DAY), at=AT)

        assert [problem.code for problem in no.value.problems] == ["other_programme"]

    def test_both_run_side_by_side(self, yearly: Yearly) -> None:
        yearly.submitted()
        yearly.cast.valid()

        assert set(Programme.objects.filter(initiatives__isnull=False)) == {yearly.programme, yearly.cast.programme}
