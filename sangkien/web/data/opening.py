"""Dữ liệu mở: the tables that anybody may take and use, and the page that explains them.

A version is the evening of a day: its files no longer change on that day, so their hash can be quoted.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256
from typing import Any

from django.http import Http404
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _

from sangkien.base.days import day_of
from sangkien.programmes.models import Programme
from sangkien.programmes.queries import current
from sangkien.statistics.boards import board
from sangkien.statistics.disclosure import FEWEST
from sangkien.statistics.figures import Figures
from sangkien.statistics.opened import SUBMITTED, VALID, WHOLE, Opened, Week, opened
from sangkien.statistics.stage import stage
from sangkien.statistics.stretches import whole_stretch_on
from sangkien.web.addresses import canonical, full
from sangkien.web.board.sheets import facts_of, meaning_of_submitted, meaning_of_valid
from sangkien.web.data.answering import FORMS, Form, content, send
from sangkien.web.data.sheets import Cell, Column, Kind, Sheet
from sangkien.web.doors import Request
from sangkien.web.public.caching import public_page
from sangkien.web.templatetags.components import day

UNITS, WEEKS = "don-vi", "tuan"  # the tables, in the address
LICENCE = "Creative Commons BY 4.0 (https://creativecommons.org/licenses/by/4.0/deed.vi)"


@dataclass(frozen=True)
class Offered:
    """A table on the page: its address as CSV, and the hash of that file."""

    sheet: Sheet
    address: str
    hash: str


@public_page
def open_data(request: Request) -> HttpResponseBase:
    """What there is, what each column means, under which licence, and how small cells are left out."""
    today = day_of(request.visit.now)
    programme = current(today)
    page: dict[str, Any] = {
        "programme": programme,
        "canonical": canonical(request),
        "fewest": FEWEST,
        "licence": LICENCE,
    }
    if programme:
        found = _opened(programme, today)
        page |= {"version": found.board.as_of, "offered": [_offered(found, name) for name in _TABLES]}
        page |= {"badge": full(request, reverse("badge", args=[programme.code])).url}
        page |= {"counter": full(request, reverse("counter", args=[programme.code])).url}
    return TemplateResponse(request, "data/open.html", page)


@public_page
def open_file(request: Request, code: str, table: str, form: Form) -> HttpResponseBase:
    """One of the tables as a file; its hash as ETag."""
    return send_open(request, code, table, form)


def send_open(request: Request, code: str, table: str, form: Form) -> HttpResponseBase:
    """The file, or 404 for a programme or table that there is not."""
    programme = get_object_or_404(Programme, code=code, rehearsal=False)
    if table not in _TABLES:
        raise Http404
    found = _opened(programme, day_of(request.visit.now))
    tag = f'"{_hash(found, table)}"' if form.ending == "csv" else None
    kept = get_conditional_response(request, etag=tag) if tag else None
    answer: HttpResponseBase = kept or send(open_sheet(found, table), form)
    if tag:
        answer["ETag"] = tag
    return answer


def _opened(programme: Programme, today: date) -> Opened:
    """As of the evening before, which is over."""
    evening = today - timedelta(days=1)
    here = stage(programme, on=evening)
    return opened(board(here, stretch=whole_stretch_on(programme, unit=here, on=evening), as_of=evening))


def _offered(found: Opened, table: str) -> Offered:
    address = reverse("open-file", args=[found.board.stretch.programme.code, table, "csv"])
    return Offered(open_sheet(found, table), address, _hash(found, table))


def _hash(found: Opened, table: str) -> str:
    return sha256(content(open_sheet(found, table), FORMS["csv"])).hexdigest()


def open_sheet(found: Opened, table: str, *, until: str = "") -> Sheet:
    """One of the tables. `until`: as of when, where that is not the evening of a day that is over."""
    until = until or _("tính đến hết ngày %(day)s") % {"day": day(found.board.as_of)}
    rule = _("không công bố ô dưới %(n)s sáng kiến, và ô mà từ đó tính ra được; ô để trống") % {"n": FEWEST}
    facts = [
        *facts_of(found.board, until),
        (_("Phiên bản"), found.board.as_of.isoformat()),
        (_("Giấy phép"), LICENCE),
        (_("Ô nhỏ"), rule),
    ]
    name = f"{found.board.stretch.programme.code}-{found.board.stretch.code}-{table}-{found.board.as_of.isoformat()}"
    title, columns, rows = _TABLES[table](found)
    return Sheet(name, title, facts, columns, rows)


_Content = tuple[str, list[Column], list[list[Cell]]]


def _by_unit(found: Opened) -> _Content:
    ratio = _("hợp lệ chia cho chỉ tiêu, nhân 100")
    columns = [
        Column("unit", _("Mã đơn vị"), meaning=_("mã của công đoàn, không bao giờ đổi")),
        Column("name", _("Đơn vị"), meaning=_("tên gọi; dòng đầu là tổng chung")),
        Column("members", _("Số đoàn viên"), Kind.WHOLE, _("số đoàn viên báo gần nhất")),
        Column("target", _("Chỉ tiêu"), Kind.WHOLE, _("được giao, nếu không có thì đăng ký, rồi tự phấn đấu")),
        Column("submitted", _("Lượt nộp"), Kind.WHOLE, meaning_of_submitted()),
        Column("valid", _("Hợp lệ"), Kind.WHOLE, meaning_of_valid()),
        Column("percent", _("Phần trăm chỉ tiêu"), Kind.PERCENT, ratio),
        Column("benefit_vnd", _("Giá trị làm lợi"), Kind.DONG, _("tổng giá trị một năm do tác giả kê khai")),
    ]
    own = _unit_row(found, found.board.figures, WHOLE)
    others = sorted((line.figures for line in found.board.lines), key=lambda figures: figures.unit.code)
    return _("Kết quả theo đơn vị"), columns, [own, *(_unit_row(found, one, one.unit.pk) for one in others)]


def _unit_row(found: Opened, figures: Figures, of: int | str) -> list[Cell]:
    shown = found.shows(VALID, of)
    return [
        figures.unit.code,
        figures.unit.name,
        figures.members,
        figures.achievement.target,
        figures.submitted if found.shows(SUBMITTED, of) else None,
        figures.valid if shown else None,
        figures.achievement.percent if shown else None,
        figures.benefit_vnd if shown else None,
    ]


def _by_week(found: Opened) -> _Content:
    columns = [
        Column("monday", _("Tuần từ ngày"), Kind.DAY, _("thứ Hai của tuần")),
        Column("submitted", _("Lượt nộp"), Kind.WHOLE, meaning_of_submitted()),
        Column("valid", _("Hợp lệ"), Kind.WHOLE, meaning_of_valid()),
    ]
    return _("Kết quả theo tuần"), columns, [_week_row(found, week) for week in found.weeks]


def _week_row(found: Opened, week: Week) -> list[Cell]:
    return [
        week.monday,
        week.submitted if found.shows(SUBMITTED, week.monday) else None,
        week.valid if found.shows(VALID, week.monday) else None,
    ]


_TABLES: dict[str, Callable[[Opened], _Content]] = {UNITS: _by_unit, WEEKS: _by_week}
