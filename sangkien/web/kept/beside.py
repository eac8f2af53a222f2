"""What stands beside a list: the views of it that somebody keeps."""

from dataclasses import dataclass

from sangkien.accounts.permissions import Actor
from sangkien.triage.models import List


@dataclass(frozen=True)
class View:
    """One entry beside a list. `count` in words, empty where it is not counted."""

    label: str
    query: str
    current: bool
    count: str = ""


def kept_by(actor: Actor, of: List, *, now: str) -> list[View]:
    """One's own views of a list; `now`: as it is narrowed. One query, none for nobody."""
    own = actor.person.views.filter(of=of).order_by("name") if actor.person else []
    return [View(view.name, view.query, view.query == now) for view in own]
