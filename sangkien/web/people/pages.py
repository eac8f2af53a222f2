"""Pages that stand still: help, accessibility, personal data, and the gallery of components."""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sangkien.initiatives.states import State
from sangkien.programmes.queries import current
from sangkien.web import gallery as components
from sangkien.web.doors import Request, open_to_all


@dataclass(frozen=True)
class Kept:
    """Something that is kept of a person: what, why, who sees it."""

    what: str
    why: str
    who: str


@open_to_all
@require_safe
def help_page(request: Request) -> HttpResponse:
    """How to send, what happens then, what the words of a state mean."""
    programme = current(request.visit.actor.on)
    return TemplateResponse(request, "people/help.html", {"programme": programme, "states": _meanings()})


def _meanings() -> list[tuple[State, str]]:
    """Every state of a dossier with what it means for the one who sent it."""
    meanings = {
        State.SUBMITTED: _("Máy chủ đã nhận. Công đoàn cơ sở đang xem để xác nhận."),
        State.REVIEWING: _("Công đoàn cơ sở đã xác nhận hoặc đã nhập giúp, cấp trên trực tiếp đang xem."),
        State.RETURNED: _("Còn thiếu vài chỗ. Anh/chị mở hồ sơ, bổ sung rồi gửi lại."),
        State.VALID: _("Đủ điều kiện, đã tính vào chỉ tiêu và được công bố."),
        State.INELIGIBLE: _("Không thuộc phạm vi chương trình. Lý do ghi trong hồ sơ."),
        State.DUPLICATE: _("Gộp vào một hồ sơ đã có, nên chỉ tính hồ sơ kia."),
        State.WITHDRAWN: _("Người gửi đã rút, không còn được tính."),
    }
    return [(state, meanings[state]) for state in State]


@open_to_all
@require_safe
def accessibility(request: Request) -> HttpResponse:
    """By which standard the pages are made, what was tested, what is still missing."""
    return TemplateResponse(request, "people/accessibility.html")


@open_to_all
@require_safe
def privacy(request: Request) -> HttpResponse:
    """What is kept of a person, why, who sees it and how long."""
    context = {"kept": _kept(), "asker_kept_days": settings.ASKER_KEPT_DAYS}
    context["draft_kept_days"] = settings.DRAFT_KEPT_DAYS
    return TemplateResponse(request, "people/privacy.html", context)


def _kept() -> list[Kept]:
    return [
        Kept(
            _("Họ tên, số điện thoại"),
            _("Đăng nhập, ghi đúng tác giả, liên lạc khi cần."),
            _("Anh/chị, công đoàn cơ sở và công đoàn cấp trên xem hồ sơ; cán bộ thấy số điện thoại đã che bớt."),
        ),
        Kept(
            _("Mật khẩu"),
            _("Đăng nhập."),
            _("Không ai: hệ thống chỉ giữ một dấu không đọc ngược được."),
        ),
        Kept(
            _("Tin nhắn và mã một lần gửi tới điện thoại"),
            _("Biết đúng là số của anh/chị, báo tin về hồ sơ."),
            _("Nhà mạng hoặc Zalo chuyển tin. Ở đây không ai xem được mã: gửi xong là hệ thống quên."),
        ),
        Kept(
            _("Nơi làm việc, bộ phận, công việc"),
            _("Chuyển hồ sơ đúng công đoàn, thống kê."),
            _("Như trên; trang công khai chỉ nêu tên công đoàn."),
        ),
        Kept(
            _("Nội dung sáng kiến, giá trị làm lợi"),
            _("Xác nhận, thẩm định, giới thiệu để nơi khác làm theo."),
            _("Công đoàn các cấp phía trên; mọi người khi đã công nhận. Tên anh/chị chỉ hiện khi anh/chị đã đồng ý."),
        ),
        Kept(
            _("Sáng kiến có bí mật công nghệ"),
            _("Được tính mà không lộ cách làm."),
            _("Chỉ tên và hiệu quả nằm trong hồ sơ; cách làm không được gửi đi."),
        ),
        Kept(
            _("Ảnh, tệp quyết định"),
            _("Đối chiếu việc công nhận."),
            _("Người được xem hồ sơ. Ảnh được bỏ nơi chụp và máy chụp khi nhận; tệp PDF giữ nguyên như đã gửi."),
        ),
        Kept(
            _("Tin nhắn trao đổi về hồ sơ"),
            _("Hỏi và trả lời mà không phải trả hồ sơ."),
            _("Tác giả, người nhập, công đoàn cơ sở và cấp trên trực tiếp đang xem hồ sơ. Tin đã gửi không xóa được."),
        ),
        Kept(
            _("Yêu cầu bổ sung nơi làm việc: họ tên, số điện thoại, lời nhắn"),
            _("Tìm hoặc bổ sung nơi anh/chị làm việc, gọi lại khi cần hỏi thêm."),
            _("Công đoàn trả lời yêu cầu và cấp trên của công đoàn đó, đến khi được xóa."),
        ),
        Kept(
            _("Khó khăn, vướng mắc: lời kể, ảnh, ghi âm, họ tên, số điện thoại"),
            _("Gỡ vướng cho anh/chị, trả lời và gọi lại khi cần hỏi thêm."),
            _("Đơn vị đang trả lời; công đoàn của anh/chị và cấp trên thấy số đã che. Bài hướng dẫn, báo cáo che hết."),
        ),
        Kept(
            _("Câu trả lời của đồng tác giả và doanh nghiệp, sự đồng ý, ảnh phiếu đã ký; lúc mở liên kết"),
            _("Biết ai đã xác nhận, chứng minh được sự đồng ý; mỗi sự đồng ý rút lại lúc nào cũng được."),
            _("Người được xem hồ sơ. Địa chỉ mạng chỉ giữ một dấu không đọc ngược được."),
        ),
        Kept(
            _("Nhật ký thao tác"),
            _("Biết ai đã làm gì, khi nào, để không ai sửa lén."),
            _("Người được giao quản trị hệ thống."),
        ),
    ]


@open_to_all
@require_safe
def gallery(request: Request) -> HttpResponse:
    """Every component in every state, for whoever writes a page."""
    return TemplateResponse(request, "gallery.html", dict(components.context()))
