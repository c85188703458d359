"""Messages, appointments, what is to do, and the letter, in a real browser."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from hub.loading import load
from hub.versions import put_in_force
from referrals_portal.models import OutboxMessage, Referral, Task
from tests.actions.test_tasks import make_task
from tests.actions.writing import ALL
from tests.intake.making import make_referral
from tests.intake.test_in_a_browser import WIDTHS, casey, enter
from tests.machinery.memory import forget

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
__all__ = ["casey", "enter"]  # fixtures
PARTNER = {"key": "partner", "name": "Example partner", "email": "partner@example.org"}


@pytest.fixture
def row(enter):
    """Somebody who may be reached in every way, whose number has turned out to be wrong."""
    put_in_force(load("example"), {"specialists": [PARTNER]}, at=timezone.now())
    forget()
    row = make_referral(share={"services": ["partner"]}, **ALL)
    failed = OutboxMessage.objects.create(
        referral=row.pk, template="TRIED", channel="sms", state="failed",
        failure="no-such-contact", reference="fd-failed", epoch=1, recipient=b"",
        created_at=row.received_at, due_at=row.received_at, send_by=row.received_at,
    )  # fmt: skip
    make_task(row, message=failed.pk, reason="no-such-contact")
    make_task(row, "letter")
    return row


def unfold(page):
    while (folded := page.locator(".work details:not([open]) summary")).count():
        folded.first.click()


@pytest.mark.parametrize("width", WIDTHS)
def test_nothing_is_wrong_with_the_pages(enter, axe, live_server, row, width):
    page = enter(width)

    def look():
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert axe(page) == []

    page.get_by_text("A message did not arrive").first.wait_for()
    look()
    page.get_by_role("link", name=row.reference).click()
    page.get_by_role("heading", name="Messages to see to").wait_for()
    unfold(page)
    look()
    page.get_by_role("link", name="Print the letter").click()
    page.get_by_text("Use a plain envelope").wait_for()
    look()


def test_the_whole_work_without_script(enter, live_server, row):
    page = enter(javascript=False)
    page.get_by_role("link", name=row.reference).click()
    page.get_by_role("link", name="Print the letter").click()
    page.get_by_role("button", name="It was posted").click()
    page.get_by_text("The letter is recorded as sent.").wait_for()
    page.get_by_role("button", name=re.compile("Done ?: A message did not")).click()
    page.get_by_text("Marked as done.").wait_for()
    assert not Task.objects.filter(done_at=None).exists()
    page.get_by_text("Make an appointment").click()
    in_six_days = timezone.now() + timedelta(days=6)
    when = page.get_by_role("group", name="When will you speak or meet?")
    when.get_by_label("Day").fill(f"{in_six_days:%d}")
    page.keyboard.press("Tab")
    page.keyboard.type(f"{in_six_days:%m}")
    page.keyboard.press("Tab")
    page.keyboard.type(f"{in_six_days:%Y}")
    page.keyboard.press("Tab")
    page.keyboard.type("2:30pm")
    page.get_by_label("Write to them about it?").select_option("email")
    page.get_by_role("button", name="Keep it", exact=True).click()
    page.get_by_text("The appointment is kept.").wait_for()
    page.get_by_role("button", name="Cancel it").click()
    page.get_by_text("The appointment is cancelled.").wait_for()
    states = OutboxMessage.objects.exclude(state="failed").values_list("template", "state")
    assert list(states) == [("APPOINTMENT", "withdrawn")]
    assert Referral.objects.get().status == "attempting"


def test_only_the_letter_is_on_the_paper(enter, live_server, row):
    page = enter()
    page.get_by_role("link", name=row.reference).click()
    page.get_by_role("link", name="Print the letter").click()
    # What another page was about to say is said here, and is not of the letter either.
    token = page.locator("[name=csrfmiddlewaretoken]").last.input_value()
    note = {"text": "A note.", "csrfmiddlewaretoken": token}
    page.request.post(
        f"{live_server.url}/intake/referral/{row.pk}/note/", form=note, max_redirects=0,
        headers={"referer": page.url},
    )  # fmt: skip
    page.reload()
    page.get_by_text("The note is kept").wait_for()
    page.emulate_media(media="print")
    assert page.locator(".letter").is_visible()
    seen = page.locator("body").inner_text()
    assert seen.split("\n")[0] == "Ffion Example"
    for word in ("Queue", "Casey", row.reference, "plain envelope", "It was posted", "The note"):
        assert word not in seen
