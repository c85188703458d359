"""T-BOT: nobody is turned away by a machine, and a machine's message waits for a person."""

import logging
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from config.management.commands.worker import CHORES
from referrals_portal import actions
from referrals_portal.journey import suspicion
from referrals_portal.journey.drafts import OpenDraft
from referrals_portal.journey.signs import TRAP, signs_of, stamp
from referrals_portal.journey.unsaved import SHOWN
from referrals_portal.messages import holding, sending
from referrals_portal.models import Arrival, Draft, OutboxMessage, Referral
from tests.intake.making import make_user
from tests.journey.conftest import Visitor, hidden
from tests.journey.people import CALL
from tests.messages.conftest import no_jitter

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 20, 12, 5, tzinfo=UTC)


@pytest.fixture
def noon(time_machine):
    """A clock that the test moves, so that no hour ends meanwhile."""
    time_machine.move_to(NOON, tick=False)
    return time_machine


def arrive(address="203.0.113.7", **extra):
    """Go the whole way from an address; return the referral and the last answer."""
    visitor = Visitor()
    visitor.client.defaults["REMOTE_ADDR"] = address
    fields = visitor.at_check()
    before = set(Referral.objects.values_list("pk", flat=True))
    answer = visitor.send("check", fields | extra)
    assert (answer.status_code, answer["Location"]) == (303, "/form/sent/")
    referral = Referral.objects.exclude(pk__in=before).get()
    assert referral.reference in visitor.get("sent").content.decode()
    return referral


def message_of(referral):
    return OutboxMessage.objects.get(referral=referral.pk)


def work(at=None):
    """What the worker does, until nothing is left."""
    at = at or timezone.now()
    while holding.let_go(at) or sending.send_next(at, no_jitter):
        pass


class TestFloods:
    def test_fifteen_people_in_one_house_are_all_received(self, db, keys, noon):
        flags = [arrive(f"203.0.113.{n}").suspected for n in range(15)]
        assert flags == [False] * 10 + [True] * 5
        assert Referral.objects.count() == OutboxMessage.objects.count() == 15
        assert not arrive("198.51.100.1").suspected, "nobody else is suspected for it"

    def test_in_the_next_hour_they_begin_anew(self, db, keys, noon, monkeypatch):
        monkeypatch.setattr(suspicion, "MOST_FROM_ONE_PLACE", 1)
        for _ in range(2):
            last = arrive()
        noon.move_to(NOON + timedelta(hours=1), tick=False)
        assert last.suspected
        assert not arrive().suspected

    def test_many_from_everywhere_are_received_and_the_last_are_suspected(
        self, db, keys, noon, monkeypatch
    ):
        assert suspicion.MOST_ALTOGETHER == 60
        monkeypatch.setattr(suspicion, "MOST_ALTOGETHER", 4)
        flags = [arrive(f"10.{n}.0.1").suspected for n in range(6)]
        assert flags == [False] * 4 + [True] * 2

    def test_sending_again_counts_once(self, visitor):
        fields = visitor.at_check()
        for _ in range(3):
            visitor.send("check", fields)
        assert Arrival.objects.count() == 1


def test_looking_for_robots_costs_two_queries(visitor):
    fields = visitor.at_check()
    with CaptureQueriesContext(connection) as captured:
        visitor.send("check", fields)
    skip = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE")
    asked = [query["sql"] for query in captured if not query["sql"].startswith(skip)]
    assert len([sql for sql in asked if Arrival._meta.db_table in sql]) == 2
    assert len(asked) <= 9, asked


class TestSigns:
    def test_whoever_fills_in_what_nobody_sees_is_received_and_suspected(self, visitor):
        assert arrive(**{TRAP: "Buy pills"}).suspected
        assert not arrive(**{TRAP: ""}).suspected

    @pytest.mark.usefixtures("slow_people")
    @pytest.mark.parametrize(("seconds", "suspected"), [(0, True), (19, True), (20, False)])
    def test_too_fast_for_a_person(self, db, keys, noon, seconds, suspected):
        visitor = Visitor()
        visitor.at_check()
        noon.move_to(NOON + timedelta(seconds=seconds), tick=False)
        visitor.post("check")
        assert Referral.objects.get().suspected is suspected

    @pytest.mark.usefixtures("slow_people")
    @pytest.mark.parametrize(
        ("seconds", "shown", "suspected"),
        [(4, True, True), (5, True, False), (0, False, False), (0, "forged", False)],
    )
    def test_a_page_that_is_sent_alone_brings_back_when_it_was_shown(
        self, rf, db, noon, seconds, shown, suspected
    ):
        draft = OpenDraft.new()
        draft.answers = {"call": {"phone": "07700 900301"}}
        ours = stamp(OpenDraft.new(), "call", NOON)
        data = {SHOWN: ours if shown is True else shown} if shown else {}
        request = rf.post("/form/call/", data)
        assert bool(signs_of(request, draft, NOON + timedelta(seconds=seconds))) is suspected

    @pytest.mark.usefixtures("slow_people")
    @pytest.mark.parametrize(("seconds", "suspected"), [(4, True), (5, False)])
    def test_asking_for_a_call_takes_five_seconds(self, db, keys, noon, seconds, suspected):
        visitor = Visitor()
        fields = hidden(visitor.get("call").content.decode())
        noon.move_to(NOON + timedelta(seconds=3), tick=False)
        wrong = visitor.send("call", fields)
        assert wrong.status_code == 200
        given = {f"call-{name}": value for name, value in CALL.items()}
        noon.move_to(NOON + timedelta(seconds=seconds), tick=False)
        visitor.send("call", hidden(wrong.content.decode()) | given)
        assert Referral.objects.get().suspected is suspected, "counted from its first showing"

    @pytest.mark.usefixtures("slow_people")
    def test_who_came_by_the_questions_has_been_here_for_longer(self, rf, db, noon):
        """What goes with a call was answered before its page was shown."""
        draft = OpenDraft.new()
        draft.answers = {"now": {}, "who": {}, "name": {}, "staff": {}, "call": {}}
        draft.begun_at = NOON - timedelta(seconds=30)
        request = rf.post("/form/call/", {SHOWN: stamp(OpenDraft.new(), "call", NOON)})
        assert not signs_of(request, draft, NOON + timedelta(seconds=5))
        draft.begun_at = NOON
        assert signs_of(request, draft, NOON + timedelta(seconds=5))

    def test_people_and_screen_readers_do_not_meet_the_trap(self, visitor):
        visitor.at_check()
        page = visitor.get("check").content.decode()
        trap = page[page.index('<div class="trap"') :].partition("</div>")[0]
        for part in ('aria-hidden="true"', 'tabindex="-1"', 'autocomplete="off"', "Leave this"):
            assert part in trap
        assert f'name="{TRAP}"' in trap


class TestItsMessage:
    """It waits until somebody has looked, and then it goes; nothing else is different."""

    @pytest.fixture
    def robot(self, keys, noon):
        return arrive(**{TRAP: "x"})

    def vouch(self, referral):
        version = Referral.objects.get(pk=referral.pk).version
        by = make_user(f"casey{referral.pk.hex}", "caseworker")
        actions.vouch(referral=referral, by=by, at=timezone.now(), expected_version=version)

    def test_it_never_leaves_until_somebody_vouches_and_then_it_does(self, robot, notify):
        message = message_of(robot)
        assert (message.state, message.failure) == ("held", "suspected")
        for hours in (0, 1, 24, 71):
            work(NOON + timedelta(hours=hours))
        assert notify.messages == []
        self.vouch(robot)
        work()
        (sent,) = notify.messages
        assert sent.reference == message.reference
        assert (message_of(robot).state, message_of(robot).failure) == ("accepted", "")

    def test_others_do_not_wait(self, keys, noon, notify):
        assert message_of(arrive()).state == "queued"
        work()
        assert len(notify.messages) == 1

    def test_what_nobody_vouched_for_in_time_is_given_up_and_its_recipient_erased(
        self, robot, notify
    ):  # fmt: skip
        late = NOON + timedelta(hours=73)
        sending.expire(late)
        self.vouch(robot)
        work(late)
        message = message_of(robot)
        assert (message.state, bytes(message.recipient)) == ("expired", b"")
        assert notify.messages == []

    def test_vouched_for_too_late_it_is_given_up_too(self, robot, notify):
        self.vouch(robot)
        late = NOON + timedelta(hours=73)
        assert holding.let_go(late) == 0
        sending.expire(late)
        assert message_of(robot).state == "expired"

    @pytest.mark.parametrize("vouched", [True, False])
    @pytest.mark.parametrize("status", ["withdrawn", "closed"])
    def test_when_the_referral_is_over_so_is_its_message(self, robot, notify, status, vouched):
        Referral.objects.update(status=status, suspected=not vouched)
        work()
        message = message_of(robot)
        assert (message.state, bytes(message.recipient)) == ("withdrawn", b"")
        assert notify.messages == []

    def test_one_number_still_gets_two_texts_a_day(self, keys, noon, notify):
        robots = [arrive(**{TRAP: "x"}) for _ in range(5)]
        for robot in robots:
            self.vouch(robot)
        work()
        assert len(notify.messages) == 2
        reasons = OutboxMessage.objects.filter(state="held").values_list("failure", flat=True)
        assert list(reasons) == ["too-many"] * 3

    def test_the_worker_lets_it_go_before_it_sends(self):
        names = [chore.name for chore in CHORES]
        assert names.index("let go of held messages") < names.index("send messages")
        assert "forget arrivals" in names


def test_nothing_stored_or_logged_tells_from_where(keys, noon, caplog, settings):
    """Search everything that the database holds, and every line of the log."""
    from django.apps import apps

    caplog.set_level(logging.DEBUG)
    settings.TRUSTED_PROXIES = 1
    visitor = Visitor()
    visitor.client.defaults["HTTP_X_FORWARDED_FOR"] = "192.0.2.55, 203.0.113.77"
    visitor.at_check()
    visitor.post("check")
    assert Arrival.objects.count() == 1
    rows = [
        str(tuple(bytes(v) if isinstance(v, memoryview) else v for v in row))
        for model in apps.get_models()
        for row in model._base_manager.values_list()
    ]
    everything = "\n".join([*rows, caplog.text])
    assert "bytes" not in everything
    assert Draft.objects.exists()
    packed = bytes([203, 0, 113])
    for trace in ("203.0.113", "192.0.2.55", "127.0.0.1", str(packed)[2:-1], packed.hex()):
        assert trace not in everything, trace
