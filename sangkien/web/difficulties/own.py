"""The page of whoever asked: where it is, what was answered, whether that helped."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from sangkien.accounts.actions import take_back_attempt
from sangkien.accounts.models import AttemptKind
from sangkien.base.problems import NotPossible
from sangkien.difficulties import actions
from sangkien.difficulties.models import Difficulty
from sangkien.difficulties.queries import found_by_code, own
from sangkien.difficulties.rules import JUDGE, SAY_MORE, SEE_OWN
from sangkien.difficulties.states import OPEN, State
from sangkien.guidance.queries import offered
from sangkien.web.difficulties.forms import FindForm, WordsForm
from sangkien.web.difficulties.shown import STATE_TONES, story
from sangkien.web.doors import Request, get_for, open_to_all, posts
from sangkien.web.people.guard import admitted
from sangkien.web.review.desk import names_of
from sangkien.web.submit.drafts import remember_key
from sangkien.web.submit.page import SeeOther

_MORE = gettext_lazy("Nói thêm với công đoàn")
_STILL = gettext_lazy("Còn vướng ở đâu?")


@open_to_all
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def find(request: Request) -> HttpResponse:
    """By code and the last four digits; an unknown code and wrong digits get the same sentence. One's own stand
    below."""
    form = FindForm(request.POST or None, initial={"code": request.GET.get("ma", "")[:20]})
    if request.method == "POST" and form.is_valid():
        attempt = admitted(request, AttemptKind.LOOK_UP, name=form.cleaned_data["code"])
        if attempt is None:
            form.add_error(
                None, _("Có nhiều lần tra cứu chưa khớp. Anh/chị nghỉ tay khoảng mười phút rồi thử lại nhé.")
            )
        elif found := found_by_code(**form.cleaned_data):
            take_back_attempt(attempt)
            remember_key(request, found.key)
            return redirect("my-difficulty", code=found.code)
        else:
            form.add_error(None, _("Chưa thấy vướng mắc nào khớp với mã và bốn số này. Anh/chị xem lại giúp."))
    context = {"form": form, "own": _lines(request), "has_errors": bool(form.errors)}
    return TemplateResponse(request, "difficulties/find.html", context, status=422 if form.errors else 200)


def _lines(request: Request) -> list[dict[str, object]]:
    mine = list(own(request.visit.actor)[:20])
    names = names_of([one.desk_id for one in mine], on=request.visit.actor.on)
    return [{"one": one, "desk": names.get(one.desk_id, ""), "tone": STATE_TONES[one.state]} for one in mine]


@open_to_all
@never_cache
@require_safe
def page(request: Request, code: str) -> HttpResponse:
    """Where it is. Whoever is not known here by account or browser is asked for the end of their number."""
    found = request.visit.actor.among(SEE_OWN, Difficulty.objects.all()).filter(code=code).first()
    if found is None:
        return redirect(f"/kho-khan/tra-cuu/?ma={code}")
    return _show(request, found)


@open_to_all
@posts(otherwise="my-difficulty")
def say_more(request: Request, code: str) -> HttpResponse:
    """Something more, or the answer to a question."""
    found, form = _own(request, code), WordsForm(request.POST, prefix="them", label=_MORE)
    if form.is_valid():
        try:
            actions.say_more(found, form.words, by=request.visit.actor, at=request.visit.now)
        except NotPossible as no:
            form.put(no.problems)
        else:
            messages.success(request, _("Đã gửi thêm cho công đoàn."))
            return SeeOther(request.path.rsplit("/", 2)[0] + "/")
    return _show(request, found, more=form, status=422)


@open_to_all
@posts(otherwise="my-difficulty")
def judge(request: Request, code: str) -> HttpResponse:
    """Whether the answer helped; where it did not, what is still in the way."""
    found, form = _own(request, code), WordsForm(request.POST, prefix="y", label=_STILL)
    helped = request.POST.get("helped") == "1"
    if helped or form.is_valid():
        words = form.words if form.is_valid() else ""
        try:
            actions.judge(found, helped=helped, text=words, by=request.visit.actor, at=request.visit.now)
        except NotPossible as no:
            form.put(no.problems)
        else:
            thanks = _("Cảm ơn anh/chị đã cho biết.") if helped else _("Đã mở lại. Công đoàn sẽ xem tiếp.")
            messages.success(request, thanks)
            return SeeOther(request.path.rsplit("/", 2)[0] + "/")
    return _show(request, found, still=form, status=422)


def _own(request: Request, code: str) -> Difficulty:
    return get_for(request.visit.actor, SEE_OWN, Difficulty.objects.select_related("desk", "unit"), code=code)


def _show(
    request: Request,
    one: Difficulty,
    *,
    more: WordsForm | None = None,
    still: WordsForm | None = None,
    status: int = 200,
) -> HttpResponse:
    actor = request.visit.actor
    told = story(one, for_officers=False)
    context = {
        "one": one,
        "tone": STATE_TONES[one.state],
        "desk": names_of([one.desk_id], on=actor.on).get(one.desk_id, ""),
        "waiting": one.state in OPEN,
        "asked_back": one.state == State.ASKED_BACK,
        "story": told,
        "files": [attachment.file for attachment in one.attachments.select_related("file").order_by("position")],
        "may_say_more": actor.may(SAY_MORE, one),
        "may_judge": told.answer is not None and told.verdict is None and actor.may(JUDGE, one),
        "more": more or WordsForm(prefix="them", label=_MORE),
        "still": still or WordsForm(prefix="y", label=_STILL),
        "articles": offered([one.kind], chain=one.chain),
        "has_errors": status >= 400,
    }
    return TemplateResponse(request, "difficulties/own.html", context, status=status)
