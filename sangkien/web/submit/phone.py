"""What a page tells the phone about the draft on it: where it is saved, what the server has, how to go on elsewhere."""

from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language

from sangkien.initiatives.models import Draft
from sangkien.programmes.models import Edition
from sangkien.web.doors import Request
from sangkien.web.gatherings.mode import kiosk_of
from sangkien.web.submit.sheet import START

ONESELF, COLLEAGUE = "toi", "giup"
SHARED = "shared"  # in the session: the phone is not the visitor's own
IDLE_SECONDS = 15 * 60


@dataclass(frozen=True)
class Phone:
    """A draft as the scripts of its pages need to know it. `stamp` is that of the page, empty when the server has
    nothing; `onwards` the address of the next page, `resume` that behind the QR code; `shell` the page that stands in
    for all pages without a network.
    """

    draft: Draft
    step: str
    onwards: str
    resume: str
    shared: bool

    @property
    def stamp(self) -> str:
        """When the page's answers last changed on the server."""
        return str(self.draft.stamps.get(self.step, ""))

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


def shown_code(code: str) -> str:
    """Eight letters in two groups."""
    return f"{code[:4]}-{code[4:]}"


def shell_of(edition: Edition, *, helping: bool = False) -> str:
    """The page that holds all questions of an edition, in the reader's language."""
    who = COLLEAGUE if helping else ONESELF
    return reverse("offline", args=[edition.programme.code, edition.number, get_language() or "vi", who])


def is_shared(request: Request) -> bool:
    """Has the visitor said that this phone is not theirs alone, or is it the machine of an update day?"""
    return bool(request.session.get(SHARED) or kiosk_of(request))


def absolute(request: Request, path: str) -> str:
    """With the server's public name, for a QR code."""
    return f"{settings.PUBLIC_URL.rstrip('/')}{path}" if settings.PUBLIC_URL else request.build_absolute_uri(path)
