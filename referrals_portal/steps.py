"""THE list of questions. Everything else is drawn from it.

The journey's order and branches, check answers, the staff's page, ``manage.py questions``, the
documentation and the walkers in the tests all read `STEPS`. No key or title is in an address or a
browser's history: see ``journey/addresses.py``.

Keys that look alike: ``agreed``, do they know and agree; ``agree``, may we be in touch. ``told``,
do the police know; ``tell``, may we tell them. ``now``, is there danger; ``name``, what to call
them. ``more``, what makes it urgent; ``needs``, what would help.
"""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from referrals_portal import conditions
from referrals_portal.conditions import Condition, answered
from referrals_portal.forms import equality
from referrals_portal.forms.access import AccessForm
from referrals_portal.forms.agree import AgreeForm, PoliceForm, ShareForm, SurveyForm
from referrals_portal.forms.base import FOR_A_CHILD, ON_BEHALF, Answers, SeenForm, StepForm
from referrals_portal.forms.call import CallForm
from referrals_portal.forms.contact import ContactForm
from referrals_portal.forms.details import DetailsForm
from referrals_portal.forms.device import DeviceForm
from referrals_portal.forms.feeling import FeelingForm
from referrals_portal.forms.message import MessageForm
from referrals_portal.forms.more import MoreForm
from referrals_portal.forms.name import NameForm
from referrals_portal.forms.needs import NeedsForm
from referrals_portal.forms.now import NowForm
from referrals_portal.forms.safe import CallingForm, SafeForm, TimesForm
from referrals_portal.forms.shortlist import ShortlistForm
from referrals_portal.forms.staff import StaffForm
from referrals_portal.forms.told import ToldForm
from referrals_portal.forms.where import WhereForm
from referrals_portal.forms.who import AgreedForm, ChildForm, WhoForm, YouForm


@dataclass(frozen=True, slots=True)
class Step:
    """One page of the journey.

    ``applies`` decides from the answers so far and ``applies_when`` says so in words. Changing the
    answers of a step in ``rests_on`` drops this step's: what was safe for one number says nothing
    about another, nor what was said of one person about the next. Answered so that ``is_last``
    holds, nothing follows it. ``optional`` may be skipped. ``page`` is its template. ``counted``:
    its answers are only ever counted, and no member of staff sees them.
    """

    key: str
    form: type[StepForm]
    title: Any
    why: Any = ""
    applies: Condition = conditions.always
    applies_when: str = "always"
    rests_on: tuple[str, ...] = ()
    is_last: Condition = conditions.never
    optional: bool = False
    page: str = "journey/step.html"
    counted: bool = False


def _equality(key: str, form: type[StepForm]) -> Step:
    return Step(
        key=key,
        form=form,
        title=form.base_fields["answer"].label,
        applies=conditions.wants_equality,
        applies_when="they want to answer the equality questions",
        optional=True,
        counted=True,
    )


CALL = Step(
    key="call",
    form=CallForm,
    title=_("Ask for a call"),
    why=_("This is all we need. Someone calls you, and you can talk about the rest then."),
    applies_when="all they want is a call",
    page="journey/call.html",
)
"""A way of its own: one page, sent as it stands."""

STEPS: tuple[Step, ...] = (
    Step(
        key="device",
        form=DeviceForm,
        title=_("This device"),
        page="journey/device.html",
    ),
    Step(
        key="now",
        form=NowForm,
        title=_("Are you safe right now?"),
        why=_("So that you see at once who can come now. You can go on either way."),
    ),
    Step(
        key="help-now",
        form=SeenForm,
        title=_("Who can help right now"),
        applies=answered("now", "danger", "yes", "not_sure"),
        applies_when="someone is, or may be, in danger now",
        rests_on=("now",),
        page="journey/help_now.html",
    ),
    Step(
        key="who",
        form=WhoForm,
        title=_("Who needs support?"),
        why=_("So that we know who to talk to. You can ask for yourself or for someone else."),
    ),
    Step(
        key="agreed",
        form=AgreedForm,
        title=_("Do they agree?"),
        why=_(
            "It is their choice. If they do not know, we give you advice and write nothing down "
            "about them."
        ),
        applies=answered("who", "for_whom", *ON_BEHALF),
        applies_when="it is for another adult",
        rests_on=("who",),
        is_last=answered("agreed", "agrees", "no", "not_sure"),
    ),
    Step(
        key="you",
        form=YouForm,
        title=_("About you"),
        why=_("So that we know who we are talking to."),
        applies=answered("who", "for_whom", *ON_BEHALF, *FOR_A_CHILD, "spokesperson", "business"),
        applies_when="it is for someone else, a child or a business",
        rests_on=("who",),
    ),
    Step(
        key="child",
        form=ChildForm,
        title=_("Your child"),
        why=_("So that nothing we do puts you or your child at risk."),
        applies=answered("who", "for_whom", *FOR_A_CHILD),
        applies_when="it is for a child of theirs",
        rests_on=("who",),
    ),
    Step(
        key="name",
        form=NameForm,
        title=_("Name and age"),
        why=_("So that we know which name to use, and who is best placed to help."),
        applies=conditions.is_for_a_person,
        applies_when="it is not for a business",
        rests_on=("who",),
    ),
    Step(
        key="young",
        form=SeenForm,
        title=_("What we do when you are under 18"),
        applies=conditions.is_a_child_alone,
        applies_when="someone under 18 asks for themselves",
        rests_on=("name",),
        page="journey/young.html",
    ),
    Step(
        key="where",
        form=WhereForm,
        title=_("Where?"),
        why=_("We help people who live here. For anyone else, we find out with you who can."),
        rests_on=("who",),
    ),
    Step(
        key="contact",
        form=ContactForm,
        title=_("How can we be in touch?"),
        why=_("We only use what you say is safe. One way is enough."),
        rests_on=("agreed",),
    ),
    Step(
        key="safe",
        form=SafeForm,
        title=_("What is safe?"),
        why=_(
            "Safe means that nobody else would see it, hear it or ask about it. We do not do "
            "what you do not call safe."
        ),
        applies=conditions.gave_a_way,
        applies_when="a phone number or an address was given",
        rests_on=("contact",),
    ),
    Step(
        key="times",
        form=TimesForm,
        title=_("When is it safe?"),
        why=_("We only try at these times."),
        applies=conditions.only_at_times("call", "text", "email"),
        applies_when="something is safe only at some times",
        rests_on=("safe",),
    ),
    Step(
        key="calling",
        form=CallingForm,
        title=_("When we call"),
        why=_("So that nobody finds out from us that you have been in touch."),
        applies=conditions.may_be_called,
        applies_when="a call is safe",
        rests_on=("safe",),
    ),
    Step(
        key="message",
        form=MessageForm,
        title=_("A message now?"),
        why=_("It does not say what this is about. Under each choice is what it says, in full."),
        applies=conditions.may_be_written_to,
        applies_when="a text or an email is safe, on a device of their own",
        rests_on=("contact", "safe", "times", "calling"),
    ),
    Step(
        key="details",
        form=DetailsForm,
        title=_("What happened?"),
        why=_("So that the right person is in touch. Nobody will ask you for proof."),
    ),
    Step(
        key="more",
        form=MoreForm,
        title=_("Does any of this fit?"),
        why=_("So that we know how soon to help. You can skip this."),
        applies=conditions.is_for_a_person,
        applies_when="it is not for a business",
        rests_on=("who",),
        optional=True,
    ),
    Step(
        key="told",
        form=ToldForm,
        title=_("Have the police been told?"),
        why=_(
            "Support is there either way. We do not tell them unless you want us to, or "
            "someone could be badly hurt."
        ),
        rests_on=("who",),
    ),
    Step(
        key="needs",
        form=NeedsForm,
        title=_("What would help?"),
        why=_("So that we can be ready. You can skip this."),
        optional=True,
    ),
    Step(
        key="shortlist",
        form=ShortlistForm,
        title=_("The services on your list"),
        why=_("So that we can put you in touch. Nothing is sent to them yet."),
        applies=conditions.brought_a_list,
        applies_when="they came with a list of services",
        optional=True,
    ),
    Step(
        key="access",
        form=AccessForm,
        title=_("Is there anything that would make it easier to talk?"),
        why=_("So that we have it ready when we are in touch. You can skip this."),
        optional=True,
    ),
    Step(
        key="feeling",
        form=FeelingForm,
        title=_("How are things now?"),
        why=_("So that we can be there sooner if it is needed. Say as little as you like."),
        applies=conditions.is_for_a_person,
        applies_when="it is not for a business",
        rests_on=("who",),
    ),
    Step(
        key="help-feeling",
        form=SeenForm,
        title=_("Someone to talk to right now"),
        applies=answered("feeling", "self_harm", "yes"),
        applies_when="there are thoughts of self-harm",
        rests_on=("feeling",),
        page="journey/help_feeling.html",
    ),
    Step(
        key="staff",
        form=StaffForm,
        title=_("Does anyone here know you?"),
        why=_("So that it stays private here, too."),
    ),
    Step(
        key="agree",
        form=AgreeForm,
        title=_("May we be in touch?"),
        applies=conditions.gave_a_way,
        applies_when="a phone number or an address was given",
        rests_on=("contact",),
    ),
    Step(
        key="share",
        form=ShareForm,
        title=_("Sharing with other services"),
        why=_("So that you do not have to tell it all again. You can tick none."),
        applies=conditions.there_are_partners,
        applies_when="the hub works with other services",
        rests_on=("agreed",),
    ),
    Step(
        key="tell",
        form=PoliceForm,
        title=_("The police"),
        rests_on=("who",),
    ),
    Step(
        key="survey",
        form=SurveyForm,
        title=_("Asking later"),
        applies=conditions.may_be_asked_later,
        applies_when="a way of being in touch is safe, and they may be contacted",
        rests_on=("contact",),
    ),
    Step(
        key="equal",
        form=equality.EqualForm,
        title=_("Some questions about you"),
        applies=conditions.asks_for_themselves,
        applies_when="they ask for themselves",
        rests_on=("who",),
        counted=True,
    ),
    _equality("equal-sex", equality.SexForm),
    _equality("equal-gender", equality.GenderForm),
    _equality("equal-ethnic", equality.EthnicForm),
    Step(
        key="equal-background",
        form=equality.BackgroundForm,
        title=_("Your background"),
        applies=conditions.named_their_ethnic_group,
        applies_when="they named their ethnic group",
        rests_on=("equal-ethnic",),
        optional=True,
        counted=True,
    ),
    _equality("equal-belief", equality.ReligionForm),
    _equality("equal-love", equality.OrientationForm),
    _equality("equal-health", equality.DisabilityForm),
)
BY_KEY = {step.key: step for step in (CALL, *STEPS)}


def earlier(answers: Answers, step: Step) -> Answers:
    """Return the answers before a step: all that its wording and its choices may rest on."""
    if step not in STEPS:
        return {key: answers[key] for key in ("device",) if key in answers}
    before = STEPS[: STEPS.index(step)]
    return {each.key: answers[each.key] for each in before if each.key in answers}


@dataclass(frozen=True, slots=True)
class Shown:
    """One answer in words: the question and the lines of its answer."""

    question: str
    answer: tuple[str, ...]


NOT_ANSWERED = _("Not answered")


def shown(step: Step, answers: Answers, unsaid: Any = NOT_ANSWERED) -> list[Shown]:
    """Return a step's answers in words, for the person's check and for staff alike.

    unsaid: what stands where there is no answer.
    """
    form = step.form(answers=earlier(answers, step), initial=answers.get(step.key, {}))
    rows = []
    for name, field in form.fields.items():
        value = answers.get(step.key, {}).get(name)
        if name in (*form.only_if_yes, *form.only_if_answered) and not value:
            continue
        rows.append(Shown(str(field.label), tuple(_in_words(field, value, unsaid))))
    return rows


def _in_words(field: Any, value: Any, unsaid: Any) -> list[str]:
    if isinstance(value, bool):
        return [str(_("Yes")) if value else str(_("No"))]
    labels = {str(key): str(label) for key, label in getattr(field, "choices", [])}
    values: list[str] = value if isinstance(value, list) else [value or ""]
    return [labels.get(item, item) for item in values if item] or [str(unsaid)]
