"""Invented people who ask for help, and invented staff who answer."""

from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth.models import Permission
from django.test import Client
from django.utils import timezone

from accounts.models import IntakeRole, User
from hub.snapshot import current_hub
from referrals_portal.actions.receiving import receive
from referrals_portal.models import Event, Referral
from referrals_portal.safe_contact import SafeContact
from referrals_portal.sealing.drafts import Secret
from tests.machinery.keys import WORDS

PASSWORD = "long enough for a password"

ANSWERS: dict[str, dict[str, Any]] = {
    "device": {"shared": "no", "shift_off": False},
    "now": {"danger": "no"},
    "who": {"for_whom": "me"},
    "name": {"name": "Ffion Example", "age_band": "18_59"},
    "where": {"in_area": "yes", "place": "Anytown"},
    "contact": {
        "phone": "07700 900321", "email": "ffion@example.org", "address": "", "no_contact": False,
    },
    "safe": {
        "whose_phone": "mine", "call": "yes", "text": "no", "whose_email": "mine", "email": "yes",
    },
    "calling": {
        "voicemail": "no", "say_who": "no", "answer_with": "only\nthe dentist", "withheld": "no",
        "code_word": "",
    },
    "message": {"confirm_by": "none"},
    "details": {"crime_types": ["burglary"], "words": "An invented story.\nA second line."},
    "more": {"markers": []},
    "told": {"reported": "yes", "crime_reference": "TEST/000001/26"},
    "needs": {"needs": ["talk"], "words": "A woman to talk to."},
    "access": {"access": [], "language": "", "words": ""},
    "feeling": {"self_harm": "no", "others": "no"},
    "staff": {"knows": "no", "whom": ""},
    "agree": {"contact": "yes"},
    "share": {"services": []},
    "tell": {"police": "no"},
    "survey": {"survey": "no"},
    "equal": {"ask": "no"},
}  # fmt: skip
SAFE = SafeContact.from_answers(ANSWERS)


def typed(name: str, moment: str) -> dict[str, str]:
    """Return what the four boxes of a moment send: ``2026-11-26 14:30``."""
    date, _space, time = moment.partition(" ")
    year, month, day = date.split("-")
    boxes = {"day": day, "month": month, "year": year, "time": time}
    return {f"{name}_{part}": value for part, value in boxes.items()}


def make_referral(
    hours_ago: float = 3, now: datetime | None = None, **changes: dict[str, Any]
) -> Referral:
    """Receive a referral as the journey does; ``changes`` replace whole steps."""
    secret = Secret.new()
    receive(
        uuid=secret.referral,
        reference=secret.reference,
        answers=ANSWERS | changes,
        consent_wording="2026-11",
        hub=current_hub(),
        at=(now or timezone.now()) - timedelta(hours=hours_ago),
    )
    return Referral.objects.get(pk=secret.referral)


def make_user(username: str, role: str = "", **fields: Any) -> User:
    """Make an account, with a role in the queue if one is named."""
    user = User.objects.create_user(username, password=PASSWORD, **fields)
    if role:
        IntakeRole.objects.create(user=user, role=role)
    return user


def works_in(user: User, *teams: str) -> User:
    """Let somebody work in these teams, and in no others; return their account as it is then."""
    IntakeRole.objects.filter(user=user).update(teams=list(teams))
    return User.objects.get(pk=user.pk)


def make_editor() -> User:
    """Make somebody who may do everything in the CMS and has no role in the queue."""
    editor = make_user("editor")
    editor.user_permissions.set(Permission.objects.all())
    return editor


def sign_in(user: User, **client: Any) -> Client:
    """Sign in at the queue's own door, as a person does."""
    browser = Client(**client)
    answer = browser.post("/intake/sign-in/", {"username": user.username, "password": PASSWORD})
    assert answer.status_code == 303, answer.content.decode()
    return browser


def kinds(referral: Referral) -> list[str]:
    """Return the kinds of a referral's events, in the order in which they were written."""
    return list(
        Event.objects.filter(referral=referral.pk).order_by("at").values_list("kind", flat=True)
    )


def stored() -> tuple[Any, ...]:
    """Return everything about referrals that could have changed."""
    rows = Referral.objects.order_by("pk").values_list(
        "pk", "status", "assignee", "version", "first_contact_at"
    )
    return (*rows, Event.objects.count())


def unlock(browser, words=WORDS, **data):
    """Give the managers' words to the page that asks for them."""
    return browser.post("/intake/unlock/", {"words": words, **data})
