"""Who comes back is known by the session, at every page: so it is asked for by a statement that is planned already."""

from django.contrib.sessions.backends.db import SessionStore as Kept
from django.contrib.sessions.base_session import AbstractBaseSession
from django.contrib.sessions.models import Session
from django.utils import timezone

from sangkien.base.statements import Lookup


class SessionStore(Kept):
    """Sessions in the database, as Django keeps them."""

    def _get_session_from_db(self) -> AbstractBaseSession | None:
        for session in _LIVING(self.session_key, timezone.now()):
            return session
        self._session_key = None
        return None


_LIVING = Lookup(Session, "session_key = %s AND expire_date > %s")
