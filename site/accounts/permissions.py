"""Who may do what, as sentences."""

from typing import Any

from accounts.models import IntakeRole


def user_can_work_the_queue(user: Any) -> bool:
    """Tell whether this person may see referrals: an active account with a role in the queue."""
    return _held(user) is not None


def user_is_manager(user: Any) -> bool:
    """Tell whether this person manages the queue."""
    held = _held(user)
    return held is not None and held.role == IntakeRole.Role.MANAGER


def teams_of(user: Any) -> frozenset[str]:
    """Return the keys of the teams in which this person works."""
    held = _held(user)
    return frozenset(held.teams) if held else frozenset()


def staffed_teams(role: str = "") -> frozenset[str]:
    """Return the keys of the teams in which anybody works, with that role if one is named."""
    held = IntakeRole.objects.filter(user__is_active=True, **({"role": role} if role else {}))
    return frozenset(key for teams in held.values_list("teams", flat=True) for key in teams)


def _held(user: Any) -> IntakeRole | None:
    """Return an active account's role in the queue: read once for each time the account is."""
    if not (user.is_authenticated and user.is_active):
        return None
    # The account is read anew for each request, and its role with it.
    held: IntakeRole | None = getattr(user, "intake_role", None)
    return held
