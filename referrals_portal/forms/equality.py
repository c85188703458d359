"""The equality questions: optional, one by one, never shown to those who help.

Their answers lie sealed inside the referral, and are only counted, when it closes. Wording and
order follow the GOV.UK Design System's pattern for equality information and the harmonised
standards of the Office for National Statistics.
"""

from django.utils.translation import gettext_lazy as _

from core.classification import Datum
from referrals_portal.forms.base import KEPT, StepForm, choice

COUNTED = Datum(True, True, "nobody; counted when the referral closes", KEPT)
RATHER_NOT = ("rather_not", _("I would rather not say"))
CHOOSE = _("Choose an answer, or press “Skip this”.")


class EqualForm(StepForm):
    """Whether they want to be asked at all."""

    classified = {"ask": COUNTED}

    ask = choice(
        _("Will you answer a few more questions, about you?"),
        [("no", _("No, skip them")), ("yes", _("Yes"))],
        missing=_("Choose if you want to answer a few more questions."),
        help_text=_(
            "There are 6 or 7. They help us to see whether we reach everyone fairly. The people "
            "who help you never see your answers: we only count them, without your name."
        ),
    )


class EqualityForm(StepForm):
    """One equality question; a skipped one counts as nothing."""

    def __init_subclass__(cls, **kwargs: object) -> None:
        super().__init_subclass__(**kwargs)
        cls.classified = {"answer": COUNTED}


def _one(label: object, choices: list[tuple[str, object]]) -> object:
    return choice(label, [*choices, RATHER_NOT], missing=CHOOSE, required=False)


class SexForm(EqualityForm):
    """Sex."""

    answer = _one(_("What is your sex?"), [("female", _("Female")), ("male", _("Male"))])


class GenderForm(EqualityForm):
    """Gender."""

    answer = _one(
        _("Is the gender you identify with the same as your sex registered at birth?"),
        [("yes", _("Yes")), ("no", _("No"))],
    )


class EthnicForm(EqualityForm):
    """Ethnic group, the first of two steps."""

    answer = _one(
        _("What is your ethnic group?"),
        [
            ("white", _("White")),
            ("mixed", _("Mixed or multiple ethnic groups")),
            ("asian", _("Asian, Asian British or Asian Welsh")),
            ("black", _("Black, Black British, Black Welsh, Caribbean or African")),
            ("other", _("Another ethnic group")),
        ],
    )


BACKGROUNDS: dict[str, list[tuple[str, object]]] = {
    "white": [
        ("british", _("English, Welsh, Scottish, Northern Irish or British")),
        ("irish", _("Irish")),
        ("traveller", _("Gypsy or Irish Traveller")),
        ("roma", _("Roma")),
        ("other_white", _("Any other White background")),
    ],
    "mixed": [
        ("white_and_caribbean", _("White and Black Caribbean")),
        ("white_and_african", _("White and Black African")),
        ("white_and_asian", _("White and Asian")),
        ("other_mixed", _("Any other mixed or multiple background")),
    ],
    "asian": [
        ("indian", _("Indian")),
        ("pakistani", _("Pakistani")),
        ("bangladeshi", _("Bangladeshi")),
        ("chinese", _("Chinese")),
        ("other_asian", _("Any other Asian background")),
    ],
    "black": [
        ("caribbean", _("Caribbean")),
        ("african", _("African background")),
        ("other_black", _("Any other Black, Black British or Caribbean background")),
    ],
    "other": [("arab", _("Arab")), ("any_other", _("Any other ethnic group"))],
}


class BackgroundForm(EqualityForm):
    """Ethnic group, the second of two steps."""

    answer = _one(_("Which of these describes your background best?"), [])

    def adapt(self) -> None:
        """Offer what belongs to the group they chose; all of it where nobody knows the group."""
        group = self.answers.get("equal-ethnic", {}).get("answer", "")
        every = [pair for pairs in BACKGROUNDS.values() for pair in pairs]
        self.offer("answer", [*BACKGROUNDS.get(group, every), RATHER_NOT])


class ReligionForm(EqualityForm):
    """Religion."""

    answer = _one(
        _("What is your religion?"),
        [
            ("none", _("No religion")),
            ("christian", _("Christian")),
            ("buddhist", _("Buddhist")),
            ("hindu", _("Hindu")),
            ("jewish", _("Jewish")),
            ("muslim", _("Muslim")),
            ("sikh", _("Sikh")),
            ("other", _("Another religion")),
        ],
    )


class OrientationForm(EqualityForm):
    """Sexual orientation."""

    answer = _one(
        _("Which of these describes you best?"),
        [
            ("straight", _("Heterosexual or straight")),
            ("gay", _("Gay or lesbian")),
            ("bi", _("Bisexual")),
            ("other", _("Another way")),
        ],
    )


class DisabilityForm(EqualityForm):
    """Disability: whether a long condition makes less possible (the harmonised question)."""

    answer = _one(
        _("Do you have a condition or illness of 12 months or more that makes you do less?"),
        [
            ("a_lot", _("Yes, a lot less")),
            ("a_little", _("Yes, a little less")),
            ("not_less", _("I have one, but do not do less")),
            ("no", _("No")),
        ],
    )
