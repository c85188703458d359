"""What happened, as little or as much as the person wants to say."""

from django.utils.translation import gettext_lazy as _

from referrals_portal.forms.base import SENSITIVE, WORDS_LENGTH, StepForm, several, words


class DetailsForm(StepForm):
    """One or more kinds, and a few words if they like."""

    classified = {"crime_types": SENSITIVE, "words": SENSITIVE}
    heading_field = "crime_types"

    crime_types = several(
        _("What happened?"),
        [
            ("domestic_abuse", _("Abuse by a partner, an ex-partner or someone in the family")),
            ("sexual_violence", _("Rape, or any sexual touching or act that was not wanted")),
            ("stalking", _("Stalking: being followed, watched or contacted again and again")),
            ("harassment", _("Harassment or threats")),
            ("violence", _("Being hurt or attacked")),
            ("robbery", _("Robbery")),
            ("burglary", _("A break-in or burglary")),
            ("theft", _("Something stolen")),
            ("criminal_damage", _("Something damaged, or a fire")),
            ("fraud", _("A scam or fraud, online or not")),
            ("hate_crime", _("Being targeted for who you are (hate crime)")),
            ("antisocial_behaviour", _("Neighbours or others behaving badly, again and again")),
            ("child_abuse", _("Harm to a child, now or long ago")),
            ("honour_based_abuse", _("So-called honour abuse, or a forced marriage")),
            ("modern_slavery", _("Being forced to work or being controlled (modern slavery)")),
            ("image_abuse", _("Private pictures shared or threatened to be shared")),
            ("road_harm", _("Harm on the road")),
            ("bereaved_by_homicide", _("Someone was killed")),
            ("other", _("Something else")),
            ("not_sure", _("I am not sure, or would rather not say")),
        ],
        missing=_("Choose what happened. You can choose “I would rather not say”."),
        help_text=_("Choose all that fit."),
    )
    words = words(
        _("Is there anything you want to tell us about it?"),
        WORDS_LENGTH,
        rows=6,
        help_text=_(
            "You can leave this empty. Please do not give the name of the person who did it."
        ),
    )
