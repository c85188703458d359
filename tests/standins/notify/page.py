"""The page at /: what would have been sent, as the people it is for would see it."""

from datetime import datetime
from html import escape
from zoneinfo import ZoneInfo

from tests.standins.notify.store import Message

SHOWN_AT_MOST = 200
LONDON = ZoneInfo("Europe/London")
CHANNELS = {"sms": "Text message", "email": "Email"}
STATUSES = {
    "created": "Waiting to go",
    "sending": "On its way",
    "pending": "On its way",
    "sent": "Handed to a network abroad",
    "delivered": "Delivered",
    "temporary-failure": "Did not arrive: phone off or inbox full",
    "permanent-failure": "Did not arrive: no such number or address",
    "technical-failure": "Did not go: a technical fault",
}
DOCUMENT = """\
<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>{title}</title>
<link rel="stylesheet" href="/style.css">
</head>
<body>
<header>
<h1>Messages that would have been sent</h1>
<p class="promise"><strong>Nothing left this machine.</strong>
This page stands in for GOV.UK Notify, the service that sends texts and emails.
It keeps what it is given, shows it here, and sends it to nobody.</p>
<p><a href="/">Look again</a></p>
</header>
<main>
{messages}
</main>
</body>
</html>
"""
MESSAGE = """\
<article>
<h2>{channel} to {to}</h2>
<div class="{kind}">
<p class="from">From {sender}</p>
{subject}{body}
</div>
<dl>
<div><dt>When</dt><dd><time datetime="{machine_time}">{time}</time></dd></div>
<div><dt>What became of it</dt><dd class="{status}">{status_words}</dd></div>
<div><dt>Template</dt><dd>{template}</dd></div>
</dl>
</article>"""
NONE_YET = '<p class="none">No messages yet. Send one, then look again.</p>'


def render(messages: list[Message]) -> bytes:
    """The page as UTF-8: newest first, at most 200. Every value is escaped."""
    newest = messages[: -SHOWN_AT_MOST - 1 : -1]
    count = len(messages)
    title = f"{count} message{'' if count == 1 else 's'} – stand-in for GOV.UK Notify"
    shown = "\n".join(_message(message) for message in newest) or NONE_YET
    # What a caller sent may hold half a surrogate pair.
    return DOCUMENT.format(title=title, messages=shown).encode("utf-8", "replace")


def _message(message: Message) -> str:
    subject = f'<p class="subject">{escape(message.subject)}</p>\n' if message.subject else ""
    return MESSAGE.format(
        channel=CHANNELS[message.channel],
        kind="phone" if message.channel == "sms" else "inbox",
        to=escape(message.to),
        sender=escape(message.sender),
        subject=subject,
        body=_paragraphs(message.as_seen),
        machine_time=message.created_at.isoformat(),
        time=_said(message.created_at),
        status=escape(message.status),
        status_words=STATUSES[message.status],
        template=escape(message.template.name),
    )


def _paragraphs(text: str) -> str:
    parts = (part for part in text.split("\n\n") if part.strip())
    return "\n".join(f"<p>{escape(part.strip())}</p>" for part in parts)


def _said(moment: datetime) -> str:
    local = moment.astimezone(LONDON)
    return f"{local:%A} {local.day} {local:%B %Y}, {local:%H:%M:%S}"
