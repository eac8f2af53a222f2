"""One's own pages: my page, a dossier, its paper."""

import logging

from django.core.files.storage import default_storage
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.template.response import TemplateResponse
from django.utils.http import content_disposition_header
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from sangkien.files.actions import address
from sangkien.files.models import StoredFile
from sangkien.initiatives.models import Initiative
from sangkien.initiatives.rules import SEE
from sangkien.web.directory.state import own_standings
from sangkien.web.doors import Request, signed_in
from sangkien.web.people import shelf
from sangkien.web.people.dossier import oneself, own, show
from sangkien.web.people.tasks import tasks_on

logger = logging.getLogger(__name__)

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


@signed_in
@require_safe
def paper(request: Request, pk: int) -> HttpResponse:
    """The scan of a decision, for whoever may see a dossier that it belongs to. It is saved, never opened in
    our own address; the kind is the one that was found when it was kept."""
    if not request.visit.actor.among(SEE, Initiative.objects.filter(recognition_paper=pk)).exists():
        raise Http404
    kept = StoredFile.objects.get(pk=pk)
    try:
        with default_storage.open(address(kept.sha256)) as stored:
            answer = HttpResponse(stored.read(), content_type=kept.kind)
    except FileNotFoundError:
        logger.exception("The content of file %s is not in the store", kept.pk)
        raise Http404 from None
    answer["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=kept.name)
    answer["Cache-Control"] = "private, no-store"
    return answer
