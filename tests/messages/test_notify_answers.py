"""Each way in which Notify or the network can answer, read from the real thing."""

import json

import pytest
import requests
from notifications_python_client.errors import HTTPError, InvalidResponse
from urllib3.exceptions import MaxRetryError, NameResolutionError, NewConnectionError, ProtocolError

from referrals_portal.messages import notify as our_notify
from referrals_portal.messages.carrier import Letter, NotConfigured
from referrals_portal.messages.machine import GONE, Outcome
from referrals_portal.messages.notify import Notify, outcome_of

PHONE = "phone_number Not enough digits"
CLOCK = "Error: Your system clock must be accurate to within 30 seconds"
ANSWERS = [
    (400, "ValidationError", PHONE, Outcome.BAD_RECIPIENT),
    (400, "ValidationError", "email_address Not a valid email address", Outcome.BAD_RECIPIENT),
    (400, "InvalidPhoneError", "Not a UK mobile number", Outcome.BAD_RECIPIENT),
    (400, "ValidationError", "template_id is not a valid UUID", Outcome.REFUSED),
    (400, "BadRequestError", "Missing personalisation: reference", Outcome.REFUSED),
    (400, "BadRequestError", "Template not found", Outcome.REFUSED),
    (401, "AuthError", "Unauthorized: authentication token must be provided", Outcome.WRONG_KEY),
    (403, "AuthError", "Invalid token: API key revoked", Outcome.WRONG_KEY),
    (403, "AuthError", CLOCK, Outcome.CLOCK_WRONG),
    (404, "NoResultFound", "No result found", Outcome.REFUSED),
    (405, "", "", Outcome.REFUSED),
    (408, "", "", Outcome.UNCERTAIN),
    (429, "RateLimitError", "Exceeded rate limit for key type LIVE of 3000", Outcome.RATE_LIMIT),
    (429, "TooManyRequestsError", "Exceeded send limits (sms: 250000)", Outcome.DAY_LIMIT),
    (500, "Exception", "Internal server error", Outcome.BROKEN),
    (502, "", "", Outcome.UNCERTAIN),
    (503, "", "", Outcome.UNAVAILABLE),
    (504, "EventletTimeout", "Timeout serving request", Outcome.UNCERTAIN),
    (520, "", "", Outcome.UNCERTAIN),
]


def answered(status: int, body: bytes) -> requests.HTTPError:
    response = requests.Response()
    response.status_code, response._content = status, body
    return requests.HTTPError(response=response)


@pytest.mark.parametrize(("status", "kind", "message", "outcome"), ANSWERS)
def test_an_answer_with_an_error(status, kind, message, outcome):
    body = {"status_code": status, "errors": [{"error": kind, "message": message}]}
    assert outcome_of(HTTPError.create(answered(status, json.dumps(body).encode()))) is outcome


ODD = [b"", b"<h1>Bad gateway</h1>", b"[]", b'{"errors": []}', b'{"errors": ["x"]}', b'"x"', b"{}"]


@pytest.mark.parametrize("body", ODD)
@pytest.mark.parametrize(("status", "outcome"), [(400, Outcome.REFUSED), (502, Outcome.UNCERTAIN)])
def test_an_answer_that_is_not_notifys(status, outcome, body):
    assert outcome_of(HTTPError.create(answered(status, body))) is outcome


def test_a_success_that_cannot_be_read():
    assert outcome_of(InvalidResponse(requests.Response())) is Outcome.UNCERTAIN


NEVER_LEFT = [
    requests.ConnectTimeout(),
    requests.ConnectionError(MaxRetryError(None, "/", NewConnectionError(None, "refused"))),
    requests.ConnectionError(MaxRetryError(None, "/", NameResolutionError("x", None, OSError()))),
]
PERHAPS = [
    requests.ReadTimeout(),
    requests.ConnectionError(ProtocolError("Connection aborted.", ConnectionResetError())),
    requests.ConnectionError(),
    requests.exceptions.SSLError(MaxRetryError(None, "/", OSError())),
    requests.exceptions.ChunkedEncodingError(),
]


@pytest.mark.parametrize("cause", NEVER_LEFT + PERHAPS, ids=repr)
def test_no_answer_at_all(cause):
    error = HTTPError.create(cause)
    error.__cause__ = cause
    expected = Outcome.UNAVAILABLE if cause in NEVER_LEFT else Outcome.UNCERTAIN
    assert outcome_of(error) is expected


@pytest.mark.parametrize("answer", [{}, {"id": "x"}, {"id": None}, [], None, "x", 3])
def test_an_answer_without_an_id_is_uncertain(notify, monkeypatch, answer):
    client = our_notify.mine()
    monkeypatch.setattr(client._client, "post", lambda *args, **kwargs: answer)
    letter = Letter("CONFIRMATION", "sms", "fd-x", "en", "07700900345", {"reference": "x"})
    assert client.send(letter).outcome is Outcome.UNCERTAIN


@pytest.mark.parametrize("answer", [{}, {"notifications": [{}]}, {"notifications": None}, [], "x"])
def test_a_look_up_that_cannot_be_read_is_no_look_up(notify, monkeypatch, answer):
    client = our_notify.mine()
    monkeypatch.setattr(client._client, "get", lambda *args, **kwargs: answer)
    found = client.find("fd-x").outcome
    assert found is (Outcome.ABSENT if answer == {"notifications": None} else Outcome.UNSEEN)


def test_a_message_that_notify_does_not_know_is_gone_and_silence_is_not(notify, settings):
    unknown = "4c9bc57c-0000-4000-8000-000000000000"
    assert our_notify.mine().status(unknown) == GONE
    notify.next("503", on="GET")
    assert our_notify.mine().status(unknown) is None
    settings.NOTIFY_BASE_URL = "http://127.0.0.1:1"
    assert our_notify.mine().status(unknown) is None


@pytest.mark.parametrize("key", ["", "x", "name-11111111-1111-4111-8111-111111111111"])
def test_a_key_that_cannot_be_one_is_named_and_not_quoted(key):
    with pytest.raises(
        NotConfigured, match=r"^NOTIFY_API_KEY is not set, or is not a whole key\.$"
    ):
        Notify(key, "http://127.0.0.1:1")


def test_a_letter_shows_nothing_of_its_reader():
    letter = Letter("CONFIRMATION", "sms", "fd-x", "en", "07700900345", {"reference": "K7RM-9QXP"})
    assert "345" not in repr(letter)
    assert "K7RM" not in repr(letter)
