"""What an address asks for: a round, or a sheet in it, that the hat may read."""

from sangkien.grading.models import Round, Sheet
from sangkien.grading.rules import READ_SHEET, SEE
from sangkien.web.doors import Request, get_for

KNOWN = Round.objects.select_related("organiser", "cluster", "edition__criteria", "programme", "table")


def round_of(request: Request, key: int) -> Round:
    """The round; 404 for whoever has no part in it."""
    return get_for(request.visit.actor, SEE, KNOWN, pk=key)


def sheet_of(request: Request, key: int, code: str) -> Sheet:
    """The sheet of the union with that code; 404 for whoever may not read it."""
    known = Sheet.objects.select_related("round__organiser", "round__edition__criteria", "round__programme")
    return get_for(request.visit.actor, READ_SHEET, known, round=key, unit__code=code)
