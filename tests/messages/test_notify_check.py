"""``manage.py notify_check`` against the stand-in."""

import json
from dataclasses import replace
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from config import checks
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
    ({"body": f"Victim Support: {OURS}"}, "says other words than ours"),
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
    assert found["CONFIRMATION_SMS"] == {
        "setting": "CONFIRMATION_SMS",
        "template_id": CONFIRMATION_SMS,
        "fault": "lacks the placeholder ((reference))",
    }
    assert found.keys() == TEMPLATES.keys()
    assert [name for name, each in found.items() if each["fault"]] == ["CONFIRMATION_SMS"]


@pytest.mark.parametrize("messages", ["smtp", "none"])
def test_where_notify_is_not_used(notify, settings, messages):
    settings.MESSAGES = messages
    assert check("--json") == ("[]\n", 0)
    assert check()[1] == 0


def test_the_sender_that_a_stranger_sees(notify):
    notify.service.name = "Anytown Victims"
    said, status = check("--sender")
    assert status == 0
    told = [line for line in said.splitlines() if line.startswith("Messages come from")]
    assert [line.endswith("who writes.") for line in told] == [False, True]
    assert notify.messages == []


def test_an_email_sender_of_ones_own_that_tells_too_much_is_a_warning(settings):
    settings.MESSAGES = "smtp"
    for sender, warned in (
        ("Anytown Victims' Hub <a@example.org>", 1),
        ("Desk <a@example.org>", 0),
    ):
        settings.DEFAULT_FROM_EMAIL = sender
        assert len(checks.the_sender_tells_nothing(None)) == warned
