"""``manage.py notify_check`` against the stand-in."""

import json
from dataclasses import replace
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from hub import loading
from hub.models import Hub
from hub.snapshot import forget
from referrals_portal.messages.catalogue import CATALOGUE
from tests.standins.notify.templates import TEMPLATES

pytestmark = pytest.mark.django_db

SMS = "NOTIFY_TEMPLATE_CONFIRMATION_SMS"
CONFIRMATION_SMS = TEMPLATES["CONFIRMATION_SMS"]
CONFIRMATION_EMAIL = TEMPLATES["CONFIRMATION_EMAIL"]


def check(*options: str) -> tuple[str, int]:
    """What it prints, and its exit status."""
    out = StringIO()
    try:
        call_command("notify_check", *options, stdout=out)
    except CommandError as error:
        return out.getvalue(), error.returncode
    return out.getvalue(), 0


def test_all_is_fine(notify):
    said, status = check()
    assert status == 0
    assert sorted(said.splitlines()) == sorted(
        f"NOTIFY_TEMPLATE_{name}: fine" for name in TEMPLATES
    )


def change(notify, **changes):
    templates = notify.service.templates
    templates[CONFIRMATION_SMS] = replace(templates[CONFIRMATION_SMS], **changes)


OURS = CATALOGUE["CONFIRMATION"].wordings["sms"].in_("en").body
WRONG = [
    ({"body": f"Hello. {OURS}"}, "says other words than ours"),
    (
        {"body": f"Victim Support: {OURS}"},
        "says other words than ours, and gives away: support, victim",
    ),
    ({"body": "We have your message. ((from))"}, "lacks the placeholder ((reference))"),
    (
        {"body": "((reference)) ((first name)) ((from))"},
        "wants ((first name)), which we do not fill",
    ),
    ({"type": "email", "subject": "x"}, "is a template for email, not for sms"),
]


@pytest.mark.parametrize(("changes", "fault"), WRONG)
def test_a_template_that_would_not_work(notify, changes, fault):
    change(notify, **changes)
    said, status = check()
    assert status == 1
    assert f"{SMS}: {fault}\n" in said


OFFER_EMAIL = TEMPLATES["OFFER_EMAIL"]
ELSEWHERE = [
    ("Hello. {}", 0, "says other words than ours"),
    ("From your local police. {}", 1, "says other words than ours, and gives away: police"),
    ("Gan heddlu. {}", 1, "says other words than ours, and gives away: heddlu"),
]


@pytest.mark.parametrize(("body", "wrong", "says"), ELSEWHERE)
def test_other_words_that_nobody_was_shown_are_a_remark_unless_they_give_away(
    notify, body, wrong, says
):
    known = notify.service.templates
    known[OFFER_EMAIL] = replace(known[OFFER_EMAIL], body=body.format(known[OFFER_EMAIL].body))
    said, status = check()
    assert status == wrong
    assert f"NOTIFY_TEMPLATE_OFFER_EMAIL: {says}\n" in said
    found = {each["setting"]: each for each in json.loads(check("--json")[0])}
    assert bool(found["NOTIFY_TEMPLATE_OFFER_EMAIL"]["remark"]) == (not wrong)


def test_spaces_and_lines_are_no_other_words(notify):
    change(notify, body=OURS.replace(". ", ".\r\n "))
    assert f"{SMS}: fine\n" in check()[0]


def test_a_placeholder_is_known_however_it_is_written(notify):
    change(notify, body=OURS.replace("reference))", "Refer_ence))"))
    assert "placeholder" not in check()[0]


def test_a_template_that_is_not_there(notify):
    del notify.service.templates[CONFIRMATION_SMS]
    said, status = check()
    assert (status, "is missing" in said) == (1, True)


def test_a_template_that_is_not_set(notify, settings):
    settings.NOTIFY_TEMPLATES = {"CONFIRMATION_EMAIL": CONFIRMATION_EMAIL}
    said, status = check()
    assert (status, f"{SMS}: is not set\n" in said) == (1, True)


@pytest.mark.parametrize(("welsh", "wanted"), [("off", 0), ("reviewed", 1), ("demonstration", 1)])
def test_welsh_templates_must_be_set_once_the_hub_offers_welsh(notify, settings, welsh, wanted):
    hub = loading.load(settings.HUB)
    Hub.objects.filter(pk=hub.pk).update(welsh=welsh)
    forget()
    settings.NOTIFY_TEMPLATES = {
        name: template for name, template in settings.NOTIFY_TEMPLATES.items() if "_CY" not in name
    }
    said, status = check()
    assert (status, said.count("_CY: is not set\n")) == (wanted, len(TEMPLATES) // 2 * wanted)
    forget()


@pytest.mark.parametrize("fault", ["503", "refuse", "malformed"])
def test_when_notify_does_not_answer(notify, fault):
    notify.next(fault, on="GET")
    said, status = check()
    assert (status, "does not answer as it should" in said) == (1, True)


def test_when_the_key_is_wrong(notify, settings):
    notify.revoke("normal")
    said, status = check()
    assert (status, said.count("refuses our key")) == (1, len(TEMPLATES))
    settings.NOTIFY_API_KEY = ""
    assert check() == ("", 1)


def test_as_json(notify):
    change(notify, body="Nothing to fill. ((from))")
    said, status = check("--json")
    found = {each["setting"]: each for each in json.loads(said)}
    assert status == 1
    assert found[SMS] == {
        "setting": SMS,
        "template_id": CONFIRMATION_SMS,
        "fault": "lacks the placeholder ((reference))",
        "remark": "",
    }
    assert found.keys() == {f"NOTIFY_TEMPLATE_{name}" for name in TEMPLATES}
    assert [name for name, each in found.items() if each["fault"]] == [SMS]


@pytest.mark.parametrize("messages", ["smtp", "none"])
def test_where_notify_is_not_used(notify, settings, messages):
    settings.MESSAGES = messages
    assert check("--json") == ("[]\n", 0)
    assert check() == ("There is nothing to check, because MESSAGES is not “notify”.\n", 0)
    assert check()[1] == 0


def senders() -> tuple[list[str], int]:
    said, status = check("--sender")
    return [line for line in said.splitlines() if line.startswith("Sender")], status


def test_the_senders_that_a_stranger_sees(notify):
    notify.service.name = "Front Desk"
    assert senders() == (
        [
            f"Sender (sms): messages come from “{notify.service.default_sms_sender}”",
            f"Sender (email): messages come from “{notify.service.from_email}”",
        ],
        0,
    )
    assert notify.messages == []


def test_a_sender_that_gives_away_who_writes(notify):
    notify.service.name = "Anytown Victims"
    (text, email), status = senders()
    assert status == 1
    assert "tells a stranger" not in text
    assert email.startswith("Sender (email): tells a stranger who writes; messages come from “")


def test_a_key_or_a_service_that_reaches_nobody(notify, settings):
    notify.service.trial = True
    found, status = senders()
    assert status == 1
    assert all(
        line.endswith("the service is in trial mode, and reaches nobody else") for line in found
    )
    settings.NOTIFY_API_KEY = notify.service.api_key("team")
    assert all("the key is a team key" in line for line in senders()[0])


@pytest.mark.parametrize("fault", ["503", "refuse", "malformed", "strange"])
def test_a_sender_that_cannot_be_tried(notify, fault):
    notify.next(fault)
    found, status = senders()
    assert status == 1
    assert found[0] == "Sender (sms): could not be tried"


def test_the_sender_of_a_confirmation_that_has_no_template(notify, settings):
    settings.NOTIFY_TEMPLATES = settings.NOTIFY_TEMPLATES | {"CONFIRMATION_SMS": ""}
    found, status = senders()
    assert (found[0], status) == ("Sender (sms): could not be tried", 1)
