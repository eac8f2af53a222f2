"""`sangkien letter`, `sangkien report`: an official paper drafted from the figures, as a file."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import click

from sangkien.base.clock import now
from sangkien.base.days import day_of
from sangkien.base.problems import NotPossible, Problem
from sangkien.documents.decree30 import docx
from sangkien.documents.printed import pdf
from sangkien.ops.commands.common import Day, as_json, print_json, programme_named, unit_named, with_database
from sangkien.organisations.models import Organisation
from sangkien.programmes.models import Programme
from sangkien.registry.actions import draft
from sangkien.registry.kinds import Kind
from sangkien.registry.models import OfficialPaper
from sangkien.registry.queries import printed
from sangkien.registry.templates import templates
from sangkien.statistics.stretches import Stretch, stretch_on, stretches

_ENDINGS = (".docx", ".pdf")


def _asked(command: Callable[..., None]) -> Callable[..., None]:
    """The options of both commands, the same in both."""
    for option in (
        click.option("--unit", "unit_code", required=True, help="Mã đơn vị ban hành."),
        click.option("--programme", "programme_code", required=True, help="Mã chương trình."),
        click.option("--phase", "code", help="Mã giai đoạn hoặc chiến dịch; không ghi là chặng đang chạy."),
        click.option(
            "--as-of", type=Day(), help="Tính đến hết ngày nào; không ghi là ngày cuối của chặng, hoặc hôm nay."
        ),
        click.option("--out", type=click.Path(path_type=Path, dir_okay=False), required=True, help="Tệp .docx, .pdf."),
        as_json,
    ):
        command = option(command)
    return command


@click.command()
@click.argument("kind", type=click.Choice([code for code, one in templates().items() if one.kind != Kind.BC]))
@_asked
@with_database
def letter(kind: str, **asked: Any) -> None:
    """Soạn dự thảo văn bản từ số liệu chốt lúc này, ghi ra tệp; dự thảo nằm lại trong hệ thống để sửa và lấy số."""
    _write(kind, **asked)


@click.command()
@click.argument("kind", type=click.Choice([code for code, one in templates().items() if one.kind == Kind.BC]))
@_asked
@with_database
def report(kind: str, **asked: Any) -> None:
    """Soạn dự thảo báo cáo gửi cấp trên từ số liệu chốt lúc này, ghi ra tệp; dự thảo nằm lại trong hệ thống."""
    _write(kind, **asked)


def _write(
    kind: str, unit_code: str, programme_code: str, code: str | None, as_of: date | None, out: Path, as_json: bool
) -> None:
    if out.suffix.lower() not in _ENDINGS:
        raise click.UsageError("--out cần một tệp .docx hoặc .pdf")
    unit, programme, at = unit_named(unit_code), programme_named(programme_code), now()
    stretch = _stretch(programme, unit, code, on=day_of(at))
    until = as_of or min(day_of(at), stretch.last_day or day_of(at))
    if until > day_of(at) or until < stretch.first_day:
        raise click.UsageError(f"--as-of từ {stretch.first_day} đến hôm nay")
    paper = draft(unit, kind, stretch=stretch, as_of=until, by=None, at=at)
    made = printed(paper, on=day_of(at))
    out.write_bytes(docx(made) if out.suffix.lower() == ".docx" else pdf(made, at=at))
    _tell(paper, out, as_json=as_json)


def _stretch(programme: Programme, unit: Organisation, code: str | None, *, on: date) -> Stretch:
    """The one asked for, or what runs that day."""
    among = stretches(programme, unit=unit, on=on)
    if code is None:
        return stretch_on(among, on=on)
    found = next((one for one in among if one.code == code), None)
    if found is None:
        text = f"Chương trình không có giai đoạn hay chiến dịch {code} của đơn vị này."
        raise NotPossible([Problem(code="not_found", text=text)])
    return found


def _tell(paper: OfficialPaper, out: Path, *, as_json: bool) -> None:
    """A draft has no number yet."""
    assert paper.figures is not None
    told: dict[str, Any] = {"path": str(out), "number": None, "snapshot": paper.figures.pk, "paper": paper.pk}
    if as_json:
        print_json(told | {"sha256": paper.figures.sha256})
    else:
        click.echo(f"{out}: dự thảo {paper.pk}, chưa có số, số liệu chốt {paper.figures.pk}")
