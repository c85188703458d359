"""What others send: received once, sealed, as the rules decide, with an offer where it is safe."""

import base64
import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection

from hub import snapshot
from hub.models import Hub
from referrals_portal.actions.offering import OFFER, receive_referred, says_from
from referrals_portal.messages.sending.finishing import opened
from referrals_portal.models import Clock, Event, Invitation, OutboxMessage, Referral, Task
from referrals_portal.sealing import KeysMissing, Place, codes, opening
from referrals_portal.sealing.remembering import digest_of_code
from tests.actions.sending_others import SUPPORT, TEXT_AND_EMAIL, person, send, sent
from tests.intake.making import kinds
from tests.machinery.hubs import a_hub

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 25, 12, 34, 56, tzinfo=UTC)
HOUR = AT.replace(minute=0, second=0)
LETTER = TEXT_AND_EMAIL | {"channels": ["letter"], "either": False}
CLOSE = {"when": {"sources": ["police"], "markers": ["opted_out"]}, "then": {"handling": "close"},
         "reason": "They said no."}  # fmt: skip
DIVERT = {"when": {"sources": ["police"], "crime_types": ["stalking"]},
          "then": {"handling": "divert"}, "reason": "For the specialists."}  # fmt: skip
SIGNPOST = {"when": {"sources": ["police"], "outcodes": ["ZZ9"]}, "then": {"handling": "signpost"},
            "reason": "Over the border."}  # fmt: skip


@pytest.fixture
def offers(force, settings):
    """A hub that offers support by text or email."""
    settings.MESSAGES = "notify"
    force(TEXT_AND_EMAIL, SUPPORT, rules=[CLOSE, DIVERT, SIGNPOST])


def content_of(row):
    return opening.open_signed(row, Place("referral", row.pk, row.compartment))


def nothing_in(*models):
    return not any(model.objects.exists() for model in models)


class TestWhatIsTakenOn:
    def test_it_is_sealed_and_signed_and_tells_the_hour_only(self, offers):
        row = sent(AT)
        assert (row.status, row.received_at, row.due_at) == ("new", HOUR, HOUR + timedelta(days=1))
        content = content_of(row)
        assert content["source"] == "police"
        assert content["answers"]["contact"]["phone"] == "07700 900345"
        assert content["answers"]["name"]["name"] == "Ffion Canary"
        assert content["facts"]["crime_types"] == ["burglary"]
        assert content["decision"]["messages"] == ["offer"]
        assert kinds(row) == ["received", "message_queued"]
        assert {each.at for each in Event.objects.all()} == {HOUR}

    def test_the_clocks_of_whoever_accepted_do_not_run_yet(self, offers):
        sent(AT)
        rows = Clock.objects.values_list("what", "channel", "started_at")
        assert set(rows) == {
            ("offer", "text", HOUR), ("offer", "email", HOUR), ("support", "", None),
        }  # fmt: skip

    def test_nobody_is_in_clear_anywhere(self, offers):
        sent(AT)
        with connection.cursor() as cursor:
            tables = [name for name in connection.introspection.table_names(cursor)
                      if name.startswith("referrals_portal")]  # fmt: skip
            for table in tables:
                cursor.execute(f'SELECT * FROM "{table}"')
                text = repr(cursor.fetchall()).lower()
                for word in ("canary", "900345", "7700900345", "test/000001", "burglary"):
                    assert word not in text, table

    def test_somebody_who_knows_staff_is_for_managers(self, offers):
        assert sent(AT, markers=["knows_staff"]).compartment == "restricted"
        assert Invitation.objects.get().compartment == "restricted"

    def test_nothing_is_kept_without_keys(self, offers, keys):
        (keys / "pins.json").unlink()
        with pytest.raises(KeysMissing):
            send(AT)
        assert not Referral.objects.exists()


class TestOnce:
    def test_the_same_line_again_is_the_same_referral(self, offers):
        assert [send(AT), send(AT + timedelta(days=3))] == ["accept", "again"]
        assert Referral.objects.count() == OutboxMessage.objects.count() == 1
        assert Invitation.objects.count() == 1
        assert Event.objects.filter(kind="received").count() == 1

    def test_also_if_something_else_is_said_of_it(self, offers):
        assert [send(AT), send(AT, name="Somebody", crime_types=["theft"])] == ["accept", "again"]

    def test_another_source_or_reference_is_another(self, offers):
        assert [
            send(AT),
            send(AT, reference="TEST/000002/26"),
            send(AT, source="other_police"),
        ] == [
            "accept",
            "accept",
            "accept",
        ]

    def test_its_identity_cannot_be_worked_out_without_our_secret(self, offers, keys):
        first = sent(AT).pk
        Referral.objects.all().delete()
        (keys / "codes.1.secret").write_bytes(base64.b64encode(bytes(32)))
        pins = keys / "pins.json"
        pins.write_text(pins.read_text() + " ")
        assert sent(AT).pk != first


class TestWhatGoesNoFurther:
    @pytest.mark.parametrize(
        ("changes", "became", "status", "last"),
        [
            ({"markers": ["opted_out"]}, "close", "closed", ("closed", "new>closed")),
            ({"outcode": "ZZ9"}, "signpost", "closed", ("closed", "new>closed")),
            (
                {"crime_types": ["stalking"]},
                "divert",
                "referred_on",
                ("status_changed", "new>referred_on"),
            ),
        ],
    )
    def test_it_is_counted_where_it_ended(self, offers, changes, became, status, last):
        assert send(AT, **changes) == became
        row = Referral.objects.get()
        assert (row.status, row.due_at) == (status, None)
        events = set(Event.objects.values_list("kind", "detail", "by"))
        assert events == {("received", "", None), (*last, None)}
        assert content_of(row)["decision"]["handling"] == became
        assert nothing_in(Clock, OutboxMessage, Invitation, Task)

    def test_what_is_closed_is_kept_without_a_name_and_not_for_long(self, offers):
        row = sent(AT, markers=["opted_out"])
        assert row.retain_until == datetime(2027, 2, 1, tzinfo=UTC)
        text = json.dumps(content_of(row)["answers"])
        assert not any(word in text for word in ("Canary", "900345", "example.org"))
        assert "TEST/000001/26" in text

    def test_the_specialists_need_to_know_who_it_is(self, offers):
        row = sent(AT, crime_types=["stalking"])
        assert content_of(row)["answers"]["name"]["name"] == "Ffion Canary"
        assert row.retain_until is None


class TestTheOffer:
    def test_every_way_that_was_given_and_words_for_anybody(self, offers):
        row = sent(AT)
        message = OutboxMessage.objects.get()
        envelope = opened(message)
        assert (message.template, message.created_at) == (OFFER, HOUR)
        assert [(way.channel, way.to, way.times) for way in envelope.ways] == [
            ("sms", "+447700900345", ()), ("email", "canary.person@example.org", ()),
        ]  # fmt: skip
        assert (envelope.unasked, envelope.language) == (True, "en")
        said = envelope.personalisation
        assert said["from"] == ""
        assert said["address"] == "127.0.0.1:8000/reply"
        code = codes.read(said["code"])
        assert codes.is_whole(code)
        assert said["code"] == codes.written(code) == content_of(row)["offer_code"]
        invitation = Invitation.objects.get()
        assert bytes(invitation.key) == digest_of_code(code)
        assert (invitation.purpose, invitation.referral) == ("offer", row.pk)

    @pytest.mark.parametrize(
        "changes",
        [
            {"crime_types": ["domestic_abuse"]},
            {"relationship": "partner_or_ex"},
            {"safe_channels": []},
            {"phone": None, "email": None, "address": None},
            {"phone": "01632 960001", "email": None, "address": None},
        ],
    )
    def test_none_where_nobody_may_or_can_be_written_to(self, offers, changes):
        row = sent(AT, **changes)
        assert row.status == "new"
        assert nothing_in(OutboxMessage, Invitation, Task)
        assert content_of(row)["offer_code"] == ""

    def test_only_where_it_is_said_to_be_safe(self, offers):
        sent(AT, crime_types=["domestic_abuse"], safe_channels=["email", "telephone"])
        assert [way.channel for way in opened(OutboxMessage.objects.get()).ways] == ["email"]

    def test_in_welsh_where_the_hub_speaks_it(self, offers):
        Hub.objects.update(welsh="off")
        snapshot.forget()
        sent(AT, language="cy")
        assert opened(OutboxMessage.objects.get()).language == "en"
        Hub.objects.update(welsh="reviewed")
        snapshot.forget()
        sent(AT, language="cy", reference="TEST/000002/26")
        envelopes = [opened(row) for row in OutboxMessage.objects.all()]
        (envelope,) = [each for each in envelopes if each.language == "cy"]
        assert envelope.personalisation["address"] == "127.0.0.1:8000/cy/reply"


class TestALetter:
    @pytest.mark.parametrize(
        ("standards", "changes", "messages", "letters"),
        [
            ([LETTER], {}, 0, 1),
            ([LETTER], {"address": None}, 0, 0),
            ([TEXT_AND_EMAIL], {"phone": None, "email": None}, 0, 1),
            ([TEXT_AND_EMAIL], {"phone": None, "email": None, "safe_channels": ["text"]}, 0, 0),
            ([TEXT_AND_EMAIL], {"phone": None, "relationship": "family"}, 0, 0),
            ([TEXT_AND_EMAIL, LETTER], {}, 1, 1),
            ([TEXT_AND_EMAIL, LETTER | {"either": True}], {}, 1, 0),
            ([TEXT_AND_EMAIL, LETTER | {"either": True}], {"phone": None, "email": None}, 0, 1),
        ],
    )
    def test_where_nothing_goes_by_itself_or_the_hub_promises_one(
        self, force, settings, standards, changes, messages, letters
    ):
        settings.MESSAGES = "notify"
        force(*standards)
        row = sent(AT, **changes)
        assert OutboxMessage.objects.count() == messages
        assert Task.objects.count() == letters
        assert bool(content_of(row)["offer_code"]) == bool(messages or letters)
        for task in Task.objects.all():
            assert (task.kind, task.template, task.channel) == ("letter", "OFFER", "letter")
            assert (task.referral, task.made_at) == (row.pk, HOUR)

    def test_without_messages_staff_print_it(self, force, settings):
        settings.MESSAGES = "none"
        force(TEXT_AND_EMAIL, LETTER | {"either": True})
        sent(AT)
        assert Task.objects.count() == 1


NAMED = {"named_after": ["burglary", "theft", "stalking"], "offer_from": "Example Hub.",
         "offer_from_cy": "Hyb."}  # fmt: skip


@pytest.mark.parametrize(
    ("crimes", "language", "said"),
    [
        (("burglary",), "en", "Example Hub."),
        (("burglary", "theft"), "cy", "Hyb."),
        (("burglary", "fraud"), "en", ""),
        (("stalking",), "en", ""),
        ((), "en", ""),
    ],
)
def test_who_we_are_is_said_only_where_the_hub_says_so_of_every_crime(crimes, language, said):
    assert says_from(a_hub(messages=NAMED), crimes, language) == said
    assert says_from(a_hub(), crimes, language) == ""


def test_a_reference_that_is_taken_is_drawn_again(offers, monkeypatch):
    first = sent(AT)
    drawn = iter((first.reference, "7777-7777"))
    from referrals_portal.actions import offering

    monkeypatch.setattr(
        offering, "Secret", type("S", (), {"new": staticmethod(lambda: _Drawn(drawn))})
    )
    assert sent(AT, reference="TEST/000002/26").reference == "7777-7777"


class _Drawn:
    def __init__(self, drawn):
        self.reference = lambda attempt: next(drawn)


def test_facts_hold_the_hour_and_no_minute(offers):
    given = replace(person(AT), reference="TEST/000003/26")
    hub = snapshot.current_hub()
    receive_referred(sent=given, hub=hub, at=AT)
    assert content_of(Referral.objects.get())["facts"]["received_at"] == HOUR.isoformat()
