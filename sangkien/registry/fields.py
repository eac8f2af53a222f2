"""Mục: what may stand between braces in the words of a paper, which fact it shows, and from which source it has it.

Field names are Vietnamese, since officers type them; capitals and marks do not matter.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sangkien.base.days import format_day
from sangkien.base.numbers import format_dong, format_int, format_percent
from sangkien.base.text import fold
from sangkien.registry import sentences
from sangkien.registry.sentences import Facts, against, within
from sangkien.registry.sources import Source
from sangkien.statistics.quarters import whole


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

    def said(self, facts: Facts) -> str | None:
        """What it shows; None while nothing is known, empty where there is nothing to say."""
        fact = facts.get(self.key)
        return None if fact in (None, "", []) else self.printed(fact)


@dataclass(frozen=True)
class Sentence(Field):
    """A field that says several facts in words, once the one of its key is known."""

    told: Callable[[Facts], str] = field(kw_only=True)

    def said(self, facts: Facts) -> str | None:
        """In words (`sentences.py`)."""
        return None if facts.get(self.key) is None else self.told(facts)


def _day(value: str) -> str:
    return format_day(date.fromisoformat(value))


def _percent(value: str) -> str:
    return format_percent(Decimal(value))


def _listed(value: str | list[str]) -> str:
    """Figures from before hold them as one text."""
    return value if isinstance(value, str) else "; ".join(value)


def _whole(value: str) -> str:
    return format_int(whole(Fraction(value)))


def _kind(value: str) -> str:
    return sentences.kind_of({"target_kind": value})


def _within_a_sentence(words: str) -> str:
    """Without the capital of its beginning; a word in capitals (CNVCLĐ) keeps them."""
    return words if words[1:2].isupper() else words[:1].lower() + words[1:].rstrip(".")


_EVERYWHERE = [
    Field("đơn vị", "unit", _("tên gọn của đơn vị")),
    Field("chương trình", "programme", _("tên gọn của chương trình")),
    Field("tên đầy đủ của chương trình", "full_name", _("tên đầy đủ của chương trình")),
    Field("khẩu hiệu", "slogan", _("khẩu hiệu của chương trình")),
    Field("văn bản của chương trình", "sources", _("các văn bản làm căn cứ của chương trình"), _listed),
    Field("ngày số liệu", "as_of", _("số liệu tính đến hết ngày này"), _day),
]
_REACHED = [
    Field("giai đoạn", "phase", _("tên giai đoạn"), within),
    Field("ngày đầu giai đoạn", "phase_first", _("ngày đầu của giai đoạn mà số liệu tính từ đó"), _day),
    Field("từ ngày", "first_day", _("ngày đầu của giai đoạn hoặc chiến dịch"), _day),
    Field("đến ngày", "last_day", _("ngày cuối của giai đoạn hoặc chiến dịch"), _day),
    Field("chỉ tiêu", "target", _("chỉ tiêu của đơn vị trong giai đoạn"), format_int),
    Field("loại chỉ tiêu", "target_kind", _("chỉ tiêu được giao, đăng ký hay tự phấn đấu"), _kind),
    Field("lượt nộp", "submitted", _("lượt nộp từ đầu giai đoạn"), format_int),
    Field("hợp lệ", "valid", _("sáng kiến hợp lệ từ đầu giai đoạn"), format_int),
    Field("phần trăm", "percent", _("hợp lệ trên chỉ tiêu"), _percent),
    Field("so với chỉ tiêu", "over", _("vượt hoặc còn thiếu bao nhiêu sáng kiến"), against),
    Field("giá trị làm lợi", "benefit", _("tổng giá trị làm lợi một năm do tác giả kê khai"), format_dong),
    Field("phần có xác nhận của doanh nghiệp", "attested", _("phần của giá trị ấy có xác nhận"), _percent),
    Field("số đoàn viên", "members", _("số đoàn viên báo gần nhất"), format_int),
    Field("số đơn vị", "below", _("số đơn vị trực thuộc"), format_int),
    Field("số đơn vị chưa có", "silent", _("số đơn vị trực thuộc chưa có sáng kiến hợp lệ"), format_int),
    Field("giai đoạn sau", "next", _("tên giai đoạn kế tiếp"), within),
    Field("từ ngày giai đoạn sau", "next_first", _("ngày đầu của giai đoạn kế tiếp"), _day),
    Field("đến ngày giai đoạn sau", "next_last", _("ngày cuối của giai đoạn kế tiếp"), _day),
    Field("trọng tâm giai đoạn sau", "next_focus", _("giai đoạn kế tiếp hướng vào ai"), _within_a_sentence),
    Sentence("đã có sáng kiến", "valid", _("câu: đã có bao nhiêu, hoặc chưa có"), told=sentences.so_far),
    Sentence("kết quả", "submitted", _("câu: lượt nộp và hợp lệ, hoặc chưa có"), told=sentences.sent_so_far),
    Sentence("kết quả so với chỉ tiêu", "valid", _("câu: đạt bao nhiêu, theo loại chỉ tiêu"), told=sentences.attained),
    Sentence("mục tiêu", "phase", _("câu: hoàn thành chỉ tiêu nào, bao nhiêu"), told=sentences.aim),
    Sentence("việc đã triển khai", "below", _("câu: đã triển khai, giao chỉ tiêu tới đâu"), told=sentences.led),
    Sentence("đơn vị trực thuộc", "silent", _("câu: bao nhiêu đơn vị chưa có sáng kiến"), told=sentences.below),
    Sentence("kết quả đơn vị", "silent", _("câu trên, dẫn tới phụ lục"), told=sentences.with_annex),
    Sentence("biểu dương", "below", _("câu: biểu dương ai, đề nghị ai"), told=sentences.praised),
    Sentence("tổng giá trị làm lợi", "benefit", _("câu: giá trị và phần có xác nhận"), told=sentences.benefit),
    Sentence("khó khăn, vướng mắc", "difficulties", _("câu: nhận, trả lời, còn bao nhiêu"), told=sentences.met_with),
    Field("doanh nghiệp", "employer", _("nơi làm việc mà công đoàn cơ sở tập hợp đoàn viên")),
]
_OF: dict[Source, list[Field]] = {
    Source.STRETCH: [Field("chặng", "stretch", _("tên giai đoạn hoặc chiến dịch đã chọn"), within), *_REACHED],
    Source.PERIOD: [
        Field("kỳ", "period", _("tên kỳ báo cáo, ví dụ tháng 5 năm 2022"), within),
        Field("từ ngày của kỳ", "period_first", _("ngày đầu của kỳ"), _day),
        Field("đến ngày của kỳ", "period_last", _("ngày cuối của kỳ"), _day),
        Sentence("vướng mắc kèm theo", "difficulties_open", _("câu: dẫn tới phụ lục"), told=sentences.with_obstacles),
        Field("lượt nộp trong kỳ", "sent", _("lượt nộp mới trừ hồ sơ rút, chuyển đi"), format_int),
        Field("hợp lệ trong kỳ", "gained", _("sáng kiến hợp lệ thêm trong kỳ"), format_int),
        Field("giá trị làm lợi trong kỳ", "gained_benefit", _("giá trị làm lợi thêm trong kỳ"), format_dong),
        Field("kỳ trước", "before", _("kỳ liền trước; khi kỳ chưa hết, cùng số ngày đầu của kỳ ấy"), within),
        Field("hợp lệ kỳ trước", "gained_before", _("sáng kiến hợp lệ thêm trong kỳ liền trước"), format_int),
        Sentence("so với kỳ trước", "change", _("tăng hoặc giảm bao nhiêu sáng kiến"), told=sentences.changed),
        Sentence("so sánh với kỳ trước", "change", _("câu trên, kèm số của kỳ trước"), told=sentences.compared),
        Sentence("nộp trong kỳ", "sent", _("câu: lượt nộp mới trừ hồ sơ rút, chuyển đi"), told=sentences.sent_now),
        Sentence("kết quả trong kỳ", "gained", _("câu: hợp lệ thêm, hoặc giảm vì sao"), told=sentences.gained_now),
        Sentence("làm lợi trong kỳ", "gained_benefit", _("câu: giá trị làm lợi thêm"), told=sentences.benefit_now),
        Sentence("đơn vị trong kỳ", "silent_now", _("câu: bao nhiêu đơn vị chưa có thêm"), told=sentences.each_now),
        Sentence("kết quả quý", "period", _("câu: chỉ tiêu quý và đạt bao nhiêu"), told=sentences.period_attained),
        Field("chỉ tiêu của kỳ", "period_target", _("chỉ tiêu quý, số tròn; chỉ báo cáo quý có"), _whole),
        Field("phần trăm của kỳ", "period_percent", _("hợp lệ trong kỳ trên chỉ tiêu quý"), _percent),
        Field("số đơn vị chưa có trong kỳ", "silent_now", _("số đơn vị trực thuộc không có thêm trong kỳ"), format_int),
        Sentence("từ đầu chương trình", "valid_ever", _("câu: cả chương trình có bao nhiêu"), told=sentences.ever),
        Field("hợp lệ của chương trình", "valid_ever", _("sáng kiến hợp lệ từ đầu chương trình"), format_int),
        *_REACHED,
    ],
    Source.TARGETS: [
        Field("chỉ số", "indicator", _("chỉ tiêu đếm gì, ví dụ sáng kiến hợp lệ")),
        Field("giai đoạn", "phase", _("giai đoạn được giao chỉ tiêu, hoặc cả chương trình"), within),
        Field("tổng số giao", "whole", _("tổng số giao; với tỷ trọng là mức giao, ví dụ tổng số 1.000")),
        Field("cách chia", "method", _("chia theo gì")),
        Field("số đơn vị", "below", _("số đơn vị được giao"), format_int),
    ],
    Source.DOSSIERS: [
        Field("số sáng kiến", "count", _("số sáng kiến trong danh sách"), format_int),
        Field("số tác giả", "people", _("số tác giả, mỗi người một lần"), format_int),
        Field("giá trị làm lợi", "benefit", _("tổng giá trị làm lợi một năm trong danh sách"), format_dong),
        Sentence("kèm giá trị làm lợi", "benefit", _("phần câu: tổng giá trị, nếu có"), told=sentences.with_benefit),
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
        Sentence("kết quả chấm", "count", _("câu: bao nhiêu đạt, không đạt"), told=sentences.scored),
        Field("số không đạt", "failed", _("số hồ sơ dưới mức điểm"), format_int),
    ],
    Source.SITTING: [
        Field("hội đồng", "council", _("tên hội đồng")),
        Field("quyết định thành lập", "decision", _("quyết định thành lập hội đồng")),
        Field("phiên", "number", _("phiên họp thứ mấy"), format_int),
        Field("ngày họp", "day", _("ngày họp"), _day),
        Field("khai mạc", "opened", _("giờ khai mạc")),
        Field("bế mạc", "closed", _("giờ bế mạc")),
        Field("nơi họp", "place", _("nơi họp")),
        Field("số thành viên", "seats", _("số thành viên hội đồng hôm ấy"), format_int),
        Field("số dự họp", "present", _("số thành viên đã dự"), format_int),
        Field("thành viên dự họp", "came", _("họ tên, chức vụ của người dự")),
        Field("tỷ lệ tối thiểu", "quorum", _("phần thành viên phải bỏ phiếu")),
        Field("số nội dung", "count", _("số nội dung của chương trình"), format_int),
        Sentence("thành viên vắng mặt", "seats", _("câu: vắng những ai, hoặc không ai vắng"), told=sentences.absent),
        Sentence("kết quả biểu quyết", "count", _("câu: bao nhiêu được thông qua"), told=sentences.voted),
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
