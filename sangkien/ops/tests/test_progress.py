"""How far a long command is: a bar on a terminal, lines in a file, and nothing where nobody wants to know."""

import pytest

from sangkien.ops.progress import progress


def test_in_a_file_a_line_stands_at_each_tenth(capsys: pytest.CaptureFixture[str]) -> None:
    with progress("Dò trùng", 3_000) as show:
        for done in range(0, 3_001, 10):
            show(done)

    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 10
    assert (lines[0], lines[-1]) == ("Dò trùng: 300 / 3.000", "Dò trùng: 3.000 / 3.000")


def test_what_is_said_next_counts_anew(capsys: pytest.CaptureFixture[str]) -> None:
    with progress("Đọc tệp") as show:
        show(0)
        show(0, 2, "Nhập")
        show(1, 2, "Nhập")
        show(2)

    assert capsys.readouterr().err.splitlines() == ["Đọc tệp", "Nhập: 1 / 2", "Nhập: 2 / 2"]


def test_on_a_terminal_it_is_a_bar_with_numbers_as_people_here_write_them(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    with progress("Lấy dấu", 3_000) as show:
        show(1_240)

    said = capsys.readouterr()
    assert "Lấy dấu" in said.err
    assert "1.240 / 3.000" in said.err
    assert said.out == ""


def test_quiet_is_quiet(capsys: pytest.CaptureFixture[str]) -> None:
    with progress("Lấy dấu", 10, shown=False) as show:
        show(10, 10, "Nhập")

    assert capsys.readouterr().err == ""
