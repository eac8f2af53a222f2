"""A large list does not fill the machine: what is kept in memory of its texts, and in its batch of rows left out."""

from sangkien.intake.reading import told_tables
from sangkien.intake.understanding import LeftOut, Table
from sangkien.intake.understanding.texts import kept_if_short


def test_short_texts_are_looked_at_once_and_long_ones_are_not_kept() -> None:
    looked_at: list[str] = []

    def length(said: str) -> int:
        looked_at.append(said)
        return len(said)

    answered = kept_if_short(length)

    assert [answered("nt"), answered("nt"), answered("x" * 2000), answered("x" * 2000)] == [2, 2, 2000, 2000]
    assert looked_at == ["nt", "x" * 2000, "x" * 2000]


def test_rows_left_out_one_after_the_other_are_kept_as_one() -> None:
    of_the_other_sheet = [LeftOut(number, "no_table", "không thuộc bảng nào") for number in (*range(1, 5_001), 5_003)]
    sums = [LeftOut(5_004, "sum", "dòng cộng")]

    (told,) = told_tables([Table("Sheet2", 0, left_out=[*of_the_other_sheet, *sums])])

    assert [(one["row"], one["until"], one["code"]) for one in told["left_out"]] == [
        (1, 5_000, "no_table"),
        (5_003, 5_003, "no_table"),
        (5_004, 5_004, "sum"),
    ]
