"""The story desk: what is being written, one story with what it still needs, and the verbs."""

from collections.abc import Callable, Sequence
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef, QuerySet
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from sangkien.base.problems import NotPossible
from sangkien.base.prose import html_of
from sangkien.confirmations.models import AuthorLink
from sangkien.files.workshop.sizes import LARGE
from sangkien.initiatives.models import Author, Initiative
from sangkien.initiatives.parts import mark_of
from sangkien.stories import actions
from sangkien.stories.models import Moment, Picture, Story
from sangkien.stories.queries import reach_of, read
from sangkien.stories.rules import CHECK, OFFICERS, PUBLISH, SEE, START, WITHDRAW, WRITE, standing_against
from sangkien.stories.states import State
from sangkien.stories.texts import Text, read_out, with_places
from sangkien.stories.words import theme_name
from sangkien.web.confirmations.links import public_address
from sangkien.web.consents.asking import asked_of
from sangkien.web.data.answering import Form
from sangkien.web.data.lists import in_parts, send_list
from sangkien.web.data.sheets import Cell, Column, Kind
from sangkien.web.doors import Request, get_for, posts, wearing
from sangkien.web.files.serving import picture as picture_of
from sangkien.web.forms import Questions
from sangkien.web.stories.forms import MomentForm, NoteForm, PictureForm, SlipForm, TextForm, as_typed, known_series

_A_PAGE = 20


@wearing(*OFFICERS)
@require_safe
def desk(request: Request) -> HttpResponse:
    """The stories of one's union and of those below, in one state or in all; what was touched last first."""
    state = request.GET.get("trang-thai", "")
    found = _seen(request, state)
    page = Paginator(found, _A_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "rows": _rows(list(page.object_list)), "states": State.choices, "state": state}
    return TemplateResponse(request, "stories/desk.html", context)


@wearing(*OFFICERS)
@require_safe
def desk_file(request: Request, form: Form) -> HttpResponseBase:
    """The same as a file."""
    return send_list(
        request,
        form,
        name="truyen-thong",
        title=_("Câu chuyện sáng kiến"),
        columns=[
            Column("headline", _("Tít")),
            Column("state", _("Trạng thái")),
            Column("theme", _("Chủ đề")),
            Column("initiative", _("Mã hồ sơ")),
            Column("published_at", _("Đăng lúc"), Kind.MOMENT),
            Column("reach", _("Lượt đọc"), Kind.WHOLE, _("số lần mở trang câu chuyện, không đếm theo người")),
        ],
        rows=map(_cells, in_parts(_seen(request, request.GET.get("trang-thai", "")), _rows)),
    )


@wearing(*OFFICERS)
@require_safe
def choose(request: Request) -> HttpResponse:
    """Initiatives of one's reach that anybody may read, without a story of one's union: the greatest value first."""
    actor = request.visit.actor
    told = Story.objects.filter(initiative=OuterRef("pk"), unit=actor.office).exclude(state=State.WITHDRAWN)
    known = actor.among(START, Initiative.objects.for_list().filter(~Exists(told)))
    code = request.GET.get("ma", "").strip()
    if code and "\0" not in code:
        known = known.filter(code__iexact=code)
    page = Paginator(known.order_by("-benefit_vnd", "-pk"), _A_PAGE).get_page(request.GET.get("page"))
    return TemplateResponse(request, "stories/choose.html", {"page": page, "code": code})


@wearing(*OFFICERS)
@posts(otherwise="story-choose")
def begin(request: Request) -> HttpResponse:
    """Begin the story of an initiative."""
    actor = request.visit.actor
    found = get_for(actor, START, Initiative.objects.all(), code=request.POST.get("ma", "").replace("\0", ""))
    return redirect("story-write", pk=actions.start(found, by=actor, at=request.visit.now).pk)


@wearing(*OFFICERS)
@require_safe
def work(request: Request, pk: int) -> HttpResponse:
    """One story: as it will be read, what it still needs, and what one may do."""
    return _page(request, _story(request, pk))


@wearing(*OFFICERS)
@require_http_methods(["GET", "HEAD", "POST"])
def write(request: Request, pk: int) -> HttpResponse:
    """The text: looked at beforehand as often as one likes, and kept."""
    story = _story(request, pk)
    if not request.visit.actor.may(WRITE, story):
        return redirect("story-work", pk=pk)
    authors = story.initiative.credited
    if request.method != "POST":
        assert story.edition is not None
        return _editor(request, story, TextForm(initial=as_typed(story, story.edition, authors), authors=authors))
    form = TextForm(request.POST, authors=authors)
    if not form.is_valid():
        return _editor(request, story, form, status=422)
    if "xem" in request.POST:
        return _editor(request, story, form, preview=_preview(form.told, authors))
    try:
        said = {"theme": form.cleaned_data["theme"], "series": form.cleaned_data["series"]}
        actions.write(story, form.told, **said, by=request.visit.actor, at=request.visit.now)
    except NotPossible as no:
        form.put(no.problems)
        return _editor(request, story, form, status=422)
    messages.success(request, _("Đã lưu câu chuyện."))
    return redirect("story-work", pk=pk)


@wearing(*OFFICERS)
@posts(otherwise="story-work")
def task(request: Request, pk: int) -> HttpResponse:
    """One verb, by its name in the form; or the page again with what stands against it at its box."""
    story, name = _story(request, pk), request.POST.get("viec", "")
    if name not in _VERBS:
        raise Http404
    form = Questions(request.POST) if name in _PLAIN else _forms(request, story, typed=name).get(name)
    if form is None:
        raise Http404
    if form.is_valid():
        try:
            said = _VERBS[name](story, form, {"by": request.visit.actor, "at": request.visit.now})
            messages.success(request, said)
            return redirect("story-work", pk=pk)
        except NotPossible as no:
            form.put(no.problems)
    return _page(request, _story(request, pk), status=422, tried=form, **{name: form})


@wearing(*OFFICERS)
@require_safe
def photo(request: Request, pk: int, key: int) -> HttpResponse:
    """A picture of a story that is not published, for those who make it."""
    shown: Picture | None = _story(request, pk).pictures.select_related("file").filter(pk=key).first()
    if shown is None:
        raise Http404
    return picture_of(request, shown.file, LARGE)


# The verbs ---------------------------------------------------------------------------------------------------


def _hand_on(story: Story, _form: Any, who: dict[str, Any]) -> str:
    actions.hand_on(story, **who)
    return _("Đã chuyển đi kiểm tra. Nhân vật được hỏi ở trang của họ.")


def _check(story: Story, _form: Any, who: dict[str, Any]) -> str:
    actions.check(story, **who)
    return _("Đã xác nhận kiểm tra.")


def _send_back(story: Story, form: Any, who: dict[str, Any]) -> str:
    actions.send_back(story, form.cleaned_data["note"], **who)
    return _("Đã trả lại người viết.")


def _schedule(story: Story, form: Any, who: dict[str, Any]) -> str:
    actions.schedule(story, form.moment, **who)
    return _("Đã hẹn giờ đăng.")


def _publish(story: Story, _form: Any, who: dict[str, Any]) -> str:
    actions.publish(story, **who)
    return _("Đã đăng câu chuyện.")


def _withdraw(story: Story, form: Any, who: dict[str, Any]) -> str:
    actions.withdraw(story, form.cleaned_data["note"], **who)
    return _("Đã gỡ câu chuyện.")


def _add_picture(story: Story, form: Any, who: dict[str, Any]) -> str:
    said, sent = form.cleaned_data, form.cleaned_data["photo"]
    seen = actions.look_at_photo(sent.read(), sent.name)
    told = {name: said[name] for name in ("caption", "credit", "mark")}
    actions.add_picture(story, seen, moment=Moment(said["moment"] or Moment.AFTER), **told, **who)
    return _("Đã thêm ảnh.")


def _drop_picture(story: Story, form: Any, who: dict[str, Any]) -> str:
    key = form.data.get("anh", "")
    found = story.pictures.filter(pk=int(key)).first() if key.isascii() and key.isdigit() and len(key) < 16 else None
    if found is None:
        raise Http404
    actions.drop_picture(found, **who)
    return _("Đã bỏ ảnh.")


def _keep_slip(story: Story, form: Any, who: dict[str, Any]) -> str:
    sent = form.cleaned_data["slip"]
    seen = actions.look_at_slip(sent.read(), sent.name)
    actions.keep_slip(story, form.cleaned_data["who"], form.agreed, seen, **who)
    return _("Đã lưu phiếu đồng ý.")


def _make_link(story: Story, form: Any, who: dict[str, Any]) -> str:
    asked = form.data.get("ai", "")
    author = next((one for one in story.initiative.credited if str(one.position) == asked), None)
    if author is None:
        raise Http404
    actions.make_link(story, author, **who)
    return _("Đã có liên kết hỏi ý kiến. Anh/chị gửi cho tác giả.")


_VERBS: dict[str, Callable[[Story, Any, dict[str, Any]], str]] = {
    "chuyen": _hand_on,
    "kiem_tra": _check,
    "tra_lai": _send_back,
    "hen": _schedule,
    "dang": _publish,
    "go": _withdraw,
    "them_anh": _add_picture,
    "bo_anh": _drop_picture,
    "phieu": _keep_slip,
    "lien_ket": _make_link,
}


_PLAIN = {"chuyen", "kiem_tra", "dang", "bo_anh", "lien_ket"}  # what needs no form

# Helpers ----------------------------------------------------------------------------------------------------


def _seen(request: Request, state: str) -> "QuerySet[Story]":
    found = request.visit.actor.among(SEE, Story.objects.for_list())
    found = found.filter(state=state) if state in State.values else found
    return found.order_by("-edition__at", "-pk")


def _rows(stories: Sequence[Story]) -> list[dict[str, Any]]:
    """Each with its headline as anybody would read it, and how often it was read."""
    counted = reach_of([one.pk for one in stories])
    return [
        {"read": told, "story": told.story, "theme": theme_name(told.story.theme), "reach": counted[told.story.pk]}
        for told in read(stories)
    ]


def _cells(row: dict[str, Any]) -> list[Cell]:
    story = row["story"]
    said = [row["read"].headline, str(story.get_state_display()), row["theme"], story.initiative.code]
    return [*said, story.published_at, row["reach"]]


def _story(request: Request, pk: int) -> Story:
    return get_for(request.visit.actor, SEE, Story.objects.for_list(), pk=pk)


def _forms(request: Request, story: Story, *, typed: str = "") -> dict[str, Questions]:
    """What the visitor may do, each with its form; the one that was pressed with what was typed."""
    actor, authors = request.visit.actor, story.initiative.credited

    def data(name: str) -> dict[str, Any]:
        return {"data": request.POST, "files": request.FILES} if typed == name else {}

    forms: dict[str, Questions] = {}
    if actor.may(WRITE, story):
        forms["them_anh"] = PictureForm(**data("them_anh"), authors=authors)
        forms["phieu"] = SlipForm(**data("phieu"), authors=authors)
    if actor.may(CHECK, story) or actor.may(PUBLISH, story):
        forms["tra_lai"] = NoteForm(**data("tra_lai"), auto_id="tra_lai_%s")
    if actor.may(PUBLISH, story):
        forms["hen"] = MomentForm(**data("hen"))
    if actor.may(WITHDRAW, story):
        forms["go"] = NoteForm(**data("go"), auto_id="go_%s")
    return forms


def _page(request: Request, story: Story, *, status: int = 200, **typed: Any) -> HttpResponse:
    actor = request.visit.actor
    (told,) = read([story])
    context = {
        "story": story,
        "told": told,
        "theme": theme_name(story.theme),
        "against": standing_against(story) if story.state != State.WITHDRAWN else [],
        "asked": _asked(story),
        "pictures": sorted(story.pictures.all(), key=lambda one: one.position),
        "reach": reach_of([story.pk])[story.pk],
        "editions": story.editions.count(),
        "may_write": actor.may(WRITE, story),
        "may_hand_on": actor.may(WRITE, story) and story.state == State.DRAFT,
        "may_check": actor.may(CHECK, story),
        "may_publish": actor.may(PUBLISH, story),
        "is_public": Story.objects.public().filter(pk=story.pk).exists(),
        **_forms(request, story),
        **typed,
        "has_errors": status == 422,
    }
    return TemplateResponse(request, "stories/work.html", context, status=status)


def _asked(story: Story) -> list[dict[str, Any]]:
    """Every author with what they agree to, and the link by which they may be asked."""
    links = {link.mark: link for link in AuthorLink.objects.filter(initiative=story.initiative, ended_at=None)}
    told = {one.mark for one in story.subjects.all()}
    return [
        {
            "author": author,
            "questions": asked_of(author),
            "is_subject": mark_of(author) in told,
            "link": public_address(links[mark_of(author)]) if mark_of(author) in links else "",
        }
        for author in story.initiative.credited
    ]


def _editor(
    request: Request, story: Story, form: TextForm, *, preview: dict[str, Any] | None = None, status: int = 200
) -> HttpResponse:
    context = {
        "story": story,
        "form": form,
        "preview": preview,
        "series": known_series(story),
        "has_errors": status == 422,
    }
    return TemplateResponse(request, "stories/write.html", context, status=status)


def _preview(text: Text, authors: Sequence[Author]) -> dict[str, Any]:
    """As it would be read if everybody agreed to be named."""

    def said(typed: str, *, markdown: bool = False) -> str:
        return read_out(with_places(typed, authors), authors, authors, markdown=markdown)

    body = html_of(said(text.body, markdown=True))
    return {"headline": said(text.headline), "lead": said(text.lead), "body": body}
