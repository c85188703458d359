"""Who keeps services that are due gets one email a week; services get their links."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
from django.core import mail

from config import reminding
from directory.models import ProviderLink, Service, UpkeepRule
from directory.upkeep import links
from directory.upkeep.reminding import MOST_NAMED, reminders
from referrals_portal.messages import sending
from referrals_portal.models import OutboxMessage
from tests.messages.conftest import key_folder, keys  # noqa: F401

from .conftest import TODAY, make

pytestmark = pytest.mark.django_db
MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
OLD = date(2026, 5, 1)


@pytest.fixture
def by_mail(settings, keys):  # noqa: F811
    settings.MESSAGES = "smtp"
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"


def said():
    return {each.to: each.report for each in reminders(TODAY)}


def test_each_keeper_hears_of_their_own_the_most_overdue_first(edie):
    make("Younger line", owner=edie, assured_date=date(2026, 8, 1))
    make("Older line", owner=edie, assured_date=OLD)
    make("Fresh line", owner=edie, assured_date=TODAY)
    make("Draft", owner=edie).unpublish()
    make("Orphan")
    assert said() == {
        "edie@hub.example.org": (
            "Older line (Example organisation): Checked 6 months ago\n"
            "Younger line (Example organisation): Checked 3 months ago"
        )
    }


def test_what_nobody_keeps_goes_where_the_rule_says(edie):
    UpkeepRule.objects.create(reminders_to="list@hub.example.org")
    make("Orphan")
    edie.is_active = False
    edie.save()
    make("Left behind", owner=edie, assured_date=OLD)
    assert said() == {
        "list@hub.example.org": (
            "Orphan (Example organisation): We do not know when this was last checked\n"
            "Left behind (Example organisation): Checked 6 months ago"
        )
    }


def test_somebody_without_an_address_is_not_lost(edie):
    UpkeepRule.objects.create(reminders_to="list@hub.example.org")
    edie.email = ""
    edie.save()
    make(owner=edie)
    assert list(said()) == ["list@hub.example.org"]


def test_a_hub_may_want_none(edie):
    UpkeepRule.objects.create(reminders=False, reminders_to="list@hub.example.org")
    make(owner=edie)
    assert reminders(TODAY) == []


def test_a_long_list_is_cut_and_says_so(edie):
    for number in range(MOST_NAMED + 2):
        make(f"Line {number}", owner=edie, assured_date=OLD)
    lines = said()["edie@hub.example.org"].splitlines()
    assert len(lines) == MOST_NAMED + 1
    assert lines[-1] == "and 2 more"


def test_an_email_goes_out_once_a_week(edie, by_mail, settings):
    make("Older line", owner=edie, assured_date=OLD)
    hours = [MONDAY + timedelta(hours=hours) for hours in range(0, 13 * 24, 5)]
    assert sum(reminding.remind(at) for at in hours) == 2
    rows = OutboxMessage.objects.filter(template="DIRECTORY_DUE").order_by("created_at")
    assert [row.created_at for row in rows] == [MONDAY, MONDAY + timedelta(hours=170)]
    while sending.send_next(MONDAY + timedelta(days=8, hours=2)):
        pass
    sent = mail.outbox[0]
    assert sent.to == ["edie@hub.example.org"]
    assert "Older line (Example organisation): Checked 6 months ago" in sent.body
    assert f"{settings.CMS_URL}/cms/directory/due/" in sent.body


def test_where_no_email_is_sent_there_is_none(edie, settings):
    settings.MESSAGES = "none"
    service = make(owner=edie, assured_date=OLD, provider_email="desk@service.example.org")
    links.ask(service, MONDAY)
    assert reminding.remind(MONDAY) == 0
    assert reminding.send_next_link(MONDAY) == 0
    assert ProviderLink.objects.get().asked_at == MONDAY
    assert not OutboxMessage.objects.exists()


def test_a_service_gets_its_link_and_the_link_opens_its_page(hub, by_mail, visitor, settings):
    service = make(provider_email="desk@service.example.org")
    links.ask(service, MONDAY)
    assert reminding.send_next_link(MONDAY) == 1
    assert reminding.send_next_link(MONDAY) == 0
    while sending.send_next(MONDAY + timedelta(hours=1)):
        pass
    sent = mail.outbox[0]
    assert sent.to == ["desk@service.example.org"]
    assert sent.body.rstrip().endswith(hub.name)
    found = re.search(r"/services/check/([\w-]+)/", sent.body)
    assert f"{settings.SITE_URL}{found[0]}" in sent.body
    assert links.service_of(found[1], MONDAY) == service


@pytest.mark.parametrize("fields", [{"provider_email": ""}, {"live": False}])
def test_nobody_is_asked_any_more_after_an_editor_changed_their_mind(hub, by_mail, fields):
    service = make(provider_email="desk@service.example.org")
    links.ask(service, MONDAY)
    Service.objects.update(**fields)
    assert reminding.send_next_link(MONDAY) == 1
    assert ProviderLink.objects.get().asked_at is None
    assert ProviderLink.objects.get().digest == ""
    assert not OutboxMessage.objects.exists()
