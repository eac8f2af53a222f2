"""One nomination: what it rests on, what was concluded, and every verb about it."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from sangkien.base.problems import NotPossible
from sangkien.certificates.content import Source
from sangkien.certificates.models import Certificate
from sangkien.certificates.queries import of_subjects
from sangkien.certificates.rules import SEE as SEE_CERTIFICATE
from sangkien.certificates.rules import WRITE_DOWN_HONOURED_NAME
from sangkien.honours import actions, revoking, voting
from sangkien.honours.conditions import Reason
from sangkien.honours.models import Award, Complaint, Nomination, Plea
from sangkien.honours.naming import named
from sangkien.honours.queries import complaints_about
from sangkien.honours.rules import (
    ANSWER,
    CLOSE,
    COMPLAIN,
    CONCLUDE,
    LEADING,
    OFFICERS,
    PLEAD_FOR_UNIT,
    REVOKE,
    WITHDRAW,
)
from sangkien.honours.states import State
from sangkien.initiatives.models import Initiative
from sangkien.initiatives.rules import SEE as SEE_DOSSIER
from sangkien.organisations.models import Organisation
from sangkien.sittings.models import Council, Purpose, Sitting
from sangkien.sittings.queries import ahead, outcome_of, waiting
from sangkien.sittings.rules import LEAD
from sangkien.web.doors import Request, get_for, posts, wearing
from sangkien.web.files.serving import original
from sangkien.web.forms import Questions
from sangkien.web.honours.asked import nomination_of
from sangkien.web.honours.asking import asked
from sangkien.web.honours.forms import AgendaForm, AnswerForm, ConclusionForm, PleaForm

_ANY = ["GET", "HEAD", "POST"]


@wearing(*OFFICERS)
@require_safe
def nomination_page(request: Request, key: int) -> HttpResponse:
    """All that is known of it, and what may be done now."""
    return show(request, nomination_of(request, key))


def show(request: Request, nomination: Nomination, *, form: Questions | None = None, status: int = 200) -> HttpResponse:
    """The page; `form`: what was asked on it and is not right yet."""
    actor = request.visit.actor
    agenda = _agenda(request, nomination)
    exhibits = nomination.exhibits.select_related("initiative", "file").order_by("pk")
    mine = actor.those(SEE_DOSSIER, Initiative, [one.initiative_id for one in exhibits if one.initiative_id])
    award = getattr(nomination, "award", None)
    page = {
        "nomination": nomination,
        "name": named(nomination, on=actor.on),
        "proposer": Organisation.objects.named(on=actor.on).get(pk=nomination.proposer_id),
        "lines": [[Reason.read(one) for one in line] for line in nomination.reasons],
        "exhibits": [(one, one.initiative_id in mine) for one in exhibits],
        "conclusions": nomination.conclusions.select_related("by", "outcome").order_by("pk"),
        "award": award,
        "revocations": award.revocations.select_related("plea").order_by("pk") if award else [],
        "certificates": _certificates(request, award) if award else [],
        "may_spell": award is not None and actor.may(WRITE_DOWN_HONOURED_NAME, award),
        "office": actor.office,
        "complaints": _complaints(request, nomination),
        "may_complain": actor.may(COMPLAIN, nomination.unit),
        "pleas": _pleas(request, nomination),
        "can": {
            "withdraw": actor.may(WITHDRAW, nomination),
            "conclude": actor.may(CONCLUDE, nomination),
            "revoke": actor.may(REVOKE, nomination),
            "plead": not nomination.is_of_a_person and actor.may(PLEAD_FOR_UNIT, nomination),
        },
        "votes": voting.council_of(nomination.quota.round.unit, on=actor.on) is not None,
        "outcome": outcome_of(voting.KIND, str(nomination.pk)),
        "waiting": waiting(voting.KIND, str(nomination.pk)),
        "agenda": form if isinstance(form, AgendaForm) else agenda,
        "conclusion": form if isinstance(form, ConclusionForm) else ConclusionForm(),
    }
    return TemplateResponse(request, "honours/nomination.html", page, status=status)


def _agenda(request: Request, nomination: Nomination) -> AgendaForm | None:
    """For who leads a sitting of the council that is not over."""
    if nomination.state != State.SENT:
        return None
    councils = Council.objects.filter(unit=nomination.quota.round.unit, purpose=Purpose.EMULATION)
    sittings = request.visit.actor.among(LEAD, Sitting.objects.filter(pk__in=ahead(councils).values("pk")))
    found = list(sittings.select_related("council").order_by("day", "pk"))
    return AgendaForm(request.POST or None, ahead=found) if found else None


def _certificates(request: Request, award: Award) -> list[tuple[Certificate, bool]]:
    """Those of an honour, each with whether its own page may be read; else there is the one that checks it."""
    found = list(of_subjects(Source.HONOUR, [award.pk]))
    seen = request.visit.actor.those(SEE_CERTIFICATE, Certificate, [one.pk for one in found])
    return [(one, one.pk in seen) for one in found]


def _complaints(request: Request, nomination: Nomination) -> list[tuple[Complaint, bool]]:
    """For who may write some down: with whether each may be closed."""
    if not request.visit.actor.may(COMPLAIN, nomination.unit):
        return []
    return [(one, request.visit.actor.may(CLOSE, one)) for one in complaints_about(nomination)]


def _pleas(request: Request, nomination: Nomination) -> list[tuple[Plea, bool]]:
    found = Plea.objects.filter(revocation__award__nomination=nomination).order_by("pk")
    return [(plea, request.visit.actor.may(ANSWER, plea)) for plea in found]


@wearing(*OFFICERS)
@require_safe
def exhibit(request: Request, key: int, exhibit: int) -> HttpResponse:
    """A file that stands behind it, for whoever may see it."""
    kept = nomination_of(request, key).exhibits.select_related("file").exclude(file=None)
    file = get_object_or_404(kept, pk=exhibit).file
    assert file is not None
    return original(request, file)


@wearing(*OFFICERS)
@posts(otherwise="nomination")
def withdraw_nomination(request: Request, key: int) -> HttpResponse:
    """Take it back."""
    nomination = nomination_of(request, key, WITHDRAW)
    return _done(request, nomination, _("Đã rút đề nghị."), lambda by, at: actions.withdraw(nomination, by=by, at=at))


@wearing(*LEADING)
@posts(otherwise="nomination")
def conclude_nomination(request: Request, key: int) -> HttpResponse:
    """Pass it, or refuse it for a reason: which button was pressed says so."""
    nomination, form = nomination_of(request, key, CONCLUDE), ConclusionForm(request.POST)
    form.is_valid()
    passed, reason = "thong-qua" in request.POST, form.cleaned_data.get("reason") or ""
    told = _("Đã thông qua. Còn quyết định khen thưởng.") if passed else _("Đã ghi không thông qua.")

    def concluded(by: Any, at: Any) -> object:
        return actions.conclude(nomination, passed=passed, reason=reason, by=by, at=at)

    return _done(request, nomination, told, concluded, form=form)


@wearing(*LEADING)
@posts(otherwise="nomination")
def follow_vote(request: Request, key: int) -> HttpResponse:
    """Conclude as the council voted."""
    nomination = nomination_of(request, key, CONCLUDE)
    told = _("Đã ghi kết quả biểu quyết.")
    return _done(request, nomination, told, lambda by, at: voting.conclude_by_vote(nomination, by=by, at=at))


@wearing(*OFFICERS)
@posts(otherwise="nomination")
def put_nomination(request: Request, key: int) -> HttpResponse:
    """On the agenda of a sitting."""
    nomination = nomination_of(request, key)
    form = _agenda(request, nomination)
    if form is None:
        raise Http404
    if not form.is_valid():
        return show(request, nomination, form=form, status=422)
    sitting, secret = form.ahead[form.cleaned_data["sitting"]], not form.cleaned_data["openly"]
    told = _("Đã đưa vào chương trình phiên họp.")

    def listed(by: Any, at: Any) -> object:
        return voting.put(nomination, sitting, secret=secret, by=by, at=at)

    return _done(request, nomination, told, listed, form=form)


@wearing(*OFFICERS)
@require_http_methods(_ANY)
def plead_page(request: Request, key: int) -> HttpResponse:
    """What a collective asks for whose honour was revoked."""
    nomination, form = nomination_of(request, key), PleaForm(request.POST or None)

    def pleaded(by: Any, at: Any) -> object:
        return revoking.plead(nomination, form.cleaned_data["text"], by=by, at=at)

    return asked(request, nomination, form, pleaded, told=_("Đã gửi kiến nghị."), task="plead")


@wearing(*LEADING)
@require_http_methods(_ANY)
def answer_page(request: Request, key: int) -> HttpResponse:
    """What becomes of a plea."""
    pleas = Plea.objects.select_related("revocation__award__nomination")
    plea, form = get_for(request.visit.actor, ANSWER.whenever(), pleas, pk=key), AnswerForm(request.POST or None)
    wide = Nomination.objects.for_list().select_related("quota__round__programme", "by")
    nomination = get_object_or_404(wide, pk=plea.revocation.award.nomination_id)

    def answered(by: Any, at: Any) -> object:
        said = form.cleaned_data
        return revoking.answer(plea, granted=said["granted"] == "co", text=said["answer"], by=by, at=at)

    told = _("Đã trả lời kiến nghị.")
    return asked(request, nomination, form, answered, told=told, task="answer", about=plea.text)


def _done(
    request: Request, nomination: Nomination, told: str, do: Callable[..., object], *, form: Questions | None = None
) -> HttpResponse:
    """Done, or the page with what stands in the way."""
    form = form or ConclusionForm()
    try:
        do(request.visit.actor, request.visit.now)
    except NotPossible as no:
        if not form.is_bound:
            form = ConclusionForm({})
            form.is_valid()
        form.put(no.problems)
        return show(request, nomination_of(request, nomination.pk), form=form, status=422)
    messages.success(request, told)
    return redirect("nomination", key=nomination.pk)
