"""How messages are going, in a real browser: at every width and for everyone."""

from datetime import timedelta

import pytest
from django.utils import timezone

from core.rounding import to_the_hour
from referrals_portal.models import FeedbackCount, Pace
from tests.intake.making import PASSWORD, make_referral, make_user

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def enter(live_server, transactional_db, keys, settings, new_page):
    """A function that signs a manager in, while messages are delayed."""
    settings.MESSAGES = "notify"
    make_user("manny", "manager", first_name="Manny", last_name="Example")
    make_referral(hours_ago=0, message={"confirm_by": "email"})
    at = timezone.now()
    Pace.objects.create(
        name="all", failures=9, waits_for="wrong-key", waits_until=at + timedelta(hours=1),
        last_error="wrong-key", last_error_at=to_the_hour(at),
    )  # fmt: skip
    Pace.objects.create(name="worker", counted_at=at - timedelta(minutes=20))
    month = (at.date().replace(day=1) - timedelta(days=1)).replace(day=1)
    FeedbackCount.objects.create(
        month=month, point="closed", question="reached", answer="yes", count=23
    )

    def sign_in(*args, **options):
        page = new_page(*args, **options)
        page.goto(f"{live_server.url}/intake/")
        page.get_by_label("Username").fill("manny")
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Sign in").click()
        page.get_by_role("heading", name="Queue", exact=True).wait_for()
        return page

    return sign_in


@pytest.mark.parametrize("width", [320, 768, 1280])
def test_nothing_is_wrong_for_those_who_see_and_those_who_do_not(enter, axe, width):
    page = enter(width)

    def looks_right():
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert axe(page) == []

    page.get_by_text("Messages are delayed: the message service refuses our key.").wait_for()
    looks_right()
    page.get_by_role("link", name="Messages", exact=True).click()
    page.get_by_role("heading", name="Messages", exact=True).wait_for()
    page.get_by_text("Put a key that is right in NOTIFY_API_KEY").wait_for()
    looks_right()
    Pace.objects.all().delete()
    page.reload()
    page.get_by_text("All is well.").wait_for()
    looks_right()
    page.get_by_role("link", name="What people said of us").click()
    page.get_by_role("heading", name="What people said", exact=True).wait_for()
    page.get_by_text("20 or more").wait_for()
    looks_right()
