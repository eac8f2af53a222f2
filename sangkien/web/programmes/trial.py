"""The banner of a rehearsal: whatever page speaks of a programme that is only tried out says so at its top."""

from django.http import HttpRequest

from sangkien.programmes.models import Programme

_OF_REQUEST = "programme_on_trial"


def on_trial(request: HttpRequest, programme: Programme) -> None:
    """This page speaks of the programme."""
    if programme.rehearsal:
        setattr(request, _OF_REQUEST, programme)


def trial_of(request: HttpRequest) -> Programme | None:
    """The rehearsal that the page speaks of, or none."""
    found: Programme | None = getattr(request, _OF_REQUEST, None)
    return found
