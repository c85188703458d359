"""What the directory says is due, handed to the messages: reminders, and links for services.

Neither is about a person who asked for help, and neither has anything of a referral.
"""

from datetime import datetime
from uuid import UUID, uuid5

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import translation

from core.rounding import to_the_hour
from directory.models import ProviderLink
from directory.upkeep import links
from directory.upkeep.facts import day_of
from directory.upkeep.reminding import Reminder, reminders
from hub.snapshot import current_hub
from referrals_portal.messages import outbox
from referrals_portal.messages.envelope import Way
from referrals_portal.messages.weekly import due_monday
from referrals_portal.models import OutboxMessage

DUE, CHECK = "DIRECTORY_DUE", "DIRECTORY_CHECK"
REMINDERS = UUID("3c1f54a1-3f0e-4f43-93a7-7c7a1d7f7d52")
"""Under which the keys of all reminders are made, so that a week has one for each keeper."""


def remind(at: datetime) -> int:
    """Write this week's reminders that are not written yet, in the worker; return how many."""
    if "email" not in outbox.channels():
        return 0
    monday = due_monday(at).isoformat()
    with translation.override("en-gb"):
        due = reminders(day_of(at))
    keys = {uuid5(REMINDERS, f"{monday} {each.keeper}"): each for each in due}
    written = set(OutboxMessage.objects.filter(pk__in=keys).values_list("pk", flat=True))
    return sum(_write(key, each, at) for key, each in keys.items() if key not in written)


def _write(key: UUID, reminder: Reminder, at: datetime) -> int:
    try:
        with transaction.atomic():
            outbox.queue(
                referral=None,
                template=DUE,
                ways=(Way("email", reminder.to),),
                personalisation={
                    "report": reminder.report,
                    "address": f"{settings.CMS_URL}/cms/directory/due/",
                },
                at=to_the_hour(at),
                language="en",
                uuid=key,
            )
    except IntegrityError:
        return 0  # another worker was quicker
    return 1


def send_next_link(at: datetime) -> int:
    """Make and hand on one link that an editor asked for, in the worker; return 0 or 1.

    Where no email can be sent from here it waits, and the CMS says that it does.
    """
    if "email" not in outbox.channels():
        return 0
    with transaction.atomic():
        link = links.asked()
        if link is None:
            return 0
        if links.may_be_asked(link.service):
            _send(link, at)
        else:
            links.give_up(link)
    return 1


def _send(link: ProviderLink, at: datetime) -> None:
    token = links.make(link, at)
    outbox.queue(
        referral=None,
        template=CHECK,
        ways=(Way("email", link.sent_to),),
        personalisation={
            "hub": current_hub().name,
            "address": f"{settings.SITE_URL}/services/check/{token}/",
        },
        at=to_the_hour(at),
        language="en",
    )
