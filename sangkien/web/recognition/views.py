"""The pages with the papers to sign: of one dossier, of a draft, of several at once."""

from collections.abc import Callable, Sequence
from uuid import UUID

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from sangkien.accounts.models import Role
from sangkien.base.problems import Problem
from sangkien.documents.decree30 import docx
from sangkien.documents.papers import Paper
from sangkien.initiatives.models import Initiative
from sangkien.organisations.models import Organisation
from sangkien.review.queries import unrecognised
from sangkien.review.rules import missing_to_validate
from sangkien.web.doors import Request, open_to_all, signed_in, wearing
from sangkien.web.people.shelf import MINE
from sangkien.web.recognition import papers
from sangkien.web.recognition.parties import parties_of
from sangkien.web.recognition.told import Told, names_in, of_content, of_dossier
from sangkien.web.submit.answers import all_answers, read
from sangkien.web.submit.drafts import draft_for
from sangkien.web.submit.sheet import Sheet
from sangkien.web.submit.steps import RECOGNITION

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_PAPERS: dict[str, Callable[[Sequence[Told], papers.Parties], Paper]] = {
    "de-nghi": papers.request,
    "quyet-dinh": papers.decision,
}
_A_PAGE = 30


@signed_in
@require_safe
def of_one(request: Request, code: str) -> HttpResponse:
    """What has to be signed so that the dossier is recognised, and the papers."""
    initiative = _open_ones(request).filter(code=code).first()
    if initiative is None or not missing_to_validate(initiative):
        raise Http404
    if asked := _asked(request):
        parties = parties_of(initiative.unit, initiative.superior, on=request.visit.actor.on)
        return _file(asked(_told([initiative]), parties), code)
    own = request.visit.actor.may(MINE, initiative)
    context = {"initiative": initiative, "back": reverse("dossier" if own else "review", args=[code])}
    return TemplateResponse(request, "recognition/help.html", context)


@open_to_all
@never_cache
@require_safe
def of_draft(request: Request, key: UUID) -> HttpResponse:
    """The same for what is being written, by whoever may go on writing it."""
    draft = draft_for(request, key)
    sheet = Sheet(draft, request.visit.actor.on)
    if asked := _asked(request):
        content = read(sheet, all_answers(sheet)).content
        unit = Organisation.objects.filter(pk=content.unit).first()
        parties = parties_of(unit, None, on=request.visit.actor.on)
        told = of_content(content, draft.programme_id, names_in([draft.programme_id]))
        return _file(asked([told], parties), "")
    context = {"draft": draft, "back": reverse("form-step", args=[key, RECOGNITION.slug])}
    return TemplateResponse(request, "recognition/help.html", context)


@wearing(Role.GRASSROOTS_OFFICER)
@require_safe
def of_several(request: Request) -> HttpResponse:
    """One letter and one decision for several dossiers of the union."""
    waiting = _open_ones(request)
    codes, asked, unit = (
        [code.replace("\0", "") for code in request.GET.getlist("ho-so")],
        _asked(request),
        request.visit.actor.office,
    )
    chosen = [one for one in waiting.filter(code__in=codes[:_A_PAGE]) if missing_to_validate(one)] if asked else []
    if asked and chosen:
        parties = parties_of(unit, chosen[0].superior, on=request.visit.actor.on)
        return _file(asked(_told(chosen), parties), unit.code)
    context = {
        "page": Paginator(waiting, _A_PAGE).get_page(request.GET.get("page")),
        "codes": codes,
        "problems": [_nothing_chosen()] if asked else [],
        "has_errors": bool(asked),
    }
    return TemplateResponse(request, "recognition/several.html", context, status=422 if asked else 200)


def _told(initiatives: Sequence[Initiative]) -> list[Told]:
    names = names_in(one.programme_id for one in initiatives)
    return [of_dossier(one, names) for one in initiatives]


def _nothing_chosen() -> Problem:
    return Problem(code="nothing_chosen", field="ho-so", text=_("Chọn ít nhất một sáng kiến"))


def _open_ones(request: Request) -> "QuerySet[Initiative]":
    found = unrecognised(request.visit.actor).select_related(
        "unit", "superior", "programme", "edition", "kind", "field"
    )
    return found.select_related("recognition").prefetch_related("authors", "benefit_lines")


def _asked(request: Request) -> Callable[[Sequence[Told], papers.Parties], Paper] | None:
    return _PAPERS.get(request.GET.get("giay", ""))


def _file(paper: Paper, about: str) -> HttpResponse:
    answer = HttpResponse(docx(paper), content_type=DOCX)
    name = f"{' '.join(filter(None, [paper.name, about]))}.docx"
    answer["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name)
    answer["Cache-Control"] = "private, no-store"
    return answer
