"""The poster of an update day: what stands on it, in the language of the officer who prints it."""

import io

import segno
from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from sangkien.base.days import start_of
from sangkien.documents.typesetting import as_pdf
from sangkien.gatherings.models import UpdateDay
from sangkien.gatherings.queries import workplace_of
from sangkien.web.gatherings.shared import event_url, holder_of
from sangkien.web.gatherings.words import typed_at, when

PAPERS = ("a3", "a4", "a5")
_BLUE, _BLACK = "#0a2b5c", "#000000"


def poster_of(request: HttpRequest, event: UpdateDay, paper: str) -> bytes:
    """The PDF; printing it again gives the same file."""
    said = {
        "paper": paper,
        "language": get_language() or "vi",
        "unit": holder_of(event).name,
        "title": _("Ngày hội cập nhật sáng kiến"),
        "slogan": event.campaign.programme.slogan,
        "when": when(event),
        "place": event.place,
        "plain": False,
        "qr": qr_of(event_url(request, event)),
        "qr_alt": _("Mã QR mở trang của ngày hội"),
        "code": event.code,
        "invitation": _("Quét mã, hoặc gõ mã này tại"),
        "address": typed_at(request),
        "steps": steps(known=workplace_of(event, on=event.day) is not None),
        "contact": _("Cần giúp: %(who)s") % {"who": event.contact} if event.contact else "",
    }
    return as_pdf("poster", said, at=start_of(event.day))


def steps(*, known: bool) -> list[dict[str, str]]:
    """From the code to the receipt; `known`: the page behind the code has found the union already."""
    scanning = _("Bằng máy ảnh hoặc Zalo. Tên công đoàn đã có sẵn, chưa cần tài khoản.")
    finding = _("Bằng máy ảnh hoặc Zalo. Tìm tên nơi mình làm việc, chưa cần tài khoản.")
    return [
        {"head": _("Quét mã"), "text": scanning if known else finding},
        {"head": _("Kể việc đã làm"), "text": _("Trước đây làm thế nào, bây giờ làm thế nào.")},
        {"head": _("Nhận mã hồ sơ"), "text": _("Chưa xong vẫn lưu, về nhà viết tiếp.")},
    ]


def qr_of(address: str, *, plain: bool = False) -> str:
    """Level Q and a quiet zone of four modules: it may hang in a workshop. `plain`: black on white."""
    drawn, dark = io.BytesIO(), _BLACK if plain else _BLUE
    segno.make(address, error="q", micro=False).save(drawn, kind="svg", border=4, dark=dark, xmldecl=False)
    return drawn.getvalue().decode()
