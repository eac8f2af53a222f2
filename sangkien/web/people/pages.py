"""Pages that stand still: help, accessibility, personal data, and the gallery of components."""

from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sangkien.initiatives.states import State
from sangkien.programmes.queries import current
from sangkien.web import gallery as components
from sangkien.web.doors import Request, open_to_all


@open_to_all
@require_safe
def help_page(request: Request) -> HttpResponse:
    """How to send, what happens then, what the words of a state mean."""
    programme = current(request.visit.actor.on)
    return TemplateResponse(request, "people/help.html", {"programme": programme, "states": _meanings()})


def _meanings() -> list[tuple[State, str]]:
    """Every state of a dossier with what it means for the one who sent it."""
    meanings = {
        State.SUBMITTED: _("Máy chủ đã nhận. Công đoàn cơ sở đang xem."),
        State.REVIEWING: _("Công đoàn cơ sở đã xác nhận, cấp trên trực tiếp đang xem."),
        State.RETURNED: _("Còn thiếu vài chỗ. Anh/chị mở hồ sơ, bổ sung rồi gửi lại."),
        State.VALID: _("Đủ điều kiện, đã tính vào chỉ tiêu và được công bố."),
        State.INELIGIBLE: _("Không thuộc phạm vi chương trình. Lý do ghi trong hồ sơ."),
        State.DUPLICATE: _("Giống một hồ sơ đã có, nên chỉ tính hồ sơ kia."),
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
    return TemplateResponse(request, "people/privacy.html")


@open_to_all
@require_safe
def gallery(request: Request) -> HttpResponse:
    """Every component in every state, for whoever writes a page."""
    return TemplateResponse(request, "gallery.html", dict(components.context()))
