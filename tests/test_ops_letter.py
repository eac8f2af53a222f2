"""`sangkien letter`: a draft from the figures, as Word and as PDF."""

from pathlib import Path

import pypdfium2
import pytest
from docx import Document as opened

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


def test_a_report_of_a_phase_is_for_the_union_above(run: Run, cast: Cast, tmp_path: Path) -> None:
    out = tmp_path / "bao-cao.docx"

    assert run("report", "phase-report", *ASKED, "--phase", "GD1", "--out", out).code == 0

    said = [one.text for one in opened(str(out)).paragraphs if one.text]
    assert said[:3] == [
        "BÁO CÁO",
        "Kết quả thực hiện Giai đoạn 1 Chương trình “01 triệu sáng kiến”",
        "Kính gửi: Tổng Liên đoàn Lao động Việt Nam.",
    ]
    assert OfficialPaper.objects.get().receivers == [cast.unit("TLD").pk]


def test_what_cannot_be_is_said(run: Run, cast: Cast, tmp_path: Path) -> None:
    out = ["--out", tmp_path / "x.docx"]

    assert run("letter", "reminder", *ASKED, "--phase", "KHONG-CO", *out).code == 1
    assert run("letter", "reminder", "--unit", "KHONG-CO", "--programme", "CT1TSK", *out).code == 1
    assert run("letter", "reminder", *ASKED, "--phase", "GD1", "--as-of", "2022-05-19", *out).code == 2
    assert run("letter", "reminder", *ASKED, "--out", tmp_path / "x.odt").code == 2
    assert run("letter", "khong-co", *ASKED, *out).code == 2
    assert not OfficialPaper.objects.exists()
