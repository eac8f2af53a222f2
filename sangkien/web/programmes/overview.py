"""The programmes that one may shape or try out, and one of them at a glance; its file."""

from dataclasses import dataclass

from django.core.paginator import Paginator
from django.db.models import Max
from django.http import Http404, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from sangkien.accounts.models import Role
from sangkien.base.shapes import written
from sangkien.initiatives.rehearsing import made_up
from sangkien.programmes.models import Programme, Version
from sangkien.programmes.rules import FOUND, OFFICERS, SHAPE, has_begun, trials
from sangkien.web.doors import Request, wearing
from sangkien.web.extensions import told as extension_in_words
from sangkien.web.programmes.forms import at
from sangkien.web.programmes.sections import SECTIONS, Section
from sangkien.web.programmes.shaped import shaped, told_by

_A_PAGE = 30


@dataclass(frozen=True)
class SectionLine:
    """A section and how much stands in it."""

    section: Section
    told: str


@wearing(*OFFICERS)
@require_safe
def programmes(request: Request) -> HttpResponse:
    """Those of the hat's union, newest first, and those that are tried out by it or by a union above."""
    actor = request.visit.actor
    own = actor.among(SHAPE, Programme.objects.annotate(last=Max("versions__number"))).order_by("-planned", "-pk")
    page = Paginator(own, _A_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "trials": list(trials(actor).exclude(pk__in=own.values("pk")).order_by("-pk")[:_A_PAGE]),
        "may_found": actor.may(FOUND, actor.office),
    }
    return TemplateResponse(request, "programmes/list.html", context)


@wearing(Role.ADMINISTRATOR)
@require_safe
def programme(request: Request, code: str) -> HttpResponse:
    """Its sections, how it came to be so, and what may be done with it."""
    found = shaped(request, code)
    told = told_by(found)
    context = {
        "programme": found,
        "sections": [SectionLine(section, _filled(section, told)) for section in SECTIONS.values()],
        "versions": found.versions.select_related("by").order_by("-number")[:5],
        "begun": has_begun(found, request.visit.actor.on),
        "extensions": [extension_in_words(one) for one in found.extensions.standing().select_related("outage")],
        "made_up": made_up(found) if found.rehearsal else None,
    }
    return TemplateResponse(request, "programmes/one.html", context)


@wearing(Role.ADMINISTRATOR)
@require_safe
def as_file(request: Request, code: str) -> HttpResponse:
    """The programme as a YAML file: as it stands, or as one of its versions left it (`?ban=3`)."""
    found, asked = shaped(request, code), request.GET.get("ban", "")
    told = version_or_404(found, asked).told if asked else told_by(found)
    name = f"{found.code}-{asked}" if asked else found.code
    answer = HttpResponse(written(told), content_type="application/yaml; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}.yaml"'
    return answer


def version_or_404(programme: Programme, number: str) -> Version:
    """The version that an address names."""
    known = number.isascii() and number.isdigit() and len(number) < 7
    found = programme.versions.filter(number=int(number)).select_related("by").first() if known else None
    if found is None:
        raise Http404
    return found


def _filled(section: Section, told: dict[str, object]) -> str:
    if not section.rows:
        return ""
    count = len(at(told, section.rows) or [])
    return ngettext("%(n)s mục", "%(n)s mục", count) % {"n": count} if count else _("chưa có")
