"""Asking Google (reCAPTCHA v3) whether it sees a person: the form surface's only way out.

Off unless a hub sets both keys. Google learns that somebody is on this site, so it is asked only
where we suspect a robot, and only if the person presses the button that says so. Whatever it
answers, and if it does not, the referral is received.
"""

import logging

from django.conf import settings
from django_recaptcha import client

ACTION = "send"
LEAST_SCORE = 0.5
"""Of 1.0; what Google suggests to begin with."""
OUR_FAULT = {"missing-input-secret", "invalid-input-secret"}
MAY_LOAD = {
    "script-src": ["https://www.google.com/recaptcha/", "https://www.gstatic.com/recaptcha/"],
    "frame-src": ["https://www.google.com/recaptcha/"],
    "connect-src": ["https://www.google.com/recaptcha/"],
}
"""What the one page that offers this may load besides our own."""

log = logging.getLogger("front_door.google")


def is_on() -> bool:
    """Tell whether this installation may ask Google at all."""
    return bool(settings.RECAPTCHA_PUBLIC_KEY and settings.RECAPTCHA_PRIVATE_KEY)


def sees_a_person(token: str) -> bool:
    """Ask once about the token that Google's script gave the visitor.

    False where there is none, for a low score, and for any fault of Google's or on the way. The
    person's address is not passed on. Takes at most RECAPTCHA_VERIFY_REQUEST_TIMEOUT seconds for
    each wait, so it must not run in a transaction.
    """
    if not token:
        return False
    try:
        answer = client.submit(token, settings.RECAPTCHA_PRIVATE_KEY, "")
        if OUR_FAULT & set(answer.error_codes):
            log.error("Google does not know our key; RECAPTCHA_PRIVATE_KEY needs a look")
        score = float(answer.extra_data.get("score", 0))
        return answer.is_valid is True and answer.action == ACTION and score >= LEAST_SCORE
    except Exception:
        # Not even logged: the time of the line would be that of a referral.
        return False
