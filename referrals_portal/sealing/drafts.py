"""What one visitor's secret opens: their draft, and nothing else.

The secret is 32 random bytes that live in a cookie and nowhere on the server. Everything about
the draft is derived from it (HKDF-SHA256), so that a copy of the table is random bytes.
"""

import base64
import hashlib
import hmac
import json
import os
from dataclasses import dataclass
from typing import Any, Self
from uuid import UUID

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

from referrals_portal.sealing import box

SECRET_BYTES = 32
# No vowels, so no words; nothing that is misread or misheard for something else.
ALPHABET = "34679CDFGHJKMNPQRTVWXY"
REFERENCE_LENGTH = 8


@dataclass(frozen=True, slots=True)
class Secret:
    """The visitor's secret and what follows from it."""

    value: bytes

    @classmethod
    def new(cls) -> Self:
        """Make one."""
        return cls(os.urandom(SECRET_BYTES))

    def grown(self, seed: str) -> "Secret":
        """Return the secret that a form begins with: this one, a page's ``seed``, and our own key.

        The cookie of a first page may have been planted by someone who wants to read on later: they
        know neither of the other two. The same page sent twice begins the same form.
        """
        key = hashlib.sha256(settings.SECRET_KEY.encode()).digest()
        made = hmac.digest(key, b"draft|first|" + self.value + seed.encode(), "sha256")
        return Secret(made)

    @classmethod
    def from_text(cls, text: str) -> Self | None:
        """Read one from a cookie; None if it cannot be one."""
        try:
            value = base64.urlsafe_b64decode(text + "=")
        except (ValueError, UnicodeEncodeError):
            return None
        return cls(value) if len(value) == SECRET_BYTES else None

    def to_text(self) -> str:
        """Write it for a cookie."""
        return base64.urlsafe_b64encode(self.value).decode().rstrip("=")

    @property
    def row(self) -> bytes:
        """The draft's primary key, 16 bytes."""
        return self._derive("row", 16)

    @property
    def referral(self) -> UUID:
        """The submit token: the identity that the referral will have, however often it is sent."""
        return UUID(bytes=self._derive("referral", 16), version=4)

    def reference(self, attempt: int = 0) -> str:
        """The public reference, such as ``K7RM-9QXP``; ``attempt`` counts collisions."""
        number = int.from_bytes(self._derive(f"reference|{attempt}", 24))
        letters = []
        for _ in range(REFERENCE_LENGTH):
            number, place = divmod(number, len(ALPHABET))
            letters.append(ALPHABET[place])
        half = REFERENCE_LENGTH // 2
        return "".join(letters[:half]) + "-" + "".join(letters[half:])

    def close(self, content: dict[str, Any], version: int) -> bytes:
        """Seal a version of the draft."""
        text = json.dumps(content, ensure_ascii=False)
        # What a browser sends has no half characters; if one comes, it is kept as a question mark.
        return box.close(text.encode(errors="replace"), self._derive("key", 32), self._at(version))

    def unclose(self, sealed: bytes, version: int) -> dict[str, Any]:
        """Open a version of the draft; raise `CannotOpen` for any other bytes."""
        return json.loads(box.unclose(sealed, self._derive("key", 32), self._at(version)))

    def _at(self, version: int) -> str:
        return f"draft|v1|{self.row.hex()}|{version}"

    def _derive(self, what: str, length: int) -> bytes:
        hkdf = HKDF(
            algorithm=hashes.SHA256(), length=length, salt=None, info=f"draft|{what}".encode()
        )
        return hkdf.derive(self.value)

    def __repr__(self) -> str:
        return "<Secret>"
