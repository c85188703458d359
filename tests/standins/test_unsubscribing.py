"""How whoever receives emails can end them."""

import re
import uuid
from typing import Any

import requests
from notifications_python_client.notifications import NotificationsAPIClient

from tests.standins.driving import (
    EMAIL,
    letter,
    send_email,
)
from tests.standins.notify import (
    CONFIRMATION_EMAIL,
    NotifyStandIn,
)

LINKED = letter("Dear reader", unsubscribe_link=True)


def headers_of(notify: NotifyStandIn) -> Any:
    listed = requests.get(f"{notify.url}/_control/messages", timeout=5).json()
    return listed["messages"][0]["headers"]


def test_the_callers_own_link_is_echoed_and_in_the_emails_head(
    notify: NotifyStandIn, client: NotificationsAPIClient
) -> None:
    url = "https://example.org/end"
    notify.service.templates[LINKED.id] = LINKED
    for template in (CONFIRMATION_EMAIL, LINKED.id):
        answer = client.send_email_notification(
            EMAIL, template, {"reference": "HP-1"}, one_click_unsubscribe_url=url
        )
        assert answer["content"]["one_click_unsubscribe_url"] == url
        shown = client.get_notification_by_id(answer["id"])
        assert shown["one_click_unsubscribe_url"] == url
        assert headers_of(notify) == {
            "List-Unsubscribe": f"<{url}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        }
    assert notify.messages[1].as_seen.endswith(url)


def test_a_template_may_have_a_link_of_notifys(
    notify: NotifyStandIn, client: NotificationsAPIClient
) -> None:
    notify.service.templates[LINKED.id] = LINKED
    answer = client.send_email_notification(EMAIL, LINKED.id)
    assert answer["content"]["one_click_unsubscribe_url"] is None
    link = client.get_notification_by_id(answer["id"])["one_click_unsubscribe_url"]
    assert re.fullmatch(re.escape(f"{notify.url}/unsubscribe/{answer['id']}/") + r"[\w-]+", link)
    assert notify.messages[0].as_seen == f"Dear reader\n\nUnsubscribe from these emails: {link}"
    assert headers_of(notify)["List-Unsubscribe"] == f"<{link}>"
    said = requests.post(link, "List-Unsubscribe=One-Click", timeout=5)
    assert (said.status_code, said.json()["message"]) == (200, "Unsubscribe successful")
    for wrong in (f"{link}x", f"{notify.url}/unsubscribe/{uuid.uuid4()}/x"):
        assert requests.post(wrong, timeout=5).status_code == 404


def test_an_email_without_a_link_has_nothing_about_it(
    notify: NotifyStandIn, client: NotificationsAPIClient
) -> None:
    send_email(client)
    assert headers_of(notify) == {}
    assert "nsubscribe" not in notify.messages[0].as_seen
