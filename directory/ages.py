"""Ages in words."""

from django.utils.translation import gettext as _


def ages_in_words(youngest: int | None, oldest: int | None) -> str:
    """Return who may come, by age in whole years, both included; empty if anyone may."""
    if youngest is not None and oldest is not None:
        return _("People aged %(from)d to %(to)d") % {"from": youngest, "to": oldest}
    if youngest is not None:
        return _("People aged %(age)d and over") % {"age": youngest}
    if oldest is not None:
        return _("People aged %(age)d and under") % {"age": oldest}
    return ""
