"""THE list of questions. Everything else is drawn from it.

The journey's order and branches, check answers, the staff's page, ``manage.py questions``, the
documentation and the walkers in the tests all read `STEPS`. Keys are in addresses and browsers'
history, so they say nothing about crime.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from referrals_portal.forms.agree import AgreeForm
from referrals_portal.forms.base import Answers, StepForm
from referrals_portal.forms.contact import ContactForm, MessageForm, SafeForm
from referrals_portal.forms.details import DetailsForm
from referrals_portal.forms.name import NameForm
from referrals_portal.forms.needs import NeedsForm
from referrals_portal.forms.told import ToldForm
from referrals_portal.forms.who import WhoForm, YouForm
from referrals_portal.messages import outbox
from referrals_portal.safe_contact import SafeContact


def _always(answers: Answers) -> bool:
    return True


def _for_someone_else(answers: Answers) -> bool:
    return answers.get("who", {}).get("for_whom") in ("my_child", "someone_else")


def _gave_a_way(answers: Answers) -> bool:
    contact = answers.get("contact", {})
    return not contact.get("no_contact") and bool(contact.get("phone") or contact.get("email"))


def _may_be_written_to(answers: Answers) -> bool:
    safe, sent = SafeContact.from_answers(answers), outbox.channels()
    return (safe.may_text and "sms" in sent) or (safe.may_email and "email" in sent)


@dataclass(frozen=True, slots=True)
class Step:
    """One page of the journey.

    ``tab`` is the browser's title, neutral like ``key``. ``applies`` decides from the answers so
    far and ``applies_when`` says so in words. Changing the answers of a step in ``rests_on``
    drops this step's: what was safe for one number says nothing about another.
    """

    key: str
    form: type[StepForm]
    title: Any
    tab: Any
    why: Any
    applies: Callable[[Answers], bool] = _always
    applies_when: str = "always"
    rests_on: tuple[str, ...] = ()
    optional: bool = False


STEPS: tuple[Step, ...] = (
    Step(
        key="who",
        form=WhoForm,
        title=_("Who needs support?"),
        tab=_("First question"),
        why=_("So that we know who to talk to. You can ask for yourself or for someone else."),
    ),
    Step(
        key="you",
        form=YouForm,
        title=_("About you"),
        tab=_("You"),
        why=_("So that we know who we are talking to."),
        applies=_for_someone_else,
        applies_when="it is for a child or for someone else",
    ),
    Step(
        key="name",
        form=NameForm,
        title=_("Name and age"),
        tab=_("Name"),
        why=_("So that we know what to call you, and who is best placed to help."),
        rests_on=("who",),
    ),
    Step(
        key="contact",
        form=ContactForm,
        title=_("How can we contact you?"),
        tab=_("Contact"),
        why=_("We only use what you say is safe. One way is enough."),
    ),
    Step(
        key="safe",
        form=SafeForm,
        title=_("Contacting you safely"),
        tab=_("Contact, continued"),
        why=_("So that nobody finds out from us that you have been in touch."),
        applies=_gave_a_way,
        applies_when="a phone number or an email address was given",
        rests_on=("contact",),
    ),
    Step(
        key="message",
        form=MessageForm,
        title=_("A message now?"),
        tab=_("Message"),
        why=_("It does not say who we are or what it is about. Under each choice is what it says."),
        applies=_may_be_written_to,
        applies_when="a text or an email is safe",
        rests_on=("contact", "safe"),
    ),
    Step(
        key="details",
        form=DetailsForm,
        title=_("What happened?"),
        tab=_("Details"),
        why=_("So that the right person contacts you. Nobody will ask you for proof."),
    ),
    Step(
        key="told",
        form=ToldForm,
        title=_("Have the police been told?"),
        tab=_("One more question"),
        why=_(
            "You can have support either way. We do not tell them unless you want us to, or "
            "someone could be badly hurt."
        ),
    ),
    Step(
        key="needs",
        form=NeedsForm,
        title=_("What would help?"),
        tab=_("What you need"),
        why=_("So that we can be ready for you. You can skip this."),
        optional=True,
    ),
    Step(
        key="agree",
        form=AgreeForm,
        title=_("Using what you have written"),
        tab=_("Your choice"),
        why=_(
            "What you tell us stays with us. There is one limit: if we believe that someone may "
            "be seriously hurt, we may have to tell someone who can keep them safe. We would "
            "talk to you first if we can."
        ),
    ),
)
BY_KEY = {step.key: step for step in STEPS}


@dataclass(frozen=True, slots=True)
class Shown:
    """One answer in words: the question and the lines of its answer."""

    question: str
    answer: tuple[str, ...]


def shown(step: Step, answers: Answers) -> list[Shown]:
    """Return a step's answers in words, for the person's check and for staff alike."""
    form = step.form(answers=answers, initial=answers.get(step.key, {}))
    rows = []
    for name, field in form.fields.items():
        value = answers.get(step.key, {}).get(name)
        if name in form.only_if_yes and not value:
            continue
        rows.append(Shown(str(field.label), tuple(_in_words(field, value))))
    return rows


def _in_words(field: Any, value: Any) -> list[str]:
    if isinstance(value, bool):
        return [str(_("Yes")) if value else str(_("No"))]
    labels = {str(key): str(label) for key, label in getattr(field, "choices", [])}
    values: list[str] = value if isinstance(value, list) else [value or ""]
    return [labels.get(item, item) for item in values if item] or [str(_("Not answered"))]
