"""What the views of an event share."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from sangkien.gatherings.codes import read_code
from sangkien.gatherings.models import UpdateDay
from sangkien.gatherings.queries import with_all
from sangkien.organisations.models import Organisation
from sangkien.web.addresses import full
from sangkien.web.doors import Request
from sangkien.web.gatherings.mode import kiosk_of
from sangkien.web.gatherings.words import standing_of, typed_at, when


def found(typed: str) -> UpdateDay | None:
    """The event with this code, however it was typed."""
    return with_all().filter(code=read_code(typed)).first()


def served_by(request: HttpRequest) -> UpdateDay | None:
    """The event that this machine serves, if any: what is begun here without a network counts with it."""
    code = kiosk_of(request)
    return found(code) if code else None


def told(request: Request, update_day: UpdateDay) -> dict[str, Any]:
    """What any page says of it: whose it is, when, how it stands, and the address behind its QR code."""
    return {
        "event": update_day,
        "programme": update_day.campaign.programme,
        "unit": holder_of(update_day),
        "when": when(update_day),
        "standing": standing_of(update_day, now=request.visit.now),
        "event_url": event_url(request, update_day),
        "typed_at": typed_at(request),
    }


def holder_of(update_day: UpdateDay) -> Organisation:
    """The union that holds it, under the name it has on that day."""
    return Organisation.objects.named(on=update_day.day).get(pk=update_day.campaign.organiser_id)


def event_url(request: HttpRequest, update_day: UpdateDay) -> str:
    """The whole address behind the QR code."""
    return full(request, reverse("gathering", args=[update_day.code])).url
