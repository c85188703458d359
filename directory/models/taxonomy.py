"""The lists that terms come from."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from core.classification import PUBLIC
from directory.models.identified import Identified
from directory.vocabulary import Purpose


class Taxonomy(Identified):
    """A list of terms (Open Referral ``taxonomy``). What came from elsewhere has lists of its own.

    ``purpose`` is ours: it says under which heading the search offers the list's terms.
    """

    name = models.CharField(_("name"), max_length=120, unique=True)
    description = models.TextField(_("what is in it"))
    uri = models.URLField(_("web address of the list"), blank=True)
    version = models.CharField(_("version"), max_length=40, blank=True)
    purpose = models.CharField(
        _("its terms say"), max_length=10, choices=Purpose, default=Purpose.OTHER
    )

    classified = dict.fromkeys(("name", "description", "uri", "version", "purpose"), PUBLIC)

    class Meta:
        verbose_name = _("list of terms")
        verbose_name_plural = _("lists of terms")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
