"""From which status a referral may move to which: a table, and nothing else.

``attempting`` and the first ``contacted`` are not chosen by anyone: they follow from what was
recorded, because an attempt is not a contact. ``closed`` needs an outcome, so it has its own way.
"""

from collections.abc import Callable

from referrals_portal.models.referral import FINISHED, Status

Ways = Callable[[str, bool], tuple[str, ...]]
"""(status, whether they have been in contact) -> the statuses that may follow."""

_CHOSEN: dict[str, tuple[str, ...]] = {
    Status.NEW: (Status.IN_TRIAGE, Status.CONTACT_DUE, Status.REFERRED_ON, Status.WAITING),
    Status.IN_TRIAGE: (Status.CONTACT_DUE, Status.REFERRED_ON, Status.WAITING),
    Status.CONTACT_DUE: (Status.IN_TRIAGE, Status.REFERRED_ON, Status.WAITING),
    Status.ATTEMPTING: (
        Status.IN_TRIAGE, Status.CONTACT_DUE, Status.REFERRED_ON, Status.WAITING,
    ),
    Status.CONTACTED: (
        Status.CONTACT_DUE, Status.ACCEPTED, Status.REFERRED_ON, Status.WAITING,
    ),
    Status.ACCEPTED: (
        Status.CONTACT_DUE, Status.CONTACTED, Status.REFERRED_ON, Status.WAITING,
    ),
    Status.REFERRED_ON: (
        Status.CONTACT_DUE, Status.CONTACTED, Status.ACCEPTED, Status.WAITING,
    ),
    Status.WAITING: (
        Status.IN_TRIAGE, Status.CONTACT_DUE, Status.CONTACTED, Status.ACCEPTED,
        Status.REFERRED_ON,
    ),
    Status.CLOSED: (),
    Status.WITHDRAWN: (),
}  # fmt: skip

_NEEDS_CONTACT = frozenset({Status.CONTACTED, Status.ACCEPTED})
_TRYING = frozenset({Status.NEW, Status.IN_TRIAGE, Status.CONTACT_DUE})
_TALKING = frozenset({Status.ACCEPTED, Status.REFERRED_ON, *FINISHED})


def chosen(status: str, in_contact: bool) -> tuple[str, ...]:
    """Return what a member of staff may set."""
    return tuple(to for to in _CHOSEN[status] if in_contact or to not in _NEEDS_CONTACT)


def ending(status: str, in_contact: bool) -> tuple[str, ...]:
    """Return how it may end: whatever is open may be closed, or withdrawn by the person."""
    return () if status in FINISHED else (Status.CLOSED, Status.WITHDRAWN)


def returning(status: str, in_contact: bool) -> tuple[str, ...]:
    """Return where a finished referral comes back to: someone has to look at it again."""
    return (Status.IN_TRIAGE,) if status in FINISHED else ()


def after_attempt(status: str, was_contact: bool) -> str:
    """Return the status that a recorded attempt leads to, which may be the one it had."""
    if was_contact:
        return status if status in _TALKING else Status.CONTACTED
    return Status.ATTEMPTING if status in _TRYING else status
