"""Where a postcode is, from a file that an operator imported."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from core.classification import Datum

OPEN_DATA = Datum(False, False, "everyone", "until an operator imports a newer file")


class PostcodePoint(models.Model):
    """The point of an outward code, or of a whole postcode: open data, and nobody's address.

    A whole postcode has its outward code as ``outward``, and is read together with all others of
    it, so that what a visitor typed is in no query; an outward code itself has none there.
    Editors do not see these. ``manage.py import_postcodes`` writes all of them at once and raises
    the content generation itself: a signal for each of two million would fill the memory.
    """

    code = models.CharField(
        _("outward code, or postcode without a space"), max_length=7, primary_key=True
    )
    outward = models.CharField(_("outward code of a whole postcode"), max_length=4, blank=True)
    latitude = models.FloatField(_("degrees north (WGS84)"))
    longitude = models.FloatField(_("degrees east (WGS84)"))
    source = models.CharField(_("whose data it is"), max_length=40)
    as_of = models.DateField(_("date of the data"))

    classified = dict.fromkeys(
        ("code", "outward", "latitude", "longitude", "source", "as_of"), OPEN_DATA
    )

    class Meta:
        verbose_name = _("postcode")
        verbose_name_plural = _("postcodes")
        indexes = [models.Index(fields=["outward"], name="postcodes_by_outward")]

    def __str__(self) -> str:
        return self.code
