"""What was promised, on a referral's page, in words."""

from datetime import time, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from core.rounding import to_the_hour
from directory.hours import clock as time_of_day
from hub.loading import load
from hub.models import Hub
from hub.versions import put_in_force
from referrals_portal.actions import record_attempt
from referrals_portal.models import Clock, Referral
from referrals_portal.safe_contact import SafeContact
from tests.intake.making import ANSWERS, SAFE, make_referral, typed


def page(browser, row):
    return " ".join(browser.get(reverse("intake:referral", args=[row.pk])).text.split())


def test_each_promise_says_what_by_when_and_how_it_stands(at_work, referral):
    now = timezone.now()
    full_hour = time_of_day(time(timezone.localtime(now).hour))
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
            },
        ),
        ("offer", "letter", started | {"due_at": now, "superseded_at": now}),
        (
            "support",
            "letter",
            started | {"due_at": now, "met_at": now.replace(minute=0, second=0, microsecond=0)},
        ),
        ("support", "text", started | {"due_at": now, "either": True}),
        ("support", "email", started | {"due_at": now, "either": True}),
    ):
        Clock.objects.create(**common | {"starts": "received", "what": what, "channel": channel}
                             | more)  # fmt: skip
    said = page(at_work, referral)
    for words in (
        '<strong>Offer of support by text</strong> <span class="promise__state">Missed</span> due',
        '<strong>Offer of support by email</strong> <span class="promise__state">Kept</span> on',
        '<strong>First contact by telephone</strong> <span class="promise__state">To do</span>',
        '<strong>Contact and support</strong> <span class="promise__state">Not due yet</span>',
        "Within 24 hours from when they accept support. So say the rules, version 3.",
        f"{full_hour}, or within the hour "
        "after <strong>It was done in another way. We have no number or address for that.</strong>",
        "<strong>Contact and support by text or by email</strong>",
    ):
        assert words in said
    assert "Offer of support by letter</strong>" not in said


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
    assert "No promise of its own runs." in page(at_work, referral)


@pytest.mark.parametrize("persona", ["at_work", "locked"])
def test_only_a_manager_is_offered_to_work_them_out_again(persona, referral, request):
    offered = "Work out the due times again" in page(request.getfixturevalue(persona), referral)
    assert offered is (persona == "locked")


def test_how_many_tries_there_were_and_what_then(keys, at_work, caseworker, db):
    load("kent")
    messages = {"after_attempts": 3, "then_by": ["letter"]}
    put_in_force(Hub.objects.get(), {"messages": messages}, at=timezone.now())
    row = make_referral()
    assert "After 3 tries, write to them by letter, if that is safe." in page(at_work, row)
    assert "So far there were 0." in page(at_work, row)
    record_attempt(
        referral=row, safe=SAFE, channel="call", result="no_answer", text="", by=caseworker,
        at=timezone.now(), why_safe="They asked for it.",
    )  # fmt: skip
    assert "So far there was 1." in page(at_work, row)


def test_when_the_crime_was_recorded_is_asked_where_a_clock_waits_for_it(keys, at_work, db):
    load("lincolnshire")
    row = make_referral()
    asked = "Say when the police recorded the crime"
    assert asked not in page(at_work, row)
    Clock.objects.update(starts="crime_recorded", started_at=None, due_at=None)
    assert asked in page(at_work, row)
    address = reverse("intake:recorded", args=[row.pk])
    for when, wrong in (
        ("", "Enter a date and a time"),
        ("2099-01-01 10:00", "This is in the future."),
        ("9999-12-31 23:59", "Enter the year in four numbers"),
        ("2019-01-01 10:00", "This is more than a year ago."),
    ):
        given = typed("recorded_at", when) if when else {}
        answer = at_work.post(address, {"version": row.version} | given)
        assert answer.status_code == 422
        assert wrong in answer.text
    hour = timezone.localtime() - timedelta(hours=3)
    sent = {"version": row.version} | typed("recorded_at", f"{hour:%Y-%m-%d %H:%M}")
    assert at_work.post(address, sent).status_code == 303
    assert Clock.objects.get().started_at == to_the_hour(hour)
    Clock.objects.update(met_at=timezone.now())
    assert asked not in page(at_work, row)


def test_why_another_channel_counted_stands_with_the_attempt_and_nowhere_in_clear(
    keys, at_work, caseworker, db
):
    load("lincolnshire")
    signs = {"access": ["bsl"], "language": "", "words": ""}
    row = make_referral(access=signs)
    Clock.objects.update(channel="telephone")
    safe = SafeContact.from_answers(ANSWERS | {"access": signs})
    record_attempt(
        referral=row, safe=safe, channel="email", result="spoke", text="", by=caseworker,
        at=timezone.now(),
    )  # fmt: skip
    said = page(at_work, row)
    assert "Counts as “First contact by telephone”. They need another way." in said
    assert "needs" not in repr(list(Clock.objects.values_list()))


class TestThePriority:
    def test_it_is_a_suggestion_until_somebody_decides(self, keys, at_work, db):
        load("hampshire-and-isle-of-wight")
        row = make_referral(more={"markers": ["repeat"]})
        queue = reverse("intake:queue")
        assert "Nobody has confirmed it yet." in page(at_work, row)
        assert "Not confirmed yet" in at_work.get(queue).text
        address = reverse("intake:confirm", args=[row.pk])
        assert at_work.post(address, {"version": row.version}).status_code == 303
        assert "A member of staff has decided this." in page(at_work, row)
        assert "Not confirmed yet" not in at_work.get(queue).text
        assert "Priority confirmed: Enhanced" in page(at_work, row)
