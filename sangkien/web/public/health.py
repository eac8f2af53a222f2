"""Is the service up, and can it work? For machines: JSON, no session, no cookie."""

from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from sangkien.web.doors import open_to_all


@open_to_all
@require_safe
@never_cache
def livez(request: HttpRequest) -> JsonResponse:
    """The process answers."""
    return JsonResponse({"ok": True})


@open_to_all
@require_safe
@never_cache
def readyz(request: HttpRequest) -> JsonResponse:
    """The database answers too; 503 while it does not, so that nobody is sent here."""
    ready = _database_answers()
    return JsonResponse({"ok": ready, "database": ready}, status=200 if ready else 503)


def _database_answers() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return False
    return True
