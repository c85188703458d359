"""The product itself with each process in its role: everybody can do their work."""

import io
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from PIL import Image as Picture
from wagtail.images.models import Image
from wagtail.models import Page

from config.demo import people
from config.grants import ROLES
from config.management.commands.worker import CHORES
from directory.models import Phone, Service, ServiceAtLocation
from pages.models import InformationPage, PlacePage
from referrals_portal.journey import arrivals
from referrals_portal.journey.signs import TRAP
from referrals_portal.messages import notify as our_notify
from referrals_portal.models import Draft, Event, OutboxMessage, Receipt, Referral
from referrals_portal.models.outbox import MessageState
from referrals_portal.sealing.drafts import Secret
from tests.config.conftest import forget
from tests.config.roles import acting_as
from tests.journey.conftest import Visitor, hidden
from tests.journey.people import ANSWERS
from tests.standins.notify import NotifyStandIn

pytestmark = pytest.mark.django_db


@pytest.fixture
def notify(settings):
    """Notify's stand-in; its receipts come to the form's process."""
    with NotifyStandIn() as stand_in:
        settings.MESSAGES = "notify"
        settings.NOTIFY_API_KEY, settings.NOTIFY_BASE_URL = stand_in.api_key, stand_in.url
        settings.NOTIFY_RECEIPTS_TOKEN = "a-token-for-receipts"
        stand_in.receipts.url = "http://testserver/messages/receipts/"
        stand_in.receipts.token = settings.NOTIFY_RECEIPTS_TOKEN
        stand_in.receipts.post = post_receipt
        yield stand_in
        our_notify.hang_up()
        assert stand_in.crashes == []


def post_receipt(url, token, body):
    headers = {"Authorization": f"Bearer {token}"}
    with acting_as("form"):
        return (
            Client().post(url, body, content_type="application/json", headers=headers).status_code
        )


def work():
    """Give each of the worker's chores its turns, as the worker's role."""
    with acting_as("worker"):
        for chore in CHORES:
            while chore.do(timezone.now()):
                pass


def sent_by(visitor):
    """Go the whole way as the form's role; return what the database then has."""
    with acting_as("form"):
        visitor.walk()
        page = visitor.get("check").content.decode()
        assert visitor.send("check", hidden(page))["Location"] == "/form/sent/"
        shown = visitor.get("sent").content.decode()
        assert visitor.send("check", hidden(page))["Location"] == "/form/sent/"
    referral = Referral.objects.get()
    assert referral.reference in shown
    return referral


class TestEverybodyCanWork:
    """The product itself, each process in its role."""

    def test_a_referral_is_made_received_sent_and_worked_on(self, installation, notify):
        referral = sent_by(Visitor())
        work()
        assert OutboxMessage.objects.get().state == MessageState.ACCEPTED
        notify.advance(60)
        assert Receipt.objects.get().applied_at is None
        work()
        assert OutboxMessage.objects.get().state == MessageState.DELIVERED
        self.worked_on(referral)

    def worked_on(self, referral):
        staff, page = Client(), f"/intake/referral/{referral.pk}/"
        with acting_as("intake"):
            door = {"username": "caseworker", "password": people.PASSWORD}
            assert staff.post("/intake/sign-in/", door | {"password": "wrong"}).status_code == 422
            assert staff.post("/intake/sign-in/", door).status_code == 303
            assert referral.reference in staff.get("/intake/").content.decode()
            assert staff.get("/intake/latest").status_code == 200
            assert "CANARY-words" in staff.get(page).content.decode()
            for act, given in (
                ("take", {}),
                ("note", {"text": "A note"}),
                ("attempt", {"channel": "call", "result": "no_answer"}),
                ("release", {}),
                ("status", {"to": "waiting"}),
                ("close", {"outcome": "needs_met"}),
                ("reopen", {}),
                ("withdraw", {}),
            ):
                seen = {"version": Referral.objects.get().version}
                answer = staff.post(f"{page}{act}/", seen | given)
                assert answer.status_code == 303, (act, answer.content.decode())
            assert "A note" in staff.get(page).content.decode()
            assert staff.get("/intake/?show=finished").status_code == 200
            assert staff.post("/intake/sign-out/").status_code == 303
        assert Event.objects.filter(referral=referral.pk).count() >= 11

    def test_a_robots_message_waits_until_staff_vouch_for_it(self, installation, notify):
        with acting_as("form"):
            visitor = Visitor()
            by_text = {"safe": ANSWERS["safe"] | {"text": "yes"}, "message": {"confirm_by": "text"}}
            fields = visitor.at_check(**by_text) | {TRAP: "x"}
            assert visitor.send("check", fields)["Location"] == "/form/sent/"
        work()
        message = OutboxMessage.objects.get()
        assert (message.state, message.failure) == (MessageState.HELD, "suspected")
        row, staff = Referral.objects.get(), Client()
        with acting_as("intake"):
            door = {"username": "caseworker", "password": people.PASSWORD}
            assert staff.post("/intake/sign-in/", door).status_code == 303
            assert f"{row.pk}:1" in staff.get("/intake/?show=suspected").content.decode()
            assert staff.post("/intake/vouch/", {"row": f"{row.pk}:1"}).status_code == 303
        work()
        assert OutboxMessage.objects.get().state == MessageState.ACCEPTED
        with acting_as("worker"):
            assert arrivals.forget(timezone.now() + timedelta(days=2)) == 1

    def test_a_visitor_can_change_their_mind_leave_and_be_late(self, installation, time_machine):
        visitor, late = Visitor(), Visitor()
        with acting_as("form"):
            visitor.answer("device", "now", "who", "name")
            visitor.post("who", {"for_whom": "me"})
            visitor.client.post("/leave")
            late.answer("device", "now", "who")
        assert Draft.objects.count() == 1
        time_machine.move_to(timezone.now() + timedelta(hours=2))
        work()
        assert Draft.objects.count() == 0

    def test_a_reference_that_is_taken_is_passed_over(self, installation, monkeypatch):
        first = sent_by(Visitor())
        found = [first.reference, "K7RM-9QXP"]
        monkeypatch.setattr(Secret, "reference", lambda self, attempt: found[attempt])
        with acting_as("form"):
            visitor = Visitor()
            visitor.walk()
            assert visitor.post("check").status_code == 303
        assert {row.reference for row in Referral.objects.all()} == set(found)

    def test_the_website_can_be_read(self, website):
        pages = [page.url for page in Page.objects.live().filter(depth__gt=1)]
        with acting_as("public"):
            client = Client()
            for address in [*pages, "/services/", "/readyz"]:
                assert client.get(address).status_code == 200, address
            assert client.get("/no-such-page/").status_code == 404
            found = client.get("/services/").content.decode()
            assert "/services/" in found

    # Wagtail leaves the closing of a temporary file to chance.
    @pytest.mark.filterwarnings("ignore::ResourceWarning")
    def test_whoever_looks_first_at_a_photograph_sees_it(self, website):
        file = io.BytesIO()
        Picture.new("RGB", (900, 600), "teal").save(file, "JPEG")
        upload = SimpleUploadedFile("door.jpg", file.getvalue(), "image/jpeg")
        with acting_as("cms"):
            page = PlacePage.objects.get(slug="portsmouth")
            page.photograph = Image.objects.create(title="Door", file=upload)
            page.photograph_shows = "A door"
            page.save()
        with acting_as("public"):
            for _ in range(2):
                assert "/media/images/" in Client().get(page.url).content.decode()

    @pytest.mark.parametrize("role", ROLES)
    def test_every_process_knows_that_it_is_ready(self, installation, role):
        with acting_as(role):
            assert Client().get("/readyz").status_code == 200

    def test_the_website_is_edited_and_published_in_time(self, website, time_machine):
        page, client = InformationPage.objects.get(slug="your-rights"), Client()
        soon = timezone.now() + timedelta(hours=1)
        with acting_as("cms"):
            door = {"username": "editor", "password": people.PASSWORD}
            assert client.post("/cms/login/", door | {"password": "wrong"}).status_code == 200
            assert client.post("/cms/login/", door).status_code == 302
            for address in (
                "/cms/",
                "/cms/account/",
                "/cms/pages/",
                "/cms/images/",
                "/cms/reports/site-history/",
            ):
                assert client.get(address).status_code == 200, address
            assert edit(client, page, introduction="Said now").status_code == 302
            later = soon.strftime("%Y-%m-%d %H:%M")
            assert (
                edit(client, page, introduction="Said later", go_live_at=later).status_code == 302
            )
            gone = InformationPage.objects.get(slug="families-and-friends")
            assert edit(client, gone, expire_at=later).status_code == 302
            assert (
                client.get(reverse("wagtailadmin_pages:history", args=[page.pk])).status_code == 200
            )
            place = Page.objects.get(slug="portsmouth")
            assert (
                client.post(reverse("wagtailadmin_pages:delete", args=[place.pk])).status_code
                == 302
            )
            service = Service.objects.get()
            service.summary, service.go_live_at = "Said later", soon
            service.save_revision().publish()
        with acting_as("public"):
            assert "Said now" in Client().get(page.url).content.decode()
        time_machine.move_to(soon + timedelta(minutes=5))
        work()
        forget()
        with acting_as("public"):
            assert "Said later" in Client().get(page.url).content.decode()
            assert Client().get(gone.url).status_code == 404
            assert "Said later" in Client().get("/services/").content.decode()
        assert ServiceAtLocation.objects.count() == 1
        assert Phone.objects.count() == 1


def edit(client, page, **changed):
    """Save and publish a page through the CMS, with one block in its body."""
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    form = client.get(address).context["form"]
    data = {form.add_prefix(name): form[name].value() or "" for name in form.fields}
    data |= {"body-count": "1", "body-0-type": "heading", "body-0-order": "0"}
    data |= {"body-0-deleted": "", "body-0-id": "", "body-0-value": "A heading"}
    data |= {"comments-TOTAL_FORMS": "0", "comments-INITIAL_FORMS": "0"}
    return client.post(address, data | changed | {"action-publish": "action-publish"})
