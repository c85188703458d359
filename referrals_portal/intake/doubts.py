"""Numbers and addresses that may be wrong: what messages and calls have shown of them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from referrals_portal.actions.asking import Agreed
from referrals_portal.actions.calling_back import SEEN
from referrals_portal.actions.contact import led_astray
from referrals_portal.actions.writing import SAYS_WHAT_IS_SAFE, last
from referrals_portal.intake.panel import Address, Panel, Verdict
from referrals_portal.intake.reading import answers_of, language_of, what_is_safe
from referrals_portal.intake.work import open_work
from referrals_portal.messages.catalogue import TO_PERSON
from referrals_portal.messages.reasons import WRONG_CONTACT, Reason
from referrals_portal.models import OutboxMessage, Referral
from referrals_portal.models.outbox import MessageState
from referrals_portal.safe_contact import SafeContact
from referrals_portal.sealing.opening import CannotOpen, KeysMissing, Lent

_GO_TO = ("sms", "sms", "sms", "email", "letter")
"""Which channel of a message goes to the same number or address as each way of the panel."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """What speaks against a number or an address, in words.

    channel: that of a message which goes there. wrong: nothing is to be sent there any more.
    """

    channel: str
    words: str
    wrong: bool


def doubts(referral: Referral, lent: Lent | None = None) -> list[Doubt]:
    """Return what messages have shown since the person last changed what is safe.

    Of what passes by itself only where the newest message on that channel failed so.
    """
    rows = OutboxMessage.objects.filter(referral=referral.pk, template__in=TO_PERSON)
    if changed := last(referral.pk, *SAYS_WHAT_IS_SAFE):
        rows = rows.filter(created_at__gte=changed)
    newest = {row.channel: row for row in rows.only(*SEEN).order_by("created_at")}
    wrong = {row.channel: row for row in rows.only(*SEEN).filter(failure__in=WRONG_CONTACT)}
    found = [_of_message(row) for row in {**newest, **wrong}.values() if _failed(row)]
    heard = [_of_attempt(channel) for channel in sorted(astray(referral, lent, known=True))]
    return found + [each for each in heard if each.channel not in wrong]


def astray(referral: Referral, lent: Lent | None = None, *, known: bool = False) -> frozenset[str]:
    """Return the channels of messages that may reach somebody else, as attempts have shown.

    known: only those where staff found that the number or address is wrong; otherwise also where
    somebody else answered, for what goes out with nobody looking first.
    """
    attempts = referral.contactattempts.all()  # type: ignore[attr-defined]
    if changed := last(referral.pk, *SAYS_WHAT_IS_SAFE):
        attempts = attempts.filter(at__gte=changed)
    opened = [open_work(row, "attempt", lent) for row in attempts]
    return frozenset(
        led_astray(each["channel"], each["result"])
        for each in opened
        if each and not (known and each["result"] != "wrong_details")
    ) - {""}


def agreed_to_be_asked(referral: Referral, lent: Lent | None = None) -> Agreed | None:
    """Return how somebody may be asked how we did; None unless they agreed, or it does not open.

    For a rule, never for a page: nobody reads anything. Raises `Locked`.
    """
    try:
        if answers_of(referral, lent).get("survey", {}).get("survey") != "yes":
            return None
        return Agreed(
            safe=what_is_safe(referral, lent),
            language=language_of(referral, lent),
            wrong=astray(referral, lent),
        )
    except (CannotOpen, KeysMissing):
        return None


def marked(panel: Panel, safe: SafeContact, found: Sequence[Doubt]) -> Panel:
    """Return the panel with every doubt beside what it is about; what is wrong is not offered."""
    goes_to = {"sms": safe.phone, "email": safe.email, "letter": safe.address}
    about = {goes_to[each.channel]: each for each in sorted(found, key=lambda each: each.wrong)}
    wrong = {each.channel for each in found if each.wrong}
    return replace(
        panel,
        addresses=tuple(_with(each, about.get(each.text)) for each in panel.addresses),
        ways=tuple(
            Verdict(way.name, "no", _do_not_use()) if channel in wrong else way
            for way, channel in zip(panel.ways, _GO_TO, strict=True)
        ),
    )


def _with(address: Address, doubt: Doubt | None) -> Address:
    if doubt is None:
        return address
    if doubt.wrong:
        return Address(address.text, "", False, doubt.words)
    return replace(address, words=" ".join(filter(None, (address.words, doubt.words))))


def _failed(row: OutboxMessage) -> bool:
    return row.state == MessageState.FAILED and row.failure in Reason.values


def _of_message(row: OutboxMessage) -> Doubt:
    wrong = row.failure in WRONG_CONTACT
    words = _("A message there did not arrive (%(day)s): %(why)s.") % {
        "day": _day(row.created_at),
        "why": Reason(row.failure).label,
    }
    return Doubt(row.channel, f"{words} {_do_not_use()}" if wrong else words, wrong)


def _of_attempt(channel: str) -> Doubt:
    words = _("A colleague found that this is wrong.")
    return Doubt(channel, f"{words} {_do_not_use()}", wrong=True)


def _do_not_use() -> str:
    return _("It may be wrong: do not use it.")


def _day(moment: datetime) -> str:
    return date_format(timezone.localtime(moment), "j F")
