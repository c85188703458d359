"""A crew of one, in the test's own process, for whom death is an exception."""

import random
from dataclasses import dataclass, field
from typing import NoReturn

import pytest
from django.test import Client, override_settings

from config.drill import deaths
from config.drill.crews import TIMEOUT, Orders, do_the_chores
from config.drill.receipts import any_forgery
from config.management.commands import worker
from hub import snapshot
from hub.models import Hub
from referrals_portal.messages import notify as our_notify
from tests.config.conftest import ON_POSTGRESQL
from tests.messages.conftest import TOKEN, key_folder, keys, notify, stand_in  # noqa: F401

# Real workers share PostgreSQL, and once is enough for what takes so long.
collect_ignore_glob = [] if ON_POSTGRESQL else ["test_command.py"]


class Killed(BaseException):
    """Nothing in the product can catch this: `kill -9`, as near as one process can come to it."""


def die() -> NoReturn:
    raise Killed


@dataclass
class Alone:
    """Works for as long as it lives; then another one takes its place, sometimes at once."""

    chance: random.Random
    deadly: bool = True
    died: int = 0
    complaints: list[str] = field(default_factory=list)

    def work(self, orders: Orders) -> None:
        mortal = self.deadly and self.chance.random() < 0.5
        fate = deaths.any_death(self.chance) if mortal else None
        try:
            with override_settings(**orders.settings), deaths.arranged(fate, die):
                failing = do_the_chores(orders.at)
                self.complaints += [f"{name} failed" for name in failing]
        except Killed:
            our_notify.hang_up()
            self.died += 1
            if self.chance.random() < 0.5:
                self.work(orders)

    def calm(self) -> None:
        self.deadly = False


@dataclass
class Hall:
    """Takes receipts from the stand-in's threads, and brings them to our address in ours."""

    url: str = "http://testserver/messages/receipts/"
    nowhere: str = "http://nowhere.example.org/"
    waiting: list[bytes] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    brought: int = 0

    def take(self, url: str, token: str, body: bytes) -> int:
        if url == self.nowhere:
            raise ConnectionRefusedError
        assert (url, token) == (self.url, TOKEN)
        self.waiting.append(body)
        return 204

    def bring(self) -> None:
        while self.waiting:
            body, headers = self.waiting.pop(0), {"Authorization": f"Bearer {TOKEN}"}
            answer = Client().post(self.url, body, content_type="application/json", headers=headers)
            assert answer.status_code == 204
            self.brought += 1

    def forge(self, chance: random.Random) -> None:
        for attack in any_forgery(chance, TOKEN):
            answer = Client(enforce_csrf_checks=True).generic(
                attack.method,
                f"/messages/receipts/{attack.query}",
                attack.body,
                attack.kind,
                headers=attack.headers,
            )
            if answer.status_code != attack.answer:
                self.wrong.append(attack.what)


@pytest.fixture
def hall(notify) -> Hall:  # noqa: F811
    """Where receipts go; the stand-in's clock stands still but for orders."""
    hall = Hall()
    notify.receipts.url, notify.receipts.post = hall.url, hall.take
    return hall


@pytest.fixture
def quick(monkeypatch) -> None:
    """Whoever hangs is not waited for as long as in life."""
    monkeypatch.setattr(our_notify, "TIMEOUT", TIMEOUT)
    monkeypatch.setattr(worker, "close_old_connections", lambda: None)
    our_notify.hang_up()


@pytest.fixture
def another_way(db) -> None:
    """The hub's rules let a message go by another way that is safe."""
    hub = Hub.objects.first() or Hub()
    hub.rules = {"messages": {"try_another_way": True}}
    hub.slug = hub.slug or "drill"
    hub.save()
    snapshot.forget()
