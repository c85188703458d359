"""1,000 people in the middle of the journey at once: is anyone refused, and how long do they wait?

First each presses Continue at some moment of 20 seconds, as people do who read and think; then
all press in the same moment. Pressing is a step: the answers are posted, and the page that the
answer leads to is fetched.
"""

import asyncio
import math
import random
import time
from dataclasses import dataclass

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from config.bench.person import Person
from config.bench.visitor import Visitor
from referrals_portal.journey import drafts
from referrals_portal.journey.drafts import OpenDraft

PEOPLE = 1000
THINKING = 20.0  # seconds in which each presses once
ARRIVING = 8.0  # seconds in which each fetches the page they are on
LONGEST = 60.0  # seconds; whoever has no answer then counts as refused


@dataclass(frozen=True, slots=True)
class Pressed:
    """What came of it when everybody pressed once.

    ``slowest``: milliseconds that the slowest twentieth of those with an answer waited at least.
    """

    refused: int
    per_second: float
    slowest: float


@dataclass(frozen=True, slots=True)
class Crowd:
    """The same people, pressing when they were ready, and all in the same moment.

    ``refused``: how often anyone had no page for an answer, from the first page on.
    """

    thinking: Pressed
    at_once: Pressed
    refused: int


def gather(port: int, steps: int) -> Crowd:
    """Bring everybody ``steps`` steps into the journey and let them press, twice."""
    people = _people(port, steps)
    return asyncio.run(_press_twice(people))


async def _press_twice(people: list[Person]) -> Crowd:
    arriving = await _all(people, ARRIVING)
    thinking = await _all(people, THINKING)
    at_once = await _all(people, 0.0)
    return Crowd(thinking, at_once, arriving.refused + thinking.refused + at_once.refused)


def _people(port: int, steps: int) -> list[Person]:
    """Let one visitor walk; give everybody else the same answers in a draft of their own."""
    pilot = Visitor(port)
    pilot.look("/form/")
    for _ in range(steps):
        pilot.post()
        pilot.look(pilot.step)
    request = HttpRequest()
    request.COOKIES = pilot.cookies
    found = drafts.read(request, timezone.now())
    if found is None:
        raise RuntimeError("The draft of a visitor who walked ahead was not found.")
    with transaction.atomic():
        cookies = [_own_draft(found) for _ in range(PEOPLE)]
    return [Person(port, pilot.step, pilot.cookies | own) for own in cookies]


def _own_draft(like: OpenDraft) -> dict[str, str]:
    draft = OpenDraft.new()
    drafts.save(draft, like.answers, timezone.now())
    response = HttpResponse()
    drafts.set_cookie(response, draft)
    return {name: morsel.value for name, morsel in response.cookies.items()}


async def _all(people: list[Person], within: float) -> Pressed:
    """Let each press at a moment of their own; the same moments every time."""
    moments = random.Random(len(people))  # noqa: S311
    started = time.perf_counter()
    pressing = [_press(person, moments.uniform(0.0, within)) for person in people]
    waits = await asyncio.gather(*pressing)
    seconds = time.perf_counter() - started
    done = sorted(wait for wait in waits if wait is not None)
    return Pressed(
        refused=len(waits) - len(done),
        per_second=len(done) / seconds,
        slowest=done[-math.ceil(len(done) / 20)] * 1000 if done else 0.0,
    )


async def _press(person: Person, moment: float) -> float | None:
    """Return the seconds that the person waited, or None if they were refused."""
    await asyncio.sleep(moment)
    started = time.perf_counter()
    try:
        async with asyncio.timeout(LONGEST):
            await person.press()
    except (OSError, ValueError, TimeoutError):
        return None
    return time.perf_counter() - started
