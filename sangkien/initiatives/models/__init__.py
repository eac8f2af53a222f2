"""Sáng kiến: drafts, dossiers with their authors and parts, the steps of their history."""

from sangkien.initiatives.models.dossier import (
    IS_PUBLIC,
    Author,
    BenefitLine,
    Initiative,
    InitiativeQuerySet,
    Paper,
    Photo,
)
from sangkien.initiatives.models.draft import RESUME_LETTERS, Draft, resume_code
from sangkien.initiatives.models.history import DeclaredUpgrade, Event, LateArrival, Untold

__all__ = [
    "IS_PUBLIC",
    "RESUME_LETTERS",
    "Author",
    "BenefitLine",
    "DeclaredUpgrade",
    "Draft",
    "Event",
    "Initiative",
    "InitiativeQuerySet",
    "LateArrival",
    "Paper",
    "Photo",
    "Untold",
    "resume_code",
]
