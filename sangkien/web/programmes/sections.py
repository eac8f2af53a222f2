"""The sections of a programme, as pages: which part of the file each shows, and by which questions."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext_lazy as _

from sangkien.programmes.kinds import CampaignKind, Workflow
from sangkien.web.programmes.asks import (
    Ask,
    Words,
    choice,
    choices_of_a_question,
    codes,
    day,
    line,
    lines,
    money,
    number,
    numbers,
    text,
    tick,
)
from sangkien.workdays.models import Week


@dataclass(frozen=True)
class Section:
    """One page. `asks` by their place in the file; with `rows` the place of a list, and `asks` by the place in each of
    its parts. `at_once`: what it says holds for everybody from then on; otherwise for forms begun from then on."""

    slug: str
    title: Words
    lead: Words
    asks: Mapping[str, Ask] = field(default_factory=dict)
    rows: str = ""
    at_once: bool = False

    @property
    def places(self) -> list[str]:
        """The places of the file that it may change."""
        return [self.rows] if self.rows else list(self.asks)


_VI, _EN = _("tiếng Việt"), _("tiếng Anh")
_HINT = {"hint.vi": line(_("Lời giải thích"), most=300), "hint.en": line(_("Lời giải thích, tiếng Anh"), most=300)}
_CODE = {"code": line(_("Mã"), most=40, help=_("Chữ không dấu, chữ số, gạch ngang. Hồ sơ đã gửi giữ mã này."))}
_NAMED = _CODE | {"name.vi": line(_("Tên")), "name.en": line(_("Tên, tiếng Anh"))}
_WINDOW = {"window.from": day(_("Từ ngày")), "window.to": day(_("Đến hết ngày"))}
_TERM = _NAMED | _HINT
_ANSWERING = [("required", _("Bắt buộc")), ("optional", _("Không bắt buộc")), ("hidden", _("Không hỏi"))]
_CHOOSE = [("", _("Chọn"))]
_SHAPES = [
    *_CHOOSE,
    ("line", _("Một dòng chữ")),
    ("text", _("Nhiều dòng")),
    ("choice", _("Chọn một")),
    ("number", _("Một số")),
    ("yes_no", _("Có hay không")),
]
_COUNTS = [("", _("Có")), ("true", _("Có, ghi rõ")), ("false", _("Chưa, nhờ công đoàn giúp"))]
_PAPER = [("", _("Không cần")), ("true", _("Cần số, ngày, nơi ban hành")), ("false", _("Không cần, ghi rõ"))]

_NAMES = {
    "short_name.vi": line(_("Tên ngắn"), most=120),
    "short_name.en": line(_("Tên ngắn, tiếng Anh"), most=120),
    "full_name": line(_("Tên đầy đủ"), most=400),
    "about.vi": text(_("Giới thiệu")),
    "about.en": text(_("Giới thiệu, tiếng Anh")),
    "slogan": line(_("Khẩu hiệu")),
    "sources": lines(_("Căn cứ"), help=_("Mỗi dòng một văn bản: loại, số, ngày, cơ quan ban hành, về việc gì")),
    "milestones": numbers(
        _("Các mốc ghi nhận"), help=_("Sáng kiến hợp lệ thứ bao nhiêu được ghi lại, ví dụ 1.000; 1.000.000")
    ),
}
_DAYS = {
    "opens.from": day(_("Nhận sáng kiến từ ngày")),
    "opens.to": day(_("Nhận đến hết ngày")),
    "deadline.grace_hours": number(
        _("Số giờ chờ bài viết xong trước hạn"), help=_("Bài viết xong khi mất mạng, gửi đến muộn ngần ấy giờ vẫn nhận")
    ),
    "deadline.outage.longer_than_minutes": number(
        _("Gián đoạn lâu hơn (phút)"), help=_("Để trống nếu không tự gia hạn khi hệ thống gián đoạn")
    ),
    "deadline.outage.in_last_hours": number(_("Trong số giờ cuối")),
    "deadline.outage.extend_hours": number(_("Thì gia hạn (giờ)")),
}
_ELIGIBLE = {
    "applied.from": day(_("Được áp dụng từ ngày")),
    "applied.to": day(_("Được áp dụng đến hết ngày"), help=_("Để trống cả hai nếu không quy định")),
    "recognised.from": day(_("Được công nhận từ ngày")),
    "recognised.to": day(_("Được công nhận đến hết ngày"), help=_("Ngày của quyết định công nhận")),
    "recognition_counts": tick(_("Phải được công nhận mới hợp lệ")),
    "confirm_above": money(_("Đọc lại số tiền lớn hơn"), help=_("Giá trị làm lợi mỗi năm, để khỏi gõ nhầm")),
}
_REVIEW = {
    "review.workflow": choice(_("Ai xét hồ sơ"), Workflow.choices),
    "review.council.quorum": number(_("Hội đồng: số phiếu tối thiểu"), help=_("Chỉ khi hội đồng chấm điểm")),
    "review.council.pass": number(_("Hội đồng: mức đạt (phần trăm)")),
    "review.confirm_days": number(_("Số ngày làm việc để cơ sở xác nhận")),
    "review.decide_days": number(_("Số ngày làm việc để thẩm định")),
    "review.appeal_days": number(_("Số ngày để đề nghị xem lại")),
    "review.week": choice(_("Tuần làm việc"), Week.choices),
}
_ITEMS = {
    "form.kind": choice(_("Loại giải pháp"), _ANSWERING),
    "form.field": choice(_("Lĩnh vực"), _ANSWERING),
    "form.before": choice(_("Trước đây"), _ANSWERING),
    "form.after": choice(_("Bây giờ"), _ANSWERING),
    "form.applied_on": choice(_("Ngày áp dụng"), _ANSWERING),
    "form.benefit": choice(_("Lợi ích"), _ANSWERING),
    "form.recognition": choice(_("Công nhận"), _ANSWERING),
    "limits.photos": number(_("Số ảnh tối đa")),
    "limits.largest_mb": number(_("Mỗi tệp tối đa (MB)")),
}
_TEXTS = {
    "texts.start.vi": text(_("Lời ở trang đầu")),
    "texts.start.en": text(_("Lời ở trang đầu, tiếng Anh")),
    "texts.consent.vi": text(_("Lời đồng ý công bố tên")),
    "texts.consent.en": text(_("Lời đồng ý công bố tên, tiếng Anh")),
    "texts.done.vi": text(_("Lời trên biên nhận")),
    "texts.done.en": text(_("Lời trên biên nhận, tiếng Anh")),
}
_RECOGNITION = _TERM | {
    "paper": choice(_("Kèm quyết định"), _PAPER),
    "counts": choice(_("Được tính là công nhận"), _COUNTS),
}
_RETURN = _TERM | {
    "field": line(_("Nói về ô nào của biểu mẫu"), most=60, help=_("Ví dụ recognition_number")),
    "step": number(_("Ở trang số"), help=_("1 đến 6")),
}
_PAPERS = (
    _NAMED
    | _HINT
    | {
        "required": tick(_("Bắt buộc")),
        "when": codes(
            _("Chỉ với hình thức công nhận"), help=_("Các mã, cách nhau bằng dấu phẩy; để trống là luôn hỏi")
        ),
    }
)
_QUESTIONS = _CODE | {
    "step": number(_("Ở trang số"), help=_("2 đến 5")),
    "kind": choice(_("Trả lời bằng"), _SHAPES),
    "label.vi": line(_("Câu hỏi"), most=300),
    "label.en": line(_("Câu hỏi, tiếng Anh"), most=300),
    **_HINT,
    "required": tick(_("Bắt buộc")),
    "choices": choices_of_a_question(_("Các lựa chọn")),
}
_PHASES = _NAMED | _WINDOW | {"focus": line(_("Trọng tâm"), most=400)}
_CAMPAIGNS = _NAMED | {
    "kind": choice(_("Loại"), [*_CHOOSE, *CampaignKind.choices]),
    "organiser": line(_("Mã đơn vị tổ chức"), most=40, help=_("Ví dụ LDLD-NINH-THUAN")),
    **_WINDOW,
    "within": line(_("Nằm trong chiến dịch mang mã"), most=20, help=_("Để trống nếu không nằm trong chiến dịch nào")),
}

SECTIONS = {
    section.slug: section
    for section in [
        Section("ten", _("Tên, giới thiệu"), _("Chương trình gọi là gì và dựa vào văn bản nào."), _NAMES, at_once=True),
        Section(
            "thoi-gian",
            _("Thời gian nhận"),
            _("Những ngày theo kế hoạch. Kéo dài thêm thì dùng trang Gia hạn, có ghi quyết định."),
            _DAYS,
            at_once=True,
        ),
        Section(
            "dieu-kien",
            _("Điều kiện"),
            _("Ba ngày khác nhau: ngày áp dụng, ngày được công nhận và ngày gửi. Ngày này không thay cho ngày kia."),
            _ELIGIBLE,
        ),
        Section(
            "giai-doan",
            _("Giai đoạn"),
            _("Mỗi giai đoạn có thời gian và chỉ tiêu riêng, không chồng lên nhau."),
            _PHASES,
            "phases",
            at_once=True,
        ),
        Section(
            "chien-dich",
            _("Chiến dịch, tuần cao điểm"),
            _("Những đợt cao điểm do chương trình định. Đơn vị bên dưới tự mở đợt của mình bên trong."),
            _CAMPAIGNS,
            "campaigns",
            at_once=True,
        ),
        Section(
            "quy-trinh",
            _("Quy trình, thời hạn"),
            _("Ai xét hồ sơ, trong bao nhiêu ngày làm việc."),
            _REVIEW,
            at_once=True,
        ),
        Section("bieu-mau", _("Biểu mẫu"), _("Biểu mẫu chung hỏi những mục nào."), _ITEMS),
        Section("loi-rieng", _("Lời riêng"), _("Để trống thì dùng lời chung."), _TEXTS),
        Section("cau-hoi", _("Câu hỏi riêng"), _("Câu hỏi chỉ chương trình này có."), _QUESTIONS, "questions"),
        Section("giay-to", _("Giấy tờ kèm theo"), _("Giấy tờ nộp cùng phần công nhận."), _PAPERS, "papers"),
        Section("loai", _("Loại giải pháp"), _("Sáng kiến thuộc loại nào."), _TERM, "lists.kinds"),
        Section("linh-vuc", _("Lĩnh vực"), _("Sáng kiến thuộc lĩnh vực nào."), _TERM, "lists.fields"),
        Section("loi-ich", _("Lợi ích ngoài tiền"), _("Lợi ích không tính bằng tiền."), _TERM, "lists.effects"),
        Section(
            "cong-nhan",
            _("Hình thức công nhận"),
            _("Những cách được công nhận mà chương trình chấp nhận."),
            _RECOGNITION,
            "lists.recognitions",
        ),
        Section("tra-lai", _("Lý do trả lại"), _("Lý do cán bộ chọn khi trả lại."), _RETURN, "lists.return_reasons"),
        Section(
            "khong-du",
            _("Lý do không đủ điều kiện"),
            _("Lý do cán bộ chọn khi kết luận không đủ điều kiện."),
            _TERM,
            "lists.refusal_reasons",
        ),
        Section(
            "tieu-chi",
            _("Tiêu chí chấm điểm"),
            _("Chỉ khi hội đồng chấm điểm: mỗi tiêu chí và điểm cao nhất."),
            _TERM | {"most": number(_("Điểm cao nhất"))},
            "lists.criteria",
        ),
    ]
}
