"""Data out: the files of a table, opened by other programs than wrote them."""

import csv
import io
import json
import re
import tracemalloc
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import openpyxl
import pyarrow.parquet
import pytest
from django.utils import translation
from python_calamine import CalamineWorkbook

from sangkien.base.days import VIETNAM
from sangkien.web.data.answering import FORMS, content
from sangkien.web.data.sheets import Column, Kind, Sheet
from sangkien.web.tests.test_board_pages import counted
from tests.cast import Cast

PROVINCE = "/bang/LDLD-NINH-THUAN/"


def table(rows: Any) -> Sheet:
    """A column of every kind."""
    kinds = [Column(kind.value, kind.value.title(), kind, f"nghĩa của {kind.value}") for kind in Kind]
    return Sheet("thu", "Bảng thử", [("Thời điểm", "tính đến hết ngày 31/05/2022")], kinds, rows)


ROW = [
    "=HYPERLINK(1)",
    1396,
    Decimal("33.5"),
    Decimal("139.6"),
    41_700_000_000,
    date(2022, 5, 31),
    datetime(2022, 5, 31, 20, 5, tzinfo=VIETNAM),
    Decimal("12.25"),
]
NOTHING = [None] * len(ROW)


def workbook(data: bytes) -> CalamineWorkbook:
    return CalamineWorkbook.from_filelike(io.BytesIO(data))


class TestTheLettersSentence:
    """1.396 trên 1.000 là 139,6 %: whatever program opens the file reads the number itself."""

    @pytest.fixture
    def file(self, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> Any:
        evening = datetime(2022, 5, 31, 20, tzinfo=VIETNAM)
        monkeypatch.setattr("sangkien.web.middleware.now", lambda *_heard: evening)
        counted(cast, "LDLD-NINH-THUAN", 1396, on=date(2022, 5, 30), submitted=1520)
        return lambda ending: cast.client("dong").get(f"{PROVINCE}so-lieu.{ending}").getvalue()

    def test_in_excel(self, file: Any) -> None:
        head, own, *_others = workbook(file("xlsx")).get_sheet_by_index(0).to_python()

        read = dict(zip(head, own, strict=True))
        assert (read["Chỉ tiêu"], read["Lượt nộp"], read["Hợp lệ"]) == (1000, 1520, 1396)
        assert read["Phần trăm chỉ tiêu"] == 139.6

    def test_in_json_exact_decimals_are_strings(self, file: Any) -> None:
        own = json.loads(file("json"))["rows"][0]

        assert (own["unit"], own["valid"], own["percent"]) == ("LDLD-NINH-THUAN", 1396, "139.6")

    def test_in_parquet(self, file: Any) -> None:
        own = pyarrow.parquet.read_table(io.BytesIO(file("parquet"))).to_pylist()[0]

        assert (own["valid"], own["percent"]) == (1396, Decimal("139.6"))

    @pytest.mark.parametrize("ending", FORMS)
    def test_every_file_says_as_of_when_what_it_means_and_who_took_it(self, file: Any, ending: str) -> None:
        said = _words(file(ending), ending)

        for words in (
            "tính đến 20:00 31/05/2022",
            "hồ sơ được công đoàn cấp trên trực tiếp kết luận hợp lệ",
            "Đặng Quốc Đông, 20:00 31/05/2022",
        ):
            assert words in said


class TestEveryKind:
    def test_excel_holds_real_numbers_and_days_with_filters_and_a_head_that_stays(self) -> None:
        book = openpyxl.load_workbook(io.BytesIO(content(table([ROW, NOTHING]), FORMS["xlsx"])))

        figures, meaning = book.worksheets
        days = [datetime(2022, 5, 31), datetime(2022, 5, 31, 20, 5)]  # noqa: DTZ001  # worksheets know no zone
        assert [cell.value for cell in figures[2]] == ["=HYPERLINK(1)", 1396, 33.5, 139.6, 41_700_000_000, *days, 12.25]
        assert [cell.data_type for cell in figures[2]] == ["s", "n", "n", "n", "n", "d", "d", "n"]
        assert [cell.number_format for cell in figures[2]][1:5] == ["#,##0", "#,##0.0", '0.0" %"', '#,##0" đồng"']
        assert (figures.freeze_panes, figures.auto_filter.ref) == ("A2", "A1:H3")
        assert meaning["A2"].value == "Thời điểm" and "nghĩa của whole" in [cell.value for cell in meaning["B"]]

    def test_csv_is_printed_as_on_the_page_and_runs_no_formula(self) -> None:
        lines = content(table([ROW]), FORMS["csv"]).decode("utf-8-sig").replace("\xa0", " ").split("\r\n")

        assert lines[3] == "'=HYPERLINK(1);1.396;33,5;139,6 %;41.700.000.000 đồng;31/05/2022;20:05 31/05/2022;12,25"

    @pytest.mark.parametrize(
        "typed", ["=1+1", "+84912345001", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "  =1", "＝1"]
    )
    def test_what_somebody_typed_is_never_a_formula(self, typed: str) -> None:
        sheet = table([[typed, *NOTHING[1:]]])

        rows = list(
            csv.reader(io.StringIO(content(sheet, FORMS["csv"]).decode("utf-8-sig"), newline=""), delimiter=";")
        )
        cell = openpyxl.load_workbook(io.BytesIO(content(sheet, FORMS["xlsx"]))).worksheets[0]["A2"]
        assert rows[3][0] == f"'{typed}"
        assert cell.data_type == "s" and cell.value.endswith(typed.strip())

    def test_a_figure_below_zero_stays_a_figure(self) -> None:
        lines = content(table([["lùi", -2, *NOTHING[2:]]]), FORMS["csv"]).decode("utf-8-sig").split("\r\n")

        assert lines[3].startswith("lùi;-2;")

    def test_an_english_reader_gets_english_numbers(self) -> None:
        with translation.override("en"):
            text = content(table([ROW]), FORMS["csv"]).decode("utf-8-sig")

        assert "1,396" in text and "139.6%" in text

    def test_parquet_has_types_and_says_what_columns_mean(self) -> None:
        read = pyarrow.parquet.read_table(io.BytesIO(content(table([ROW, NOTHING]), FORMS["parquet"])))

        assert [str(one) for one in read.schema.types] == [
            "string",
            "int64",
            "decimal128(18, 1)",
            "decimal128(18, 1)",
            "int64",
            "date32[day]",
            "timestamp[us, tz=Asia/Ho_Chi_Minh]",
            "decimal128(18, 2)",
        ]
        assert list(read.to_pylist()[0].values()) == ROW
        assert list(read.to_pylist()[1].values()) == NOTHING
        assert read.schema.field("whole").metadata[b"meaning"] == "nghĩa của whole".encode()

    def test_json_is_one_document(self) -> None:
        read = json.loads(content(table([ROW, NOTHING]), FORMS["json"]))

        assert read["rows"][0]["day"] == "2022-05-31" and read["rows"][1]["whole"] is None
        assert read["columns"][1] == {"key": "whole", "name": "Whole", "kind": "whole", "meaning": "nghĩa của whole"}

    @pytest.mark.parametrize("ending", FORMS)
    def test_without_rows_it_is_still_a_file(self, ending: str) -> None:
        assert "tính đến hết ngày 31/05/2022" in _words(content(table([]), FORMS[ending]), ending)

    def test_excel_keeps_every_sign_that_somebody_typed(self) -> None:
        typed = 'Máy <A> & "B"\n dòng hai\x0b _x0041_ \U0001f527 hết '

        book = openpyxl.load_workbook(io.BytesIO(content(table([[typed, *NOTHING[1:]]]), FORMS["xlsx"])))

        read = re.sub("_x([0-9A-F]{4})_", lambda sign: chr(int(sign[1], 16)), book.worksheets[0]["A2"].value)
        assert read == typed

    @pytest.mark.parametrize("ending", FORMS)
    def test_it_arrives_while_its_rows_are_read(self, ending: str) -> None:
        """An officer who takes 200,000 dossiers sees at once that they come."""
        read = []

        def rows() -> Iterator[list[Any]]:
            for n in range(50_000):
                read.append(n)
                yield [f"{n} {hash(str(n))}", *NOTHING[1:]]

        pieces = FORMS[ending].pieces(table(rows()))

        assert next(pieces) and next(pieces) and len(read) < 20_000


MANY = 100_000
A_FEW_MB = 8_000_000


@pytest.mark.parametrize("ending", FORMS)
def test_100_000_rows_are_written_without_being_held(ending: str) -> None:
    """Measured while they are written: what Python holds, and what Arrow holds beside it."""
    kinds = [Column("title", "Tên"), Column("valid", "Hợp lệ", Kind.WHOLE)]
    by_arrow = [0]

    def rows() -> Iterator[list[Any]]:
        for n in range(MANY):
            yield [f"Sáng kiến thứ {n} của tổ may", n]
            if n % 1_000 == 0:
                by_arrow.append(pyarrow.total_allocated_bytes())

    before = pyarrow.total_allocated_bytes()
    tracemalloc.start()
    size = sum(map(len, FORMS[ending].pieces(Sheet("nhieu", "Nhiều", [], kinds, rows()))))
    _now, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert size > 400_000
    assert most < A_FEW_MB and max(by_arrow) - before < A_FEW_MB


def _words(data: bytes, ending: str) -> str:
    """All that a reader of the file can read."""
    if ending == "xlsx":
        pages = (workbook(data).get_sheet_by_index(n).to_python() for n in (0, 1))
        return " ".join(str(cell) for page in pages for row in page for cell in row)
    if ending == "parquet":
        schema = pyarrow.parquet.read_schema(io.BytesIO(data))
        told = [schema.metadata, *(field.metadata for field in schema)]
        return b" ".join(value for one in told for value in one.values()).decode()
    return data.decode("utf-8-sig")
