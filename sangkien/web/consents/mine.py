"""The page on which somebody sees what they agreed to, dossier by dossier, and takes it back."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from sangkien.accounts.models import Person
from sangkien.consents.actions import say
from sangkien.consents.models import Consent
from sangkien.consents.queries import may_be_named
from sangkien.consents.rules import own_author
from sangkien.initiatives.models import Initiative
from sangkien.initiatives.parts import mark_of
from sangkien.web.consents.asking import Question, asked_purpose, questions, told
from sangkien.web.data.answering import Form
from sangkien.web.data.lists import in_parts, send_list
from sangkien.web.data.sheets import Cell, Column, Kind
from sangkien.web.doors import Request, person_of, posts, signed_in
from sangkien.web.people import shelf
from sangkien.web.people.dossier import oneself, own

_A_PAGE = 10


@dataclass(frozen=True)
class Answers:
    """One dossier with everything its author is asked."""

    initiative: Initiative
    questions: list[Question]


@signed_in
@never_cache
@require_safe
def mine(request: Request) -> HttpResponse:
    """Every dossier of which one is an author, the newest first, with what one agreed to."""
    person = person_of(request)
    page = Paginator(_authored(request), _A_PAGE).get_page(request.GET.get("page"))
    lines = _answers(list(page.object_list), person)
    return TemplateResponse(request, "consents/mine.html", {"page": page, "lines": lines})


@signed_in
@never_cache
@require_safe
def mine_as_file(request: Request, form: Form) -> HttpResponseBase:
    """The same as a file: one row for each dossier and purpose."""
    person = person_of(request)
    lines = in_parts(_authored(request), lambda some: _answers(some, person))
    return send_list(
        request,
        form,
        name="dong-y-cua-toi",
        title=_("Những điều tôi đã đồng ý"),
        columns=[
            Column("code", _("Mã hồ sơ")),
            Column("title", _("Tên sáng kiến")),
            Column("purpose", _("Mục đích")),
            Column("words", _("Lời đồng ý")),
            Column("agrees", _("Đồng ý")),
            Column("at", _("Đồng ý lúc"), Kind.MOMENT),
            Column("means", _("Bằng cách")),
        ],
        rows=(_cells(line.initiative, one) for line in lines for one in line.questions),
    )


@signed_in
@posts(otherwise="dossier")
def answer(request: Request, code: str) -> HttpResponse:
    """Agree to a purpose, or take it back: the button says which, so that pressing it twice is once."""
    initiative, purpose = own(request, code), asked_purpose(request)
    agrees = request.POST.get("publish") == "yes"
    say(initiative, purpose, agrees=agrees, by=oneself(request.visit.actor), at=request.visit.now)
    messages.info(request, told(purpose, agrees=agrees))
    return redirect("my-consents")


def _authored(request: Request) -> "QuerySet[Initiative]":
    """Of what lies on one's shelf that of which one is, or ever was, an author."""
    person = person_of(request)
    by_me = Q(parties__overlap=person.marks) | Q(pk__in=person.authored.values("initiative"))
    mine = shelf.own(oneself(request.visit.actor)).filter(by_me)
    return mine.select_related("entered_by").prefetch_related("authors").order_by("-submitted_at", "-pk")


def _answers(initiatives: Sequence[Initiative], person: Person) -> list[Answers]:
    """Two queries, whatever the number of dossiers."""
    named = may_be_named(initiatives)
    given: dict[tuple[int, str], dict[str, Consent]] = defaultdict(dict)
    for one in Consent.objects.holding().filter(initiative__in=[one.pk for one in initiatives]):
        given[one.initiative_id, one.mark][one.purpose] = one
    asked = [(one, own_author(one, person)) for one in initiatives]
    return [
        Answers(one, questions(author, given[one.pk, mark_of(author)], named=named[one.pk]))
        for one, author in asked
        if author
    ]


def _cells(initiative: Initiative, one: Question) -> list[Cell]:
    said = _("Có") if one.agrees else _("Không")
    at, means = (one.given.at, one.given.get_means_display()) if one.given else (None, "")
    return [initiative.code, initiative.title, one.name, one.words, said, at, means]
