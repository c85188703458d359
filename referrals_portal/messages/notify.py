"""GOV.UK Notify, through its own client, over HTTP.

Its errors are read only as far as is needed to tell them apart: their text quotes recipients.
"""

import hashlib
import re
import threading
from collections.abc import Callable
from typing import Any
from uuid import UUID

import requests
from django.conf import settings
from notifications_python_client.errors import APIError, InvalidResponse
from notifications_python_client.notifications import NotificationsAPIClient
from urllib3.exceptions import NewConnectionError

from referrals_portal.messages.carrier import Answer, Letter, NotConfigured
from referrals_portal.messages.catalogue import CATALOGUE, Channel
from referrals_portal.messages.deadlines import Bounded
from referrals_portal.messages.machine import GONE, Outcome

TIMEOUT = (5.0, 10.0)
"""Seconds to connect to one of the addresses that Notify has, and for each read."""

_UUID = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
_KEY = re.compile(rf".*-{_UUID}-{_UUID}", re.IGNORECASE)
_NOT_LET_IN = (Outcome.WRONG_KEY, Outcome.CLOCK_WRONG)
_ABOUT_THE_RECIPIENT = ("phone_number ", "email_address ")


class Notify:
    """One client, which belongs to one thread: the library's is not safe to share."""

    channels: tuple[Channel, ...] = ("sms", "email")

    def __init__(self, api_key: str, base_url: str) -> None:
        """Raise `NotConfigured` for a key that cannot be one."""
        if not _KEY.fullmatch(api_key):
            raise NotConfigured("NOTIFY_API_KEY is not set, or is not a whole key.")
        self.key = hashlib.sha256(api_key.encode()).hexdigest()[:32]
        self._client = NotificationsAPIClient(api_key, base_url=base_url, timeout=TIMEOUT)
        session = self._client.request_session
        _read_environment_once(session, base_url)
        session.max_redirects = 0  # whom a message is for is told to nobody else
        for scheme in ("https://", "http://"):
            session.mount(scheme, Bounded())

    def send(self, letter: Letter) -> Answer:
        """Try once to send."""
        wording = CATALOGUE[letter.template].wordings[letter.channel]
        template_id = settings.NOTIFY_TEMPLATES.get(wording.setting_in(letter.language))
        if not template_id:
            return Answer(Outcome.NOT_READY)
        post: Callable[..., Any] = {
            "sms": self._client.send_sms_notification,
            "email": self._client.send_email_notification,
        }[letter.channel]
        try:
            taken = post(letter.to, template_id, letter.personalisation, letter.reference)
            return Answer(Outcome.ACCEPTED, UUID(taken["id"]))
        except APIError as error:
            return Answer(outcome_of(error))
        except (KeyError, TypeError, ValueError, AttributeError):
            return Answer(Outcome.UNCERTAIN)

    def find(self, reference: str) -> Answer:
        """Look up whether a message with our reference was taken in."""
        try:
            found = self._client.get_all_notifications(reference=reference)["notifications"]
            if found:
                return Answer(Outcome.ACCEPTED, UUID(found[0]["id"]))
        except APIError as error:
            why = outcome_of(error)
            return Answer(Outcome.UNSEEN, fault=why if why in _NOT_LET_IN else None)
        except (KeyError, TypeError, ValueError, AttributeError):
            return Answer(Outcome.UNSEEN)
        return Answer(Outcome.ABSENT)

    def status(self, notification_id: UUID) -> str | None:
        """Return Notify's status of a message."""
        try:
            return str(self._client.get_notification_by_id(notification_id)["status"])
        except APIError as error:
            unknown = error.status_code == 404 and _first(error)[0] == "NoResultFound"
            return GONE if unknown else None
        except (KeyError, TypeError):
            return None

    def sender(self, channel: Channel) -> str:
        """Return from whom a message seems to come. Raises the client's `APIError`.

        Asks Notify to write to its own recipients for trying: validated and answered, never
        stored, sent or counted.
        """
        message = CATALOGUE["CONFIRMATION"]
        template_id = settings.NOTIFY_TEMPLATES.get(message.wordings[channel].setting)
        filled = dict.fromkeys(message.placeholders, "x")
        if channel == "sms":
            taken = self._client.send_sms_notification("07700900000", template_id, filled)
            return str(taken["content"]["from_number"])
        to = "simulate-delivered@notifications.service.gov.uk"
        taken = self._client.send_email_notification(to, template_id, filled)
        return str(taken["content"]["from_email"])

    def template(self, template_id: str) -> dict[str, Any]:
        """Return a template as Notify describes it. Raises the client's `APIError`."""
        return self._client.get_template(template_id)

    def close(self) -> None:
        """Let go of the connection."""
        self._client.request_session.close()


def _read_environment_once(session: requests.Session, base_url: str) -> None:
    """Let a session keep its proxies and certificates; it would look for them at each request."""
    found = session.merge_environment_settings(base_url, {}, None, None, None)
    session.proxies, session.verify, session.cert = found["proxies"], found["verify"], found["cert"]
    session.trust_env = False


def outcome_of(error: APIError) -> Outcome:
    """Return what an error of the client's means for the message."""
    if isinstance(error, InvalidResponse):
        return Outcome.UNCERTAIN
    if error.response is None:
        return Outcome.UNAVAILABLE if _never_left(error.__cause__) else Outcome.UNCERTAIN
    kind, message = _first(error)
    match error.status_code:
        case 400:
            about = kind == "InvalidPhoneError" or message.startswith(_ABOUT_THE_RECIPIENT)
            return Outcome.BAD_RECIPIENT if about else Outcome.REFUSED
        case 401:
            return Outcome.WRONG_KEY
        case 403:
            return Outcome.CLOCK_WRONG if "system clock" in message else Outcome.WRONG_KEY
        case 429:
            daily = kind == "TooManyRequestsError"
            return Outcome.DAY_LIMIT if daily else Outcome.RATE_LIMIT
        case 500:
            return Outcome.BROKEN
        case 503:
            return Outcome.UNAVAILABLE
        case code if code < 400 or code == 408 or code > 500:
            return Outcome.UNCERTAIN
    return Outcome.REFUSED


def _first(error: APIError) -> tuple[str, str]:
    """Return class and message of Notify's first error; empty where there is none."""
    entries = error.message
    entry = entries[0] if isinstance(entries, list) and entries else None
    if not isinstance(entry, dict):
        return "", ""
    return str(entry.get("error", "")), str(entry.get("message", ""))


def _never_left(cause: BaseException | None) -> bool:
    """Tell whether no connection was made, so that nothing can have been taken in."""
    if isinstance(cause, requests.ConnectTimeout):
        return True
    inner = cause.args[0] if cause and cause.args else None
    return isinstance(getattr(inner, "reason", None), NewConnectionError)


_here = threading.local()


def mine() -> Notify:
    """Return this thread's client, made again when the settings have changed."""
    wanted = (settings.NOTIFY_API_KEY, settings.NOTIFY_BASE_URL)
    if getattr(_here, "made_with", None) != wanted:
        hang_up()
        _here.client, _here.made_with = Notify(*wanted), wanted
    return _here.client


def hang_up() -> None:
    """Close this thread's client, if it has one."""
    client: Notify | None = _here.__dict__.pop("client", None)
    _here.__dict__.pop("made_with", None)
    if client:
        client.close()
