"""What a stored field is, who sees it and when it goes.

Every model of ours says so for every field, in a ``classified`` dictionary; a field that is
missing fails the system check ``core.E001`` and so the build. ``manage.py data_register`` prints
the whole register, and docs/data-register.md is its output.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Datum:
    """One stored field, in the words of a data protection officer.

    ``seen_by`` names roles, not people; ``kept`` says when the value goes.
    """

    personal: bool
    sensitive: bool
    seen_by: str
    kept: str


PUBLIC = Datum(False, False, "everyone", "until an editor removes it")
SETTING = Datum(False, False, "staff who keep the installation", "until it is changed")
