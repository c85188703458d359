"""Never is for ever and for every way, and only for what nobody asked for."""

import shutil
import uuid

import pytest

from referrals_portal.messages import sending
from referrals_portal.messages.envelope import Way
from referrals_portal.messages.sending import opting_out
from referrals_portal.models import Invitation, OptOut, Task
from referrals_portal.models.outbox import MessageState
from referrals_portal.sealing.remembering import lasting_digest
from tests.messages.conftest import AT, DIALLED, EMAIL, PHONE, no_jitter, now_of

pytestmark = pytest.mark.django_db
TEXT, MAIL = Way("sms", DIALLED), Way("email", EMAIL)
OTHERS = [Way("sms", "+447700900346"), Way("email", "somebody@example.org")]


@pytest.fixture
def offer(queue):
    """A function that queues an offer, with the invitation that it is about."""

    def one(*ways, **changes):
        ways = ways or (TEXT, MAIL)
        row = queue(ways=ways, **{"unasked": True} | changes)
        Invitation.objects.create(
            key=uuid.uuid4().bytes, purpose="offer", referral=row.referral,
            ways=b"".join(opting_out.known_by(each.channel, each.to) for each in ways),
        )  # fmt: skip
        return row

    return one


def work():
    while sending.send_next(AT, no_jitter):
        pass


def say_never(*ways):
    for way in ways:
        OptOut.objects.create(digest=opting_out.known_by(way.channel, way.to))


SPELLINGS = [
    (Way("sms", PHONE), Way("sms", DIALLED)),
    (Way("sms", "0044 (0)7700 900-345"), Way("sms", DIALLED)),
    (Way("email", EMAIL.upper()), MAIL),
    (Way("email", EMAIL.replace("@", "+offers@")), MAIL),
]


@pytest.mark.parametrize(("written", "never"), SPELLINGS)
def test_nothing_is_sent_however_it_is_written(offer, notify, written, never):
    say_never(never)
    row = offer(written)
    work()
    assert (now_of(row).state, now_of(row).failure) == (MessageState.WITHDRAWN, "opted-out")
    assert bytes(now_of(row).recipient) == b""
    assert notify.messages == []
    assert not Task.objects.exists()


@pytest.mark.parametrize("never", [TEXT, MAIL])
@pytest.mark.parametrize("ways", [(TEXT, MAIL), (MAIL, TEXT)])
def test_never_by_one_way_closes_every_way(offer, notify, never, ways):
    say_never(never)
    row = offer(*ways)
    work()
    assert now_of(row).state == MessageState.WITHDRAWN
    assert notify.messages == []


def test_others_are_written_to(offer, notify):
    say_never(*OTHERS)
    offer()
    work()
    assert len(notify.messages) == 1


def test_what_somebody_asked_for_is_sent_all_the_same(offer, notify):
    say_never(TEXT, MAIL)
    offer(unasked=False)
    work()
    assert len(notify.messages) == 1


def test_never_closes_every_way_that_came_with_an_offer(offer, notify):
    row = offer()
    work()
    digests = {b"s" + lasting_digest(DIALLED), b"e" + lasting_digest(EMAIL)}
    assert opting_out.never_again(row.referral) == digests
    assert opting_out.never_again(row.referral) == set(), "said already"
    assert {bytes(each.digest) for each in OptOut.objects.all()} == digests
    again = offer(MAIL)
    work()
    assert now_of(again).failure == "opted-out"


def test_whoever_was_sent_no_offer_has_no_way_to_close(queue):
    assert not opting_out.never_again(uuid.uuid4())
    assert not OptOut.objects.exists()


def test_without_its_secret_the_worker_sends_nothing_unasked(
    offer, notify, keys, settings, tmp_path
):
    """It cannot know who said never, so it waits."""
    row = offer()
    settings.KEYS_DIR = tmp_path / "without"
    shutil.copytree(keys, settings.KEYS_DIR)
    (settings.KEYS_DIR / "memory.1.private").unlink()
    work()
    assert (now_of(row).state, now_of(row).attempts) == (MessageState.QUEUED, 0)
    assert notify.messages == []
