"""`sangkien letter`: a draft from the figures, as Word and as PDF."""

from pathlib import Path

import pypdfium2
import pytest
from docx import Document as opened

from sangkien.gatherings.tests.holding import held
from sangkien.registry.models import FrozenFigures, OfficialPaper, Outgoing
from sangkien.registry.states import State
from tests.cast import NOW, Cast
from tests.commands import Run

ASKED = ["--unit", "LDLD-NINH-THUAN", "--programme", "CT1TSK"]


@pytest.fixture(autouse=True)
def _on_the_day_of_the_cast(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sangkien.ops.commands.letters.now", lambda: NOW)


def test_the_letter_of_the_campaign_lies_there_as_a_file(run: Run, cast: Cast, tmp_path: Path) -> None:
    out = tmp_path / "cong-van.docx"

    told = run("letter", "campaign-launch", *ASKED, "--phase", "CD40N", "--out", out, "--json").document

    paper = OfficialPaper.objects.get(pk=told["paper"])
    assert (told["path"], told["number"], told["snapshot"]) == (str(out), None, FrozenFigures.objects.get().pk)
    assert (paper.state, paper.by, Outgoing.objects.count()) == (State.DRAFT, None, 0)
    assert any("Chiến dịch thi đua cao điểm 40 ngày" in one.text for one in opened(str(out)).paragraphs)


def test_the_same_as_pdf(run: Run, cast: Cast, tmp_path: Path) -> None:
    out = tmp_path / "don-doc.pdf"

    assert run("letter", "reminder", *ASKED, "--phase", "GD1", "--out", out).code == 0

    with pypdfium2.PdfDocument(out) as document:
        assert "V/v đẩy mạnh cập nhật sáng kiến" in document[0].get_textpage().get_text_range()


def test_a_letter_for_each_union_by_itself_is_not_drafted_alone(run: Run, cast: Cast, tmp_path: Path) -> None:
    done = run("letter", "reminder-each", *ASKED, "--phase", "GD1", "--out", tmp_path / "don-doc.pdf")

    assert (done.code, OfficialPaper.objects.count()) == (2, 0)


def test_a_report_of_a_phase_is_for_the_union_above(run: Run, cast: Cast, tmp_path: Path) -> None:
    out = tmp_path / "bao-cao.docx"

    assert run("report", "phase-report", *ASKED, "--phase", "GD1", "--out", out).code == 0

    said = [one.text for one in opened(str(out)).paragraphs if one.text]
    assert said[:3] == [
        "BÁO CÁO",
        "Kết quả thực hiện giai đoạn 1 Chương trình “01 triệu sáng kiến”",
        "Kính gửi: Tổng Liên đoàn Lao động Việt Nam.",
    ]
    assert OfficialPaper.objects.get().receivers == [cast.unit("TLD").pk]


@pytest.mark.parametrize(
    ("kind", "written", "code"),
    [
        ("day-report", "2022-05-18", "2022-05-18"),
        ("week-report", "2022-W20", "2022-W20"),
        ("month-report", "2022-05", "2022-05"),
        ("quarter-report", "2022-Q2", "2022-Q2"),
        ("year-report", "2022", "2022"),
        ("month-report", None, "2022-05"),
    ],
)
def test_a_report_of_a_period(run: Run, cast: Cast, tmp_path: Path, kind: str, written: str | None, code: str) -> None:
    out = tmp_path / "bao-cao.docx"
    period = ["--period", written] if written else []

    assert run("report", kind, *ASKED, *period, "--out", out).code == 0

    assert FrozenFigures.objects.get().stretch == code
    assert "BÁO CÁO" in [one.text for one in opened(str(out)).paragraphs]


def test_a_decision_about_targets_says_what_the_unions_have(run: Run, cast: Cast, tmp_path: Path) -> None:
    out = tmp_path / "quyet-dinh.docx"

    assert run("letter", "target-decision", *ASKED, "--phase", "GD1", "--out", out).code == 0

    rows = [[cell.text for cell in row.cells] for row in opened(str(out)).tables[-1].rows]
    assert rows[-1][1:4] == ["Tổng cộng", "", "495"]


def test_a_decision_that_recognises_lists_what_is_valid(run: Run, cast: Cast, tmp_path: Path) -> None:
    out = tmp_path / "quyet-dinh.docx"
    asked = ["letter", "recognition-decision", *ASKED, "--out", out]
    assert run(*asked).code == 1  # nothing is valid yet

    dossier = cast.valid()
    assert run(*asked).code == 0

    assert opened(str(out)).tables[-1].rows[1].cells[1].text == dossier.code


def test_an_invitation_is_to_the_next_update_day(run: Run, cast: Cast, tmp_path: Path) -> None:
    held(cast)
    asked = ["--unit", "CS-MAY-TIEN-THUAN", "--programme", "CT1TSK", "--out", tmp_path / "giay-moi.docx"]

    assert run("letter", "update-day-invitation", *asked).code == 0
    assert run("letter", "update-day-invitation", *asked, "--update-day", "KHONG-CO").code == 1


def test_what_is_no_period_of_the_report_is_said(run: Run, cast: Cast, tmp_path: Path) -> None:
    out = ["--out", tmp_path / "x.docx"]

    assert run("report", "month-report", *ASKED, "--period", "tháng 5", *out).code == 1
    assert run("report", "month-report", *ASKED, "--period", "2022-W20", *out).code == 2
    assert run("report", "month-report", *ASKED, "--period", "2022-06", *out).code == 2
    assert run("report", "month-report", *ASKED, "--period", "2022-05", "--as-of", "2022-05-19", *out).code == 2
    assert run("letter", "target-decision", *ASKED, "--phase", "KHONG-CO", *out).code == 1
    assert not OfficialPaper.objects.exists()


def test_what_cannot_be_is_said(run: Run, cast: Cast, tmp_path: Path) -> None:
    out = ["--out", tmp_path / "x.docx"]

    assert run("letter", "reminder", *ASKED, "--phase", "KHONG-CO", *out).code == 1
    assert run("letter", "reminder", "--unit", "KHONG-CO", "--programme", "CT1TSK", *out).code == 1
    assert run("letter", "reminder", *ASKED, "--phase", "GD1", "--as-of", "2022-05-19", *out).code == 2
    assert run("letter", "reminder", *ASKED, "--out", tmp_path / "x.odt").code == 2
    assert run("letter", "khong-co", *ASKED, *out).code == 2
    assert not OfficialPaper.objects.exists()


def test_nothing_is_drafted_where_its_file_cannot_be_written(run: Run, cast: Cast, tmp_path: Path) -> None:
    done = run("letter", "campaign-launch", *ASKED, "--phase", "CD40N", "--out", tmp_path / "khong-co" / "cv.docx")

    assert (done.code, OfficialPaper.objects.count()) == (2, 0)
    assert "không ghi được" in done.err
