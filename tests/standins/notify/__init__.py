"""A stand-in for GOV.UK Notify: a real HTTP server that sends nothing to anybody.

It answers as Notify's version 2 API does for texts and emails: authentication, the order and
the words of its refusals, limits, statuses, and delivery receipts. Tests can make it fail.

In a test::

    with NotifyStandIn(receipts_url=url, receipts_token=token) as notify:
        client = NotificationsAPIClient(notify.api_key, base_url=notify.url)
        ...
        notify.advance(10)          # seconds: messages move on, receipts are posted

By hand: ``python -m tests.standins.notify --port 8010``.

What it can be told to do, wrong answers included, is in a table in `control`.

Not covered: letters (refused as a service without them would be), inbound texts, complaints, what
the file service refuses except for size, and the two seconds for which Notify remembers keys.
"""

from tests.standins.notify.standin import NotifyStandIn
from tests.standins.notify.templates import CONFIRMATION_EMAIL, CONFIRMATION_SMS, TEMPLATES

__all__ = ["CONFIRMATION_EMAIL", "CONFIRMATION_SMS", "TEMPLATES", "NotifyStandIn"]
