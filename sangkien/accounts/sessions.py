"""Who comes back is known by the session, at every page: so it is asked for by a statement that is planned already."""

from datetime import datetime
from typing import Any

from django.contrib.sessions.backends.db import SessionStore as Kept
from django.utils import timezone

from sangkien.base.statements import Statement


class SessionStore(Kept):
    """Sessions in the database, as Django keeps them."""

    read_at: datetime | None = None
    """When it was read, by the database's clock."""

    def load(self) -> dict[str, Any]:
        """What the session holds; nothing when it has run out or never was."""
        for held, moment in _LIVING(self.session_key, timezone.now()):
            self.read_at = moment
            return self.decode(held)
        self._session_key = None
        return {}


_LIVING = Statement("""
    SELECT session_data, clock_timestamp() FROM django_session WHERE session_key = %s AND expire_date > %s""")
