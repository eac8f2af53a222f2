"""What a page tells the phone about the draft on it: where it is saved, what the server has, how to go on elsewhere."""

from dataclasses import dataclass
from datetime import timedelta
from secrets import token_urlsafe

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language

from sangkien.initiatives.models import Draft
from sangkien.programmes.models import Edition
from sangkien.web.addresses import full
from sangkien.web.doors import Request
from sangkien.web.gatherings import mode
from sangkien.web.submit.sheet import START

ONESELF, COLLEAGUE = "toi", "giup"
COOKIE = "__Host-sk-shared" if settings.SECURE else "sk-shared"  # signed: others use this phone as well
SALT = "sangkien.web.submit.phone"
LASTS = timedelta(days=365)
IDLE_SECONDS = 15 * 60
VISIT = "visit"  # in the session of a shared phone: the mark of who is at it
_LONGEST_MARK = 40


@dataclass(frozen=True)
class Phone:
    """A draft as the scripts of its pages need to know it. `stamp` is that of the page, empty when the server has
    nothing; `onwards` the address of the next page, `resume` that behind the QR code; `shell` the page that stands in
    for all pages without a network; `shared` as `shared_mark` gives it.
    """

    draft: Draft
    step: str
    onwards: str
    resume: str
    shared: str

    @property
    def stamp(self) -> str:
        """When the page's answers last changed on the server."""
        return str(self.draft.stamps.get(self.step, ""))

    @property
    def newest(self) -> str:
        """When the answers of any page last changed on the server: whether the last page shows all of them."""
        return newest_of(self.draft)

    @property
    def helping(self) -> bool:
        """Is somebody writing for a colleague?"""
        return bool(self.draft.answers.get(START, {}).get("helping"))

    @property
    def shell(self) -> str:
        """The address of the page for times without a network."""
        return shell_of(self.draft.edition, helping=self.helping)

    @property
    def code(self) -> str:
        """The resume code as it is read aloud: BCDF-GHJK."""
        return shown_code(self.draft.resume_code)


def newest_of(draft: Draft) -> str:
    """The last of the stamps of its pages; empty when the server has none."""
    return max(draft.stamps.values(), default="")


def shown_code(code: str | None) -> str:
    """Eight letters in two groups; of what was sent, nothing."""
    return f"{code[:4]}-{code[4:]}" if code else ""


def resume_address(request: Request, draft: Draft) -> str:
    """The page behind the QR code, on which the draft's code is filled in."""
    return full(request, reverse("resume-with", args=[shown_code(draft.resume_code)])).url if draft.resume_code else ""


def shell_of(edition: Edition, *, helping: bool = False) -> str:
    """The page that holds all questions of an edition, in the reader's language."""
    who = COLLEAGUE if helping else ONESELF
    return reverse("offline", args=[edition.programme.code, edition.number, get_language() or "vi", who])


def said_to_be_shared(request: HttpRequest) -> bool:
    """Has somebody said that others use this phone as well? That outlives who signs in and out on it."""
    return bool(request.get_signed_cookie(COOKIE, default="", salt=SALT, max_age=LASTS))


def is_shared(request: HttpRequest) -> bool:
    """Do others use this phone as well, or is it the machine of an update day?"""
    return said_to_be_shared(request) or bool(mode.kiosk_of(request))


def shared_mark(request: HttpRequest) -> str:
    """After how many idle seconds a shared phone forgets who is at it, and a mark of them: "900-x7Qd"; empty on a
    phone of one's own."""
    if not is_shared(request):
        return ""
    seconds = mode.IDLE_SECONDS if mode.kiosk_of(request) else IDLE_SECONDS
    mark: str = request.session.setdefault(VISIT, f"{seconds}-{token_urlsafe(9)}")
    return mark


def somebody_left(request: HttpRequest) -> bool:
    """Does a shared phone bring what somebody wrote who is not at it any more? That is kept, and becomes nobody's who
    is there now. A session that has nobody yet (it ran out while there was no network) goes on with who was there."""
    mark = request.POST.get("shared", "")[:_LONGEST_MARK]
    return "leaving" in request.POST or (bool(mark) and request.session.setdefault(VISIT, mark) != mark)
