"""When a question is asked: functions of the answers before it, each a sentence."""

from collections.abc import Callable

from hub.snapshot import current_hub
from hub.vocabulary import FOR_ONESELF
from referrals_portal.forms.base import Answers
from referrals_portal.forms.equality import BACKGROUNDS
from referrals_portal.forms.message import offered
from referrals_portal.safe_contact import SafeContact, Safety

Condition = Callable[[Answers], bool]


def always(answers: Answers) -> bool:
    """Hold for everyone."""
    return True


def never(answers: Answers) -> bool:
    """Hold for no one."""
    return False


def answered(step: str, field: str, *values: str) -> Condition:
    """Hold where a question has one of these answers."""

    def holds(answers: Answers) -> bool:
        return answers.get(step, {}).get(field) in values

    return holds


def not_(condition: Condition) -> Condition:
    """Hold where another does not."""
    return lambda answers: not condition(answers)


def brought_a_list(answers: Answers) -> bool:
    """Hold where they came from the directory with services that they would like help from."""
    return "shortlist" in answers


def gave_a_way(answers: Answers) -> bool:
    """Hold where they gave a way of reaching somebody."""
    contact = answers.get("contact", {})
    given = any(contact.get(name) for name in ("phone", "email", "address"))
    return given and not contact.get("no_contact")


def may_be_asked_later(answers: Answers) -> bool:
    """Hold where there is a safe way of asking anything later."""
    return not SafeContact.from_answers(answers).nothing_is_safe


def may_be_called(answers: Answers) -> bool:
    """Hold where a call is safe, at some time."""
    return SafeContact.from_answers(answers).may("call")


def only_at_times(*channels: str) -> Condition:
    """Hold where one of these ways is safe only at some times."""

    def holds(answers: Answers) -> bool:
        return any(answers.get("safe", {}).get(way) == Safety.AT_TIMES for way in channels)

    return holds


def may_be_written_to(answers: Answers) -> bool:
    """Hold where a machine may send a message."""
    return bool(offered(SafeContact.from_answers(answers)))


def is_a_child_alone(answers: Answers) -> bool:
    """Hold where someone under 18 asks for themselves."""
    return SafeContact.from_answers(answers).child_alone


def there_are_partners(answers: Answers) -> bool:
    """Hold where the hub works with other services."""
    return bool(current_hub().partners)


asks_for_themselves = answered("who", "for_whom", *FOR_ONESELF)
is_for_a_person = not_(answered("who", "for_whom", "business"))
wants_equality = answered("equal", "ask", "yes")


def named_their_ethnic_group(answers: Answers) -> bool:
    """Hold where there is more to ask about it."""
    named = answers.get("equal-ethnic", {}).get("answer")
    return wants_equality(answers) and named in BACKGROUNDS
