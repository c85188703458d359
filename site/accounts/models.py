"""Staff accounts and the one thing that opens the queue."""

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.classification import Datum

_STAFF = Datum(True, False, "managers, and the person", "until the account is deleted")
_ACCESS = Datum(False, False, "managers", "until the account is deleted")


class User(AbstractUser):
    """A member of staff: an editor of the website, or someone who works the queue."""

    classified = {
        "username": _STAFF,
        "first_name": _STAFF,
        "last_name": _STAFF,
        "email": _STAFF,
        "password": _STAFF,
        "last_login": _STAFF,
        "date_joined": _STAFF,
        "is_active": _ACCESS,
        "is_staff": _ACCESS,
        "is_superuser": _ACCESS,
        "groups": _ACCESS,
        "user_permissions": _ACCESS,
    }

    def __str__(self) -> str:
        return self.get_full_name() or self.get_username()


class IntakeRole(models.Model):
    """The right to work the queue, and nothing else gives it: not a group, not a superuser.

    It is granted at the command line (``manage.py staff``) and never in the CMS, where whoever
    may edit users could otherwise let themselves in. ``teams`` are the keys of the hub's teams in
    which they work: what a walled team holds is seen by nobody else.
    """

    class Role(models.TextChoices):
        """What someone does in the queue."""

        CASEWORKER = "caseworker", _("Caseworker")
        MANAGER = "manager", _("Manager")

    user = models.OneToOneField(User, on_delete=models.CASCADE, related_name="intake_role")
    role = models.CharField(max_length=20, choices=Role)
    teams = models.JSONField(default=list, blank=True)

    classified = {"user": _ACCESS, "role": _ACCESS, "teams": _ACCESS}

    def __str__(self) -> str:
        return f"{self.user}: {self.get_role_display()}"
