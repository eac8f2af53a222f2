"""Where a request stands, for the one who asked: beside the draft's first page and on one's own page."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.urls import reverse

from sangkien.accounts.permissions import Actor
from sangkien.directory.models import Answer, Outcome, WorkplaceRequest
from sangkien.directory.queries import last_request, own_requests
from sangkien.initiatives.models import Draft
from sangkien.web.review.desk import names_of
from sangkien.web.submit.sheet import Sheet
from sangkien.web.submit.steps import WORKPLACE, neighbours

_SHOWN = 5  # on one's own page


@dataclass(frozen=True)
class Standing:
    """A request as its asker sees it. `union`: who answers or has answered; `unit`: what was found, by their names."""

    request: WorkplaceRequest
    union: str
    unit: str
    answer: Answer | None

    @property
    def is_open(self) -> bool:
        """Is the union still looking?"""
        return self.answer is None

    @property
    def refused(self) -> bool:
        """Could the union not add it?"""
        return self.answer is not None and self.answer.outcome == Outcome.REFUSED

    @property
    def since(self) -> datetime:
        """When it was asked, or answered."""
        return self.answer.at if self.answer else self.request.asked_at

    @property
    def page(self) -> str:
        """The first page of the draft, where the asker goes on."""
        assert self.request.draft
        return reverse("form-step", args=[self.request.draft.key, WORKPLACE.slug])

    @property
    def further(self) -> str:
        """The page after it, to be filled in meanwhile."""
        draft = self.request.draft
        assert draft
        _before, after = neighbours(draft.edition, WORKPLACE)
        return reverse("form-step", args=[draft.key, (after or WORKPLACE).slug])


def standing_of(draft: Draft, *, on: date) -> Standing | None:
    """How the last request for this draft stands. Two queries at most."""
    last = last_request(draft)
    return _standings([last], on=on)[0] if last else None


def own_standings(actor: Actor) -> list[Standing]:
    """How what the actor asked for unsent dossiers stands, the newest first. Two queries."""
    return _standings(list(own_requests(actor).select_related("draft__programme")[:_SHOWN]), on=actor.on)


def around_the_request(sheet: Sheet) -> dict[str, Any]:
    """What the first page shows of a request: nothing once the worker has chosen a union."""
    chosen = sheet.draft.answers.get(WORKPLACE.slug, {}).get("unit")
    return {"standing": None if chosen else standing_of(sheet.draft, on=sheet.today)}


def _standings(requests: Sequence[WorkplaceRequest], *, on: date) -> list[Standing]:
    answers = [getattr(request, "answer", None) for request in requests]
    units = [answer.unit_id for answer in answers if answer and answer.unit_id]
    unions = [answer.office_id if answer else one.responsible_id for one, answer in zip(requests, answers, strict=True)]
    names = names_of([*units, *unions], on=on) if requests else {}
    return [
        Standing(request, names.get(union, ""), names.get(answer.unit_id or 0, "") if answer else "", answer)
        for request, union, answer in zip(requests, unions, answers, strict=True)
    ]
