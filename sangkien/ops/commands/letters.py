"""`sangkien letter`, `sangkien report`: an official paper drafted from the figures, as a file."""

import os
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import click
from django.utils.translation import gettext as _

from sangkien.base.clock import now
from sangkien.base.days import day_of
from sangkien.base.problems import NotPossible, Problem
from sangkien.documents.decree30 import docx
from sangkien.documents.printed import pdf
from sangkien.gatherings.queries import with_all
from sangkien.honours.models import Round
from sangkien.ops.commands.common import Day, as_json, print_json, programme_named, unit_named, with_database
from sangkien.organisations.models import Organisation
from sangkien.programmes.models import Phase, Programme
from sangkien.registry.actions import draft
from sangkien.registry.freezing import Of
from sangkien.registry.giving import OfTargets
from sangkien.registry.honouring import OfNominations, rounds_with_names
from sangkien.registry.kinds import Kind
from sangkien.registry.meeting import OfCouncil, OfUpdateDay
from sangkien.registry.models import OfficialPaper
from sangkien.registry.queries import printed
from sangkien.registry.reaching import OfPeriod, OfStretch
from sangkien.registry.recognising import chosen, entitled
from sangkien.registry.sitting import OfSitting, sittings_over
from sangkien.registry.sources import Source
from sangkien.registry.templates import GoesTo, Template, templates
from sangkien.sittings.models import Sitting
from sangkien.statistics.periods import Period, Span
from sangkien.statistics.stretches import Stretch, stretch_on, stretches
from sangkien.targets.models import Indicator
from sangkien.targets.plan import Which

_ENDINGS = (".docx", ".pdf")


def _asked(command: Callable[..., None]) -> Callable[..., None]:
    """The options of both commands, the same in both."""
    for option in (
        click.option("--unit", "unit_code", required=True, help="Mã đơn vị ban hành."),
        click.option("--programme", "programme_code", required=True, help="Mã chương trình."),
        click.option("--phase", "code", help="Mã giai đoạn hoặc chiến dịch; không ghi là chặng đang chạy."),
        click.option("--period", help="Kỳ: 2022-05-18, 2022-W20, 2022-05, 2022-Q2, 2022; không ghi là kỳ đang chạy."),
        click.option("--update-day", "event", help="Mã ngắn của ngày hội, cho giấy mời."),
        click.option(
            "--as-of", type=Day(), help="Tính đến hết ngày nào; không ghi là ngày cuối của chặng, hoặc hôm nay."
        ),
        click.option("--out", type=click.Path(path_type=Path, dir_okay=False), required=True, help="Tệp .docx, .pdf."),
        as_json,
    ):
        command = option(command)
    return command


def _kinds(*, reports: bool) -> click.Choice[str]:
    """The templates of a command. One that is for each union by itself is drafted in a series, on its page."""
    single = {code: one for code, one in templates().items() if one.goes_to != GoesTo.EACH}
    return click.Choice([code for code, one in single.items() if (one.kind == Kind.BC) == reports])


@click.command()
@click.argument("kind", type=_kinds(reports=False))
@_asked
@with_database
def letter(kind: str, **asked: Any) -> None:
    """Soạn dự thảo văn bản từ số liệu chốt lúc này, ghi ra tệp; dự thảo nằm lại trong hệ thống để sửa và lấy số."""
    _write(kind, **asked)


@click.command()
@click.argument("kind", type=_kinds(reports=True))
@_asked
@with_database
def report(kind: str, **asked: Any) -> None:
    """Soạn dự thảo báo cáo gửi cấp trên từ số liệu chốt lúc này, ghi ra tệp; dự thảo nằm lại trong hệ thống."""
    _write(kind, **asked)


def _round(unit: Organisation, programme: Programme, *, on: date) -> Round:
    """The last round of commendation about which the union has a paper to write."""
    if rounds := rounds_with_names(unit, programme=programme, on=on):
        return rounds[0]
    raise click.UsageError("Chưa có đợt xét khen thưởng nào mà đơn vị đã đề nghị hoặc đã thông qua ai")


def _sitting(unit: Organisation) -> Sitting:
    """The last sitting of a council of the union that is over."""
    if held := sittings_over(unit).first():
        return held
    raise click.UsageError("Hội đồng của đơn vị chưa có phiên họp nào đã bế mạc")


def _write(kind: str, unit_code: str, programme_code: str, out: Path, as_json: bool, **asked: Any) -> None:
    _check_file(out)
    unit, programme, at = unit_named(unit_code), programme_named(programme_code), now()
    of = _of(templates()[kind], unit, programme, on=day_of(at), **asked)
    paper = draft(unit, kind, of, by=None, at=at)
    made = printed(paper, on=day_of(at))
    out.write_bytes(docx(made) if out.suffix.lower() == ".docx" else pdf(made, at=at))
    _tell(paper, out, as_json=as_json)


def _check_file(out: Path) -> None:
    """Can the file be written? Asked first: a draft that nobody got would stay."""
    if out.suffix.lower() not in _ENDINGS:
        raise click.UsageError("--out cần một tệp .docx hoặc .pdf")
    if not os.access(out if out.exists() else out.parent, os.W_OK):
        raise click.UsageError(f"--out: không ghi được vào {out.parent}")


def _of(
    template: Template,
    unit: Organisation,
    programme: Programme,
    *,
    on: date,
    code: str | None,
    period: str | None,
    event: str | None,
    as_of: date | None,
) -> Of:
    """What the template is filled from, of the options that it needs."""
    match template.source:
        case Source.STRETCH:
            stretch = _stretch(programme, unit, code, on=on)
            return OfStretch(stretch, _until(as_of, stretch.first_day, stretch.last_day, on=on))
        case Source.PERIOD:
            asked = _period(template.span, period, on=on)
            return OfPeriod(programme, asked, _until(as_of, asked.first_day, asked.last_day, on=on))
        case Source.TARGETS:
            return OfTargets.standing(unit, Which(programme, _phase(programme, code), Indicator.VALID), on=on)
        case Source.DOSSIERS:
            phase = _phase(programme, code)
            found = entitled(unit, programme=programme, on=on)
            return chosen(found.filter(phase=phase) if phase else found, programme=programme, phase=phase, on=on)
        case Source.COUNCIL:
            days = _period(None, period, on=on)
            return OfCouncil(programme, days.first_day, min(days.last_day, on))
        case Source.SITTING:
            return OfSitting(programme, _sitting(unit))
        case Source.HONOURS:
            return OfNominations(_round(unit, programme, on=on), on)
        case Source.UPDATE_DAY:
            return _of_update_day(unit, event, on=on)


def _until(as_of: date | None, first: date, last: date | None, *, on: date) -> date:
    """The day asked for; without one, the last of those days, or today before that."""
    until = as_of or min(on, last or on)
    if until > on or until < first:
        raise click.UsageError(f"--as-of từ {first} đến hôm nay")
    return until


def _stretch(programme: Programme, unit: Organisation, code: str | None, *, on: date) -> Stretch:
    """The one asked for, or what runs that day."""
    among = stretches(programme, unit=unit, on=on)
    if code is None:
        return stretch_on(among, on=on)
    found = next((one for one in among if one.code == code), None)
    return found or _not_found(_("Chương trình không có giai đoạn hay chiến dịch %(code)s của đơn vị này."), code)


def _period(span: Span | None, written: str | None, *, on: date) -> Period:
    """The one that is written; without one, the one that runs. It is as long as the report asks, and has begun."""
    found = Period.read(written) if written else Period.of(span or Span.DAY, on)
    if span and found.span != span:
        text = f"--period {written}: báo cáo này theo {str(span.label).lower()}, ví dụ {Period.of(span, on).code}"
        raise click.UsageError(text)
    if found.first_day > on:
        raise click.UsageError(f"--period {written}: kỳ này chưa bắt đầu")
    return found


def _phase(programme: Programme, code: str | None) -> Phase | None:
    """The phase of that code; without one, the whole programme."""
    if code is None:
        return None
    found = programme.phases.filter(code=code).first()
    return found or _not_found(_("Chương trình không có giai đoạn %(code)s."), code)


def _of_update_day(unit: Organisation, code: str | None, *, on: date) -> OfUpdateDay:
    """The one of that code; without one, the union's next."""
    held = with_all().filter(campaign__organiser=unit, cancelled_at__isnull=True)
    asked = held.filter(code=code) if code else held.filter(starts_at__date__gte=on)
    found = asked.order_by("starts_at").first()
    return OfUpdateDay(found or _not_found(_("Đơn vị không có ngày hội %(code)s nào sắp tới."), code or ""), on)


def _not_found(text: str, code: str) -> Any:
    raise NotPossible([Problem(code="not_found", text=text % {"code": code})])


def _tell(paper: OfficialPaper, out: Path, *, as_json: bool) -> None:
    """A draft has no number yet."""
    assert paper.figures is not None
    told: dict[str, Any] = {"path": str(out), "number": None, "snapshot": paper.figures.pk, "paper": paper.pk}
    if as_json:
        print_json(told | {"sha256": paper.figures.sha256})
    else:
        click.echo(f"{out}: dự thảo {paper.pk}, chưa có số, số liệu chốt {paper.figures.pk}")
