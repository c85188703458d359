"""Staff sessions whose rows open nothing: the database holds a hash of the key, the cookie the key.

Whoever reads the table, or a copy of it, cannot take over a session that is open.
"""

import hashlib
from typing import Any

from django.contrib.sessions.backends.db import SessionStore as DatabaseStore


class SessionStore(DatabaseStore):
    """Django's database sessions, stored under SHA-256 of the key that only the cookie holds."""

    def exists(self, session_key: str) -> bool:
        """Tell whether a session of that key is stored."""
        return super().exists(hashed(session_key))

    def delete(self, session_key: str | None = None) -> None:
        """Delete the session of that key, by default this one."""
        key = session_key or self.session_key
        if key:
            super().delete(hashed(key))

    def create_model_instance(self, data: dict[str, Any]) -> Any:
        """Return the row to be stored."""
        row = super().create_model_instance(data)
        row.session_key = hashed(row.session_key)
        return row

    def _get_session_from_db(self) -> Any:
        key, self._session_key = self._session_key, hashed(self._session_key or "")
        try:
            row = super()._get_session_from_db()  # type: ignore[misc]
        finally:
            found, self._session_key = self._session_key, key
        if found is None:
            self._session_key = None
        return row


def hashed(session_key: str) -> str:
    """Return the primary key of a session's row: 40 hexadecimal characters, as many as fit."""
    return hashlib.sha256(session_key.encode()).hexdigest()[:40]
