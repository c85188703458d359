"""``manage.py notify_check``: does GOV.UK Notify know the templates that we use?"""

import json
import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from notifications_python_client.errors import APIError

from core.giveaways import GIVEAWAYS, giveaways_in
from hub.models import Welsh
from hub.snapshot import current_hub
from referrals_portal.messages import notify
from referrals_portal.messages.carrier import NotConfigured
from referrals_portal.messages.catalogue import CATALOGUE, Message, Text, To, Wording

CHOSEN = "CONFIRMATION"
"""What people were shown word for word before they chose it."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What is wrong with one template or sender; ``fault`` is empty when nothing is.

    remark: what should be looked at, and holds nothing up.
    """

    setting: str
    template_id: str = ""
    fault: str = ""
    remark: str = ""


class Command(BaseCommand):
    """Asks for each template and says what is wrong with it, also where its words are not ours."""

    help = "Ask GOV.UK Notify for each template that we use, and say what is wrong with it."

    def add_arguments(self, parser: CommandParser) -> None:
        """Offer the findings as JSON, and to look at the senders too."""
        parser.add_argument("--json", action="store_true", help="print the findings as JSON")
        parser.add_argument(
            "--sender",
            action="store_true",
            help="also say from whom messages seem to come; has Notify answer for its own "
            "recipients for trying, which reach nobody",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Print a line for each template; exit 1 if any is wrong."""
        if settings.MESSAGES != "notify":
            self.stdout.write(
                "[]"
                if options["json"]
                else "There is nothing to check, because MESSAGES is not “notify”."
            )
            return
        try:
            found = list(findings(notify.mine()))
            if options["sender"]:
                found += senders(notify.mine())
        except NotConfigured as error:
            raise CommandError(str(error)) from None
        finally:
            notify.hang_up()
        if options["json"]:
            self.stdout.write(json.dumps([asdict(each) for each in found], indent=1))
        else:
            self._say(found)
        wrong = sum(bool(each.fault) for each in found)
        if wrong:
            raise CommandError(f"{wrong} of {len(found)} cannot be used as they are.")

    def _say(self, found: list[Finding]) -> None:
        for each in found:
            said = "; ".join(filter(None, (each.fault, each.remark))) or "fine"
            self.stdout.write(f"{each.setting}: {said}")


def findings(client: notify.Notify) -> Iterator[Finding]:
    """Yield a finding for each wording in the catalogue, right or wrong.

    A Welsh one must be there once the hub offers Welsh; before that it may be left out.
    """
    welsh = current_hub().welsh != Welsh.OFF
    for language, message, channel, wording in wordings():
        setting, text = wording.setting_in(language), wording.in_(language)
        template_id = settings.NOTIFY_TEMPLATES.get(setting) or ""
        named = f"NOTIFY_TEMPLATE_{setting}"
        if template_id:
            yield _looked_at(client, Finding(named, template_id), channel, message, text)
        elif language == "en" or welsh:
            yield Finding(named, fault="is not set")


def senders(client: notify.Notify) -> Iterator[Finding]:
    """Yield a finding for the sender of a text, and for that of an email."""
    for channel in client.channels:
        named = f"Sender ({channel})"
        try:
            sender = client.sender(channel)
        except APIError as error:
            yield Finding(named, fault=_reaches_nobody(error) or "could not be tried")
        except (KeyError, TypeError):
            yield Finding(named, fault="could not be tried")
        else:
            tells = "tells a stranger who writes" if GIVEAWAYS.search(sender) else ""
            yield Finding(named, fault=tells, remark=f"messages come from “{sender}”")


def _reaches_nobody(error: APIError) -> str:
    said = str(error.message)
    if "team-only" in said:
        return "the key is a team key, which reaches nobody but your team"
    return "the service is in trial mode, and reaches nobody else" if "trial mode" in said else ""


def wordings() -> Iterator[tuple[str, Message, str, Wording]]:
    """Yield each wording once in English and once in Welsh, with its message and channel."""
    for language in ("en", "cy"):
        for message in CATALOGUE.values():
            for channel, wording in message.sent.items():
                yield language, message, channel, wording


def _looked_at(
    client: notify.Notify, finding: Finding, channel: str, message: Message, text: Text
) -> Finding:
    try:
        template = client.template(finding.template_id)
    except APIError as error:
        return replace(finding, fault=_refusal(error))
    if template["type"] != channel:
        return replace(finding, fault=f"is a template for {template['type']}, not for {channel}")
    theirs = set(template.get("personalisation") or {})
    if wrong := "; ".join(_differences(theirs, message)):
        return replace(finding, fault=wrong)
    return replace(finding, **_words(template, message, text))


def _words(template: dict[str, Any], message: Message, text: Text) -> dict[str, str]:
    """Tell where a template says something else than we do, and how bad that is."""
    theirs = f"{template.get('subject') or ''} {template.get('body') or ''}"
    ours = f"{text.subject} {text.body}"
    if theirs.split() == ours.split():
        return {}
    if message.to is To.PERSON and (told := set(giveaways_in(theirs)) - set(giveaways_in(ours))):
        return {"fault": f"says other words than ours, and gives away: {', '.join(sorted(told))}"}
    how_bad = "fault" if message.name == CHOSEN else "remark"
    return {how_bad: "says other words than ours"}


def _refusal(error: APIError) -> str:
    if error.status_code in (401, 403):
        return "cannot be asked for: Notify refuses our key, or our clock is wrong"
    if error.status_code in (400, 404):
        return "is missing: Notify knows no template with this id"
    return "cannot be asked for: Notify does not answer as it should"


def _differences(theirs: set[str], message: Message) -> Iterator[str]:
    known = {_same(name) for name in theirs}
    ours = {_same(name) for name in message.placeholders}
    for name in message.placeholders:
        if _same(name) not in known:
            yield f"lacks the placeholder (({name}))"
    for name in sorted(theirs):
        if _same(name) not in ours:
            yield f"wants (({name})), which we do not fill"


def _same(name: str) -> str:
    """Return the form in which Notify compares names: without case, spaces, - and _."""
    return re.sub(r"[\s_-]", "", name).lower()
