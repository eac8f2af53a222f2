"""The counter for other people's pages: a small page for an iframe, and a picture. Only it may stand in a frame; it
sets no cookie, loads nothing and runs nothing."""

from csp.constants import HEADER
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_exempt

from sangkien.base.days import day_of
from sangkien.programmes.models import Programme
from sangkien.statistics.boards import board
from sangkien.statistics.stage import stage
from sangkien.statistics.stretches import whole_stretch_on
from sangkien.web.board.tiles import result, until_when
from sangkien.web.data.pictures import FONT, WHITE, text
from sangkien.web.doors import Request
from sangkien.web.public.caching import public_page
from sangkien.web.templatetags.components import number

POLICY = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors *"
_MOST_LETTERS = 38


@public_page
@xframe_options_exempt
def counter(request: Request, code: str) -> HttpResponseBase:
    """The page for an iframe of 340 by 150."""
    programme = get_object_or_404(Programme, code=code, rehearsal=False)
    answer = TemplateResponse(
        request, "data/counter.html", {"programme": programme, "badge": _badge(request, programme)}
    )
    return _framed(answer)


@public_page
@xframe_options_exempt
def badge(request: Request, code: str) -> HttpResponseBase:
    """The same as a picture."""
    drawn = _badge(request, get_object_or_404(Programme, code=code, rehearsal=False))
    return _framed(HttpResponse(drawn, content_type="image/svg+xml"))


def _framed(answer: HttpResponse) -> HttpResponse:
    answer[HEADER] = POLICY
    return answer


def _badge(request: Request, programme: Programme) -> SafeString:
    today = day_of(request.visit.now)
    here = stage(programme, on=today)
    figures = board(here, stretch=whole_stretch_on(programme, unit=here, on=today), as_of=today).figures
    name = programme.name if len(programme.name) <= _MOST_LETTERS else programme.name[: _MOST_LETTERS - 1] + "…"
    until = f"{here.short_name}, {until_when(today, now=request.visit.now)}"
    count = number(figures.valid)
    said = f"{count} {_('sáng kiến hợp lệ')}. {result(figures.achievement)}. {until}."
    return format_html(
        '<svg xmlns="http://www.w3.org/2000/svg" role="img" viewBox="0 0 340 150" width="340" height="150" '
        'font-family="{}"><title>{}</title><desc>{}</desc><rect width="340" height="150" rx="8" fill="#0a2b5c"/>'
        '<rect y="144" width="340" height="6" fill="#ffc42e"/>{}{}{}{}</svg>',
        FONT,
        programme.name,
        said,
        text(18, 30, name, size=15, colour="#dce9fb"),
        text(18, 80, count, size=42, bold=True, colour="#ffc42e"),
        text(18, 104, f"{_('sáng kiến hợp lệ')}{_after(result(figures.achievement))}", size=14, colour=WHITE),
        text(18, 130, until, size=12, colour="#9cc2f2"),
    )


def _after(words: str) -> str:
    return f" · {words}" if words else ""
