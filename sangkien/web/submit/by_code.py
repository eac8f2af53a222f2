"""The last step of who has no account: the number, the code, and the dossier is sent in the same go."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from sangkien.base import phones
from sangkien.base.problems import NotPossible, Stale
from sangkien.notices.queries import can_send
from sangkien.web.doors import Request, open_to_all
from sangkien.web.middleware import Visit
from sangkien.web.people.by_code import Ticket, Way, code_asked, phone_asked
from sangkien.web.submit.answers import Reading
from sangkien.web.submit.claim import claim_drafts
from sangkien.web.submit.drafts import draft_for, remember_key
from sangkien.web.submit.page import Page, SeeOther
from sangkien.web.submit.sending import READ, sent
from sangkien.web.submit.sheet import Sheet
from sangkien.web.submit.steps import CHECK


@open_to_all
@never_cache
@require_http_methods(["GET", "POST"])
def phone(request: Request, key: UUID) -> HttpResponse:
    """The number, filled in with the author's when it is one's own initiative."""
    read = request.session.get(READ, {}).get(str(key))
    if request.visit.person or read is None or not can_send():
        return SeeOther(_way(key).back)
    reading = _last_page(request, key).read()
    return phone_asked(
        request, _way(key), carried=read, suggested=_suggested(reading), named=lambda phone: _named(reading, phone)
    )


@open_to_all
@sensitive_post_parameters("code")
@never_cache
@require_http_methods(["GET", "POST"])
def code(request: Request, key: UUID) -> HttpResponse:
    """The code; then exactly the answers that were read are sent. Who is in already (another tab, Back) has no
    need of a code."""
    if request.visit.person or not can_send():
        return SeeOther(_way(key).back)
    came = code_asked(request, _way(key))
    return _sent_by(request, key, came) if isinstance(came, Ticket) else came


def _sent_by(request: Request, key: UUID, ticket: Ticket) -> HttpResponse:
    """Send in the name of who has come in; what stands against it is said on the last page."""
    remember_key(request, key)  # the ticket was written for whoever carried it, in a session that may be lost
    request.visit = Visit(request)
    claim_drafts(request)
    page = _last_page(request, key)
    try:
        return SeeOther(reverse("receipt", args=[sent(page, page.read(), read=ticket.carried).code]))
    except NotPossible as no:
        text = _("Anh/chị đã vào được rồi. Bài chưa gửi, vì còn chỗ cần xem lại dưới đây.")
        messages.warning(request, no.problems[0].text if isinstance(no, Stale) else text)
        return SeeOther(page.url())


def _last_page(request: Request, key: UUID) -> Page:
    return Page(request, Sheet(draft_for(request, key), request.visit.actor.on), CHECK)


def _way(key: UUID) -> Way:
    check = reverse("form-step", args=[key, CHECK.slug])
    return Way(
        slot=str(key),
        phone_page=reverse("send-phone", args=[key]),
        code_page=reverse("send-code", args=[key]),
        back=check,
        password=f"{reverse('sign-in')}?{urlencode({'next': check})}",
        sends=True,
    )


def _suggested(reading: Reading) -> str:
    """The first author's number, when the author is the one who writes."""
    authors = reading.content.authors
    own = bool(authors) and not reading.sheet.helping
    return phones.show(authors[0].phone) if own and authors[0].phone else ""


def _named(reading: Reading, phone: str) -> str:
    """Who comes with this number: the author who has it, or else the first, when it is their own initiative."""
    authors = reading.content.authors
    known = [author.full_name for author in authors if author.phone == phone]
    own = [author.full_name for author in authors if not reading.sheet.helping]
    return next(iter([*known, *own]), "")
