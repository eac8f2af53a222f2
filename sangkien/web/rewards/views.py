"""The calculator, the ledger of a dossier, what was promised and paid, and the ledger of a union."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from sangkien.accounts.models import Role
from sangkien.base.problems import NotPossible
from sangkien.initiatives.models import Initiative
from sangkien.organisations.models import Organisation
from sangkien.rewards import actions
from sangkien.rewards.models import Payment, Promise
from sangkien.rewards.queries import agreement_on, due_for_first_year, ledger, of_initiative, paid_of, with_paid
from sangkien.rewards.rules import AGREE, KEEP, SEE
from sangkien.web.data.answering import Form
from sangkien.web.data.lists import in_parts, send_list
from sangkien.web.data.sheets import Column, Kind
from sangkien.web.doors import Request, get_for, open_to_all, signed_in, wearing
from sangkien.web.forms import Questions
from sangkien.web.rewards.forms import AgreementForm, CalculatorForm, PaymentForm, PromiseForm, WhyForm, today

_A_PAGE = 50
_ANY = ["GET", "HEAD", "POST"]
_KEEPERS = (Role.GRASSROOTS_OFFICER, Role.REVIEWER, Role.LEADER)


@open_to_all
@require_safe
def calculator(request: Request) -> HttpResponse:
    """What is due by the rules of a day, with the formula; nothing is kept."""
    on = request.visit.actor.on
    form = CalculatorForm(request.GET if request.GET.get("what") else None, initial=today(on) | {"what": "nam"})
    due = form.due(on) if form.is_bound and form.is_valid() else None
    context = {"form": form, "due": due, "has_errors": bool(form.errors)}
    return TemplateResponse(request, "rewards/calculator.html", context, status=422 if form.errors else 200)


@wearing(*_KEEPERS)
@require_safe
def ledger_page(request: Request) -> HttpResponse:
    """What was promised and paid in the hat's union and below it."""
    actor = request.visit.actor
    page = Paginator(ledger(actor), _A_PAGE).get_page(request.GET.get("page"))
    unit = actor.office
    context = {"page": page, "unit": unit, "may_agree": actor.may(AGREE, unit)}
    return TemplateResponse(request, "rewards/ledger.html", context)


@wearing(*_KEEPERS)
@require_safe
def ledger_file(request: Request, form: Form) -> HttpResponseBase:
    """The same as a file."""
    return send_list(
        request,
        form,
        name="thuong-thu-lao",
        title=_("Sổ thưởng, thù lao"),
        columns=[
            Column("dossier", _("Mã hồ sơ")),
            Column("kind", _("Loại")),
            Column("to_name", _("Cho ai")),
            Column("giver", _("Nơi chi")),
            Column("vnd", _("Đã hứa"), Kind.DONG),
            Column("paid", _("Đã chi"), Kind.DONG),
            Column("promised_on", _("Ngày hứa"), Kind.DAY),
            Column("basis", _("Căn cứ, cách tính")),
            Column("state", _("Tình trạng")),
        ],
        rows=(
            [
                one.initiative.code,
                one.get_kind_display(),
                one.to_name,
                one.giver,
                one.vnd,
                one.paid,  # type: ignore[attr-defined]  # annotated
                one.promised_on,
                one.basis,
                _("Đã rút") if hasattr(one, "reversal") else "",
            ]
            for one in in_parts(ledger(request.visit.actor), list)
        ),
    )


@signed_in
@require_http_methods(_ANY)
def of_one(request: Request, code: str) -> HttpResponse:
    """What was promised and paid for a dossier, what is due for its first year, and by POST one promise more."""
    actor = request.visit.actor
    dossier = get_for(actor, SEE, Initiative.objects.select_related("unit"), code=code)
    due, found, why = _first_year(dossier)
    authors = dossier.credited
    parts = due.between([author.share for author in authors]) if due else []
    shares = list(zip(authors, parts, strict=True)) if due else []
    initial = today(actor.on) | {"kind": "REMUNERATION", "to_name": authors[0].full_name}
    if due and found:
        initial |= {"vnd": f"{parts[0]} đồng", "basis": f"{due.source}: {due.formula}"}
    form = PromiseForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            actions.promise(dossier, form.said, by=actor, at=request.visit.now, verification=found)
        except NotPossible as no:
            form.put(no.problems)
        else:
            messages.success(request, _("Đã ghi khoản hứa cho %(name)s.") % {"name": form.said.to_name})
            return redirect("rewards-of", code=code)
    context = {
        "dossier": dossier,
        "due": due,
        "why": why,
        "shares": shares,
        "agreement": agreement_on(dossier, actor.on),
        "promises": of_initiative(dossier),
        "form": form,
        "may_keep": actor.may(KEEP, dossier),
    }
    return TemplateResponse(request, "rewards/of_one.html", context, status=422 if form.errors else 200)


def _first_year(dossier: Initiative) -> tuple[Any, Any, str]:
    """What is due, what was found, and why nothing is reckoned where that is so."""
    try:
        reckoned = due_for_first_year(dossier)
    except NotPossible as no:
        return None, None, str(no)
    return (*reckoned, "") if reckoned else (None, None, "")


@wearing(*_KEEPERS)
@require_http_methods(_ANY)
def pay_page(request: Request, key: int) -> HttpResponse:
    """Write down a payment of a promise."""
    promised = _promise(request, key)
    left = promised.vnd - paid_of(promised)
    initial = today(request.visit.actor.on) | {"vnd": f"{left} đồng", "payer": promised.giver}
    form = PaymentForm(request.POST or None, initial=initial)

    def done() -> str:
        actions.pay(promised, form.said, by=request.visit.actor, at=request.visit.now)
        return _("Đã ghi khoản chi.")

    return _asked(request, promised, form, done, title=_("Ghi đã chi"), left=left)


@wearing(*_KEEPERS)
@require_http_methods(_ANY)
def take_back_page(request: Request, key: int) -> HttpResponse:
    """Take a promise back."""
    promised, form = _promise(request, key), WhyForm(request.POST or None)

    def done() -> str:
        why = form.cleaned_data.get("note") or ""
        actions.take_back(promised, basis=why, by=request.visit.actor, at=request.visit.now)
        return _("Đã rút khoản hứa.")

    return _asked(request, promised, form, done, title=_("Rút khoản đã hứa"), left=None)


@wearing(*_KEEPERS)
@require_http_methods(_ANY)
def give_back_page(request: Request, key: int) -> HttpResponse:
    """Take a payment back."""
    payment = Payment.objects.select_related("promise").filter(pk=key).first()
    if payment is None:
        raise Http404
    promised, form = _promise(request, payment.promise_id), WhyForm(request.POST or None)

    def done() -> str:
        why = form.cleaned_data.get("note") or ""
        actions.give_back(payment, note=why, by=request.visit.actor, at=request.visit.now)
        return _("Đã ghi hoàn lại khoản chi.")

    return _asked(request, promised, form, done, title=_("Hoàn lại khoản đã chi"), left=None)


@wearing(Role.GRASSROOTS_OFFICER)
@require_http_methods(_ANY)
def agreement_page(request: Request) -> HttpResponse:
    """The workplace's own rule, which comes before the law's."""
    actor = request.visit.actor
    unit = get_for(actor, AGREE, Organisation.objects.on(actor.on).named(on=actor.on), pk=actor.office.pk)
    form = AgreementForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            since = form.cleaned_data.get("since")
            actions.agree(unit, form.own, since=since, by=actor, at=request.visit.now)
        except NotPossible as no:
            form.put(no.problems)
        else:
            messages.success(request, _("Đã ghi thỏa thuận của doanh nghiệp."))
            return redirect("rewards")
    context = {"unit": unit, "form": form}
    return TemplateResponse(request, "rewards/agreement.html", context, status=422 if form.errors else 200)


def _promise(request: Request, key: int) -> Promise:
    """The promise, for whoever keeps the ledger of its dossier; 404 otherwise."""
    found = with_paid(Promise.objects.filter(pk=key, reverses=None)).first()
    if found is None or not request.visit.actor.may(KEEP.whenever(), found.initiative):
        raise Http404
    return found


def _asked(
    request: Request, promised: Promise, form: Questions, done: Any, *, title: str, left: int | None
) -> HttpResponse:
    """The page of a verb on a promise; done, back to its dossier."""
    if request.method == "POST" and form.is_valid():
        try:
            said = done()
        except NotPossible as no:
            form.put(no.problems)
        else:
            messages.success(request, said)
            return redirect("rewards-of", code=promised.initiative.code)
    context = {"promise": promised, "form": form, "title": title, "left": left}
    return TemplateResponse(request, "rewards/verb.html", context, status=422 if form.errors else 200)
