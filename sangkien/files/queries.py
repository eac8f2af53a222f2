"""Questions about files."""

from uuid import UUID

from django.db.models import QuerySet

from sangkien.files.models import Purpose, StoredFile


def sent_for(draft_key: UUID, *, purpose: Purpose | None = None) -> "QuerySet[StoredFile]":
    """The files that were sent for the draft of this key: only of these may its answers name one. Whoever could name
    any would see everybody's."""
    of_purpose = {"uploads__purpose": purpose} if purpose else {}
    return StoredFile.objects.filter(uploads__draft_key=draft_key, **of_purpose).distinct().order_by("pk")
