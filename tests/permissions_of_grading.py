"""Who may do what in grading. The rounds are the province's, over the unions directly below; the sheets are those of
the industrial zones, which Minh scored for the union, Ngọc as the superior and Đông for the council. Minh appealed."""

from collections.abc import Callable

from django.db.models import Model

from sangkien.grading import actions
from sangkien.grading.models import Appeal, Round
from sangkien.grading.states import State
from sangkien.grading.tests.holding import (
    at_the_council,
    criteria,
    locked,
    moved,
    opened,
    reviewed,
    sheet_of,
    somebody_else,
    told,
)
from tests.cast import NOW, Cast

GRADING = """
                                          nobody carrier lan hung mai kim minh chair yen thao dong ha ngoc hoa
grading.organise       INDUSTRIAL_ZONES      .      .     .    .   .   .    .    .    .    .    .   .   .   .
grading.organise       PROVINCE              .      .     .    .   .   .    .    .    .    .    x   .   .   .
grading.organise       CONFEDERATION         .      .     .    .   .   .    .    .    .    .    .   x   .   .
criteria.keep          CRITERIA              .      .     .    .   .   .    .    .    .    .    x   .   .   .
grading.steer          ROUND_BEGUN           .      .     .    .   .   .    .    .    .    .    x   .   .   .
grading.steer          ROUND_LOCKED          .      .     .    .   .   .    .    .    .    .    .   .   .   .
grading.see            ROUND_BEGUN           .      .     .    .   .   .    x    .    x    x    x   x   x   .
grading.see            ROUND_CANCELLED       .      .     .    .   .   .    .    .    .    .    x   x   x   .
grading.see_result     ROUND_BEGUN           .      .     .    .   .   .    .    .    .    .    x   x   x   .
grading.see_result     ROUND_LOCKED          .      .     .    .   .   .    x    x    x    x    x   x   x   .
grading.read_sheet     SHEET_BEGUN           .      .     .    .   .   .    x    .    x    .    x   x   x   .
grading.read_sheet     SHEET_TOLD            .      .     .    .   .   .    x    x    x    x    x   x   x   .
grading.score_self     SHEET_BEGUN           .      .     .    .   .   .    x    .    x    .    .   .   .   .
grading.score_self     SHEET_IN_REVIEW       .      .     .    .   .   .    .    .    .    .    .   .   .   .
grading.score_superior SHEET_IN_REVIEW       .      .     .    .   .   .    .    .    .    .    x   .   x   .
grading.score_superior SHEET_AT_COUNCIL      .      .     .    .   .   .    .    .    .    .    .   .   .   .
grading.score_council  SHEET_AT_COUNCIL      .      .     .    .   .   .    .    .    .    .    x   .   .   .
grading.score_council  SHEET_TOLD            .      .     .    .   .   .    .    .    .    .    .   .   .   .
grading.appeal         SHEET_AT_COUNCIL      .      .     .    .   .   .    .    .    .    .    .   .   .   .
grading.appeal         SHEET_TOLD            .      .     .    .   .   .    x    .    x    .    .   .   .   .
grading.answer         APPEAL                .      .     .    .   .   .    .    .    .    .    .   x   .   .
grading.answer         ANSWERED_APPEAL       .      .     .    .   .   .    .    .    .    .    .   .   .   .
"""


def grading(cast: Cast) -> dict[str, Callable[[], Model]]:
    """Rounds, sheets and appeals, each of a round of its own."""

    def cancelled() -> Round:
        return moved(cast, opened(cast, name="Hủy"), State.CANCELLED, note="Sai bộ tiêu chí")

    def appealed(name: str) -> Appeal:
        sheet, minh = sheet_of(told(cast, name=name), "CD-KCN"), cast.actor("minh")
        return actions.appeal(sheet, line="cham-lo", text="Đủ minh chứng.", by=minh, at=NOW)

    def answered() -> Appeal:
        one, by = appealed("Đã trả lời"), somebody_else(cast)
        actions.answer(one, upheld=False, points=None, reason="Chưa đủ.", by=by, at=NOW)
        return one

    return {
        "CRITERIA": lambda: criteria(cast).criteria,
        "ROUND_BEGUN": lambda: opened(cast, name="Mới mở"),
        "ROUND_LOCKED": lambda: locked(cast, name="Đã khóa"),
        "ROUND_CANCELLED": cancelled,
        "SHEET_BEGUN": lambda: sheet_of(opened(cast, name="Tự chấm"), "CD-KCN"),
        "SHEET_IN_REVIEW": lambda: sheet_of(reviewed(cast, name="Cấp trên"), "CD-KCN"),
        "SHEET_AT_COUNCIL": lambda: sheet_of(at_the_council(cast, name="Hội đồng"), "CD-KCN"),
        "SHEET_TOLD": lambda: sheet_of(told(cast, name="Dự kiến"), "CD-KCN"),
        "APPEAL": lambda: appealed("Khiếu nại"),
        "ANSWERED_APPEAL": answered,
    }
