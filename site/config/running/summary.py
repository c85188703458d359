"""What the operator is told once everything answers: five lines, and the same as a file."""

import json
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from config.demo.people import SignIn, words_are_the_password
from config.running.notify import Messages
from core.surfaces import address
from hub import opening
from hub.snapshot import current_hub


def lines(messages: Messages, sign_ins: list[SignIn]) -> list[str]:
    """Return the five lines: the site, the journey, the queue, the CMS, and what would be sent."""
    return [
        f"Website      {_absolute('home')}",
        f"Get help     {_absolute('get_help')}",
        f"Queue        {_absolute('queue')}{_who(sign_ins, 'sign_in')}{_words(sign_ins)}",
        f"CMS          {_absolute('cms')}{_who(sign_ins, 'cms')}",
        f"Messages     {messages.go_to}   {messages.remark}{_leaves()}",
    ]


def write(path: Path, messages: Messages, pids: dict[str, int]) -> None:
    """Write where everything is for programs: ``site``, ``messages``, and ``pids`` by name."""
    facts = {"site": settings.SITE_URL, "messages": messages.go_to, "pids": pids}
    path.write_text(json.dumps(facts, indent=1) + "\n", encoding="utf-8")


def _absolute(name: str) -> str:
    link = address(name)
    return link if link.startswith("http") else f"{settings.SITE_URL}{link}"


def _leaves() -> str:
    """Say when an offer leaves, so that nobody waits for one while the hub is closed."""
    hours, at = current_hub().hours, timezone.now()
    opens = opening.next_opening(hours, at)
    if opening.is_open(hours, at) or opens is None:
        return ""
    return f"; the hub is closed now, and an offer leaves from {opens:%A %-d %B, %H:%M}"


def _who(sign_ins: list[SignIn], surface: str) -> str:
    found = [each for each in sign_ins if each.where == address(surface)]
    names = " or ".join(each.username for each in found)
    return f"   sign in as {names}, password: {found[0].password}" if found else ""


def _words(sign_ins: list[SignIn]) -> str:
    told = sign_ins and words_are_the_password()
    return "; for the manager it also unlocks what is restricted" if told else ""
