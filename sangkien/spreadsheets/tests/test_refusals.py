"""Files that cannot be read: a sentence each, in bounded memory, and nothing of them is run or kept."""

import os
import subprocess
import sys
import tracemalloc
import zipfile
from pathlib import Path

import pytest

from sangkien.spreadsheets import Unreadable, limits, opening, read
from sangkien.spreadsheets.packages import Refused, must_be_safe
from sangkien.spreadsheets.tests.made import FILES, SHEET, sheet_of, with_part, workbook, zipped


def refusal(path: Path, data: bytes | None = None) -> Unreadable:
    if data is not None:
        path.write_bytes(data)
    with pytest.raises(Unreadable) as refused:
        read(path, path.name)
    assert refused.value.sentence.endswith((".", "giúp."))
    return refused.value


@pytest.mark.parametrize(
    ("name", "data", "code", "said"),
    [
        ("a.xlsx", b"", "empty", "trống"),
        ("a.csv", b" \r\n\r\n", "empty", "trống"),
        ("a.xlsx", b"%PDF-1.7 ...", "wrong_type", "tệp PDF"),
        ("a.xls", b"\xff\xd8\xff\xe0\0\x10JFIF", "wrong_type", "tệp ảnh"),
        ("a.xlsx", b"\x89PNG\r\n\x1a\n", "wrong_type", "tệp ảnh"),
        ("a.xlsx", b"\0\0\0\x18ftypheic", "wrong_type", "tệp ảnh"),
        ("a.xlsx", b"Rar!\x1a\x07", "wrong_type", "tệp nén"),
        ("a.xlsx", bytes(range(256)) * 10, "wrong_type", "loại tệp khác"),
        ("a.xlsx", zipped(word__document=b"x"), "wrong_type", "tệp Word"),
        ("a.xlsx", zipped(anything=b"x"), "wrong_type", "tệp nén"),
        ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"), "wrong_type", "tệp Word"),
        ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 5000, "broken", "bị hỏng"),
        ("a.xlsx", b"PK\x03\x04" + b"x" * 100, "broken", "bị hỏng"),
        (
            "a.xls",
            b"<?xml version='1.0'?><Workbook xmlns='urn:schemas-microsoft-com:office:spreadsheet'>",
            "old_xml",
            "XML",
        ),
        ("a.xls", b"<html><body>404</body></html>", "no_table", "không có bảng"),
        ("a.csv", b'a;"b\nc;d;e\n', "unclosed_quote", "nháy kép"),
    ],
)
def test_each_kind_of_bad_file_has_its_sentence(tmp_path: Path, name: str, data: bytes, code: str, said: str) -> None:
    refused = refusal(tmp_path / name, data)

    assert (refused.code, said in refused.sentence) == (code, True)


def test_a_password_is_named() -> None:
    assert refusal(FILES / "under_password.xlsx").code == "under_password"


def test_a_workbook_without_a_word_says_so(tmp_path: Path) -> None:
    assert refusal(workbook(tmp_path / "a.xlsx", [])).code == "nothing_inside"


def test_half_a_workbook_is_broken(tmp_path: Path) -> None:
    whole = workbook(tmp_path / "a.xlsx", [["x"] * 50] * 50).read_bytes()

    assert refusal(tmp_path / "b.xlsx", whole[: len(whole) // 2]).code == "broken"


def test_a_sheet_that_is_no_xml_is_broken(tmp_path: Path) -> None:
    assert refusal(with_part(workbook(tmp_path / "a.xlsx", [["x"]]), SHEET, b"<worksheet><row")).code == "broken"


def test_two_hundred_megabytes_are_refused_unopened(tmp_path: Path) -> None:
    with (tmp_path / "a.xlsx").open("wb") as file:
        file.write(b"PK\x03\x04")
        file.truncate(200_000_000)

    refused = refusal(tmp_path / "a.xlsx")

    assert (refused.code, "100 MB" in refused.sentence) == ("too_large", True)


def test_a_bomb_is_not_unpacked(tmp_path: Path) -> None:
    path = with_part(workbook(tmp_path / "a.xlsx", [["x"]]), SHEET, sheet_of(" " * 150_000_000))

    assert refusal(path).code == "bomb"
    with zipfile.ZipFile(path) as package, pytest.raises(Refused):
        must_be_safe(package)  # by what the package says of itself: no part was opened


def test_one_cell_far_out_does_not_fill_the_machine(tmp_path: Path) -> None:
    """A1 and XFD1048576 are a table of 17 thousand million cells."""
    far = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    path = with_part(workbook(tmp_path / "a.xlsx", [["x"]]), SHEET, sheet_of(far))

    assert refusal(path).code == "too_much_memory"


def test_a_file_that_lies_about_its_size_is_not_believed(tmp_path: Path) -> None:
    path = with_part(workbook(tmp_path / "a.xlsx", [["x"]]), SHEET, sheet_of(" " * 60_000_000))
    real, lie = (60_000_000 + len(sheet_of(""))).to_bytes(4, "little"), (5000).to_bytes(4, "little")
    path.write_bytes(path.read_bytes().replace(real, lie))

    assert refusal(path).code in ("broken", "bomb")


def test_rows_and_cells_are_counted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sangkien.spreadsheets.delimited.MOST_ROWS", 2)

    assert "200.000 dòng" in refusal(tmp_path / "a.csv", b"a;b\nc;d\ne;f\n").sentence


@pytest.mark.parametrize(
    "page",
    [
        "<table>" + "<tr>" + "<td rowspan=1000 colspan=1000>x" * 20,
        "<table>" + "<tr><td>x" * 200_002,
        "<table>" + "<tr>" * 200_002,
        "<table><tr>" + "<td colspan=1000>" * 2_000 + "<td>x",
        "<table>" + ("<tr>" + "<td colspan=1000>" * 16 + "<td>x") * 200,
    ],
    ids=["joined a million times", "rows without end", "empty rows without end", "one endless row", "wide rows"],
)
def test_a_page_that_would_fill_the_machine_is_refused(tmp_path: Path, page: str) -> None:
    assert refusal(tmp_path / "a.xls", page.encode()).code in ("too_many_cells", "too_many_rows")


def test_a_page_may_join_over_more_columns_than_a_number_can_say(tmp_path: Path) -> None:
    (tmp_path / "a.xls").write_bytes(b"<table><tr><td colspan=" + b"9" * 5_000 + b">x<td>y</table>")

    [row] = read(tmp_path / "a.xls", "a.xls").sheets[0].rows

    assert (row.cells[0].text, row.cells[-1].text, len(row.cells)) == ("x", "y", 1001)


def test_a_small_package_cannot_fill_the_web_process_with_its_kind(tmp_path: Path) -> None:
    path = tmp_path / "a.ods"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("mimetype", b"application/vnd.oasis.opendocument.text" + b" " * 100_000_000)

    tracemalloc.start()
    refused = refusal(path)
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert (refused.code, most < 5_000_000) == ("wrong_type", True)


def test_a_package_whose_kind_is_damaged_is_broken(tmp_path: Path) -> None:
    whole = zipped(mimetype=b"application/vnd.oasis.opendocument.spreadsheet" * 50)
    at = whole.index(b"mimetype") + len(b"mimetype")

    assert refusal(tmp_path / "a.ods", whole[:at] + b"\xff" * 20 + whole[at + 20 :]).code == "broken"


@pytest.mark.parametrize("data", [b"a;b\n" + b"\n" * 5_000_000, b"a;b\n" + b";\n" * 2_500_000])
def test_empty_lines_of_a_csv_take_no_room(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "a.csv").write_bytes(data)

    tracemalloc.start()
    book = read(tmp_path / "a.csv", "a.csv")
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert [[cell.text for cell in row.cells] for row in book.sheets[0].rows] == [["a", "b"]]
    assert most < 20 * len(data)


def test_a_cell_of_a_csv_longer_than_any_text_has_its_sentence(tmp_path: Path) -> None:
    assert refusal(tmp_path / "a.csv", b"a;b\nc;" + b"x" * 1_000_001 + b"\n").code == "unclosed_quote"


def test_the_empty_cells_of_wide_rows_are_counted(tmp_path: Path) -> None:
    """200 rows of which each has something in the last column only: three million cells, in 10 KB."""
    near = '<row r="1"><c r="A1"><v>1</v></c></row>'
    rows = "".join(f'<row r="{n}"><c r="XFD{n}"><v>1</v></c></row>' for n in range(2, 202))
    path = with_part(workbook(tmp_path / "a.xlsx", [["x"]]), SHEET, sheet_of(near + rows))

    assert refusal(path).code == "too_many_cells"


def test_the_process_that_opens_workbooks_has_the_memory_that_is_stated(tmp_path: Path) -> None:
    """The limit holds for the process itself, whatever a file makes it do."""
    code = (
        "import sys, runpy; from sangkien.spreadsheets import workbooks as w;"
        "w._lines = lambda path: iter([{'mine': len(bytearray(w.MEMORY))}]); import pathlib; w.main(pathlib.Path('x'))"
    )
    said = list(_said(code))

    assert said == ['{"refused": "too_much_memory"}']
    assert limits.MEMORY == 1_000_000_000


def test_a_process_that_is_killed_in_the_middle_is_a_refusal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening.sys, "executable", "/bin/false")

    assert refusal(workbook(tmp_path / "a.xlsx", [["x"]])).code == "too_much_memory"


def test_a_workbook_is_never_written_to(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", [["x"]])
    before = path.read_bytes()

    read(path, "a.xlsx")

    assert path.read_bytes() == before
    assert zipfile.is_zipfile(path)


def _said(code: str) -> list[str]:
    surroundings = {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    done = subprocess.run([sys.executable, "-c", code], env=surroundings, capture_output=True, text=True, check=False)
    return done.stdout.splitlines()
