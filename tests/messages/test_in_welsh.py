"""What was chosen in Welsh goes out in Welsh, or waits. It never goes out in English instead."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import translation

from referrals_portal.messages import sending
from referrals_portal.models.outbox import MessageState
from tests.messages.conftest import AT, no_jitter, now_of
from tests.standins.notify.templates import TEMPLATES

WELSH = "Rydyn ni wedi cael eich neges"


@pytest.fixture
def queue_in_welsh(queue):
    def one(**changes):
        with translation.override("cy"):
            return queue(**changes)

    return one


def work(at):
    while sending.send_next(at, no_jitter):
        pass


@pytest.mark.parametrize(
    ("channel", "template"),
    [("sms", TEMPLATES["CONFIRMATION_SMS_CY"]), ("email", TEMPLATES["CONFIRMATION_EMAIL_CY"])],
)
def test_it_is_sent_with_the_welsh_template(queue_in_welsh, notify, channel, template):
    row = queue_in_welsh(channel=channel)
    work(AT)
    (message,) = notify.messages
    assert message.template.id == template
    assert WELSH in message.body
    assert now_of(row).state == MessageState.ACCEPTED


def test_without_a_welsh_template_it_waits_and_english_ones_do_not(
    queue_in_welsh, queue, notify, settings
):
    templates = settings.NOTIFY_TEMPLATES
    settings.NOTIFY_TEMPLATES = {k: v for k, v in templates.items() if not k.endswith("_CY")}
    waiting, english = queue_in_welsh(), queue()
    for minutes in range(3):
        sending.send_next(AT + timedelta(minutes=minutes), no_jitter)
        sending.send_next(AT + timedelta(minutes=minutes), no_jitter)
    assert (now_of(waiting).state, now_of(waiting).attempts) == (MessageState.QUEUED, 0)
    assert now_of(english).state == MessageState.ACCEPTED
    assert [WELSH in message.body for message in notify.messages] == [False]
    settings.NOTIFY_TEMPLATES = templates
    work(AT + timedelta(minutes=9))
    assert now_of(waiting).state == MessageState.ACCEPTED


def test_an_email_of_ones_own_server_is_in_welsh(queue_in_welsh, settings):
    queue_in_welsh(channel="email")
    settings.MESSAGES = "smtp"
    work(AT)
    (email,) = mail.outbox
    assert email.subject == WELSH
    assert "Eich cyfeirnod yw K7RM-9QXP." in email.body
