"""Data out: the files of a table, opened by other programs than wrote them."""

import io
import json
import tracemalloc
import zipfile
from datetime import date, datetime
from decimal import Decimal
from typing import Any

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
        data = content(table([ROW, NOTHING]), FORMS["xlsx"])

        [_head, row, *_rest] = workbook(data).get_sheet_by_index(0).to_python()
        page = zipfile.ZipFile(io.BytesIO(data)).read("xl/worksheets/sheet1.xml").decode()
        assert row[:5] == ["=HYPERLINK(1)", 1396, 33.5, 139.6, 41_700_000_000]
        assert row[5:] == [date(2022, 5, 31), datetime(2022, 5, 31, 20, 5)]  # noqa: DTZ001  # worksheets know no zone
        assert '<autoFilter ref="A1:G3"/>' in page and 'state="frozen"' in page and "<f>" not in page

    def test_csv_is_printed_as_on_the_page_and_runs_no_formula(self) -> None:
        lines = content(table([ROW]), FORMS["csv"]).decode("utf-8-sig").replace("\xa0", " ").split("\r\n")

        assert lines[3] == "'=HYPERLINK(1);1.396;33,5;139,6 %;41.700.000.000 đồng;31/05/2022;20:05 31/05/2022"

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


@pytest.mark.parametrize("ending", ["csv", "xlsx", "json"])
def test_20_000_rows_are_sent_without_being_held(ending: str) -> None:
    rows = ([f"Sáng kiến {n}", n, *ROW[2:]] for n in range(20_000))

    tracemalloc.start()
    size = sum(map(len, FORMS[ending].pieces(table(rows))))
    _now, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert size > 500_000
    assert most < 4_000_000


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
