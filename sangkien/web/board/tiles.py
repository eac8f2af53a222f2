"""The figures of a unit as words and tiles."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from sangkien.base.days import day_of
from sangkien.statistics.figures import Achievement, Figures
from sangkien.statistics.pace import Pace, Rhythm, tenths
from sangkien.targets.models import TargetKind
from sangkien.web.templatetags.components import attested, day, decimal, moment, money_short, number, percent


@dataclass(frozen=True)
class Tile:
    """One figure with its name, a note and a tone."""

    label: str
    value: str
    note: str = ""
    tone: str = ""


@dataclass(frozen=True)
class Pill:
    """A status in words, with the tone and the picture that repeat it."""

    text: str
    tone: str
    picture: str


_RHYTHMS = {
    Rhythm.AHEAD: (gettext_lazy("Vượt nhịp"), "green", "chart-line"),
    Rhythm.ON_TIME: (gettext_lazy("Đúng nhịp"), "green", "check"),
    Rhythm.SLOW: (gettext_lazy("Chậm nhịp"), "gold", "triangle-alert"),
    Rhythm.AT_RISK: (gettext_lazy("Nguy cơ không đạt"), "red", "circle-alert"),
    Rhythm.REACHED: (gettext_lazy("Đã đạt chỉ tiêu"), "green", "circle-check"),
    Rhythm.MISSED: (gettext_lazy("Chưa đạt chỉ tiêu"), "gold", "target"),
    Rhythm.NOT_STARTED: (gettext_lazy("Chưa bắt đầu"), "blue", "clock"),
    Rhythm.NO_TARGET: (gettext_lazy("Chưa có chỉ tiêu"), "grey", "target"),
}


def rhythm_pill(pace: Pace) -> Pill:
    """ "Chậm nhịp · còn 12 ngày"."""
    word, tone, picture = _RHYTHMS[pace.rhythm]
    return Pill(f"{word} · {_when(pace)}", tone, picture)


def _when(pace: Pace) -> str:
    if not pace.has_begun:
        days = pace.days_until
        return ngettext("còn %(n)s ngày nữa", "còn %(n)s ngày nữa", days) % {"n": number(days)}
    if pace.days_left:
        return ngettext("còn %(n)s ngày", "còn %(n)s ngày", pace.days_left) % {"n": number(pace.days_left)}
    return _("ngày cuối") if pace.as_of == pace.last_day else _("đã kết thúc")


def result(achievement: Achievement) -> str:
    """ "đạt 139,6 % chỉ tiêu, vượt 396" (letter of phase 2); empty without a target."""
    if achievement.over is None or achievement.percent is None:
        return ""
    reached = _("đạt %(percent)s chỉ tiêu") % {"percent": percent(achievement.percent)}
    if achievement.over == 0:
        return reached
    rest = _("vượt %(n)s") if achievement.over > 0 else _("còn %(n)s")
    return f"{reached}, {rest % {'n': number(abs(achievement.over))}}"


@dataclass(frozen=True)
class Against:
    """One of the three targets, what has been reached of it, and whether the board compares with it."""

    kind: TargetKind
    achievement: Achievement
    chosen: bool

    @property
    def said(self) -> str:
        """ "Đăng ký 1.200: đạt 116,3 %"."""
        said = {"kind": self.kind.label, "target": number(self.achievement.target)}
        if self.achievement.percent is None:
            return _("%(kind)s %(target)s") % said
        said["percent"] = percent(self.achievement.percent)
        return _("%(kind)s %(target)s: đạt %(percent)s") % said


def against_each(figures: Figures) -> list[Against]:
    """The targets that are set, side by side."""
    return [Against(kind, one, kind == figures.measured_by) for kind, one in figures.against_each.items() if kind]


def until_when(as_of: date, *, now: datetime) -> str:
    """The moment up to which figures count: a past day to its end, today until now."""
    if as_of == day_of(now):
        return _("tính đến %(moment)s") % {"moment": moment(now)}
    return _("tính đến hết ngày %(day)s") % {"day": day(as_of)}


def tiles(figures: Figures, pace: Pace | None) -> list[Tile]:
    """The four figures below the curve, as they are at this stage of the stretch."""
    if pace is None or not pace.has_begun:
        return []
    if pace.is_over:
        return [*_ended(figures), _per_1000(figures), _benefit(figures)]
    return [_required(pace), _recent(pace), _forecast(pace), _benefit(figures)]


def _required(pace: Pace) -> Tile:
    if pace.target is None:
        return Tile(_("Cần mỗi ngày"), "–", _("chưa có chỉ tiêu"))
    if pace.required is None:
        over = _("vượt %(n)s") % {"n": number(pace.done - pace.target)}
        return Tile(_("Cần mỗi ngày"), _("Đã đạt"), over if pace.done > pace.target else "", "green")
    note = _("trong %(n)s ngày còn lại") % {"n": number(pace.days_left)}
    return Tile(_("Cần mỗi ngày"), decimal(tenths(pace.required)), note, "red" if pace.current < pace.required else "")


def _recent(pace: Pace) -> Tile:
    label = ngettext("%(n)s ngày qua", "%(n)s ngày qua", pace.over_days) % {"n": pace.over_days}
    return Tile(label, decimal(tenths(pace.current)), _("mỗi ngày"))


def _forecast(pace: Pace) -> Tile:
    label = _("Dự báo %(day)s") % {"day": f"{pace.last_day.day}/{pace.last_day.month}"}
    foreseen = Achievement(target=pace.target, done=pace.forecast)
    tone = "green" if foreseen.over is not None and foreseen.over >= 0 else ""
    return Tile(label, number(pace.forecast), _within(pace), tone)


def _within(pace: Pace) -> str:
    if pace.band is None:
        return _("nếu giữ nhịp này")
    low, high = map(number, pace.band)
    return _("nếu giữ nhịp này; khoảng %(low)s – %(high)s") % {"low": low, "high": high}


def _ended(figures: Figures) -> list[Tile]:
    achievement = figures.achievement
    if achievement.over is None or achievement.percent is None:
        return [Tile(_("Kết quả"), number(figures.valid), _("chưa có chỉ tiêu")), _submitted(figures)]
    reached = achievement.over >= 0
    beyond = (
        Tile(_("Vượt chỉ tiêu"), number(achievement.over)) if reached else Tile(_("Còn"), number(-achievement.over))
    )
    return [Tile(_("Đạt chỉ tiêu"), percent(achievement.percent), tone="green" if reached else ""), beyond]


def _submitted(figures: Figures) -> Tile:
    return Tile(_("Lượt nộp"), number(figures.submitted))


def _per_1000(figures: Figures) -> Tile:
    return Tile(_("Trên 1.000 đoàn viên"), decimal(figures.per_1000), _("sáng kiến hợp lệ"))


def _benefit(figures: Figures) -> Tile:
    return Tile(_("Giá trị làm lợi một năm"), money_short(figures.value.total), attested(figures.value))
