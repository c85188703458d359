"""Attacks on one message that Notify has taken in, one after another; then its true receipts."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from config.drill import attacks, standing
from config.drill.attacks import Attack
from config.drill.crews import Orders, Processes
from config.drill.letters import CANARY
from config.drill.orders import StandIn
from config.drill.receipts import AtTheDoor
from config.drill.table import Row
from referrals_portal.messages import outbox
from referrals_portal.messages.envelope import Way
from referrals_portal.models import OutboxMessage, Receipt
from referrals_portal.models.outbox import MessageState


def tried(notify: StandIn, door: AtTheDoor, crew: Processes) -> Iterator[Row]:
    """Yield a row for each attack: how it was answered, and whether it changed anything."""
    crew.calm()
    at = datetime.now(UTC)
    row = _taken_in(notify, crew, at)
    if row.notification_id is None:
        yield Row("a message to attack", "was not taken in", ["there is none"])
        return
    false = attacks.receipt(row.reference, row.notification_id, "permanent-failure")
    for attack in attacks.by_strangers(false, door.token):
        yield _row(attack, door, crew, at, row, may_be_kept=False)
    for attack in attacks.by_whoever_has_the_token(false, door.token):
        yield _row(attack, door, crew, at, row, may_be_kept=True)
    yield _in_any_order(row, door, crew, at)
    standing.clear()


def _taken_in(notify: StandIn, crew: Processes, at: datetime) -> OutboxMessage:
    notify.order(receipts={"lost": True})
    row = outbox.queue(
        referral=None,
        template="ROTA",
        ways=(Way("email", f"{CANARY}.rota@example.org"),),
        personalisation={},
        at=at,
        language="en",
    )
    if row is None:
        raise RuntimeError("Nothing can be sent by email here.")
    crew.work(Orders(at, {}))
    return OutboxMessage.objects.get(pk=row.pk)


def _row(
    attack: Attack, door: AtTheDoor, crew: Processes, at: datetime, row: OutboxMessage,
    *, may_be_kept: bool,
) -> Row:  # fmt: skip
    before = Receipt.objects.count()
    status = door.ask(attack)
    kept = Receipt.objects.count() - before
    crew.work(Orders(at + timedelta(minutes=1), {}))
    now = OutboxMessage.objects.get(pk=row.pk)
    wrong = [] if status == attack.answer else [f"it should have been answered {attack.answer}"]
    if now.state != MessageState.ACCEPTED:
        wrong.append(f"the message it was about became {now.state}")
    if kept and not (may_be_kept and attack.answer == 204):
        wrong.append("it was kept")
    return Row(f"a receipt: {attack.what}", f"answered {status}", wrong)


def _in_any_order(row: OutboxMessage, door: AtTheDoor, crew: Processes, at: datetime) -> Row:
    """Bring true receipts five times each, the last first, with others before and after."""
    for status in ["delivered"] * 5 + ["sending", "created", "temporary-failure"] * 2:
        body = attacks.receipt(row.reference, row.notification_id or row.pk, status)
        bearer = f"Bearer {door.token}"
        door.ask(Attack(status, 204, json.dumps(body).encode(), authorization=bearer))
        crew.work(Orders(at + timedelta(minutes=2), {}))
    now = OutboxMessage.objects.get(pk=row.pk)
    wrong = [] if now.state == MessageState.DELIVERED else [f"the message became {now.state}"]
    return Row("true receipts, five times and out of order", f"the message is {now.state}", wrong)
