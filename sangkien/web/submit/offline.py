"""Without a network: one page with all questions of a programme, and the worker that brings it up.

The page belongs to nobody: it is drawn without a visitor, and its script fills in what the phone keeps. The service
worker holds it together with the files that it needs. Its version is the mark of all of that, so a new release or a
new edition is a new worker; it never touches the drafts.
"""

import json
import re
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.http import Http404, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from sangkien.initiatives.models import Draft
from sangkien.programmes.models import Edition
from sangkien.programmes.queries import current
from sangkien.web.doors import Request, open_to_all
from sangkien.web.submit.page import Page
from sangkien.web.submit.phone import COLLEAGUE, ONESELF
from sangkien.web.submit.sheet import START, Sheet
from sangkien.web.submit.steps import steps_of

_PRODUCT = Path(__file__).resolve().parent.parent.parent
_SCRIPTS = _PRODUCT / "web" / "static" / "phone"
_SHELL_FILES = (
    "sangkien.css",
    "icons.svg",
    "favicon.svg",
    "fonts/public-sans.woff2",
    "fonts/be-vietnam-pro-700.woff2",
    "phone/store.js",
    "phone/net.js",
    "phone/pieces.js",
    "phone/photo.js",
    "phone/sync.js",
    "phone/fields.js",
    "phone/typing.js",
    "phone/spoken.js",
    "phone/idle.js",
    "phone/watch.js",
    "phone/start.js",
    "phone/list.js",
    "phone/versions.js",
    "phone/shell.js",
)
WORKER = ("store", "net", "pieces", "fields", "sync", "worker")
_MODULE_WORDS = re.compile(r"^import .*?;\n|^export (?=async |function |const )", re.MULTILINE | re.DOTALL)


@open_to_all
@cache_control(public=True, no_cache=True)
@require_safe
def offline(request: Request, programme: str, number: int, language: str, who: str) -> HttpResponse:
    """All pages of an edition in one, in a language, for oneself or for a colleague."""
    edition = (
        Edition.objects.select_related("programme")
        .filter(programme__code=programme, programme__rehearsal=False, number=number)
        .first()
    )
    if edition is None or language not in ("vi", "en") or who not in (ONESELF, COLLEAGUE):
        raise Http404
    with override(language):
        return HttpResponse(_drawn(edition, request, helping=who == COLLEAGUE))


@open_to_all
@cache_control(no_cache=True)
@require_safe
def worker(request: Request) -> HttpResponse:
    """The service worker: what it keeps, then the modules it shares with the pages, in one classic script, because
    older browsers know no modules there."""
    programme = current(request.visit.actor.on)
    files = [static(file) for file in _SHELL_FILES]
    asked = (programme.edition.pk, programme.revision) if programme else ()
    version = _version(tuple(files), asked)
    begins = f"const VERSION = {json.dumps(version)};\nconst FILES = {json.dumps(files)};\n"
    script = begins + "".join(_as_classic(f"{name}.js") for name in WORKER)
    return HttpResponse(script, content_type="text/javascript; charset=utf-8")


@open_to_all
@cache_control(public=True, max_age=3600)
@require_safe
def manifest(request: Request) -> HttpResponse:
    """What a phone needs to put the form on its home screen."""
    icon = {"src": static("favicon.svg"), "sizes": "any", "type": "image/svg+xml", "purpose": "any"}
    return JsonResponse(
        {
            "name": _("Sáng kiến của người lao động"),
            "short_name": "Sáng Kiến",
            "lang": get_language(),
            "id": reverse("start"),
            "start_url": reverse("start"),
            "scope": "/",
            "display": "standalone",
            "theme_color": "#0a2b5c",
            "background_color": "#f4f6fa",
            "icons": [icon],
        },
        content_type="application/manifest+json",
    )


def _drawn(edition: Edition, request: Request, *, helping: bool) -> str:
    """The page in the language of the moment."""
    draft = Draft(programme=edition.programme, edition=edition, answers={START: {"helping": True}} if helping else {})
    sheet = Sheet(draft, request.visit.actor.on)
    steps = steps_of(edition)
    parts = [_part(Page(request, sheet, step), place, len(steps)) for place, step in enumerate(steps, start=1)]
    return render_to_string(
        "submit/offline.html",
        {"parts": parts, "draft": draft, "helping": helping, "shell": request.path, "steps": [s.slug for s in steps]},
    )


def _part(page: Page, number: int, total: int) -> str:
    """One page's questions, as its own template puts them."""
    context: dict[str, Any] = {
        "layout": "submit/offline_step.html",
        "offline": True,
        "page": page,
        "step": page.step,
        "form": page.step.form(page.sheet, {}),
        "number": number,
        "total": total,
    }
    return render_to_string(page.step.template, context)


@lru_cache(maxsize=8)
def _version(files: tuple[str, ...], asked: tuple[int, ...]) -> str:
    """A mark of everything that the worker keeps, reckoned once for each process; `asked`: the programme's edition and
    the revision of its lists."""
    mark = sha256("\n".join([*files, str(asked), _release()]).encode())
    return mark.hexdigest()[:12]


@lru_cache(maxsize=1)
def _release() -> str:
    """A mark of the code, the templates and the texts: a label may stand in any of them."""
    mark = sha256()
    for file in sorted(_PRODUCT.rglob("*")):
        if file.suffix in (".py", ".html", ".js", ".mo") and file.is_file():
            mark.update(file.read_bytes())
    return mark.hexdigest()


def _as_classic(name: str) -> str:
    return _MODULE_WORDS.sub("", (_SCRIPTS / name).read_text())
