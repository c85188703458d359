"""The recovery kit: a private key as lines that can be printed, kept in a safe and typed again.

Base32 without padding, in groups of four; each line ends with a check of its own, so a misread
letter is found on its line.
"""

import base64
import hashlib
from textwrap import wrap

from referrals_portal.sealing import hybrid

LINE = 32  # letters of a line, before its check
CHECK = 4
HEADER = "FRONT DOOR RECOVERY KIT 1"


class KitError(Exception):
    """The text is not a kit, or a line of it was misread. The message names the line."""


def write(secret: bytes, fingerprint: str) -> str:
    """Return the kit of a private key."""
    letters = base64.b32encode(secret).decode().rstrip("=")
    lines = [" ".join([*wrap(part, 4), _check(part)]) for part in wrap(letters, LINE)]
    return "\n".join([HEADER, f"for key {fingerprint[:16]}", "", *lines, ""])


def read(text: str) -> bytes:
    """Return the private key of a kit; raise `KitError`."""
    letters = ""
    lines = [line.strip() for line in text.splitlines()]
    body = [line for line in lines if line and not line.startswith(("FRONT DOOR", "for key"))]
    for number, line in enumerate(body, 1):
        joined = line.replace(" ", "").upper()
        part, check = joined[:-CHECK], joined[-CHECK:]
        if _check(part) != check:
            raise KitError(f"Line {number} of the kit has a letter wrong. Read it again.")
        letters += part
    try:
        secret = base64.b32decode(letters + "=" * (-len(letters) % 8))
    except ValueError:
        raise KitError("This is not a recovery kit.") from None
    if len(secret) != hybrid.PRIVATE_BYTES:
        raise KitError("Lines of the kit are missing.")
    return secret


def _check(part: str) -> str:
    return base64.b32encode(hashlib.sha256(part.encode()).digest()).decode()[:CHECK]
