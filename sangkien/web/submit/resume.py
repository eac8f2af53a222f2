"""Going on with a draft on another phone: by its eight letters, typed or scanned.

Whoever has the code may write the draft, as if it had been begun in this browser; a draft that belongs to an account
asks its owner to sign in. Wrong codes are counted (`Attempt`), so that nobody tries one after another.
"""

import re

from django.contrib.auth.views import redirect_to_login
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from sangkien.accounts.actions import take_back_attempt
from sangkien.accounts.models import AttemptKind
from sangkien.base.text import fold
from sangkien.initiatives.models import RESUME_LETTERS, Draft
from sangkien.web.doors import Request, open_to_all
from sangkien.web.people.guard import admitted
from sangkien.web.submit.drafts import remember, way_on
from sangkien.web.submit.phone import shown_code

# What the eye or the keyboard takes for one of the letters: none of these is one itself.
_LOOKS_LIKE = str.maketrans("258670O1IU", "ZSBGTQQLLV")
_LENGTH = 8


@open_to_all
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def resume(request: Request, code: str = "") -> HttpResponse:
    """Ask for the code (a scanned one is filled in already); with the right one, go on writing."""
    if request.method != "POST":
        return _asked(request, code)
    typed = request.POST.get("code", "")[:100]
    attempt = admitted(request, AttemptKind.RESUME, name=read_code(typed))
    if attempt is None:
        text = _("Có nhiều mã chưa khớp. Anh/chị nghỉ tay khoảng mười phút rồi thử lại, bài vẫn còn nguyên.")
        return _asked(request, typed, text, status=429)
    draft = Draft.objects.select_related("edition", "correcting").filter(resume_code=read_code(typed)).first()
    if draft is None or not _is_open_to(request, draft):
        text = _(
            "Chưa thấy bài nào đang viết có mã này. Mã gồm 8 chữ cái, anh/chị xem lại ở máy đang viết nhé."
            " Bài đã gửi thì không cần mã nữa: anh/chị xem ở trang Tra cứu, bằng mã hồ sơ."
        )
        return _asked(request, typed, text, status=422)
    take_back_attempt(attempt)
    return _onwards(request, draft)


def read_code(typed: str) -> str:
    """A code as it is kept: case, spaces, dashes, marks and look-alikes forgiven; empty when it cannot be one."""
    letters = re.sub(r"[\W_]", "", fold(typed).upper()).translate(_LOOKS_LIKE)
    return letters if len(letters) == _LENGTH and set(letters) <= set(RESUME_LETTERS) else ""


def _is_open_to(request: Request, draft: Draft) -> bool:
    """Nobody's, the visitor's own, or perhaps theirs once they have signed in."""
    person = request.visit.person
    return draft.person_id is None or person is None or draft.person_id == person.pk


def _onwards(request: Request, draft: Draft) -> HttpResponse:
    if draft.person_id and request.visit.person is None:
        return redirect_to_login(reverse("resume-with", args=[shown_code(draft.resume_code)]))
    if draft.person_id is None:
        remember(request, draft)
    return redirect(way_on(draft))


def _asked(request: Request, code: str, error: str = "", *, status: int = 200) -> HttpResponse:
    context = {"code": code, "error": error, "has_errors": bool(error)}
    return TemplateResponse(request, "submit/resume.html", context, status=status)
