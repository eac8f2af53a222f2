"""One's own pages: my page, and a dossier."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

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
def dossier(request: Request, code: str) -> HttpResponse:
    """A dossier of one's own: where it stands, what is asked, its history, what it says."""
    return show(request, own(request, code))
