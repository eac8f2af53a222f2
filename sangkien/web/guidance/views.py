"""Articles: found, read, printed, judged; written and taken back by unions."""

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from sangkien.base.problems import NotPossible, Stale
from sangkien.base.prose import html_of, plain_of
from sangkien.base.text import one_line
from sangkien.guidance import actions
from sangkien.guidance.models import Article, Edition
from sangkien.guidance.queries import find, heard, holding, last_of
from sangkien.guidance.rules import REVISE, WRITE, WRITING
from sangkien.guidance.topics import topics
from sangkien.organisations.models import Organisation
from sangkien.web.doors import Request, get_for, open_to_all, posts, wearing
from sangkien.web.guidance.forms import ArticleForm
from sangkien.web.review.desk import names_of
from sangkien.web.submit.page import SeeOther

A_PAGE = 20
_ANY = ["GET", "HEAD", "POST"]
_BEGINNING = 160
_READER = "reader"


@dataclass(frozen=True)
class Shown:
    """An article in the reader's language; whole in Vietnamese where there is no English."""

    code: str
    title: str
    text: str
    language: str

    @classmethod
    def of(cls, edition: Edition) -> "Shown":
        """Of this edition."""
        english = get_language() == "en" and bool(edition.body_en)
        said = (edition.title_en, edition.body_en, "en") if english else (edition.title, edition.body, "vi")
        return cls(edition.article.code, *said)

    @property
    def html(self) -> SafeString:
        """What it says, made harmless (`base.prose`)."""
        return html_of(self.text)

    @property
    def beginning(self) -> str:
        """Its first words."""
        words = plain_of(self.text)
        return f"{words[:_BEGINNING].rstrip()}…" if len(words) > _BEGINNING else words


@open_to_all
@require_safe
def articles(request: Request) -> HttpResponse:
    """All of them, or those that answer to a question; with or without marks."""
    question = one_line(request.GET.get("hoi", "")[:200].replace("\0", ""))
    topic = request.GET.get("chu-de", "")
    page = Paginator(find(question, topic=topic if topic in topics() else ""), A_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "lines": [Shown.of(edition) for edition in page.object_list],
        "q": question,
        "topic": topic,
        "topics": [(code, one.label) for code, one in topics().items()],
        "may_write": request.visit.actor.holds(*WRITING),
    }
    return TemplateResponse(request, "guidance/articles.html", context)


@open_to_all
@require_safe
def article(request: Request, code: str) -> HttpResponse:
    """One of them, to read and to print."""
    edition = holding().filter(article__code=code).first()
    actor = request.visit.actor
    if edition is None:
        return _taken_back(request, code)
    owner = edition.article.owner_id
    context = {
        "edition": edition,
        "shown": Shown.of(edition),
        "owner": names_of([owner], on=actor.on).get(owner, "") if owner else "",
        "topics": [topics()[code].label for code in edition.topics if code in topics()],
        "heard": heard([edition.pk]).get(edition.pk),
        "may_revise": actor.may(REVISE, edition.article),
        "history": edition.article.editions.order_by("-number") if actor.may(REVISE, edition.article) else (),
    }
    return TemplateResponse(request, "guidance/article.html", context)


def _taken_back(request: Request, code: str) -> HttpResponse:
    """404; whoever may revise it is led to where it can be shown again."""
    found = request.visit.actor.among(REVISE, Article.objects.filter(code=code)).first()
    if found is None:
        raise Http404
    return redirect("revise-article", code=code)


@open_to_all
@posts(otherwise="article")
def opinion(request: Request, code: str) -> HttpResponse:
    """Whether it helped, once for each reader."""
    edition = holding().filter(article__code=code).first()
    if edition is None:
        raise Http404
    helpful = request.POST.get("helpful") == "1"
    actions.say(edition, helpful=helpful, reader=_reader(request), at=request.visit.now)
    thanks = _("Cảm ơn anh/chị.") if helpful else _("Cảm ơn anh/chị. Cần hỏi thêm thì gửi vướng mắc cho công đoàn nhé.")
    messages.success(request, thanks)
    return SeeOther(reverse("article", args=[code]))


def _reader(request: Request) -> str:
    """An account, or else a browser."""
    if request.visit.person:
        return f"person {request.visit.person.pk}"
    if not request.session.session_key:
        request.session.create()
    request.session[_READER] = True  # what is empty would not be kept
    return f"browser {request.session.session_key}"


@wearing(*WRITING)
@require_http_methods(_ANY)
def write(request: Request) -> HttpResponse:
    """A new article of one's union."""
    actor = request.visit.actor
    unit = get_for(actor, WRITE, Organisation.objects.all(), pk=actor.office.pk)
    form = ArticleForm(request.POST or None, initial={"topics": request.GET.getlist("chu-de")})
    return _written(
        request, form, lambda: actions.publish(unit, form.written, by=actor, at=request.visit.now), {"new": True}
    )


@wearing(*WRITING)
@require_http_methods(_ANY)
def revise(request: Request, code: str) -> HttpResponse:
    """Say it otherwise."""
    actor = request.visit.actor
    found = get_for(actor, REVISE, Article.objects.all(), code=code)
    last = last_of(found)
    form = ArticleForm(request.POST) if request.method == "POST" else ArticleForm.of(last)

    def act() -> Article:
        actions.revise(found, form.written, seen=form.seen, by=actor, at=request.visit.now)
        return found

    return _written(request, form, act, {"article": found, "last": last})


def _written(request: Request, form: ArticleForm, act: Callable[[], Article], more: dict[str, object]) -> HttpResponse:
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            done = act()
        except Stale as no:
            form.put(no.problems)
            status = 409
        except NotPossible as no:
            form.put(no.problems)
        else:
            messages.success(request, _("Đã đăng bài hướng dẫn."))
            return redirect("article", code=done.code)
    preview = html_of(form.written.body) if form.is_bound and hasattr(form, "cleaned_data") else ""
    status = 422 if form.errors and status == 200 else status
    context = {"form": form, "preview": preview, "has_errors": bool(form.errors)} | more
    return TemplateResponse(request, "guidance/write.html", context, status=status)


@wearing(*WRITING)
@posts(otherwise="article")
def take_back(request: Request, code: str) -> HttpResponse:
    """Nobody is led to it any more."""
    found = get_for(request.visit.actor, REVISE, Article.objects.all(), code=code)
    version = request.POST.get("version", "")
    try:
        seen = int(version) if version.isascii() and version.isdigit() and len(version) < 9 else 0
        actions.take_back(found, seen=seen, by=request.visit.actor, at=request.visit.now)
    except NotPossible as no:
        messages.warning(request, str(no))
        return redirect("article", code=code)
    messages.success(request, _("Đã gỡ bài. Sửa và đăng lại lúc nào cũng được."))
    return redirect("guidance")
