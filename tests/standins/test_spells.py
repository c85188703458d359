"""A while of faults at the stand-in, and what a simulation can count in it."""

from typing import Any

import pytest
import requests
from notifications_python_client.notifications import NotificationsAPIClient

from tests.standins.driving import order, payload, refusal, send_text, token
from tests.standins.notify import NotifyStandIn

POSTS = 120


def statuses(notify: NotifyStandIn, count: int = POSTS) -> list[int]:
    """What so many texts are answered with, each with a reference of its own; 0 for nothing."""
    with requests.Session() as session:
        return [status_of(session, notify, f"r-{number}") for number in range(count)]


def status_of(session: requests.Session, notify: NotifyStandIn, reference: str) -> int:
    url, body = f"{notify.url}/v2/notifications/sms", payload("sms", {"reference": reference})
    headers = {"Authorization": f"Bearer {token()}"}
    try:
        return session.post(url, json=body, headers=headers, timeout=5).status_code
    except requests.ConnectionError:
        return 0


def accepted(notify: NotifyStandIn) -> dict[str, int]:
    listed = requests.get(f"{notify.url}/_control/references", timeout=5).json()
    assert listed["without"] == 0
    return listed["references"]


def test_a_spell_lasts_until_it_is_ended(
    notify: NotifyStandIn, client: NotificationsAPIClient
) -> None:
    order(notify, faults={"kinds": ["500"]})
    assert [refusal(send_text, client)[0] for _ in range(5)] == [500] * 5
    assert client.get_all_notifications()["notifications"] == []
    assert order(notify, faults=None)["met"] == {"500": 5}
    assert send_text(client)
    order(notify, faults={"kinds": ["500"], "on": "*"})
    assert refusal(client.get_all_templates)[0] == 500
    order(notify, reset=True)
    assert order(notify)["met"] == {}
    assert send_text(client)


def test_a_share_of_the_posts_meets_one_of_the_faults(notify: NotifyStandIn) -> None:
    kinds = ["500", "503", {"kind": "502", "accepts": True}, "drop", "reset"]
    order(notify, faults={"kinds": kinds, "share": 0.3, "seed": 7})
    first = statuses(notify)
    met = order(notify)["met"]
    assert set(met) == {"500", "503", "502", "drop", "reset"}
    assert POSTS * 0.15 < sum(met.values()) < POSTS * 0.45
    assert first.count(201) == POSTS - sum(met.values())
    assert first.count(0) == met["drop"] + met["reset"]
    kept = accepted(notify)
    assert len(kept) == first.count(201) + met["502"] + met["drop"]
    assert set(kept.values()) == {1}


def test_the_same_seed_gives_the_same_while(notify: NotifyStandIn) -> None:
    seen = []
    for seed in (1, 1, 2):
        order(notify, reset=True, faults={"kinds": ["500", "503"], "share": 0.5, "seed": seed})
        seen.append(statuses(notify, 40))
    assert seen[0] == seen[1] != seen[2]


def test_there_can_be_several_and_what_was_ordered_singly_comes_first(
    notify: NotifyStandIn, client: NotificationsAPIClient
) -> None:
    spells: list[dict[str, Any]] = [{"kinds": ["503"], "on": "GET"}, {"kinds": ["500"]}]
    order(notify, faults=spells, next=["429"])
    assert [refusal(send_text, client)[0] for _ in range(2)] == [429, 500]
    assert refusal(client.get_all_templates)[0] == 503


def test_a_share_of_nothing_is_nothing(notify: NotifyStandIn) -> None:
    order(notify, faults={"kinds": ["500"], "share": 0, "on": "*"})
    assert set(statuses(notify, 20)) == {201}


def test_messages_are_counted_by_reference_even_when_they_are_kept_no_longer(
    notify: NotifyStandIn, client: NotificationsAPIClient
) -> None:
    for reference in ("a", "a", "b"):
        send_text(client, reference=reference)
    order(notify, advance=8 * 86400)
    send_text(client, reference="b")
    assert len(notify.messages) == 1
    assert accepted(notify) == {"a": 2, "b": 2}
    assert client.get_all_notifications(reference="a")["notifications"] == []
    assert len(client.get_all_notifications(reference="b")["notifications"]) == 1
    order(notify, reset=True)
    assert accepted(notify) == {}


@pytest.mark.parametrize("method", ["PUT", "POST", "DELETE"])
def test_the_count_can_only_be_read(notify: NotifyStandIn, method: str) -> None:
    url = f"{notify.url}/_control/references"
    assert requests.request(method, url, timeout=5).status_code == 405
