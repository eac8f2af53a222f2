"""The employer's page, in the employer's language and without an account."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import translation
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from sangkien.base.problems import NotPossible
from sangkien.confirmations import employers
from sangkien.confirmations.models import EmployerLink, Language
from sangkien.confirmations.queries import employer_link, waiting_paper
from sangkien.confirmations.rules import is_open, missing_in_employers
from sangkien.confirmations.words import say_day, say_dong, say_moment, say_percent, words
from sangkien.initiatives.models import Initiative
from sangkien.organisations.models import Organisation
from sangkien.web.confirmations.employer_form import EmployerForm
from sangkien.web.confirmations.links import opened
from sangkien.web.doors import Request, open_to_all
from sangkien.web.people.guard import address_of

_REWARD = 7  # percent of a year's benefit: decree 13/2012/NĐ-CP, article 10


@open_to_all
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def employer(request: Request, token: str) -> HttpResponse:
    """What is asked, what stays confidential, the questions; after that thanks and what comes next."""
    link, status = opened(request, token, employer_link)
    language = _language(request, link)
    if link is None or not is_open(link, at=request.visit.now):
        said = words(language)["busy" if status == 429 else "gone_text"]
        return _page(request, "confirmations/employer_gone.html", language, {"said": said}, status=status)
    if request.method == "POST":
        return _answer(request, link, language)
    if request.method == "GET":
        employers.note_opening(link, address=address_of(request), at=request.visit.now)
    last = link.answers.order_by("pk").last()
    return _show(request, link, language, EmployerForm.of(last, language, value=link.initiative.benefit_vnd))


def _answer(request: Request, link: EmployerLink, language: Language) -> HttpResponse:
    form = EmployerForm.read(request, language, value=link.initiative.benefit_vnd)
    if form.errors:
        form.refuse(tuple(missing_in_employers(form.says, on=request.visit.actor.on)))
    else:
        try:
            employers.answer(link, form.says, language=language, address=address_of(request), at=request.visit.now)
        except NotPossible as no:
            form.refuse(no.problems)
        else:
            return redirect(f"{request.path}?lang={language}")
    _hold_paper(request, link, form)
    return _show(request, link, language, form, status=422)


def _hold_paper(request: Request, link: EmployerLink, form: EmployerForm) -> None:
    """The file of an answer with something amiss need not be chosen again."""
    try:
        paper = employers.hold_paper(link, form.paper, at=request.visit.now) if form.paper else waiting_paper(link)
    except NotPossible as no:
        form.refuse(no.problems)
        form.paper, paper = None, waiting_paper(link)
    form.hold(paper)


def _language(request: Request, link: EmployerLink | None) -> Language:
    """The one chosen with the switch, else the link's."""
    chosen = request.GET.get("lang", "")
    if chosen in Language.values:
        return Language(chosen)
    return Language(link.language) if link else Language.VI


def _show(
    request: Request, link: EmployerLink, language: Language, form: EmployerForm, *, status: int = 200
) -> HttpResponse:
    wording, initiative = words(language), link.initiative
    unit = Organisation.objects.named(on=request.visit.actor.on).get(pk=initiative.unit_id)
    last = link.answers.order_by("pk").last()
    context = {
        "intro": wording["intro"].format(union=unit.name),
        "until": wording["until"].format(when=say_moment(link.expires_at, language), clock=wording["clock"]),
        "initiative": initiative,
        "facts": _facts(initiative, unit.name, language),
        "reward": wording["reward"].format(percent=say_percent(_REWARD, language)),
        "form": form,
        "q": form.questions,
        "answered": _answered(last.name, last.position, say_moment(last.at, language), wording) if last else "",
        "has_errors": status == 422,
    }
    return _page(request, "confirmations/employer.html", language, context, status=status)


def _answered(name: str, position: str, when: str, wording: Mapping[str, str]) -> str:
    return wording["answered"].format(name=name, position=position, when=when)


def _facts(initiative: Initiative, unit: str, language: Language) -> list[tuple[str, str, bool]]:
    """(label, text, is it in Vietnamese whatever the page's language) for what is known of the initiative."""
    wording = words(language)
    applied = say_day(initiative.applied_on, language) if initiative.applied_on else ""
    benefit = say_dong(initiative.benefit_vnd, language) if initiative.benefit_vnd is not None else ""
    told = [
        ("code", initiative.code, False),
        ("name_of_it", initiative.title, True),
        ("authors", ", ".join(author.full_name for author in initiative.credited), True),
        ("union", unit, True),
        ("applied_on", applied, False),
        ("benefit", benefit, False),
        ("effect", initiative.effect, True),
        ("before", initiative.before, True),
        ("after", initiative.after, True),
    ]
    return [(wording[name], text, vietnamese) for name, text, vietnamese in told if text]


def _page(request: Request, template: str, language: Language, context: dict[str, Any], *, status: int) -> HttpResponse:
    frame = {"w": words(language), "language": language, "languages": Language.choices}
    with translation.override("en" if language != Language.VI else "vi"):
        answer = TemplateResponse(request, template, {**frame, **context}, status=status).render()
    answer["Content-Language"] = language.value
    return answer
