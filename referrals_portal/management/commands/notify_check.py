"""``manage.py notify_check``: does GOV.UK Notify know the templates that we use?"""

import json
import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from notifications_python_client.errors import APIError

from core.giveaways import GIVEAWAYS
from hub.models import Welsh
from hub.snapshot import current_hub
from referrals_portal.messages import notify
from referrals_portal.messages.carrier import NotConfigured
from referrals_portal.messages.catalogue import CATALOGUE, Message, Text, Wording


@dataclass(frozen=True, slots=True)
class Finding:
    """What is wrong with one template; ``fault`` is empty when nothing is."""

    setting: str
    template_id: str
    fault: str


class Command(BaseCommand):
    """Asks for each template and says what is wrong with it, also where its words are not ours."""

    help = "Ask GOV.UK Notify for each template that we use, and say what is wrong with it."

    def add_arguments(self, parser: CommandParser) -> None:
        """Offer the findings as JSON."""
        parser.add_argument("--json", action="store_true", help="print the findings as JSON")
        parser.add_argument(
            "--sender",
            action="store_true",
            help="also say from whom messages seem to come; asks Notify to send two to its own "
            "numbers for trying, which reach nobody",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Print a line for each template; exit 1 if any is wrong."""
        if settings.MESSAGES != "notify":
            self.stdout.write(
                "[]" if options["json"] else "MESSAGES is not “notify”; no templates."
            )
            return
        senders: list[str] = []
        try:
            found = list(findings(notify.mine()))
            if options["sender"]:
                senders = list(notify.mine().senders())
        except NotConfigured as error:
            raise CommandError(str(error)) from None
        finally:
            notify.hang_up()
        if options["json"]:
            self.stdout.write(json.dumps([asdict(each) for each in found], indent=1))
        else:
            for each in found:
                self.stdout.write(f"NOTIFY_TEMPLATE_{each.setting}: {each.fault or 'fine'}")
            for sender in senders:
                tells = " It tells a stranger who writes." if GIVEAWAYS.search(sender) else ""
                self.stdout.write(f"Messages come from “{sender}”.{tells}")
        wrong = sum(bool(each.fault) for each in found)
        if wrong:
            raise CommandError(f"{wrong} of {len(found)} templates cannot be used.")


def findings(client: notify.Notify) -> Iterator[Finding]:
    """Yield a finding for each wording in the catalogue, right or wrong.

    A Welsh one must be there once the hub offers Welsh; before that it may be left out.
    """
    welsh = current_hub().welsh != Welsh.OFF
    for language, message, channel, wording in wordings():
        setting, text = wording.setting_in(language), wording.in_(language)
        template_id = settings.NOTIFY_TEMPLATES.get(setting) or ""
        if template_id:
            yield Finding(setting, template_id, _fault(client, template_id, channel, message, text))
        elif language == "en" or welsh:
            yield Finding(setting, "", "is not set")


def wordings() -> Iterator[tuple[str, Message, str, Wording]]:
    """Yield each wording once in English and once in Welsh, with its message and channel."""
    for language in ("en", "cy"):
        for message in CATALOGUE.values():
            for channel, wording in message.sent.items():
                yield language, message, channel, wording


def _fault(
    client: notify.Notify, template_id: str, channel: str, message: Message, text: Text
) -> str:
    try:
        template = client.template(template_id)
    except APIError as error:
        return _refusal(error)
    if template["type"] != channel:
        return f"is a template for {template['type']}, not for {channel}"
    wrong = "; ".join(_differences(set(template.get("personalisation") or {}), message))
    return wrong or _other_words(template, text)


def _other_words(template: dict[str, Any], text: Text) -> str:
    """Tell whether a template says something else than we do: people are shown our words."""
    theirs = f"{template.get('subject') or ''} {template.get('body') or ''}"
    ours = f"{text.subject} {text.body}"
    return "" if theirs.split() == ours.split() else "says other words than ours"


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
