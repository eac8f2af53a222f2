"""Entering for colleagues: the one page, "save and next", and the proof that the author agreed."""

from collections.abc import Iterable, Iterator
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.contrib.postgres.search import TrigramSimilarity
from django.db import transaction
from django.http import Http404, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from sangkien.accounts.models import Role
from sangkien.base.problems import NotPossible, Problem
from sangkien.base.text import fold
from sangkien.confirmations.helping import send_for
from sangkien.initiatives import actions, rules
from sangkien.initiatives.attachments import FILES
from sangkien.initiatives.content import PHOTOS
from sangkien.initiatives.models import Draft, Initiative
from sangkien.initiatives.states import State
from sangkien.organisations.models import Organisation
from sangkien.programmes.models import Programme
from sangkien.programmes.queries import current
from sangkien.web.doors import Request, wearing
from sangkien.web.files.limits import given_paper
from sangkien.web.helping.grouped import Grouped
from sangkien.web.submit.answers import Reading
from sangkien.web.submit.errands import COUNT, anchor, is_errand
from sangkien.web.submit.page import SeeOther
from sangkien.web.submit.saving import EXIT
from sangkien.web.submit.sheet import START, Answers
from sangkien.web.submit.steps import RECOGNITION, WORKPLACE

_SLIP_AGAIN = gettext_lazy("Ảnh phiếu chưa được lưu cùng, anh/chị chọn lại ảnh này nhé")
CARRIED = "entering"  # in the session: the decision of the last one, when the next stands on it too
_ALIKE = 0.75  # share of the trigrams: a title with a letter more or less, hardly another initiative


@wearing(Role.GRASSROOTS_OFFICER)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def entry(request: Request) -> HttpResponse:
    """All questions on one page, for one colleague of the officer's own union after another."""
    programme, unit = current(request.visit.actor.on), _named(request)
    if programme is None or not programme.is_open_on(request.visit.actor.on):
        return TemplateResponse(request, "helping/closed.html", {"programme": programme, "unit": unit})
    grouped = Grouped(request, _draft(request, programme, unit), unit)
    if grouped.draft.sent_at:
        return _sent_before(grouped.draft)
    return _taken(grouped) if request.method == "POST" else grouped.shown(_around(request))


def _sent_before(draft: Draft) -> SeeOther:
    return SeeOther(reverse("confirmations", args=[Initiative.objects.get(key=draft.key).code]))


def _named(request: Request) -> Organisation:
    return Organisation.objects.named(on=request.visit.actor.on).get(pk=request.visit.actor.office.pk)


def _draft(request: Request, programme: Programme, unit: Organisation) -> Draft:
    """The draft that the page names, if the officer began it here; otherwise a new one, not kept yet."""
    key = _key(request.POST.get("key") or request.GET.get("bai") or "")
    draft = Draft.objects.select_related("edition", "programme").filter(key=key).first() if key else None
    if draft is None:
        answers = _begun(request, unit)
        return Draft(key=key or uuid4(), programme=programme, edition=programme.edition, answers=answers)
    mine = request.visit.actor.may(rules.WRITE, draft) and draft.person_id is not None
    if not (mine and draft.answers.get(START, {}).get("helping")):
        raise Http404
    return draft


def _key(typed: str) -> UUID | None:
    try:
        return UUID(typed)
    except ValueError:
        return None


def _begun(request: Request, unit: Organisation) -> dict[str, Answers]:
    carried = request.session.get(CARRIED)
    begun: dict[str, Answers] = {START: {"helping": True}, WORKPLACE.slug: {"unit": unit.code}}
    return begun | (carried or {})


# Saving and sending ---------------------------------------------------------------------------------------


def _taken(grouped: Grouped) -> HttpResponse:
    """Keep what was typed; then go where the button leads."""
    post = grouped.request.POST
    go = post.get("go", "")
    try:
        kept = Grouped(grouped.request, _kept(grouped, grouped.typed(go)), grouped.unit)
    except NotPossible:  # the same button pressed twice: the first press has sent it meanwhile
        return _sent_before(grouped.draft)
    grouped, refused = kept.with_files(go)
    if go == COUNT:
        return SeeOther(f"{_here(grouped)}#id_benefit_lines")
    for page in grouped.pages:
        if is_errand(page.form(), go):
            return SeeOther(_here(grouped) + anchor(page.form(), go, page.own_answers))
    if go == EXIT:
        messages.info(grouped.request, _("Đã lưu bài. Lúc nào tiện anh/chị nhập tiếp."))
        return SeeOther(reverse("entered-for"))
    return _sent(grouped, refused)


def _kept(grouped: Grouped, answers: dict[str, Answers]) -> Draft:
    by, at = grouped.request.visit.actor, grouped.request.visit.now
    begun = grouped.draft.answers if grouped.draft._state.adding else {}  # with the files of the decision carried on
    given = {**begun, START: {"helping": True}, WORKPLACE.slug: {"unit": grouped.unit.code}, **answers}
    with transaction.atomic():
        draft = actions.start_draft(grouped.draft.programme, key=grouped.draft.key, by=by, at=at)
        return actions.save_steps(draft, answers=given, by=by, at=at)


def _sent(grouped: Grouped, refused: list[Problem]) -> HttpResponse:
    request, reading = grouped.request, grouped.reading()
    told = {problem.field for problem in refused}
    problems = [*refused, *(each for each in grouped.problems(reading) if each.field not in told)]
    problems += [] if problems else _doubled(grouped, reading)
    if problems:
        more = _around(request, doubled=_is_doubled(problems))
        return grouped.complaining(reading, [*problems, *_slip_again(request, problems)], more)
    try:
        upload = request.FILES.get("slip")
        slip = given_paper(upload, field="slip") if upload else None
        sent = send_for(grouped.draft, reading.content, slip=slip, by=request.visit.actor, at=request.visit.now)
    except NotPossible as no:
        return grouped.complaining(reading, [*no.problems, *_slip_again(request, no.problems)], _around(request))
    _remember(request, grouped)
    author = sent.credited[0].full_name
    messages.success(
        request, _("Đã gửi %(code)s của %(author)s. Anh/chị nhập tiếp nhé.") % {"code": sent.code, "author": author}
    )
    return SeeOther(reverse("enter-for"))


def _slip_again(request: Request, problems: Iterable[Problem]) -> Iterator[Problem]:
    """The one file of the page that is kept only once the dossier is sent: nobody should send it without."""
    if "slip" in request.FILES and not any(problem.field == "slip" for problem in problems):
        yield Problem(code="slip_again", field="slip", text=str(_SLIP_AGAIN))


def _remember(request: Request, grouped: Grouped) -> None:
    """Forty initiatives of one decision: its number, day, issuer and copy are typed once."""
    if request.POST.get("carry"):
        answers, papers = grouped.draft.answers, grouped.sheet.files
        files = {question: ids for question, ids in papers.items() if question not in PHOTOS}
        request.session[CARRIED] = {RECOGNITION.slug: answers.get(RECOGNITION.slug, {}), FILES: files}
    else:
        request.session.pop(CARRIED, None)


def _doubled(grouped: Grouped, reading: Reading) -> list[Problem]:
    """A dossier of the union that reads the same: asked about once, before it is sent."""
    if grouped.request.POST.get("different"):
        return []
    title = fold(reading.content.title)[:250]
    alike = (
        Initiative.objects.filter(unit=grouped.unit, programme=grouped.draft.programme)
        .exclude(state__in=[State.WITHDRAWN, State.DUPLICATE])
        .annotate(score=TrigramSimilarity("folded_title", title))
        .filter(score__gte=_ALIKE)
        .order_by("-score", "pk")
    )
    return list(_named_alike(alike.first()))


def _named_alike(alike: Initiative | None) -> Iterator[Problem]:
    if alike is not None:
        text = _(
            "Đơn vị đã có hồ sơ %(code)s tên “%(title)s”. Nếu đây là sáng kiến khác, anh/chị đánh dấu ô ở cuối trang."
        )
        yield Problem(code="doubled", field="different", text=text % {"code": alike.code, "title": alike.title})


def _is_doubled(problems: list[Problem]) -> bool:
    return any(problem.code == "doubled" for problem in problems)


# Around the questions -------------------------------------------------------------------------------------


def _here(grouped: Grouped) -> str:
    return f"{reverse('enter-for')}?bai={grouped.draft.key}"


def _around(request: Request, *, doubled: bool = False) -> dict[str, Any]:
    """What stands beside the questions: is the decision carried on, does the title need a second look."""
    carried = CARRIED in request.session or bool(request.POST.get("carry"))
    number = request.session.get(CARRIED, {}).get(RECOGNITION.slug, {}).get("recognition_number", "")
    slip_again = _SLIP_AGAIN if "slip" in request.FILES else ""
    return {"carried": carried, "carried_number": number, "doubled": doubled, "slip_again": slip_again}
