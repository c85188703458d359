"""One stand-in for a file of tests, as new for each; its clock stands still unless moved."""

from collections.abc import Iterator

import pytest
from notifications_python_client.notifications import NotificationsAPIClient

from tests.standins.driving import NOON, OWN, TOKEN, client_of
from tests.standins.notify import NotifyStandIn
from tests.standins.notify.clock import Clock


@pytest.fixture(scope="module")
def running() -> Iterator[NotifyStandIn]:
    with NotifyStandIn(clock=Clock(NOON.timestamp), receipts_token=TOKEN) as standin:
        yield standin


@pytest.fixture
def notify(running: NotifyStandIn) -> Iterator[NotifyStandIn]:
    running.reset()
    running.receipts.url = None
    running.service.templates.update({template.id: template for template in OWN})
    yield running
    assert running.crashes == []


@pytest.fixture
def client(notify: NotifyStandIn) -> Iterator[NotificationsAPIClient]:
    with client_of(notify) as client:
        yield client
