"""Codes that a message brings: ten letters and digits that open one question, and nothing else.

No vowels, so no words; nothing that is misread or misheard for something else. 22 to the power of
ten is 26 million million: see ``journey/answering`` for how slowly they can be tried. Pure.
"""

import secrets
import unicodedata

from referrals_portal.sealing.drafts import ALPHABET

LENGTH = 10
_ENDS = (4, 8)
"""After which letters a dash is written."""


def new() -> str:
    """Draw a code, as it is compared."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def written(code: str) -> str:
    """Return a code as a person reads it, such as ``K7RM-9QXP-4T``."""
    first, second = _ENDS
    return f"{code[:first]}-{code[first:second]}-{code[second:]}"


def read(typed: str) -> str:
    """Return what was typed as it is compared: without spaces, dashes and small letters."""
    text = unicodedata.normalize("NFKC", typed).upper()
    return "".join(letter for letter in text if letter.isalnum())


def is_whole(code: str) -> bool:
    """Tell whether a code that was read can be one of ours; a slip is no guess."""
    return len(code) == LENGTH and set(code) <= set(ALPHABET)
