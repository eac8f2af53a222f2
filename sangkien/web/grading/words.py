"""Points and how they came, in words: what a page, a file and a print say alike."""

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from django.utils.translation import gettext as _

from sangkien.grading.models import Round
from sangkien.grading.placing import Placed, room
from sangkien.grading.reckoning import Reckoned, Total
from sangkien.grading.spec import Auto, CriteriaSpec, Grade, Indicator, Kind, Tie
from sangkien.web.templatetags.components import NOTHING, day, decimal, moment, number


def points(hundredths: int | None) -> str:
    """1250 is "12,5"; what nobody has given is "–"."""
    if hundredths is None:
        return NOTHING
    whole, rest = divmod(hundredths, 100)
    return decimal(Decimal(f"{whole}.{rest:02}".rstrip("0").rstrip(".")))


def formula(auto: Auto, most: int) -> str:
    """How the points of an automatic line follow from its figure."""
    told = {"what": _divided(auto.indicator), "most": points(most), "full": _measure(auto.full_at, auto.indicator)}
    if not auto.above:
        return _("%(what)s: đủ %(most)s điểm từ %(full)s trở lên, dưới mức đó tính theo tỷ lệ") % told
    told["above"] = _measure(auto.above, auto.indicator)
    return _("%(what)s: tính theo tỷ lệ từ trên %(above)s, đủ %(most)s điểm từ %(full)s trở lên") % told


def without(auto: Auto) -> str:
    """What an automatic line gives where its figure cannot be told."""
    told = {"points": points(auto.without)}
    return {
        Indicator.TARGET: _("chưa có chỉ tiêu thì tính %(points)s điểm"),
        Indicator.MEMBERS: _("chưa có số đoàn viên thì tính %(points)s điểm"),
        Indicator.VALIDITY: _("chưa nộp hồ sơ nào thì tính %(points)s điểm"),
    }[auto.indicator] % told


def arithmetic(one: Reckoned) -> str:
    """How an automatic line came to its points, exactly: "46 ÷ 230 = 20 %; 20 × 1/5 = 4 điểm"."""
    auto = one.line.auto
    if auto is None:
        return ""
    if one.value is None:
        return without(auto)
    per = " × 1.000" if auto.indicator == Indicator.MEMBERS else ""
    said = f"{number(one.done)} ÷ {number(one.of)}{per} {_exact(one.value, auto.indicator)}; {_way(one, auto)}"
    if one.given is None:
        return said
    return _("%(said)s; sau khiếu nại: %(points)s điểm") % {"said": said, "points": points(one.points)}


def added_up(total: Total, spec: CriteriaSpec) -> str:
    """The total as a sum: "20 + 75 + 3 (điểm cộng) − 2 (điểm trừ) = 96 điểm"."""
    parts = [points(group.points) for group in total.groups if group.group.most]
    said = " + ".join(parts) or "0"
    if total.bonus_whole:
        cut = _(", nhiều nhất %s") % points(spec.bonus_ceiling) if total.bonus < total.bonus_whole else ""
        said += " + " + _("%(n)s (điểm cộng%(cut)s)") % {"n": points(total.bonus), "cut": cut}
    if total.deducted:
        said += " − " + _("%s (điểm trừ)") % points(total.deducted)
    whole = total.criteria + total.bonus - total.deducted
    said += " = " + _("%s điểm") % points(max(whole, 0))
    if whole > spec.total_ceiling:
        said += "; " + _("lấy nhiều nhất %s điểm") % points(spec.total_ceiling)
    return said if whole >= 0 else said + " " + _("(không tính dưới 0)")


def cut(whole: int, most: int) -> str:
    """Where a ceiling takes something off a group: "85, lấy nhiều nhất 80"."""
    return _("cộng được %(whole)s, lấy nhiều nhất %(most)s") % {"whole": points(whole), "most": points(most)}


def ties(spec: CriteriaSpec) -> str:
    """By what the same totals are told apart, in its order."""
    if not spec.ties:
        return _("Bằng điểm thì đồng hạng.")
    named = "; ".join(f"{place}. {tie(code, spec)}" for place, code in enumerate(spec.ties, start=1))
    return _("Bằng điểm thì xét lần lượt: %s. Vẫn bằng thì đồng hạng.") % named


def tie(code: str, spec: CriteriaSpec) -> str:
    """One tie-break: "nhiều điểm hơn ở dòng “Chỉ tiêu”"."""
    line = spec.line(code)
    if line is not None:
        return _("nhiều điểm hơn ở “%s”") % line.name
    return {
        Tie.TARGET: _("tỷ lệ hợp lệ trên chỉ tiêu cao hơn, lấy phân số đúng"),
        Tie.MEMBERS: _("nhiều sáng kiến hợp lệ hơn trên 1.000 đoàn viên"),
        Tie.VALIDITY: _("tỷ lệ hợp lệ trên số đã nộp cao hơn"),
        Tie.VALID: _("nhiều sáng kiến hợp lệ hơn"),
        Tie.DEDUCTIONS: _("ít điểm trừ hơn"),
    }[Tie(code)]


def why(one: Placed, spec: CriteriaSpec) -> list[str]:
    """What a reader of the result should know of a line: why behind the one before, why not a better grade."""
    said = []
    if one.told_apart:
        said.append(_("cùng điểm với đơn vị trên, xếp sau vì đơn vị trên: %s") % tie(one.told_apart, spec))
    for grade, lacks in one.passed_over:
        line = spec.line(lacks)
        reason = _("hết tỷ lệ") if line is None else _("chưa đủ điểm ở “%s”") % line.name
        said.append(_("đủ điểm “%(grade)s” nhưng %(reason)s") % {"grade": grade.name, "reason": reason})
    return said


def bounds(grade: Grade, spec: CriteriaSpec, of: int | None = None) -> str:
    """What a grade asks: "từ 90 điểm; cần đủ điểm ở “Chỉ tiêu”; không quá 20 % số đơn vị (nhiều nhất 1 trong 6)"."""
    said = [_("từ %s điểm") % points(grade.since)]
    said += [_("cần đủ điểm ở “%s”") % line.name for code in grade.needs if (line := spec.line(code))]
    if grade.at_most is not None:
        share = _("không quá %s số đơn vị") % f"{points(grade.at_most)}\u00a0%"
        said.append(share if of is None else f"{share} {_room(room(grade, of), of)}")
    return joined(said)


def _room(most: int, of: int) -> str:
    told = {"room": number(most), "of": number(of)}
    return (
        _("(nhiều nhất %(room)s trong %(of)s)") % told if most else _("(với %(of)s đơn vị thì chưa đơn vị nào)") % told
    )


def figures_of(one: Round) -> str:
    """Where the figures of the round come from. Two queries."""
    told = {"period": _period(one), "day": day(one.as_of)}
    if one.table_id and one.table:
        told["n"] = number(one.table.number)
        return _("Số liệu theo bảng chốt số %(n)s, %(period)s, đến hết ngày %(day)s") % told
    told["at"] = moment(one.steps.earliest("pk").at)
    return _("Số liệu %(period)s đến hết ngày %(day)s, giữ như lúc mở đợt: %(at)s") % told


def _period(one: Round) -> str:
    """The phase, or the whole programme, as people call it."""
    phase = one.programme.phases.filter(code=one.period).first()
    return phase.title if phase else one.programme.name


def entry_of(one: Round) -> str:
    """Up to which entry of the ledger they count, for whoever checks them."""
    return _("Sổ đếm đến bút toán số %(mark)s") % {"mark": number(one.mark)}


def kind(of: Kind) -> str:
    """What a line does to the total."""
    return {Kind.CRITERION: "", Kind.BONUS: _("điểm cộng"), Kind.DEDUCTION: _("điểm trừ")}[of]


def joined(lines: Iterable[str]) -> str:
    """Several remarks as one."""
    return "; ".join(lines)


# Helpers ----------------------------------------------------------------------------------------------------


def _divided(indicator: Indicator) -> str:
    return {
        Indicator.TARGET: _("hợp lệ ÷ chỉ tiêu"),
        Indicator.MEMBERS: _("hợp lệ trên 1.000 đoàn viên"),
        Indicator.VALIDITY: _("hợp lệ ÷ đã nộp"),
    }[indicator]


def _way(one: Reckoned, auto: Auto) -> str:
    most, value = points(one.line.points), one.value
    assert value is not None
    if value * 100 >= auto.full_at:
        return _("từ %(full)s trở lên: đủ %(most)s điểm") % {
            "full": _measure(auto.full_at, auto.indicator),
            "most": most,
        }
    if value * 100 <= auto.above:
        return _("chưa quá %(above)s: 0 điểm") % {"above": _measure(auto.above, auto.indicator)}
    share = (value * 100 - auto.above) / (auto.full_at - auto.above)
    sign = "=" if share * one.line.points == one.auto else "≈"
    return f"{most} × {share} {sign} {_('%s điểm') % points(one.auto)}"


def _measure(hundredths: int, indicator: Indicator) -> str:
    shown = points(hundredths)
    return shown if indicator == Indicator.MEMBERS else f"{shown}\u00a0%"


def _exact(value: Fraction, indicator: Indicator) -> str:
    """ "= 20 %", or at two decimals "≈ 83,85 %": the points come from the exact fraction."""
    exact = Decimal(value.numerator) / value.denominator
    shown = exact.quantize(Decimal("0.01"), ROUND_HALF_UP)
    sign = "=" if Fraction(shown) == value else "≈"
    return f"{sign} {_measure(int(shown * 100), indicator)}"
