"""Telephone numbers as editors may write them: whatever a telephone can dial as it stands."""

from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

validate = RegexValidator(
    r"^\+?[0-9](?: ?[0-9])+$", _("Use only digits and single spaces, like 0808 200 0247.")
)
