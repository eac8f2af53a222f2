"""The poster of a campaign: the slogan, the days, and where to enter an initiative."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from sangkien.base.days import format_day, start_of
from sangkien.documents.typesetting import as_pdf
from sangkien.organisations.models import Organisation
from sangkien.steering.models import Launch
from sangkien.web.addresses import full
from sangkien.web.gatherings.poster import qr_of, steps


@dataclass(frozen=True)
class SheetOfPaper:
    """On what it is printed."""

    paper: str
    plain: bool
    label: str | Promise


SHEETS: Mapping[str, SheetOfPaper] = {
    "a4": SheetOfPaper("a4", False, gettext_lazy("A4, màu")),
    "a3": SheetOfPaper("a3", False, gettext_lazy("A3, màu")),
    "a4-den-trang": SheetOfPaper("a4", True, gettext_lazy("A4, đen trắng")),
    "a3-den-trang": SheetOfPaper("a3", True, gettext_lazy("A3, đen trắng")),
}


def poster_of(request: HttpRequest, made: Launch, sheet: str) -> bytes:
    """The PDF; printing it again gives the same file."""
    campaign, on = made.campaign, made.campaign.window.lower
    address = full(request, reverse("start"))
    days = {"first": format_day(on), "last": format_day(campaign.last_day) if campaign.last_day else "…"}
    said = {
        "paper": SHEETS[sheet].paper,
        "plain": SHEETS[sheet].plain,
        "language": get_language() or "vi",
        "unit": Organisation.objects.named(on=on).get(pk=made.unit_id).name,
        "title": campaign.title,
        "slogan": campaign.programme.slogan,
        "when": _("Từ %(first)s đến hết %(last)s") % days,
        "place": _("Chương trình %(name)s") % {"name": campaign.programme.name},
        "qr": qr_of(address.url, plain=SHEETS[sheet].plain),
        "qr_alt": _("Mã QR mở trang gửi sáng kiến"),
        "code": address.said.rstrip("/"),
        "invitation": _("Quét mã, hoặc mở trang này trên điện thoại:"),
        "address": "",
        "steps": steps(known=False),
        "contact": "",
    }
    return as_pdf("poster", said, at=start_of(on))
