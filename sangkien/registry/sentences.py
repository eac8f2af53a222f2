"""Câu chữ từ số liệu: what frozen figures say in words, where a bare number would read oddly or say what is not so.

None is "chưa có", not "0 sáng kiến"; a number that has gone down says so and why; a target is named by its kind;
nothing is held against a target that nobody set. A sentence begins in a small letter: at the head of a line it gets its
capital where it is filled in. Empty: there is nothing to say. In Vietnamese, as papers are.
"""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

from sangkien.base.numbers import format_dong, format_int, format_percent
from sangkien.statistics.quarters import whole
from sangkien.targets.models import TargetKind

Facts = Mapping[str, Any]
"""What frozen figures say, by key (`freezing.py`)."""

_KINDS = {
    TargetKind.ASSIGNED: "chỉ tiêu được giao",
    TargetKind.REGISTERED: "chỉ tiêu đăng ký",
    TargetKind.SELF_RAISED: "chỉ tiêu tự phấn đấu",
}
_COMMON = {"Giai", "Đợt", "Ngày", "Tuần", "Tháng", "Quý", "Năm"}  # "Giai đoạn 1", "Tháng 5 năm 2022"
IN_ANNEX = "Kết quả từng đơn vị ở phụ lục kèm theo."


def within(title: str) -> str:
    """The name of a phase or period inside a sentence; a name of its own keeps its capital."""
    return title[:1].lower() + title[1:] if title.split(" ")[0] in _COMMON else title


def initiatives(count: int) -> str:
    """So many, or that there are none yet."""
    return f"{format_int(count)} sáng kiến hợp lệ" if count else "chưa có sáng kiến hợp lệ"


def kind_of(facts: Facts) -> str:
    """Whose number the target is; figures from before do not say."""
    kind = facts.get("target_kind")
    return _KINDS[TargetKind(kind)] if kind else "chỉ tiêu"


def against(over: int) -> str:
    """How far from the target."""
    if over > 0:
        return f"vượt {format_int(over)} sáng kiến"
    return f"còn thiếu {format_int(-over)} sáng kiến" if over else "bằng chỉ tiêu"


def so_far(facts: Facts) -> str:
    """ "đã có 1.396 sáng kiến hợp lệ"."""
    return f"đã có {initiatives(facts['valid'])}" if facts["valid"] else initiatives(0)


def ever(facts: Facts) -> str:
    """Since the programme began."""
    return f"từ đầu Chương trình {so_far({'valid': facts['valid_ever']})}"


def sent_so_far(facts: Facts) -> str:
    """What was sent since the phase began, and what of it is valid."""
    sent, valid = facts["submitted"], facts["valid"]
    if not sent:
        return f"có {initiatives(valid)}" if valid else "chưa có lượt nộp nào"
    return f"có {format_int(sent)} lượt nộp, {initiatives(valid)}"


def attained(facts: Facts) -> str:
    """ "đạt 139,6 % chỉ tiêu được giao (chỉ tiêu 1.000 sáng kiến; vượt 396 sáng kiến)"."""
    if facts.get("percent") is None:
        return "chưa có chỉ tiêu để so sánh"
    share, target = format_percent(Decimal(facts["percent"])), format_int(facts["target"])
    return f"đạt {share} {kind_of(facts)} (chỉ tiêu {target} sáng kiến; {against(facts['over'])})"


def aim(facts: Facts) -> str:
    """What is to be reached, by the kind of number as it was set, beside the others that the union has."""
    if not facts.get("target"):
        return "có thêm nhiều sáng kiến hợp lệ"
    others = {kind: n for kind, n in facts.get("targets", {}).items() if kind != facts.get("target_kind")}
    beside = "; ".join(f"{_KINDS[TargetKind(kind)]}: {format_int(n)}" for kind, n in others.items())
    phase, number = within(facts["phase"]), format_int(facts["target"])
    return f"hoàn thành {kind_of(facts)} {phase} là {number} sáng kiến{f' ({beside})' if beside else ''}"


def led(facts: Facts) -> str:
    """What the union has done for those below it: targets are said to be given only where they are."""
    units, given = facts["below"], facts.get("given", 0)
    if not units:
        return "đã triển khai và theo dõi kết quả trên phần mềm của Chương trình"
    to = f", giao chỉ tiêu cho {_of(given, units)}" if given else ""
    return (
        f"đã triển khai Chương trình tới {format_int(units)} đơn vị trực thuộc{to}"
        " và theo dõi kết quả trên phần mềm của Chương trình"
    )


def _of(some: int, all_of_them: int) -> str:
    if some < all_of_them:
        return f"{format_int(some)} đơn vị"
    return f"cả {format_int(all_of_them)} đơn vị" if all_of_them > 1 else "đơn vị ấy"


def below(facts: Facts) -> str:
    """How many of those below have nothing valid."""
    return _lacking(facts["below"], facts["silent"], "có sáng kiến hợp lệ")


def below_now(facts: Facts) -> str:
    """How many of those below gained nothing in the period."""
    return _lacking(facts["below"], facts["silent_now"], "có thêm sáng kiến hợp lệ trong kỳ")


def with_annex(facts: Facts) -> str:
    """The same as a sentence with where to read on; a union without others below has no such list."""
    return f"{below(facts)}. {IN_ANNEX}" if facts["below"] else ""


def each_now(facts: Facts) -> str:
    """The same about the period."""
    return f"{below_now(facts)}. {IN_ANNEX}" if facts["below"] else ""


def _lacking(units: int, lacking: int, what: str) -> str:
    if not units:
        return "đơn vị không có đơn vị trực thuộc"
    if lacking in (0, units):
        who = f"cả {format_int(units)} đơn vị trực thuộc đều" if units > 1 else "đơn vị trực thuộc"
        return f"{who} {'chưa' if lacking else 'đã'} {what}"
    return f"trong {format_int(units)} đơn vị trực thuộc còn {format_int(lacking)} đơn vị chưa {what}"


def praised(facts: Facts) -> str:
    """Who below is to be praised, before what the others are asked; nobody is before somebody has reached a target."""
    there, units = facts.get("there", 0), facts["below"]
    if not there:
        return "đề nghị các đơn vị"
    rest = "các đơn vị tiếp tục" if there == units else "các đơn vị còn lại"
    return f"biểu dương {_of(there, units)} đã hoàn thành chỉ tiêu; đề nghị {rest}"


def sent_now(facts: Facts) -> str:
    """What was sent in the period: new dossiers less those withdrawn or moved to another union."""
    sent = facts["sent"]
    if sent < 0:
        return f"số lượt nộp giảm {format_int(-sent)} do hồ sơ rút lại hoặc chuyển sang đơn vị khác nhiều hơn hồ sơ mới"
    return f"có {format_int(sent)} lượt nộp" if sent else "chưa có lượt nộp mới"


def gained_now(facts: Facts) -> str:
    """What became valid in the period, and what no longer is."""
    gained = facts["gained"]
    if gained < 0:
        return f"số sáng kiến hợp lệ giảm {format_int(-gained)} do hồ sơ được xem xét lại hoặc chuyển sang đơn vị khác"
    return f"có thêm {format_int(gained)} sáng kiến hợp lệ" if gained else "chưa có thêm sáng kiến hợp lệ"


def changed(facts: Facts) -> str:
    """More or fewer than before: of a period that runs still, than in as many days of the one before."""
    than, more = ("cùng số ngày của kỳ trước" if facts.get("days") else "kỳ trước"), facts["change"]
    if not more:
        return f"bằng {than}"
    return f"{'tăng' if more > 0 else 'giảm'} {format_int(abs(more))} sáng kiến so với {than}"


def compared(facts: Facts) -> str:
    """The same with the number of before; a day that is not over yet is not compared."""
    there = _in_period(within(facts["before"]), facts["gained_before"])
    if hour := facts.get("until_hour"):
        return f"số liệu lấy lúc {hour}, ngày chưa hết; cả {there}"
    if facts["gained"] == facts["gained_before"] == 0:
        return f"{within(facts['before'])} cũng chưa có"
    return f"{changed(facts)} ({there})"


def _in_period(name: str, gained: int) -> str:
    if gained < 0:
        return f"{name} giảm {format_int(-gained)} sáng kiến"
    return f"{name} có {format_int(gained)} sáng kiến" if gained else f"{name} chưa có sáng kiến"


def period_attained(facts: Facts) -> str:
    """The quarter against its own target: a whole number of initiatives, compared exactly (`statistics.quarters`)."""
    target = facts.get("period_target")
    if target is None:
        return "quý này chưa có chỉ tiêu"
    share = facts.get("period_percent")
    said = f"chỉ tiêu quý là {format_int(whole(Fraction(target)))} sáng kiến"
    return f"{said}, đạt {format_percent(Decimal(share))}" if share else said


def benefit_now(facts: Facts) -> str:
    """What the declared benefit of a year grew by."""
    dong = facts["gained_benefit"]
    if dong > 0:
        return f"giá trị làm lợi một năm do tác giả kê khai tăng thêm {format_dong(dong)}"
    if dong:
        return f"giá trị làm lợi một năm do tác giả kê khai giảm {format_dong(-dong)} do hồ sơ được xem xét lại"
    return "trong kỳ chưa có thêm giá trị làm lợi được kê khai"


def benefit(facts: Facts) -> str:
    """The declared benefit of a year, never without how far it is attested."""
    if not facts["benefit"]:
        return "chưa có giá trị làm lợi được kê khai"
    said = f"giá trị làm lợi một năm do tác giả kê khai là {format_dong(facts['benefit'])}"
    share = Decimal(facts.get("attested") or 0)
    attested = f"trong đó {format_percent(share)} có xác nhận" if share else "chưa có phần nào được xác nhận"
    return f"{said}, {attested}{' của doanh nghiệp' if share else ''}"


def with_benefit(facts: Facts) -> str:
    """A list's benefit, within a sentence; nothing where none is declared."""
    dong = facts["benefit"]
    return f", với tổng giá trị làm lợi một năm do tác giả kê khai là {format_dong(dong)}" if dong else ""


def absent(facts: Facts) -> str:
    """Who of the council was not there."""
    return f"Vắng mặt: {facts['absent']}." if facts["absent"] else "Không ai vắng mặt."


def voted(facts: Facts) -> str:
    """How many matters were carried, were not, and wait for another sitting."""
    told = {"được thông qua": "carried", "không được thông qua": "lost", "để lại phiên sau": "put_off"}
    return ", ".join(f"{format_int(facts[key])} nội dung {what}" for what, key in told.items() if facts[key])


def scored(facts: Facts) -> str:
    """How many reached the points that are asked."""
    count, passed, failed = facts["count"], facts["passed"], facts["failed"]
    if not failed:
        return f"cả {format_int(count)} sáng kiến đều đạt mức điểm" if count > 1 else "sáng kiến đạt mức điểm"
    if not passed:
        return f"cả {format_int(count)} sáng kiến đều chưa đạt mức điểm" if count > 1 else "sáng kiến chưa đạt mức điểm"
    return f"{format_int(passed)} sáng kiến đạt mức điểm, {format_int(failed)} sáng kiến không đạt"


def met_with(facts: Facts) -> str:
    """What came in these days, how much of it was answered in time, what is still open."""
    met = facts["difficulties"]
    if not met["received"]:
        return "không nhận được khó khăn, vướng mắc nào qua phần mềm của Chương trình"
    foreign = f", {format_int(met['foreign'])} của doanh nghiệp có vốn đầu tư nước ngoài" if met["foreign"] else ""
    most = sorted(met["kinds"].items(), key=lambda kind: (-kind[1], kind[0]))
    by_kind = "; ".join(f"{name}: {format_int(number)}" for name, number in most)
    said = f"nhận {format_int(met['received'])} khó khăn, vướng mắc{foreign} ({by_kind})"
    return f"{said}; {_answered(met)}{_left(met)}"


def _answered(met: Facts) -> str:
    if not met["answered"]:
        return "chưa trả lời vướng mắc nào"
    return f"đã trả lời {format_int(met['answered'])}, đúng hạn {format_int(met['in_time'])}"


def _left(met: Facts) -> str:
    """What is still open, what went up, what became guidance; nothing of what is nothing."""
    parts = [
        (met["waiting"], "còn {} đang giải quyết"),
        (met["aside"], "{} không thuộc phạm vi xử lý"),
        (met["handed_up"], "{} đã chuyển lên cấp trên"),
        (met["lessons"], "{} trả lời đã thành bài hướng dẫn"),
    ]
    return "".join(f"; {text.format(format_int(number))}" for number, text in parts if number)


def with_obstacles(facts: Facts) -> str:
    """Where to read them one by one; nothing where there are none."""
    if not facts["difficulties_open"]:
        return ""
    return "Những vướng mắc chưa giải quyết xong hoặc đã chuyển lên cấp trên ở phụ lục kèm theo."
