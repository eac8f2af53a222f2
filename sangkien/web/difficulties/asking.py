"""The form from any page and from a phone without an account."""

import hashlib
from collections.abc import Iterator
from typing import Any
from uuid import UUID, uuid4, uuid5

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from sangkien.base.problems import NotPossible, Problem
from sangkien.difficulties.actions import ask
from sangkien.difficulties.rules import missing_to_ask
from sangkien.files.limits import MEGABYTE, PICTURES, SOUNDS, Limits
from sangkien.files.models import Purpose, StoredFile
from sangkien.files.queries import sent_for
from sangkien.files.uploads import Sending, send_whole
from sangkien.guidance.topics import steps
from sangkien.initiatives.models import Draft, Initiative
from sangkien.initiatives.rules import SEE, WRITE
from sangkien.programmes.models import Programme
from sangkien.programmes.queries import current
from sangkien.web.difficulties.forms import AskForm, Place, places
from sangkien.web.doors import Request, open_to_all
from sangkien.web.files.limits import read_within
from sangkien.web.guidance.beside import offered_in
from sangkien.web.people.guard import address_of
from sangkien.web.submit.drafts import remember_key
from sangkien.web.submit.page import SeeOther

_PHOTO, _VOICE = Limits(kinds=PICTURES), Limits(largest=10 * MEGABYTE, kinds=SOUNDS)
_MOST_PHOTOS = 3


@open_to_all
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def ask_page(request: Request) -> HttpResponse:
    """What is in the way; the page knows from where one comes: a step of the form (`buoc`, `nhap`), a dossier."""
    if request.method != "POST":
        step = request.GET.get("buoc", "")
        initial = {"key": str(uuid4()), "step": step if step in steps() else "", "kind": _kind_at(step)}
        initial["q"] = request.GET.get("q", "")[:200]
        return _show(request, _form(request, initial=initial))
    form = _form(request, data=request.POST)
    form.is_valid()
    kept = _keep_files(request, form)
    if request.POST.get("go") != "send":
        return _show(request, _form(request, initial=request.POST.dict() | {"key": str(form.form_key)}), kept=kept)
    return _sent(request, form, kept)


def _sent(request: Request, form: AskForm, kept: list[StoredFile]) -> HttpResponse:
    visit, programme = request.visit, _programme(request)
    said = form.said(dossier=_dossier(request))
    form.put(p for p in missing_to_ask(said, known=visit.person is not None) if p.field not in form.errors)
    if form.errors or programme is None:
        return _show(request, form, kept=kept, status=422)
    try:
        made = ask(said, programme=programme, files=kept, by=visit.actor, address=address_of(request), at=visit.now)
    except NotPossible as no:
        form.put(no.problems)
        return _show(request, form, kept=kept, status=422)
    remember_key(request, made.key)
    messages.success(request, _("Đã gửi. Cảm ơn anh/chị đã nói ra, để công đoàn cùng gỡ."))
    return SeeOther(reverse("my-difficulty", args=[made.code]))


def _form(request: Request, **given: object) -> AskForm:
    visit = request.visit
    return AskForm(on=visit.actor.on, known=_known(request), signed_in=visit.person is not None, **given)  # type: ignore[arg-type]


def _kind_at(step: str) -> str:
    known = steps().get(step)
    return known.asks if known else ""


def _keep_files(request: Request, form: AskForm) -> list[StoredFile]:
    """What came with the form is kept at once, so that a word that is missing does not cost the photo; together with
    what came before under the same key. What is wrong stands beside its question."""
    for number, (field, upload) in enumerate(_uploads(request)):
        voice = field == "voice"
        limits, purpose = (_VOICE, Purpose.VOICE) if voice else (_PHOTO, Purpose.PHOTO)
        try:
            if not voice and number >= _MOST_PHOTOS:
                raise NotPossible([Problem("many", _("Chọn nhiều nhất 3 ảnh"), field)])
            data = read_within(upload, limits, field=field)
            key = uuid5(form.form_key, hashlib.sha256(data).hexdigest())
            said = Sending(draft_key=form.form_key, purpose=purpose, name=upload.name or "", size=len(data))
            visit = request.visit
            send_whole(
                key, data, said, by=visit.person, address=address_of(request), at=visit.now, field=field, limits=limits
            )
        except NotPossible as no:
            form.put(no.problems)
    return list(sent_for(form.form_key))[: _MOST_PHOTOS + 1]


def _uploads(request: Request) -> Iterator[tuple[str, "UploadedFile[Any]"]]:
    for field in ("photos", "voice"):
        for upload in request.FILES.getlist(field):
            yield field, upload


def _known(request: Request) -> list[Place]:
    """Where the visitor works, as far as it is known: by the draft, the dossier, the hat or the last dossier."""
    actor, dossier = request.visit.actor, _dossier(request)
    codes = [_code_in(_draft(request)), dossier.unit.code if dossier else ""]
    if actor.person:
        sent = Initiative.objects.filter(entered_by=actor.person).order_by("-submitted_at", "-pk")
        codes += [actor.unit.code if actor.unit else "", *sent.values_list("unit__code", flat=True)[:1]]
    return places([code for code in dict.fromkeys(codes) if code], on=actor.on)


def _code_in(draft: Draft | None) -> str:
    return str(draft.answers.get("noi-lam-viec", {}).get("unit", "")) if draft else ""


def _draft(request: Request) -> Draft | None:
    try:
        key = UUID(request.GET.get("nhap", ""))
    except ValueError:
        return None
    return request.visit.actor.among(WRITE, Draft.objects.filter(key=key)).first()


def _dossier(request: Request) -> Initiative | None:
    code = request.GET.get("ho-so", "")[:24].replace("\0", "")
    known = Initiative.objects.select_related("unit").filter(code=code)
    return request.visit.actor.among(SEE, known).first() if code else None


def _programme(request: Request) -> Programme | None:
    draft, dossier = _draft(request), _dossier(request)
    if draft or dossier:
        return (draft or dossier).programme  # type: ignore[union-attr]  # one of them is there
    return current(request.visit.actor.on)


def _union(form: AskForm) -> str:
    """Whose worker asks: by what is chosen, else what is known."""
    return str(form["unit"].value() or "") or (form.found[0].code if form.found and not form.searched else "")


def _show(request: Request, form: AskForm, *, kept: list[StoredFile] | None = None, status: int = 200) -> HttpResponse:
    topics = [one for one in (str(form["step"].value() or ""), str(form["kind"].value() or "")) if one]
    context = {
        "form": form,
        "kept": kept or [],
        "signed_in": request.visit.person is not None,
        "searched": form.searched,
        "articles": offered_in(_union(form), topics, on=request.visit.actor.on) if topics else [],
        "closed": _programme(request) is None,
        "has_errors": status >= 400,
    }
    return TemplateResponse(request, "difficulties/ask.html", context, status=status)
