"""An author answers, on a phone and without an account, whether they had a part in a dossier."""

from dataclasses import replace
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sangkien.base.problems import NotPossible
from sangkien.confirmations import actions
from sangkien.confirmations.actions import author_of
from sangkien.confirmations.models import AuthorAnswer, AuthorLink
from sangkien.confirmations.queries import author_link, may_read_the_work
from sangkien.confirmations.rules import LONGEST_REASON, AuthorSays, entered_for, why_closed, why_over
from sangkien.consents.models import Purpose
from sangkien.consents.words import words_of
from sangkien.files.models import StoredFile
from sangkien.organisations.models import Organisation
from sangkien.web.confirmations.links import opened
from sangkien.web.consents.asking import asked_of, asked_purpose, told
from sangkien.web.doors import Request, open_to_all
from sangkien.web.files.serving import picture
from sangkien.web.files.shown import Shown, shown
from sangkien.web.people.facts import benefit_of, decision_of
from sangkien.web.people.guard import address_of
from sangkien.web.photos import Pair, pairs_of
from sangkien.web.submit.fields import TextField


class AnswerForm(forms.Form):
    """The button that was pressed, and what was said with it."""

    use_required_attribute = False
    said = forms.CharField(required=False, widget=forms.HiddenInput)
    reason = TextField(
        most=LONGEST_REASON,
        lines=True,
        label=gettext_lazy("Phần đóng góp của anh/chị là bao nhiêu, vì sao?"),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    publish = forms.BooleanField(required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["publish"].label = words_of(Purpose.PUBLISH_NAME)
        self.fields["publish"].help_text = _("Không chọn vẫn xác nhận được. Anh/chị đổi ý lúc nào cũng được.")

    @property
    def says(self) -> AuthorSays:
        """What was answered; only of a form that is valid."""
        return AuthorSays(**self.cleaned_data)


@open_to_all
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def author(request: Request, token: str) -> HttpResponse:
    """What is said about the author, and the buttons to confirm or deny it."""
    link, status = opened(request, token, author_link)
    if link is None or why_over(link, at=request.visit.now) or author_of(link) is None:
        return TemplateResponse(request, "confirmations/author_gone.html", {"busy": status == 429}, status=status)
    if request.method != "POST":
        if request.method == "GET":
            actions.note_opened(link, at=request.visit.now)
        return _show(request, link, AnswerForm())
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return _show(request, link, form, status=422)
    try:
        actions.answer(link, form.says, address=address_of(request), at=request.visit.now)
    except NotPossible as no:
        for problem in no.problems:
            form.add_error(problem.field if problem.field == "reason" else None, problem.text)
        return _show(request, link, form, status=422)
    messages.info(request, _("Đã ghi câu trả lời của anh/chị. Cảm ơn anh/chị."))
    return redirect("author-link", token)


@open_to_all
@never_cache
@require_POST
def author_consent(request: Request, token: str) -> HttpResponse:
    """The author agrees to something that is asked of them, or no longer."""
    link, _status = opened(request, token, author_link)
    purpose, agrees = asked_purpose(request), request.POST.get("publish") == "yes"
    if link is not None:
        try:
            actions.agree_by_link(link, purpose, agrees=agrees, at=request.visit.now)
        except NotPossible:
            return redirect("author-link", token)  # the page says why
        messages.info(request, told(purpose, agrees=agrees))
    return redirect("author-link", token)


@open_to_all
@require_safe
def photo(request: Request, token: str, pk: int, side: int) -> HttpResponse:
    """A photo of the work, for as long as the link shows how it was done."""
    link, _status = opened(request, token, author_link)
    if link is None or why_over(link, at=request.visit.now) or not _shows_the_work(link, _last_answer(link)):
        raise Http404
    return picture(request, get_object_or_404(StoredFile, pk=pk, pk__in=link.initiative.photos.values("file")), side)


def _last_answer(link: AuthorLink) -> AuthorAnswer | None:
    return link.answers.order_by("pk").last()


def _shows_the_work(link: AuthorLink, answered: AuthorAnswer | None) -> bool:
    return not link.initiative.restricted and may_read_the_work(link, answered)


def _photos(link: AuthorLink) -> list[Pair]:
    """By addresses of the link, which needs no account; the files themselves it does not give out."""

    def by_link(file: StoredFile) -> Shown:
        large, small = (reverse(f"author-photo-{side}", args=[link.token, file.pk]) for side in ("large", "small"))
        kept = replace(shown(file), original="")
        return replace(kept, large=large, small=small) if kept.small else kept

    return pairs_of(link.initiative, by=by_link)


def _show(request: Request, link: AuthorLink, form: AnswerForm, *, status: int = 200) -> HttpResponse:
    initiative, answered = link.initiative, _last_answer(link)
    author, shows = author_of(link), _shows_the_work(link, answered)
    context = {
        "link": link,
        "initiative": initiative,
        "author": author,
        "told": shows,
        "benefit": benefit_of(initiative),
        "decision": decision_of(initiative),
        "pairs": _photos(link) if shows else [],
        "unit": Organisation.objects.named(on=request.visit.actor.on).get(pk=initiative.unit_id),
        "helped": entered_for(initiative),
        "agreement": words_of(Purpose.ENTERED_FOR_ME),
        "form": form,
        "answered": answered,
        "may_answer": not why_closed(link, at=request.visit.now),
        "asked": asked_of(author) if author else [],
        "has_errors": status == 422,
    }
    return TemplateResponse(request, "confirmations/author.html", context, status=status)
