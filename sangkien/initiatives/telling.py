"""Kết luận chưa báo: for ten minutes a verdict can be undone, and outside the unions nobody reads it.

Until it is told, the dossier's people and the public read it `as_told`: as it was before. The figures count a verdict
from its own moment, and undoing it takes back exactly that.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from sangkien.base.statements import insert
from sangkien.initiatives.models import Initiative, Untold

UNDO = timedelta(minutes=10)
# What a verdict changes in a dossier, besides its version.
_CHANGED = ["state", "desk_id", "waiting_since", "granted_days", "due_on", "closed_at", "verified_vnd"]
_CHANGED += ["duplicate_of_id", "judged_by_id", "judged_for_id"]


def standing_before(initiative: Initiative) -> dict[str, Any]:
    """What a verdict is about to change."""
    return {name: getattr(initiative, name) for name in _CHANGED}


def keep_back(initiative: Initiative, before: Mapping[str, Any], *, at: datetime) -> Untold:
    """The verdict just given waits to be told."""
    untold = Untold(initiative=initiative, version=initiative.version, until=at + UNDO, **before)
    insert(untold)
    return untold


def restore(initiative: Initiative, untold: Untold) -> None:
    """Put the dossier back to what it was before the verdict (not saved)."""
    for name in _CHANGED:
        setattr(initiative, name, getattr(untold, name))


def as_told(initiative: Initiative) -> Initiative:
    """The dossier as its people and the public read it. Only in memory, and never to be saved. One query unless
    `untold` is read."""
    if untold := untold_of(initiative):
        restore(initiative, untold)
    return initiative


def untold_of(initiative: Initiative) -> Untold | None:
    """The verdict that waits to be told. One query unless it is read."""
    return getattr(initiative, "untold", None)
