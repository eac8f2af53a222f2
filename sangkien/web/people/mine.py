"""One's own pages: my page, and a dossier."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from sangkien.web.data.answering import Form
from sangkien.web.data.lists import in_parts, send_list
from sangkien.web.data.sheets import Cell, Column, Kind
from sangkien.web.directory.state import own_standings
from sangkien.web.doors import Request, signed_in
from sangkien.web.people import shelf
from sangkien.web.people.dossier import oneself, own, show
from sangkien.web.people.tasks import tasks_on

_A_PAGE = 20


@signed_in
@never_cache
@require_safe
def my_page(request: Request) -> HttpResponse:
    """What waits for oneself first, then what is on its way and who holds it, then what is finished."""
    actor = oneself(request.visit.actor)
    page = Paginator(shelf.own(actor), _A_PAGE).get_page(request.GET.get("page"))
    lines = shelf.lines_of(page.object_list, actor=actor)
    known = {
        "tasks": tasks_on(page.number, lines, actor=actor),
        "requests": own_standings(actor),
        "on_the_way": [line for line in lines if line.on_the_way],
        "finished": [line for line in lines if line.initiative.closed_at],
        "page": page,
    }
    return TemplateResponse(request, "people/my_page.html", known)


@signed_in
@never_cache
@require_safe
def my_file(request: Request, form: Form) -> HttpResponseBase:
    """One's own dossiers as a file, as one has been told of them."""
    actor = oneself(request.visit.actor)
    lines = in_parts(shelf.own(actor), lambda some: shelf.lines_of(some, actor=actor))
    return send_list(
        request,
        form,
        name="sang-kien-cua-toi",
        title=_("Sáng kiến của tôi"),
        columns=[
            Column("code", _("Mã hồ sơ")),
            Column("title", _("Tên sáng kiến")),
            Column("submitted_at", _("Gửi lúc"), Kind.MOMENT),
            Column("state", _("Trạng thái")),
            Column("turn", _("Đang ở đâu")),
            Column("benefit_vnd", _("Giá trị làm lợi"), Kind.DONG, _("giá trị một năm do tác giả kê khai")),
        ],
        rows=map(_cells, lines),
    )


def _cells(line: shelf.DossierLine) -> list[Cell]:
    one = line.initiative
    return [one.code, one.title, one.submitted_at, str(one.get_state_display()), line.turn, one.benefit_vnd]


@signed_in
@never_cache
@require_safe
def dossier(request: Request, code: str) -> HttpResponse:
    """A dossier of one's own: where it stands, what is asked, its history, what it says."""
    return show(request, own(request, code))
