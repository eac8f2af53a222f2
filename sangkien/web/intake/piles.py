"""The rows on their piles: filtered by what is wrong, put right in the page, laid aside; and the list of troubles."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from sangkien.base.problems import NotPossible
from sangkien.initiatives.models import Initiative
from sangkien.initiatives.rules import SEE
from sangkien.intake import actions
from sangkien.intake.models import Batch, Row
from sangkien.intake.queries import EXPLAINED, common_faults, counts_of, tellable
from sangkien.intake.settling import is_worked_on
from sangkien.intake.states import OPEN_TO_CHANGE, Pile
from sangkien.web.doors import Request, wearing
from sangkien.web.intake.files import is_made_at_once
from sangkien.web.intake.fixing import Typed, fixes, rows_in, typed, without_row
from sangkien.web.intake.lists import BRINGING, batch_for, unit_of
from sangkien.web.intake.words import PILES

_A_PAGE = {Pile.TO_FIX: 10, Pile.DUPLICATE: 10}
_A_LONG_PAGE = 50
_MOST_PRINTED = 2_000
_MOST_SAID = 200  # letters of what was not saved
_LONGEST_KEY = 19
_BY_ADDRESS = {address: pile for pile, (address, _tone, _picture) in PILES.items()}


@dataclass(frozen=True)
class Tab:
    """A pile as one of the tabs above the rows."""

    pile: Pile
    address: str
    tone: str
    picture: str
    count: int
    current: bool


@wearing(*BRINGING)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def rows(request: Request, key: UUID) -> HttpResponse:
    """One pile, some rows a page. What is sent is kept, also where it is still wrong; the rows are looked at anew."""
    batch = batch_for(request, key)
    if request.method == "POST":
        return _taken(request, batch)
    pile = _asked(request, batch)
    page = _page(request, batch, pile)
    shown = fixes(page.object_list, batch.tables, batch.edition)
    counts = counts_of([batch])[batch.pk]
    kinds = common_faults(batch) if pile == Pile.TO_FIX else []
    known = {
        "batch": batch,
        "unit": unit_of(batch, request),
        "pile": pile,
        "tabs": _tabs(counts, pile),
        "ready": counts[Pile.READY],
        "page": page,
        "fixes": shown,
        "kinds": kinds,
        "kind": request.GET.get("loi", ""),
        "may_change": batch.state in OPEN_TO_CHANGE and not is_worked_on(batch),
        "made_at_once": is_made_at_once(batch),
        "words": any(each.code in EXPLAINED for each in kinds),
        "openable": _openable(request, [fix.row for fix in shown]),
        "told": tellable([fix.row for fix in shown], to=request.visit.actor),
    }
    return TemplateResponse(request, "intake/rows.html", known)


def _openable(request: Request, shown: Sequence[Row]) -> set[str]:
    """Of the dossiers that the rows resemble those that the visitor may open: one may be told of more. One query."""
    codes = [like["code"] for row in shown for like in row.likes if like["code"]]
    found = request.visit.actor.among(SEE, Initiative.objects.filter(code__in=codes)) if codes else ()
    return {one.code for one in found}


def _asked(request: Request, batch: Batch) -> Pile:
    """The pile of the address; without one what needs the officer first."""
    asked = _BY_ADDRESS.get(request.GET.get("nhom", ""))
    if asked:
        return asked
    counts = counts_of([batch])[batch.pk]
    return next((pile for pile in (Pile.TO_FIX, Pile.DUPLICATE, Pile.READY, Pile.ENTERED) if counts[pile]), Pile.READY)


def _page(request: Request, batch: Batch, pile: Pile) -> "Page[Row]":
    found = Row.objects.filter(batch=batch, pile=pile).select_related("dossier").order_by("place")
    if kind := request.GET.get("loi"):
        found = found.filter(troubles__contains=[{"code": kind}])
    return Paginator(found, _A_PAGE.get(pile, _A_LONG_PAGE)).get_page(request.GET.get("page"))


def _tabs(counts: dict[Pile, int], current: Pile) -> list[Tab]:
    always = (Pile.READY, Pile.TO_FIX, Pile.DUPLICATE)
    shown = [pile for pile in PILES if counts[pile] or pile in always or pile == current]
    return [Tab(pile, *PILES[pile], counts[pile], pile == current) for pile in shown]


# What is done with them -------------------------------------------------------------------------------------


def _taken(request: Request, batch: Batch) -> HttpResponse:
    """Keep what was typed, whichever button; then what the button asks for, for its own row or for those ticked. Which
    rows that is they say themselves: a colleague may have moved some since the page was shown."""
    by, at = request.visit.actor, request.visit.now
    here = redirect(f"{reverse('intake-rows', args=[batch.key])}?{request.GET.urlencode()}")
    verb, _colon, which = request.POST.get("go", "").partition(":")
    try:
        sent = Row.objects.filter(batch=batch, pk__in=rows_in(request.POST)).order_by("place")
        changed = typed(request.POST, fixes(sent, batch.tables, batch.edition))
        now = [actions.put_right(batch, one.row, one.fields, by=by, at=at) for one in changed if one.fields]
        is_late = _say_what_was_late(request, changed, without_row(request.POST, [row.pk for row in sent]))
        if now or (verb == "luu" and not is_late):
            _say(request, sum(row.pile == Pile.READY for row in now))
        named = {which} if which else {*request.POST.getlist("chon")}
        keys = [int(key) for key in named if key.isdecimal() and len(key) < _LONGEST_KEY]
        if verb in _VERBS and keys and _VERBS[verb](batch, keys, by=by, at=at) < len(keys):
            messages.warning(request, _("Có dòng đồng nghiệp vừa chuyển hoặc nhập: dòng đó được giữ nguyên."))
    except NotPossible as no:
        for problem in no.problems:
            messages.error(request, problem.text)
    return here


_VERBS = {
    "khac": actions.tell_apart,  # another initiative: it is entered
    "de-lai": actions.leave_out,
    "lay-lai": actions.take_in,
}


def _say_what_was_late(request: Request, changed: Sequence[Typed], gone: int) -> bool:
    """What was not saved, in its own words; was there any?"""
    late = [(one.row, *box) for one in changed for box in one.overtaken]
    for row, label, text in late:
        said = _(
            "Dòng %(row)s, %(label)s: đồng nghiệp vừa sửa hoặc nhập, nên chưa lưu “%(text)s”. Anh/chị xem lại giúp."
        )
        messages.warning(request, said % {"row": row.number, "label": label, "text": text[:_MOST_SAID]})
    if gone:
        said = ngettext("%(n)s dòng không còn ở đây nên chưa lưu.", "%(n)s dòng không còn ở đây nên chưa lưu.", gone)
        messages.warning(request, said % {"n": gone})
    return bool(late or gone)


def _say(request: Request, ready: int) -> None:
    """How many of what was sent is ready now."""
    if ready:
        text = ngettext("%(n)s dòng nay đã sẵn sàng.", "%(n)s dòng nay đã sẵn sàng.", ready)
        messages.success(request, text % {"n": ready})
    else:
        messages.info(request, _("Đã lưu. Chỗ nào còn phải xem lại được ghi ngay cạnh ô."))


@wearing(*BRINGING)
@never_cache
@require_safe
def troubles(request: Request, key: UUID) -> HttpResponse:
    """All that is to be put right, on paper."""
    batch = batch_for(request, key)
    found = Row.objects.filter(batch=batch, pile=Pile.TO_FIX).order_by("place")
    known = {
        "batch": batch,
        "unit": unit_of(batch, request),
        "rows": found[:_MOST_PRINTED],
        "count": found.count(),
        "most": _MOST_PRINTED,
    }
    return TemplateResponse(request, "intake/troubles.html", known)
