"""System checks of what only the whole installation can get wrong."""

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import CheckMessage, Warning, register

from core.giveaways import GIVEAWAYS
from hub import profile
from hub.facts import HubFacts


@register()
def the_sender_tells_nothing(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Warn where the sender of emails would tell a stranger who writes, or is nobody."""
    if settings.MESSAGES != "smtp":
        return []
    sender = settings.DEFAULT_FROM_EMAIL
    if sender.endswith("@localhost"):
        wrong = "EMAIL_FROM is not set, so emails would come from nowhere."
    elif GIVEAWAYS.search(sender):
        wrong = "EMAIL_FROM tells whoever sees an inbox who writes."
    else:
        return []
    hint = "Use a name and an address that say nothing, such as Front Desk <post@…>."
    return [Warning(wrong, hint=hint, id="config.W002")]


@register()
def the_forms_host_tells_nothing(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Warn where the form's host, which stands in every offer, would tell a stranger who writes.

    By the name in the hub's profile, because a check must not need a database.
    """
    host = urlsplit(settings.FORM_URL).hostname or ""
    name = HubFacts.from_profile(profile.load(settings.HUB)).name
    if not GIVEAWAYS.search(host) and _letters(name) not in _letters(host):
        return []
    wrong = "FORM_URL tells whoever reads a message from us, or a browser's history, who writes."
    hint = "Use a host that says nothing, such as front.example.org."
    return [Warning(wrong, hint=hint, id="config.W003")]


def _letters(text: str) -> str:
    return "".join(letter for letter in text.lower() if letter.isalnum())


@register()
def welsh_is_compiled(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Warn where the pages in Welsh would be in English, because set-up never compiled them."""
    from config.translating import written  # and Babel, which no web server needs

    if written.path().with_suffix(".mo").exists():
        return []
    return [
        Warning(
            "The Welsh catalogue is not compiled, so the form in Welsh would be in English.",
            hint="Run set-up: PYTHONPATH=site python3 -m config.setup run.",
            id="config.W001",
        )
    ]
