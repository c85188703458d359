"""Files that people upload are kept under names that say nothing."""

import re
import secrets
from pathlib import PurePath

from django.core.files.storage import FileSystemStorage

_EXTENSION = re.compile(r"\.[a-z0-9]{1,5}")


class NamelessStorage(FileSystemStorage):
    """Files in a folder, each under a name of its own making.

    The name that a file had on its owner's computer may say what no page may: a secret address.
    """

    def get_valid_name(self, name: str) -> str:
        """Return a random name with the same extension."""
        extension = PurePath(name).suffix.lower()
        kept = extension if _EXTENSION.fullmatch(extension) else ""
        return secrets.token_hex(16) + kept
