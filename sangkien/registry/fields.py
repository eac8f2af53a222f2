"""Mục: what may stand between braces in the words of a paper, which fact it shows, and from which source it has it.

Field names are Vietnamese, since officers type them; capitals and marks do not matter.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sangkien.base.days import format_day
from sangkien.base.numbers import format_decimal, format_dong, format_int, format_percent
from sangkien.base.text import fold
from sangkien.registry.sources import Source


@dataclass(frozen=True)
class Field:
    """One field: the name between the braces, the fact it shows, what it means, how it is printed."""

    name: str
    key: str
    says: str | Promise
    printed: Callable[[Any], str] = str

    @property
    def marked(self) -> str:
        """As it is typed."""
        return f"{{{self.name}}}"


def _day(value: str) -> str:
    return format_day(date.fromisoformat(value))


def _percent(value: str) -> str:
    return format_percent(Decimal(value))


def _exact(value: str) -> str:
    """A target that need not be whole, cut at two decimals: what is below it never reads as reached."""
    whole = Fraction(value)
    return format_decimal(Decimal(int(whole * 100)) / 100) if whole.denominator > 1 else format_int(int(whole))


def _against(over: int) -> str:
    if over > 0:
        return f"vượt {format_int(over)} sáng kiến"
    return f"còn thiếu {format_int(-over)} sáng kiến" if over else "bằng chỉ tiêu"


def _change(more: int) -> str:
    if more == 0:
        return "bằng kỳ trước"
    return f"{'tăng' if more > 0 else 'giảm'} {format_int(abs(more))} sáng kiến so với kỳ trước"


def _within_a_sentence(words: str) -> str:
    """Without the capital of its beginning; a word in capitals (CNVCLĐ) keeps them."""
    return words if words[1:2].isupper() else words[:1].lower() + words[1:].rstrip(".")


_EVERYWHERE = [
    Field("đơn vị", "unit", _("tên gọn của đơn vị")),
    Field("chương trình", "programme", _("tên gọn của chương trình")),
    Field("tên đầy đủ của chương trình", "full_name", _("tên đầy đủ của chương trình")),
    Field("khẩu hiệu", "slogan", _("khẩu hiệu của chương trình")),
    Field("văn bản của chương trình", "sources", _("các văn bản làm căn cứ của chương trình")),
    Field("ngày số liệu", "as_of", _("số liệu tính đến hết ngày này"), _day),
]
_REACHED = [
    Field("giai đoạn", "phase", _("tên giai đoạn")),
    Field("ngày đầu giai đoạn", "phase_first", _("ngày đầu của giai đoạn mà số liệu tính từ đó"), _day),
    Field("từ ngày", "first_day", _("ngày đầu của giai đoạn hoặc chiến dịch"), _day),
    Field("đến ngày", "last_day", _("ngày cuối của giai đoạn hoặc chiến dịch"), _day),
    Field("chỉ tiêu", "target", _("chỉ tiêu của đơn vị trong giai đoạn"), format_int),
    Field("lượt nộp", "submitted", _("lượt nộp từ đầu giai đoạn"), format_int),
    Field("hợp lệ", "valid", _("sáng kiến hợp lệ từ đầu giai đoạn"), format_int),
    Field("phần trăm", "percent", _("hợp lệ trên chỉ tiêu"), _percent),
    Field("so với chỉ tiêu", "over", _("vượt hoặc còn thiếu bao nhiêu sáng kiến"), _against),
    Field("giá trị làm lợi", "benefit", _("tổng giá trị làm lợi một năm do tác giả kê khai"), format_dong),
    Field("phần có xác nhận của doanh nghiệp", "attested", _("phần của giá trị ấy có xác nhận"), _percent),
    Field("số đoàn viên", "members", _("số đoàn viên báo gần nhất"), format_int),
    Field("số đơn vị", "below", _("số đơn vị trực thuộc"), format_int),
    Field("số đơn vị chưa có", "silent", _("số đơn vị trực thuộc chưa có sáng kiến hợp lệ"), format_int),
    Field("giai đoạn sau", "next", _("tên giai đoạn kế tiếp")),
    Field("từ ngày giai đoạn sau", "next_first", _("ngày đầu của giai đoạn kế tiếp"), _day),
    Field("đến ngày giai đoạn sau", "next_last", _("ngày cuối của giai đoạn kế tiếp"), _day),
    Field("trọng tâm giai đoạn sau", "next_focus", _("giai đoạn kế tiếp hướng vào ai"), _within_a_sentence),
    Field("doanh nghiệp", "employer", _("nơi làm việc mà công đoàn cơ sở tập hợp đoàn viên")),
]
_OF: dict[Source, list[Field]] = {
    Source.STRETCH: [Field("chặng", "stretch", _("tên giai đoạn hoặc chiến dịch đã chọn")), *_REACHED],
    Source.PERIOD: [
        Field("kỳ", "period", _("tên kỳ báo cáo, ví dụ Tháng 5 năm 2022")),
        Field("từ ngày của kỳ", "period_first", _("ngày đầu của kỳ"), _day),
        Field("đến ngày của kỳ", "period_last", _("ngày cuối của kỳ"), _day),
        Field("lượt nộp trong kỳ", "sent", _("lượt nộp thêm trong kỳ"), format_int),
        Field("hợp lệ trong kỳ", "gained", _("sáng kiến hợp lệ thêm trong kỳ"), format_int),
        Field("giá trị làm lợi trong kỳ", "gained_benefit", _("giá trị làm lợi thêm trong kỳ"), format_dong),
        Field("kỳ trước", "before", _("tên kỳ liền trước")),
        Field("hợp lệ kỳ trước", "gained_before", _("sáng kiến hợp lệ thêm trong kỳ liền trước"), format_int),
        Field("so với kỳ trước", "change", _("tăng hoặc giảm bao nhiêu sáng kiến"), _change),
        Field("chỉ tiêu của kỳ", "period_target", _("chỉ tiêu quý; chỉ báo cáo quý có"), _exact),
        Field("phần trăm của kỳ", "period_percent", _("hợp lệ trong kỳ trên chỉ tiêu quý"), _percent),
        Field("số đơn vị chưa có trong kỳ", "silent_now", _("số đơn vị trực thuộc không có thêm trong kỳ"), format_int),
        Field("hợp lệ của chương trình", "valid_ever", _("sáng kiến hợp lệ từ đầu chương trình"), format_int),
        *_REACHED,
    ],
    Source.TARGETS: [
        Field("chỉ số", "indicator", _("chỉ tiêu đếm gì, ví dụ sáng kiến hợp lệ")),
        Field("giai đoạn", "phase", _("giai đoạn được giao chỉ tiêu, hoặc cả chương trình")),
        Field("tổng số giao", "whole", _("tổng số giao; với tỷ trọng là mức giao, ví dụ tổng số 1.000")),
        Field("cách chia", "method", _("chia theo gì")),
        Field("số đơn vị", "below", _("số đơn vị được giao"), format_int),
    ],
    Source.DOSSIERS: [
        Field("số sáng kiến", "count", _("số sáng kiến trong danh sách"), format_int),
        Field("số tác giả", "people", _("số tác giả, mỗi người một lần"), format_int),
        Field("giá trị làm lợi", "benefit", _("tổng giá trị làm lợi một năm trong danh sách"), format_dong),
    ],
    Source.COUNCIL: [
        Field("từ ngày", "first_day", _("từ ngày chấm này"), _day),
        Field("đến ngày", "last_day", _("đến hết ngày chấm này"), _day),
        Field("số ủy viên", "councillors", _("số ủy viên hội đồng hôm ấy"), format_int),
        Field("ủy viên", "names", _("họ tên các ủy viên")),
        Field("số ủy viên đã chấm", "present", _("số ủy viên đã gửi phiếu"), format_int),
        Field("số phiếu cần", "quorum", _("số phiếu cần cho mỗi hồ sơ"), format_int),
        Field("số sáng kiến", "count", _("số hồ sơ đã chấm"), format_int),
        Field("số đạt", "passed", _("số hồ sơ đạt mức điểm"), format_int),
        Field("số không đạt", "failed", _("số hồ sơ dưới mức điểm"), format_int),
    ],
    Source.HONOURS: [
        Field("đợt xét", "round", _("tên đợt xét khen thưởng")),
        Field("hình thức khen thưởng", "forms", _("mỗi hình thức bao nhiêu")),
        Field("quy định khen thưởng", "regulations", _("văn bản quy định điều kiện của các hình thức ấy")),
        Field("đối tượng khen thưởng", "whom", _("bao nhiêu tập thể, bao nhiêu cá nhân")),
    ],
    Source.UPDATE_DAY: [
        Field("ngày hội", "title", _("tên ngày hội")),
        Field("ngày diễn ra", "day", _("ngày tổ chức"), _day),
        Field("giờ", "hours", _("từ mấy giờ đến mấy giờ")),
        Field("địa điểm", "place", _("nơi tổ chức")),
        Field("mã ngắn", "code", _("mã in trên áp phích")),
        Field("người đón tiếp", "contact", _("ai đón tiếp, ở đâu")),
    ],
}


def fields_of(source: Source) -> Sequence[Field]:
    """The fields that papers of this source may use."""
    return [*_EVERYWHERE, *_OF[source]]


def field_named(name: str) -> Field | None:
    """The field that is meant, whatever its source: a name shows the same fact in all of them."""
    return _BY_NAME.get(fold(name))


_BY_NAME = {fold(field.name): field for source in Source for field in fields_of(source)}
