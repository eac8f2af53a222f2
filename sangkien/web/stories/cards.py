"""Pictures to share and posters to hang, drawn of what may be shown at this moment.

A drawing is kept by everything that stands on it: once a name may no longer be shown, another drawing is asked for.
"""

import base64
import json
from collections.abc import Mapping
from functools import lru_cache
from hashlib import sha256
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from sangkien.documents.typesetting import as_pdf, as_picture
from sangkien.files.previews import preview
from sangkien.files.workshop.sizes import LARGE
from sangkien.stories.models import Moment, Picture
from sangkien.stories.queries import Read
from sangkien.stories.words import theme_name
from sangkien.web.addresses import full
from sangkien.web.gatherings.poster import qr_of
from sangkien.web.public.cards import Card
from sangkien.web.templatetags.components import money_short

SIZES: Mapping[str, tuple[int, int]] = {
    "ngang": (1200, 630),  # links on networks, messages
    "dung": (1080, 1350),  # a feed on a phone
    "cao": (1080, 1920),  # a story of a day
}
PAPERS = ("a3", "a4")
SLOGAN = "Tự hào trí tuệ lao động Việt Nam"  # letter of the 40 days, item 2
_DOTS_AN_INCH = 72  # a point of the template is a dot


def card_of(request: HttpRequest, told: Read, size: str, *, unit: str) -> HttpResponse:
    """The picture of this size as PNG. Anybody may keep it, and asks each time whether it still is the one."""
    width, height = SIZES[size]
    said = _said(told, unit=unit) | {"width": width, "height": height, "who": ", ".join(told.on_cards)}
    return _kept(request, said | {"address": _address(request, told).split("/", 1)[0]})


def card_of_initiative(request: HttpRequest, shown: Card, size: str, *, who: str) -> HttpResponse:
    """The same of an initiative that is told in full; a restricted one has the product's own."""
    if shown.restricted:
        return general_card(request, size)
    width, height = SIZES[size]
    said = {
        "width": width,
        "height": height,
        "theme": shown.field or _("Sáng kiến của người lao động"),
        "headline": shown.title,
        **_worth(shown.value),
        "who": who,
        "unit": shown.unit,
        "slogan": SLOGAN,
        "address": full(request, "/").said.strip("/"),
    }
    return _kept(request, said)


def general_card(request: HttpRequest, size: str) -> HttpResponse:
    """The product's own, for what has none."""
    width, height = SIZES[size]
    said = {
        "width": width,
        "height": height,
        "theme": _("Sáng kiến của người lao động"),
        "headline": _("Mỗi cải tiến của anh/chị đều đáng được ghi nhận"),
        "value": "",
        "value_note": "",
        "who": "",
        "unit": "",
        "slogan": SLOGAN,
        "address": full(request, "/").said.strip("/"),
    }
    return _kept(request, said)


def poster_of(request: HttpRequest, told: Read, paper: str, *, unit: str) -> bytes:
    """The poster on this paper."""
    quote = told.quotes[0] if told.quotes else None
    pictures = [one for one in told.pictures if one.moment != Moment.BEFORE] or list(told.pictures)
    said = _said(told, unit=unit) | {
        "paper": paper,
        "language": get_language() or "vi",
        "lead": told.lead,
        "who": ", ".join(told.names),
        "quote": quote.text if quote else "",
        "said_by": quote.who if quote else "",
        "picture": _embedded(pictures[0]) if pictures else "",
        "picture_alt": pictures[0].caption or _("Ảnh của câu chuyện") if pictures else "",
        "credit": _("Ảnh: %(who)s") % {"who": pictures[0].credit} if pictures else "",
        "qr": qr_of(full(request, _path(told)).url),
        "qr_alt": _("Mã QR mở câu chuyện này"),
        "invitation": _("Đọc cả câu chuyện tại"),
        "address": _address(request, told),
    }
    assert told.story.published_at is not None
    return as_pdf("story", said, at=told.story.published_at)


def _said(told: Read, *, unit: str) -> dict[str, Any]:
    return {
        "theme": theme_name(told.story.theme) or _("Câu chuyện sáng kiến"),
        "headline": told.headline,
        **_worth(told.story.initiative.benefit_vnd),
        "unit": unit,
        "slogan": SLOGAN,
    }


def _worth(value: int | None) -> dict[str, str]:
    return {
        "value": money_short(value) if value else "",
        "value_note": _("làm lợi trong một năm") if value else "",
    }


def _kept(request: HttpRequest, said: Mapping[str, Any]) -> HttpResponse:
    told = json.dumps(said, ensure_ascii=False, sort_keys=True)
    mark = f'"{sha256(told.encode()).hexdigest()[:32]}"'
    unchanged = get_conditional_response(request, etag=mark)
    answer = unchanged or HttpResponse(_drawn(told), content_type="image/png")
    answer["ETag"], answer["Cache-Control"] = mark, "public, no-cache"
    return answer


@lru_cache(maxsize=64)
def _drawn(told: str) -> bytes:
    return as_picture("slogan-card", json.loads(told), ppi=_DOTS_AN_INCH)


def _embedded(picture: Picture) -> str:
    """A photo as a drawing that holds it."""
    data = base64.b64encode(preview(picture.file, LARGE)).decode()
    box = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 1600 1000">'
    return f'{box}<image width="1600" height="1000" xlink:href="data:image/jpeg;base64,{data}"/></svg>'


def _path(told: Read) -> str:
    return reverse("story", args=[told.story.slug])


def _address(request: HttpRequest, told: Read) -> str:
    return full(request, _path(told)).said
