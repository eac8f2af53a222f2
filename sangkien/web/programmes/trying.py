"""Trying a programme out: throwing away what was made up, the whole of it, or putting it in force."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from sangkien.accounts.models import Role
from sangkien.base.problems import NotPossible
from sangkien.initiatives import rehearsing
from sangkien.programmes.models import Programme
from sangkien.web.doors import Request, wearing
from sangkien.web.programmes.shaped import shaped

THROW_AWAY, DROP, IN_FORCE = "bo-du-lieu", "bo-het", "thuc-hien"


@wearing(Role.ADMINISTRATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def trial(request: Request, code: str, task: str) -> HttpResponse:
    """Ask once more, with how much there is, then do it."""
    programme = shaped(request, code)
    if not programme.rehearsal or task not in _TASKS:
        raise Http404
    if request.method != "POST":
        return _page(request, programme, task)
    try:
        return _TASKS[task](request, programme)
    except NotPossible as no:
        return _page(request, programme, task, problems=no.problems, status=422)


def _throw_away(request: Request, programme: Programme) -> HttpResponse:
    count = rehearsing.throw_away(programme, by=request.visit.actor, at=request.visit.now)
    told = ngettext("Đã bỏ %(n)s bài thử.", "Đã bỏ %(n)s bài thử.", count) % {"n": count}
    messages.success(request, told)
    return redirect("shape-programme", programme.code)


def _drop(request: Request, programme: Programme) -> HttpResponse:
    rehearsing.drop(programme, by=request.visit.actor, at=request.visit.now)
    messages.success(request, _("Đã bỏ bản chạy thử “%(name)s” cùng mọi bài thử.") % {"name": programme.name})
    return redirect("shape-programmes")


def _in_force(request: Request, programme: Programme) -> HttpResponse:
    rehearsing.put_in_force(programme, by=request.visit.actor, at=request.visit.now)
    messages.success(request, _("“%(name)s” từ nay là chương trình thật.") % {"name": programme.name})
    return redirect("shape-programme", programme.code)


_TASKS: dict[str, Callable[[Request, Programme], HttpResponse]] = {
    THROW_AWAY: _throw_away,
    DROP: _drop,
    IN_FORCE: _in_force,
}


def _page(
    request: Request, programme: Programme, task: str, *, problems: tuple[object, ...] = (), status: int = 200
) -> HttpResponse:
    context = {
        "programme": programme,
        "task": task,
        "made_up": rehearsing.made_up(programme),
        "problems": problems,
        "has_errors": status >= 400,
    }
    return TemplateResponse(request, "programmes/trial.html", context, status=status)
