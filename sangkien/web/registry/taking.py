"""The registers of papers as files, what has been reported, and the figures of one paper."""

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from functools import partial
from itertools import starmap
from typing import Any

from django.http import Http404
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sangkien.base.days import format_day
from sangkien.registry.fields import Sentence, fields_of
from sangkien.registry.gathering import Report
from sangkien.registry.models import FrozenFigures, Incoming, OfficialPaper, Outgoing
from sangkien.registry.queries import incoming_of, outgoing_of
from sangkien.registry.rules import FIGURES, OFFICERS
from sangkien.registry.sources import Source
from sangkien.registry.states import NO_LONGER
from sangkien.statistics.definitions import DEFINITIONS, Statistic
from sangkien.statistics.quarters import whole
from sangkien.web.data.answering import Form
from sangkien.web.data.lists import in_parts, send_list
from sangkien.web.data.sheets import Cell, Column, Kind
from sangkien.web.doors import Request, wearing
from sangkien.web.registry.asked import paper_of, unit_of
from sangkien.web.registry.lists import OF_UNIONS, papers_asked, with_receivers
from sangkien.web.registry.registers import words_asked, year_asked
from sangkien.web.registry.reports import asked_reports


@wearing(*OFFICERS)
@require_safe
def outgoing_file(request: Request, code: str, form: Form) -> HttpResponseBase:
    """The register of what went out in a year."""
    unit, year = unit_of(request, code), year_asked(request, request.visit.actor.on)
    return send_list(
        request,
        form,
        name=f"van-ban-di-{code}-{year}",
        title=_("Sổ văn bản đi"),
        columns=[
            Column("line", _("Số, ký hiệu")),
            Column("kind", _("Loại văn bản")),
            Column("subject", _("Trích yếu")),
            Column("day", _("Ngày"), Kind.DAY),
            Column("taken_on", _("Lấy số ngày"), Kind.DAY),
            Column("state", _("Tình trạng")),
            Column("reason", _("Lý do")),
        ],
        rows=map(_outgoing, in_parts(outgoing_of(unit, year=year), list)),
        facts=[(_("Năm"), str(year))],
    )


@wearing(*OFFICERS)
@require_safe
def incoming_file(request: Request, code: str, form: Form) -> HttpResponseBase:
    """The register of what came in within a year."""
    unit, year = unit_of(request, code), year_asked(request, request.visit.actor.on)
    return send_list(
        request,
        form,
        name=f"van-ban-den-{code}-{year}",
        title=_("Sổ văn bản đến"),
        columns=[
            Column("number", _("Số đến"), Kind.WHOLE),
            Column("subject", _("Trích yếu")),
            Column("sender", _("Nơi gửi")),
            Column("line", _("Số, ký hiệu")),
            Column("day", _("Ngày"), Kind.DAY),
            Column("arrived_on", _("Ngày đến"), Kind.DAY),
        ],
        rows=map(_incoming, in_parts(incoming_of(unit, year=year, text=words_asked(request)), list)),
        facts=[(_("Năm"), str(year))],
    )


@wearing(*OFFICERS)
@require_safe
def papers_file(request: Request, code: str, form: Form) -> HttpResponseBase:
    """The union's papers."""
    papers = papers_asked(request, unit_of(request, code))
    return send_list(
        request,
        form,
        name=f"van-ban-{code}",
        title=_("Văn bản của đơn vị"),
        columns=[
            Column("about", _("Trích yếu")),
            Column("kind", _("Loại văn bản")),
            Column("receiver", _("Gửi tới")),
            Column("line", _("Số, ký hiệu")),
            Column("day", _("Ngày"), Kind.DAY),
            Column("state", _("Tình trạng")),
        ],
        rows=starmap(_paper, in_parts(papers, partial(with_receivers, on=request.visit.actor.on))),
    )


@wearing(*OFFICERS)
@require_safe
def reports_file(request: Request, code: str, form: Form) -> HttpResponseBase:
    """Who has reported of a stretch, and who has not."""
    unit = unit_of(request, code)
    question, found = asked_reports(request, unit)
    return send_list(
        request,
        form,
        name=f"bao-cao-{code}",
        title=_("Báo cáo của đơn vị trực thuộc"),
        columns=[
            Column("unit", _("Đơn vị")),
            Column("line", _("Số, ký hiệu")),
            Column("day", _("Ngày"), Kind.DAY),
            Column("entered", _("Số đến"), Kind.WHOLE),
        ],
        rows=map(_report, found),
        facts=[(_("Số liệu của"), question.title)] if question else [],
    )


@wearing(*OFFICERS)
@require_safe
def figures_file(request: Request, key: int, form: Form) -> HttpResponseBase:
    """The frozen figures of a paper and of its annex, as numbers: the same as it says, with where they come from."""
    paper = paper_of(request, key)
    figures = paper.figures
    if figures is None or figures.source not in OF_UNIONS or not request.visit.actor.may(FIGURES, paper):
        raise Http404
    number = getattr(paper, "outgoing", None)
    return send_list(
        request,
        form,
        name=f"so-lieu-van-ban-{paper.pk}",
        title=paper.about,
        columns=_figure_columns(Source(figures.source)),
        rows=_figure_rows(figures),
        facts=[
            (_("Số, ký hiệu"), number.line if number else _("dự thảo")),
            (_("Số liệu của"), str(figures.facts.get("period") or figures.facts["stretch"])),
            (_("Tính đến hết ngày"), format_day(figures.as_of)),
            (_("Bản chốt số"), str(figures.pk)),
            (_("Dòng cuối của sổ đếm"), str(figures.mark)),
            (_("Mã kiểm tra (SHA-256)"), figures.sha256),
        ],
    )


def _figure_columns(source: Source) -> list[Column]:
    def means(which: Statistic) -> str:
        known = DEFINITIONS[which]
        of = _("Tỷ lệ tính trên %(of)s.") % {"of": known.of}
        return f"{known.says} {of}" if known.of else str(known.says)

    columns = [
        Column("code", _("Mã")),
        Column("unit", _("Đơn vị"), meaning=_("dòng đầu là đơn vị của số liệu, sau đó từng đơn vị trực thuộc")),
        Column("target", _("Chỉ tiêu"), Kind.WHOLE, str(DEFINITIONS[Statistic.PERCENT].of)),
        Column("submitted", _("Lượt nộp"), Kind.WHOLE, means(Statistic.SUBMITTED)),
        Column("valid", _("Hợp lệ"), Kind.WHOLE, means(Statistic.VALID)),
        Column("percent", _("Đạt"), Kind.PERCENT, means(Statistic.PERCENT)),
        Column("over", _("Hơn (kém) chỉ tiêu"), Kind.WHOLE, _("số hợp lệ trừ chỉ tiêu")),
        Column("benefit", _("Giá trị làm lợi"), Kind.DONG, means(Statistic.BENEFIT)),
        Column("members", _("Số đoàn viên"), Kind.WHOLE),
    ]
    return columns + _period_columns() if source == Source.PERIOD else columns


def _period_columns() -> list[Column]:
    """What came in the period itself; the last three are known of the union of the figures alone."""
    means = {one.key: str(one.says) for one in fields_of(Source.PERIOD) if not isinstance(one, Sentence)}
    asked = [
        ("sent", _("Nộp trong kỳ"), Kind.WHOLE),
        ("gained", _("Hợp lệ trong kỳ"), Kind.WHOLE),
        ("gained_before", _("Hợp lệ kỳ trước"), Kind.WHOLE),
        ("gained_benefit", _("Giá trị làm lợi trong kỳ"), Kind.DONG),
        ("period_target", _("Chỉ tiêu của kỳ"), Kind.WHOLE),
        ("period_percent", _("Đạt chỉ tiêu của kỳ"), Kind.PERCENT),
    ]
    return [Column(key, head, kind, means[key]) for key, head, kind in asked]


def _figure_rows(figures: FrozenFigures) -> Iterator[list[Cell]]:
    facts, keys = figures.facts, _KEYS + (_OF_PERIOD if figures.source == Source.PERIOD else ())
    own = facts | {"code": facts["unit_code"], "name": facts["unit"]}
    for row in (own, *figures.rows):
        yield [row["code"], row["name"], *(_cell(row, key) for key in keys)]


_KEYS = ("target", "submitted", "valid", "percent", "over", "benefit", "members")
_OF_PERIOD = ("sent", "gained", "gained_before", "gained_benefit", "period_target", "period_percent")


def _cell(row: dict[str, Any], key: str) -> Cell:
    found = row.get(key)
    if found is None:
        return None
    if key == "period_target":  # a share by days need not be whole (7625/18); written as papers write it
        return whole(Fraction(found))
    return Decimal(found) if key in ("percent", "period_percent") else int(found)


def _report(one: Report) -> list[Cell]:
    line, day = (one.paper.outgoing.line, one.paper.day) if one.paper else (None, None)
    return [one.unit.name, line, day, one.entry.number if one.entry else None]


def _outgoing(one: Outgoing) -> list[Cell]:
    ended = one.paper if one.paper and one.paper.state in NO_LONGER else one
    state = str(ended.get_state_display())
    return [one.line, str(one.get_kind_display()), one.subject, one.day, one.taken_on, state, one.reason]


def _incoming(one: Incoming) -> list[Cell]:
    return [one.number, one.subject, one.sender, one.line, one.day, one.arrived_on]


def _paper(one: OfficialPaper, receiver: str) -> list[Cell]:
    outgoing = getattr(one, "outgoing", None)
    line = outgoing.line if outgoing else None
    return [one.about, str(one.get_kind_display()), receiver, line, one.day, str(one.get_state_display())]
