"""Which tests stay in one process when two run them, and in which order.

pytest-xdist's own groups are written into a test's name, where the pytest of today does not look.
"""

from xdist.scheduler import LoadScopeScheduling

ROLES = "tests/config/test_role_"
TOGETHER = (
    # Roles are the whole server's, so those who make them take turns.
    ROLES,
    # What was examined for one persona is not examined again for another.
    "tests/browser/test_personas.py",
    # The list of the public pages takes long to find.
    "tests/browser/test_pages.py",
)


def goes_with(nodeid: str) -> str:
    """Return what all tests that stay together have in common; for others it is their own name."""
    return next((start for start in TOGETHER if nodeid.startswith(start)), nodeid)


class Turns(LoadScopeScheduling):
    """One test after the other to whoever is free; those that stay together all to one."""

    def _split_scope(self, nodeid: str) -> str:
        return goes_with(nodeid)
