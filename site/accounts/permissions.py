"""Who may do what, as sentences."""

from typing import Any

from accounts.models import IntakeRole


def user_can_work_the_queue(user: Any) -> bool:
    """Tell whether this person may see referrals: an active account with a role in the queue."""
    return bool(user.is_authenticated and user.is_active) and (
        IntakeRole.objects.filter(user_id=user.pk).exists()
    )


def user_is_manager(user: Any) -> bool:
    """Tell whether this person manages the queue."""
    return bool(user.is_authenticated and user.is_active) and (
        IntakeRole.objects.filter(user_id=user.pk, role=IntakeRole.Role.MANAGER).exists()
    )
