"""The verbs of the desk, one address each, by POST only."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from sangkien.base.problems import NotPossible, Stale
from sangkien.difficulties import handling
from sangkien.difficulties.models import Difficulty, ReplyKind
from sangkien.difficulties.rules import OFFICERS, SEE
from sangkien.guidance.models import Article
from sangkien.web.difficulties.desk import opened, show
from sangkien.web.difficulties.tasks import form_of
from sangkien.web.doors import Request, get_for, posts, wearing

_Act = Callable[[Difficulty, Any], object]


@wearing(*OFFICERS)
@posts(otherwise="difficulty")
def answer(request: Request, code: str) -> HttpResponse:
    """Answer who asked."""

    def act(one: Difficulty, form: Any) -> object:
        article = Article.objects.filter(code=form.cleaned_data["article"] or "-").first()
        return handling.answer(one, form.words, seen=form.seen, article=article, **_who(request))

    return _done(request, code, "tra-loi", act, _("Đã gửi trả lời."))


@wearing(*OFFICERS)
@posts(otherwise="difficulty")
def ask_back(request: Request, code: str) -> HttpResponse:
    """Ask for more."""
    return _done(request, code, "hoi-lai", _with(handling.ask_back, request), _("Đã gửi câu hỏi."))


@wearing(*OFFICERS)
@posts(otherwise="difficulty")
def note(request: Request, code: str) -> HttpResponse:
    """Write something down for other officers."""

    def act(one: Difficulty, form: Any) -> object:
        return handling.note(one, form.words, **_who(request))

    return _done(request, code, "ghi-chu", act, _("Đã lưu ghi chú."))


@wearing(*OFFICERS)
@posts(otherwise="difficulty")
def hand_up(request: Request, code: str) -> HttpResponse:
    """To the union above."""
    return _done(request, code, "chuyen-len", _with(handling.hand_up, request), _("Đã chuyển lên cấp trên."))


@wearing(*OFFICERS)
@posts(otherwise="difficulty")
def hand_down(request: Request, code: str) -> HttpResponse:
    """Back to the union below."""
    return _done(request, code, "giao-lai", _with(handling.hand_down, request), _("Đã giao lại cấp dưới."))


@wearing(*OFFICERS)
@posts(otherwise="difficulty")
def group(request: Request, code: str) -> HttpResponse:
    """Under one about the same thing."""

    def act(one: Difficulty, form: Any) -> object:
        leading = get_for(request.visit.actor, SEE, Difficulty.objects.all(), code=form.cleaned_data["leading"])
        return handling.group(one, leading, seen=form.seen, **_who(request))

    return _done(request, code, "gop", act, _("Đã gộp. Trả lời vướng mắc dẫn đầu là trả lời cả vướng mắc này."))


@wearing(*OFFICERS)
@posts(otherwise="difficulty")
def stand_alone(request: Request, code: str) -> HttpResponse:
    """By itself again."""

    def act(one: Difficulty, form: Any) -> object:
        return handling.stand_alone(one, seen=form.seen, **_who(request))

    return _done(request, code, "tach", act, _("Đã tách riêng."))


@wearing(*OFFICERS)
@posts(otherwise="difficulty")
def set_aside(request: Request, code: str) -> HttpResponse:
    """Answer nothing to it."""
    return _done(request, code, "gac", _with(handling.set_aside, request), _("Đã gác lại."))


@wearing(*OFFICERS)
@posts(otherwise="difficulty")
def take_up(request: Request, code: str) -> HttpResponse:
    """Look at it after all."""
    return _done(request, code, "xem-lai", _with(handling.take_up, request), _("Đã đưa về hàng đợi."))


@wearing(*OFFICERS)
@posts(otherwise="difficulty")
def make_a_lesson(request: Request, code: str) -> HttpResponse:
    """Publish the last answer as an article."""

    def act(one: Difficulty, form: Any) -> object:
        reply = one.replies.filter(kind=ReplyKind.ANSWER).order_by("pk").last()
        if reply is None:
            raise Http404
        return handling.make_a_lesson(reply, form.written, **_who(request))

    return _done(
        request, code, "thanh-bai", act, _("Đã đăng bài hướng dẫn. Bài hiện ra ở đúng chỗ người sau dễ vướng.")
    )


def _who(request: Request) -> dict[str, Any]:
    return {"by": request.visit.actor, "at": request.visit.now}


def _with(verb: Callable[..., object], request: Request) -> _Act:
    """A verb that takes some words and the version that was seen."""
    return lambda one, form: verb(one, form.words, seen=form.seen, **_who(request))


def _done(request: Request, code: str, task: str, act: _Act, told: str) -> HttpResponse:
    """Do it and show the difficulty again; or show what is missing, with everything that was typed."""
    one = opened(request, code)
    form = form_of(one, task, request.POST, request.visit.actor)
    if not form.is_valid():
        return show(request, one, task=task, form=form, status=422)
    try:
        act(one, form)
    except Stale:
        return show(request, opened(request, code), task=task, form=form, stale=True, status=409)
    except NotPossible as no:
        form.put(no.problems)
        return show(request, one, task=task, form=form, status=422)
    messages.success(request, told)
    return redirect("difficulty", code=code)
