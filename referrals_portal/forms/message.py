"""Whether a message is sent now, to say that everything has arrived."""

from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from hub.snapshot import current_hub
from referrals_portal.forms.base import SENSITIVE, StepForm, choice
from referrals_portal.messages import outbox
from referrals_portal.messages.catalogue import CATALOGUE
from referrals_portal.safe_contact import SafeContact
from referrals_portal.saying_who import who_we_are

EXAMPLE = "K7RM-9QXP"


def offered(safe: SafeContact) -> list[str]:
    """Return the ways in which a machine may send a message, and this installation can."""
    sent = outbox.channels()
    can = {"text": "sms" in sent, "email": "email" in sent}
    return [way for way, is_sent in can.items() if is_sent and safe.a_machine_may(way)]


class MessageForm(StepForm):
    """Only to what was marked safe, with the very words shown."""

    classified = {"confirm_by": SENSITIVE}

    confirm_by = choice(
        _("Shall we send you a message now, to say that this has reached us?"),
        [("none", _("No message")), ("text", _("Yes, a text")), ("email", _("Yes, an email"))],
        missing=_("Choose if you want a message now."),
    )

    def adapt(self) -> None:
        """Offer only what a machine may do."""
        allowed = ["none", *offered(SafeContact.from_answers(self.answers))]
        field: Any = self.fields["confirm_by"]
        self.offer("confirm_by", [pair for pair in field.choices if pair[0] in allowed])
        self.hints = {
            "confirm_by": {
                "text": self._shown("text", "sms"),
                "email": self._shown("email", "email"),
            }
        }

    def _shown(self, way: str, channel: str) -> str:
        """Return the message as it will be, and that it waits where it is not safe at any time."""
        safe, language = SafeContact.from_answers(self.answers), (get_language() or "en")[:2]
        said = who_we_are(current_hub(), language, allowed=True) if safe.may_say_who else ""
        text = (
            CATALOGUE["CONFIRMATION"]
            .wordings[channel]
            .filled({"reference": EXAMPLE, "from": said}, language)
        )
        waits = _("We only send it at the times that you said are safe.")
        return f"{text.body} {waits}" if safe.times_of(way) else text.body
