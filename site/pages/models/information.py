"""A page of words."""

from django.utils.translation import gettext_lazy as _

from pages.models.base import WebsitePage


class InformationPage(WebsitePage):
    """Words about one thing, for one reader."""

    template = "pages/information.html"
    parent_page_types = ["pages.HomePage", "pages.InformationPage"]
    subpage_types = ["pages.InformationPage"]

    class Meta:
        verbose_name = _("page of information")
        verbose_name_plural = _("pages of information")
