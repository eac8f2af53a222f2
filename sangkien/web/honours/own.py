"""Honours as others read them: one's own with what one says of being named, a union's, and the public list."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from sangkien.honours import revoking
from sangkien.honours.actions import say
from sangkien.honours.models import Nomination, Question
from sangkien.honours.queries import honours_in, honours_of, public_honours, unnamed, wish_of
from sangkien.honours.rules import HISTORY, OFFICERS, PLEAD
from sangkien.organisations.models import Organisation
from sangkien.web.doors import Request, get_for, open_to_all, person_of, posts, signed_in, wearing
from sangkien.web.honours.asked import with_names
from sangkien.web.honours.asking import asked
from sangkien.web.honours.forms import PleaForm

A_PAGE = 25


@signed_in
@require_safe
def my_honours(request: Request) -> HttpResponse:
    """What I was honoured with, and what I say of being proposed and named."""
    person = person_of(request)
    known = person.proven_phone or ""
    found = list(honours_of(known))
    page = {
        "known": known,
        "honours": found,
        "questions": [(one, wish_of(known, one)) for one in Question] if known else [],
    }
    return TemplateResponse(request, "honours/mine.html", page)


@signed_in
@posts(otherwise="my-honours")
def say_wish(request: Request, question: str) -> HttpResponse:
    """Yes or no, as the button that was pressed says."""
    if question not in Question.values:
        raise Http404
    asked, agrees = Question(question), "dong-y" in request.POST
    if say(asked, agrees=agrees, by=request.visit.actor, at=request.visit.now) is None:
        messages.warning(request, _("Số điện thoại của anh/chị chưa được xác nhận, nên chưa ghi được ý kiến."))
    else:
        messages.success(request, _("Đã ghi ý kiến của anh/chị. Anh/chị đổi lại được bất cứ lúc nào."))
    return redirect("my-honours")


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def my_plea(request: Request, key: int) -> HttpResponse:
    """What I ask for, whose honour was revoked."""
    personal = Nomination.objects.for_list().exclude(identity="")
    nomination = get_for(request.visit.actor, PLEAD, personal, pk=key)
    form = PleaForm(request.POST or None)

    def pleaded(by: Any, at: Any) -> object:
        return revoking.plead(nomination, form.cleaned_data["text"], by=by, at=at)

    told = _("Đã gửi kiến nghị. Người khác với người thu hồi sẽ trả lời.")
    return asked(request, nomination, form, pleaded, told=told, task="plead", mine=True)


@wearing(*OFFICERS)
@require_safe
def history_page(request: Request) -> HttpResponse:
    """The honours of the union, its members and all below it."""
    actor = request.visit.actor
    unit = get_for(actor, HISTORY, Organisation.objects.named(on=actor.on), pk=actor.office.pk)
    page = Paginator(honours_in(unit, on=actor.on), A_PAGE).get_page(request.GET.get("page"))
    shown = {"unit": unit, "page": page, "lines": with_names(page, on=actor.on)}
    return TemplateResponse(request, "honours/history.html", shown)


@open_to_all
@require_safe
def public_page(request: Request) -> HttpResponse:
    """Honours that stand, of collectives and of persons who agreed to be named."""
    page = Paginator(public_honours(), A_PAGE).get_page(request.GET.get("page"))
    shown = {"page": page, "lines": with_names(page, on=request.visit.actor.on), "unnamed": unnamed()}
    return TemplateResponse(request, "honours/public.html", shown)
