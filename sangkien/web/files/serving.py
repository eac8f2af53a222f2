"""How a file goes out: the one place that says with which headers. Whether somebody may see it is the caller's to ask.

What a stranger sent is only ever saved, never opened in our address; what is looked at was drawn by us.
"""

import logging
from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.cache import add_never_cache_headers, get_conditional_response
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from sangkien.base.problems import NotPossible
from sangkien.files import store
from sangkien.files.models import StoredFile
from sangkien.files.previews import preview

logger = logging.getLogger(__name__)

_SAVED = "default-src 'none'; sandbox"
# The browser's own viewer fits the picture to the screen by a style of its own.
_LOOKED_AT = "default-src 'none'; style-src 'unsafe-inline'; sandbox"


def original(request: HttpRequest, file: StoredFile) -> HttpResponse:
    """The file as it is kept, to be saved; no browser or proxy keeps a copy, since a computer may be shared."""
    answer = _sent(file.kind, file, lambda: store.read(store.address(file.sha256)))
    answer["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=file.name)
    add_never_cache_headers(answer)
    return answer


def picture(request: HttpRequest, file: StoredFile, side: int) -> HttpResponse:
    """Its preview (`side`: LARGE or SMALL). The visitor's browser keeps it, and asks each time whether it still may
    show it; the answer then is a few bytes."""
    mark = f'"{file.sha256}-{side}"'
    unchanged = get_conditional_response(request, etag=mark)
    answer = unchanged or _sent("image/jpeg", file, lambda: preview(file, side), policy=_LOOKED_AT)
    answer["ETag"], answer["Cache-Control"] = mark, "private, no-cache"
    return answer


def _sent(kind: str, file: StoredFile, content: Callable[[], bytes], *, policy: str = _SAVED) -> HttpResponse:
    try:
        answer = HttpResponse(content(), content_type=kind)
    except FileNotFoundError:
        logger.exception("The content of file %s is not in the store", file.pk)
        raise Http404 from None
    except NotPossible:
        said = _("Kho tệp đang trục trặc. Ít phút nữa anh/chị mở lại nhé.")
        return HttpResponse(said, status=503, content_type="text/plain; charset=utf-8")
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = policy
    answer["Cross-Origin-Resource-Policy"] = "same-origin"
    return answer
