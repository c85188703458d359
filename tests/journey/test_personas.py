"""Everyone who comes, through the router and the views, and what comes of it."""

import html
from datetime import timedelta

import pytest
from django.utils import timezone

from hub.models import Hub, Welsh
from hub.opening import LONDON
from hub.snapshot import current_hub, forget
from referrals_portal.actions.facts import facts_of
from referrals_portal.intake.panel import panel
from referrals_portal.intake.reading import Opened, answered
from referrals_portal.journey import routing
from referrals_portal.models import Draft, OutboxMessage, Referral
from referrals_portal.safe_contact import SafeContact
from referrals_portal.sealing import Place, opening
from referrals_portal.triage import decide
from tests.journey.conftest import Visitor, at
from tests.personas import PERSONAS, Persona

pytestmark = pytest.mark.once

EXPECTED = {
    "path", "path_has", "path_lacks", "ends", "priority", "senior", "compartment", "messages",
    "due", "due_weekday", "due_hour", "sees", "sees_in_welsh", "staff_see", "staff_do_not_see",
}  # fmt: skip
everyone = pytest.mark.parametrize("who", PERSONAS.values(), ids=PERSONAS)


def path_of(who: Persona) -> list[str]:
    """Return the steps that this person is asked, in order."""
    if who.comes.get("way") == "call":
        return ["call"]
    answers = {key: given for key, given in who.answers.items() if key != "call"}
    return routing.path(answers)


@everyone
def test_the_file_holds_only_what_is_tested(who):
    assert set(who.expect) <= EXPECTED
    assert set(who.comes) <= {"way", "width", "javascript", "keyboard", "language"}


@everyone
def test_the_router_asks_what_the_person_needs(db, who):
    steps = path_of(who)
    assert steps == who.expect.get("path", steps)
    assert set(who.expect.get("path_has", ())) <= set(steps)
    assert not set(who.expect.get("path_lacks", ())) & set(steps)
    walked = {}
    for step in steps:
        assert step == "call" or routing.first_unanswered(walked) == step
        walked = routing.answer(walked, step, who.answers.get(step, {}))
    assert routing.first_unanswered(walked) == ("advice" if who.ends == "advice" else "check")


def walk(who: Persona, visitor: Visitor) -> dict[str, str]:
    """Go the whole way by the views, and return the text of every page that was shown."""
    pages = {}
    visitor.client.get(f"/form/?language={who.comes.get('language', 'en')}")
    for step in path_of(who):
        pages[step] = visitor.get(step).content.decode()
        response = visitor.post(step, who.answers.get(step))
        assert response.status_code == 303, (step, response.content.decode())
    if who.ends == "advice":
        assert response["Location"] == at("advice")
        pages["advice"] = visitor.get("advice").content.decode()
        return pages
    if "call" not in pages:
        pages["check"] = visitor.get("check").content.decode()
        response = visitor.post("check")
    assert response["Location"] == "/form/sent/"
    pages["sent"] = visitor.get("sent").content.decode()
    return pages


@pytest.fixture
def walked(db, keys, time_machine, who):
    # A Wednesday: on a Sunday before noon a promise of two days ends within Tuesday's safe hours.
    time_machine.move_to("2026-11-25 12:00:00+00:00")
    """What a person saw, and the referral that came of it."""
    if who.comes.get("language"):
        Hub.objects.update_or_create(
            defaults={"welsh": Welsh.REVIEWED, "slug": current_hub().slug}, pk=Hub.load().pk
        )
        forget()
    return walk(who, Visitor())


@everyone
def test_the_whole_way_by_the_views(walked, who):
    for step, sentences in who.expect.get("sees", {}).items():
        for sentence in sentences:
            assert sentence in html.unescape(walked[step]), (step, sentence)
    spoken = 'lang="cy"' if who.expect.get("sees_in_welsh") else 'lang="en-gb"'
    assert all(f"<html {spoken}" in page for page in walked.values())
    if who.ends == "advice":
        assert not Referral.objects.exists()
        assert len(Draft.objects.all()) == 1
        return
    referral = Referral.objects.get()
    expected = who.expect
    assert referral.compartment == expected.get("compartment", "standard")
    assert referral.priority == expected.get("priority", referral.priority)
    assert bool(referral.senior_by) == expected.get("senior", False)
    sent = sorted(OutboxMessage.objects.values_list("channel", flat=True))
    assert sent == expected.get("messages", [])
    if "due" in expected:
        assert (referral.due_at is not None) == expected["due"]
    if "due_weekday" in expected:
        local = referral.due_at.astimezone(LONDON)
        assert (local.weekday(), local.hour) == (expected["due_weekday"], expected["due_hour"])
        assert local > timezone.now()


@everyone
def test_what_staff_see(db, keys, who):
    """The panel and the answers in words, as the queue draws them."""
    answers = routing.prune({key: who.answers.get(key, {}) for key in path_of(who)})
    safe = SafeContact.from_answers(answers)
    now = timezone.now()
    opened = Opened(
        answers={key: given for key, given in answers.items() if not key.startswith("equal")},
        reasons=(),
        senior_reasons=(),
        decision={},
        consent_wording="",
        language="en",
        received_at=now,
    )
    shown = f"{panel(answers, now)} {answered(opened)}"
    shown += "They will call us. Do not contact them." if safe.nothing_is_safe else ""
    for sentence in who.expect.get("staff_see", ()):
        assert sentence in shown, shown
    for sentence in who.expect.get("staff_do_not_see", ()):
        assert sentence not in shown, shown
    assert decide(current_hub(), facts_of(answers, now)).priority == who.expect.get(
        "priority", decide(current_hub(), facts_of(answers, now)).priority
    )


def test_what_was_answered_is_what_is_opened(db, keys):
    who = PERSONAS["without-script"]
    walk(who, Visitor())
    referral = Referral.objects.get()
    content = opening.open_signed(referral, Place("referral", referral.uuid))
    for step, given in content["answers"].items():
        for name, value in given.items():
            wanted = who.answers.get(step, {}).get(name)
            assert value == (wanted if wanted is not None else type(value)()), (step, name)
    assert content["equality"]["equal-background"] == {"answer": "roma"}
    assert not any(step.startswith("equal") for step in content["answers"])
    assert content["consent_wording"]
    assert content["chosen_at"]
    assert timezone.now() - referral.received_at < timedelta(hours=1)
