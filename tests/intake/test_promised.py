"""What was promised, on a referral's page, in words."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from hub.loading import load
from referrals_portal.models import Clock, Referral
from tests.intake.making import make_referral


def page(browser, row):
    return " ".join(browser.get(reverse("intake:referral", args=[row.pk])).text.split())


def test_each_promise_says_what_by_when_and_how_it_stands(at_work, referral):
    now = timezone.now()
    Clock.objects.filter(referral=referral).delete()
    common = {"referral": referral, "unit": "hours", "number": 24, "rules_version": 3}
    started = {"started_at": now - timedelta(hours=30)}
    for what, channel, more in (
        ("offer", "text", started | {"due_at": now - timedelta(hours=6)}),
        (
            "offer",
            "email",
            started | {"due_at": now - timedelta(hours=6), "met_at": now - timedelta(hours=20)},
        ),
        ("first_contact", "telephone", started | {"due_at": now + timedelta(hours=4)}),
        ("support", "", {"starts": "offer_accepted"}),
        (
            "first_contact",
            "video",
            started
            | {
                "due_at": now - timedelta(hours=6),
                "met_at": now - timedelta(hours=20),
                "instead": "needs",
            },
        ),
        ("offer", "letter", started | {"due_at": now, "superseded_at": now}),
    ):
        Clock.objects.create(**common | {"starts": "received", "what": what, "channel": channel}
                             | more)  # fmt: skip
    said = page(at_work, referral)
    for words in (
        '<strong>Offer of support by text</strong> <span class="promise__state">Missed</span> due',
        '<strong>Offer of support by email</strong> <span class="promise__state">Kept</span> on',
        '<strong>First contact by telephone</strong> <span class="promise__state">Running</span>',
        '<strong>Contact and support</strong> <span class="promise__state">Not started</span>',
        "24 hours from when they accept support",
        "In another way: What they need rules it out",
    ):
        assert words in said
    assert "by letter</strong>" not in said


def test_a_hub_that_promises_no_time_says_so_in_the_list_and_on_the_page(keys, at_work, db):
    load("gwent")
    row = make_referral()
    assert row.due_at is None
    assert "The hub's rules promise no time." in page(at_work, row).replace("&#x27;", "'")
    assert "No time is promised" in at_work.get(reverse("intake:queue")).text


def test_in_a_hub_without_times_enhanced_comes_first_and_then_the_order_of_arrival(keys, db):
    load("gwent")
    rows = [make_referral(hours_ago=hours) for hours in (5, 9, 7)]
    urgent = make_referral(hours_ago=1, more={"markers": ["repeat"]})
    assert list(Referral.objects.open().by_due_time()) == [urgent, rows[1], rows[2], rows[0]]


def test_whoever_came_before_there_were_clocks_has_their_due_time_still(at_work, referral):
    Clock.objects.all().delete()
    assert "It came before each promise had a clock of its own." in page(at_work, referral)


@pytest.mark.parametrize("persona", ["at_work", "locked"])
def test_only_a_manager_is_offered_to_work_them_out_again(persona, referral, request):
    offered = "Work out the due times again" in page(request.getfixturevalue(persona), referral)
    assert offered is (persona == "locked")
