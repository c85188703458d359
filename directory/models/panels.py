"""The form of a service: what everyone needs first, the rest folded away.

Whoever fills in what stands open has a service that helps somebody; five minutes are enough. A part
that is folded opens by itself when something in it is wrong.
"""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel

FOLDED = "collapsed"


def _part(title: Any, *names: str, folded: bool = False) -> MultiFieldPanel:
    return MultiFieldPanel(
        [FieldPanel(name) for name in names], title, classname=FOLDED if folded else ""
    )


SERVICE = [
    _part(_("What it is"), "name", "organisation", "summary", "description"),
    InlinePanel("phones", heading=_("Telephone numbers"), label=_("number")),
    _part(_("Website and email"), "url", "email"),
    MultiFieldPanel(
        [
            FieldPanel("eligibility_description"),
            FieldRowPanel([FieldPanel("minimum_age"), FieldPanel("maximum_age")]),
            FieldPanel("service_area"),
        ],
        _("Who it is for"),
    ),
    InlinePanel("schedules", heading=_("Opening hours"), label=_("hours")),
    _part(_("Is it right, and open to people?"), "status", "assured_date"),
    MultiFieldPanel(
        [FieldPanel("taxonomy_terms", widget=forms.CheckboxSelectMultiple)],
        _("What it is about: tick all that fits, so that people find it"),
        classname=FOLDED,
    ),
    _part(
        _("More about getting in touch"),
        "channels", "application_process", "referral", "what_happens_next", "wait_time",
        "is_free", "fees_description", folded=True,
    ),
    InlinePanel(
        "service_at_locations", heading=_("Places"), label=_("place"), classname=FOLDED
    ),
    InlinePanel("sessions", heading=_("Sessions"), label=_("session"), classname=FOLDED),
    _part(
        _("Languages and access"),
        "languages", "interpretation_services", "facilities", "address_is_secret", folded=True,
    ),
    _part(_("Other names and words"), "alternate_name", "other_words", folded=True),
    _part(_("Keeping it true"), "alert", "review_date", "owner", "provider_email", folded=True),
    _part(
        _("How it is listed"),
        "is_commissioned", "is_national_helpline", "answers_when_hub_is_closed", "answering_order",
        "is_lifeline", folded=True,
    ),
]  # fmt: skip
