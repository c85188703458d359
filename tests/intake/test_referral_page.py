"""The page of one referral: opened, written down, and only then shown."""

import html
import re
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from django.db import OperationalError
from django.utils import translation

from referrals_portal import actions
from referrals_portal.intake.timeline import Entry, folded
from referrals_portal.journey import keeping
from referrals_portal.models import Event, Referral, ReturnBox
from tests.intake.making import ANSWERS, SAFE, kinds, make_referral, sign_in

CANARIES = ("Ffion", "07700", "ffion@example.org", "invented story", "A woman to talk to")


def get(client, row):
    return client.get(f"/intake/referral/{row.pk}/")


def text(page):
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page.content.decode())).split())


def test_it_shows_what_arrived(at_work, referral):
    said = text(get(at_work, referral))
    for words in (
        "Ffion Example", "07700 900321", "ffion@example.org", "A break-in or burglary",
        "An invented story. A second line.", "TEST/000001/26", "A woman to talk to.",
        "18 to 59", "May we tell the police that you are in touch with us?", "2026-11",
        "No rule asked for more.", "Priority: Standard",
    ):  # fmt: skip
        assert words in said, words


def test_how_to_reach_them_is_the_first_thing(at_work, referral):
    page = get(at_work, referral).content.decode()
    assert page.index('class="safe-contact"') < page.index("What they told us")
    assert page.index('class="safe-contact"') < page.index("What you can do")
    assert 'href="tel:+447700900321"' in page
    assert 'href="mailto:ffion@example.org"' in page
    assert "Do not say where you are calling from." in page


def test_an_unsafe_number_stands_nowhere_but_struck(at_work, keys):
    row = make_referral(safe=ANSWERS["safe"] | {"call": "no"})
    page = get(at_work, row).content.decode()
    assert "tel:" not in page
    assert page.count("07700 900321") == 1
    assert "<s>07700 900321</s> <strong>Not safe to use</strong>" in page


def test_the_title_is_the_reference_and_nothing_else(at_work, referral):
    page = get(at_work, referral).content.decode()
    assert re.search(r"<title>(.*?)</title>", page)[1] == referral.reference


def test_opening_it_writes_one_event(at_work, referral, caseworker):
    get(at_work, referral)
    event = Event.objects.get(kind="opened")
    assert (event.referral, event.by, event.by_name) == (referral.pk, caseworker.pk, "casey")


def test_nothing_is_shown_when_that_cannot_be_written(at_work, referral, monkeypatch):
    def broken(self, **kwargs):
        raise OperationalError

    monkeypatch.setattr(Event, "save", broken)
    answer = get(at_work, referral)
    assert answer.status_code == 503
    assert not any(canary in answer.content.decode() for canary in CANARIES)


PAYLOADS = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "'><svg/onload=alert(1)>",
    "</textarea><script>alert(1)</script>",
    "</title><script>alert(1)</script>",
    "<a href=javascript:alert(1)>x</a>",
    "{{ 7*7 }}{% load x %}${7*7}<%= 7*7 %>",
    "--><script>alert(1)</script><!--",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "<scr<script>ipt>",
    "https://evil.example/ and javascript:alert(1)",
    "\u2028alert(1)\u2029",
    "\u202eevil\u202c",
    "<style>@import'//evil.example'</style>",
    "O'Brien & Söhne <b>bold</b>",
]


@pytest.mark.parametrize("payload", PAYLOADS)
def test_words_are_only_words(payload, at_work, keys, caseworker):
    """T-XSS 01 and 03: every free field of a referral and of the work on it."""
    row = make_referral(
        who={"for_whom": "someone_else"},
        you={"your_name": payload, "relationship": payload},
        name={"name": payload, "age_band": "18_59"},
        contact={"phone": payload, "email": payload, "no_contact": False},
        safe={"safe": ["call", "email"], "say_who": "no", "times": payload},
        details={"crime_types": ["other"], "words": payload},
        told={"reported": "yes", "crime_reference": payload},
        needs={"needs": [], "words": payload},
    )
    now = datetime(2026, 11, 20, tzinfo=UTC)
    actions.add_note(referral=row, text=payload, by=caseworker, at=now)
    actions.record_attempt(
        referral=row, safe=SAFE, channel="letter", result="sent", text=payload, why_safe=payload,
        by=caseworker, at=now,
    )  # fmt: skip
    page = get(at_work, row).content.decode()
    drawn = page[page.index("<main") : page.index("</main>")]
    assert drawn.count(html.escape(payload)) >= 10
    if html.escape(payload) != payload:
        assert payload not in drawn
    links = re.findall(r'(?:href|src|action)="([^"]*)"', drawn)
    assert all(link.startswith(("/intake/", "mailto:", "tel:+", "#")) for link in links)


def test_lines_stay_lines(at_work, referral):
    assert "An invented story.\nA second line." in get(at_work, referral).content.decode()


def test_the_timeline_tells_what_was_done(at_work, referral, caseworker, colleague):
    now = datetime(2026, 11, 20, 12, tzinfo=UTC)
    at = iter(now + timedelta(minutes=minute) for minute in range(10))
    actions.take(referral=referral, by=caseworker, at=next(at))
    actions.release(referral=referral, by=caseworker, at=next(at))
    actions.record_attempt(
        referral=referral, safe=SAFE, channel="call", result="no_answer", text="Rang.",
        by=colleague, at=next(at),
    )  # fmt: skip
    actions.add_note(referral=referral, text="A note.", by=colleague, at=next(at))
    referral.refresh_from_db()
    actions.close(
        referral=referral, outcome="no_contact", text="Tried.", by=caseworker, at=next(at)
    )
    actions.reopen(referral=referral, by=caseworker, at=next(at))
    said = text(get(at_work, referral))
    done = said[said.index("What has been done") :]
    expected = [
        "Reopened: Being looked at", "Closed: Could not be reached", "Tried.", "Note", "A note.",
        "Phone call: No answer", "Rang.", "Given back to the queue", "Taken",
    ]  # fmt: skip
    places = [done.index(words) for words in expected]
    assert places == sorted(places)
    assert "Colin Example" in done


def test_opening_it_often_is_one_line_whoever_did(at_work, referral, colleague):
    assert "Opened by Casey Example" in text(get(at_work, referral))
    get(at_work, referral)
    page = get(sign_in(colleague), referral)
    assert "Opened 3 times, last by Colin Example" in text(page)
    assert Event.objects.filter(kind="opened").count() == 3


def test_the_page_after_what_one_did_is_no_line_of_its_own(at_work, referral):
    page = at_work.post(f"/intake/referral/{referral.pk}/take/", follow=True)
    assert "Opened" not in text(page)
    assert kinds(referral)[-2:] == ["taken", "opened"], "written down all the same"


def test_what_was_done_stands_in_the_order_in_which_it_happened(at_work, keys):
    """What happens by itself is written down with its hour only, and ties have no order."""
    row = make_referral(now=datetime(2026, 11, 20, 10, 13, tzinfo=UTC), hours_ago=0)
    hour, later = row.received_at, datetime(2026, 11, 20, 12, tzinfo=UTC)
    assert hour.minute == 0
    for number, (kind, at, detail) in enumerate([
        ("message_queued", later, "AGAIN"),
        ("status_changed", later, "new>in_triage"),
        ("opted_out", hour, ""),
        ("offer_accepted", hour, ""),
        ("offer_arrived", hour, "text"),
        ("message_queued", hour, "OFFER"),
        ("offer_later", later, ""),
    ]):  # fmt: skip
        Event.objects.create(
            uuid=UUID(int=number), referral=row.pk, kind=kind, at=at, detail=detail
        )
    done = text(get(at_work, row)).partition("What has been done")[2]
    expected = [
        "Status changed", "Fri 20 Nov 2026, in the hour of 12:00", "They may want support later",
        "They said yes to our offer", "Fri 20 Nov 2026, in the hour of 10:00",
        "Our offer has arrived", "A message was written: We offer", "Received",
    ]  # fmt: skip
    places = [done.index(words) for words in expected]
    assert places == sorted(places)
    assert done.index("A message was written: AGAIN") < done.index("They may want support later")
    assert done.count("10:13") == 1, "of all else the minute is not known"


@pytest.mark.parametrize(
    ("did", "lines"),
    [
        ("note:A:0 opened:A:60", ["note:A"]),
        ("note:A:0 opened:A:61", ["note:A", "opened:A:1"]),
        ("note:A:0 opened:B:1", ["note:A", "opened:B:1"]),
        ("note:A:0 opened:A:1 opened:A:90", ["note:A", "opened:A:1"]),
        ("opened:A:0 opened:B:1 opened:A:2 note:A:3", ["opened:A:3", "note:A"]),
        ("opened:A:0 note:A:1 opened:A:2 note:A:3", ["opened:A:1", "note:A", "note:A"]),
        ("", []),
    ],
)
def test_folding(did, lines):
    began = datetime(2026, 11, 20, tzinfo=UTC)
    entries = []
    for kind, by, second in (each.split(":") for each in did.split()):
        at = began + timedelta(seconds=int(second))
        entries.append(Entry(at, kind, by, kind=kind))
    shown = folded(entries)
    assert [
        f"{e.kind}:{e.by}" + (f":{e.times}" if e.kind == "opened" else "") for e in shown
    ] == lines


def test_when_it_arrived_is_said_once_and_exactly(at_work, keys):
    row = make_referral(now=datetime(2026, 11, 20, 10, 13, tzinfo=UTC))
    said = text(get(at_work, row))
    assert said.count("Nov 2026, 07:13") == 1
    assert "Received Friday 20 November 2026, 07:13" in said
    assert "Nov 2026, 07:00" not in said


def test_nobody_is_late_who_must_not_be_contacted(at_work, keys):
    row = make_referral(hours_ago=90, safe={"call": "no", "text": "no", "email": "no"})
    said = text(get(at_work, row))
    assert said.index("They will call us. Do not contact them.") < said.index("Status")
    assert not re.search(r"\blate\b", said)
    assert "They will call us." not in text(get(at_work, make_referral()))


def test_who_took_it_back_cannot_be_contacted(at_work, referral, caseworker):
    actions.withdraw(referral=referral, by=caseworker, at=datetime(2026, 11, 20, tzinfo=UTC))
    page = get(at_work, referral)
    assert "They took their request back. Do not contact them." in text(page)
    for gone in ("tel:", "mailto:", "07700", "ffion@example.org", "Safe to call"):
        assert gone not in page.content.decode()


def test_how_to_reach_who_is_closed_is_folded_and_cannot_be_pressed(at_work, referral, caseworker):
    actions.close(
        referral=referral, outcome="declined", text="", by=caseworker,
        at=datetime(2026, 11, 20, tzinfo=UTC),
    )  # fmt: skip
    page = get(at_work, referral).content.decode()
    fold = page[page.index("<details") : page.index("</details>")]
    assert "How to contact them, if they come back" in fold
    assert "07700 900321" in fold
    assert page.count("07700 900321") == 1
    assert "tel:" not in page
    assert "mailto:" not in page


def test_taking_it_back_says_first_what_it_does(at_work, referral):
    page = get(at_work, referral).content.decode()
    fold = page[page.index("They took their request back") :]
    assert fold.index("This ends their request.") < fold.index("Withdraw it")
    assert 'id="withdraw-text"' in fold


def test_what_can_be_done_depends_on_how_it_stands(
    at_work, referral, caseworker, colleague, manager
):
    now = datetime(2026, 11, 20, tzinfo=UTC)
    assert "Take this" in text(get(at_work, referral))
    actions.take(referral=referral, by=colleague, at=now)
    mine, theirs = text(get(at_work, referral)), text(get(sign_in(colleague), referral))
    assert "Colin Example has taken this." in mine
    assert "Give it back" not in mine
    assert "You have taken this." in theirs
    assert "Give it back" in theirs
    assert "Give it back" in text(get(sign_in(manager), referral))
    actions.withdraw(referral=referral, by=colleague, at=now)
    ended = text(get(at_work, referral))
    assert "Open it again" in ended
    assert "Add a note" in ended
    assert "Close this" not in ended


def test_ways_back_are_ended_where_there_are_any(at_work, keys):
    row = make_referral()
    page = f"/intake/referral/{row.pk}/"
    assert "End their ways back" not in at_work.get(page).content.decode()
    _, made = keeping.draw(str(row.pk), "standard", {"standing": "received"})
    keeping.store(made, row.pk)
    shown = at_work.get(page).content.decode()
    assert "End their ways back" in shown
    assert "Their codes and words stop working." in shown
    assert at_work.post(f"{page}end-ways-back/", {"version": row.version}).status_code == 303
    assert not ReturnBox.objects.exists()


def test_the_language_is_told_where_contact_is_and_taking_it_comes_before_the_answers(
    at_work, keys
):
    with translation.override("cy"):
        row = make_referral()
    shown = at_work.get(f"/intake/referral/{row.pk}/").content.decode()
    panel = shown.partition('class="safe-contact"')[2].partition("</section>")[0]
    assert "They filled in the form in Welsh." in panel
    assert shown.count("They filled in the form in Welsh.") == 1
    assert shown.index("Take this") < shown.index("What they told us")
    assert shown.count("Take this") == 1


def test_only_a_manager_can_close_what_a_senior_must_look_at(at_work, manager, keys):
    row = make_referral()
    Referral.objects.update(senior_by=row.due_at)
    said = "A senior member of staff must look at this before it can be closed."
    page = text(get(at_work, row))
    assert said in page
    assert "Close this" not in page
    assert "It stays open until a senior has looked" in page
    address = f"/intake/referral/{row.pk}/"
    refused = at_work.post(f"{address}close/", {"version": 1, "outcome": "needs_met"})
    assert refused.status_code == 409
    assert "A senior member of staff must look at this first." in text(refused)
    assert "was changed" not in text(refused)
    assert Referral.objects.get().status == "new"
    theirs = text(get(sign_in(manager), row))
    assert said not in theirs
    assert "Close this" in theirs
    deed = sign_in(manager).post(f"{address}close/", {"version": 1, "outcome": "needs_met"})
    assert deed.status_code == 303
    assert Referral.objects.get().status == "closed"
