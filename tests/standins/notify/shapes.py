"""The JSON that Notify shows of messages and templates."""

from datetime import datetime
from typing import Any

from tests.standins.notify.gsm import parts
from tests.standins.notify.services import Service
from tests.standins.notify.store import Message
from tests.standins.notify.templates import CREATED_AT, Template

POUNDS_PER_PART = 0.024


def written(moment: datetime | None) -> str | None:
    """A moment as Notify writes it: UTC with microseconds and a Z."""
    return moment.strftime("%Y-%m-%dT%H:%M:%S.%fZ") if moment else None


def created(message: Message, base: str, changes: dict[str, Any]) -> dict[str, Any]:
    """The answer to an accepted POST. `changes` is what was sanitised."""
    template = message.template
    answer: dict[str, Any] = {
        "id": message.id,
        "reference": message.reference,
        "template": {
            "id": template.id,
            "version": template.version,
            "uri": f"{base}/services/{message.service_id}/templates/{template.id}",
        },
        "uri": f"{base}/v2/notifications/{message.id}",
        "scheduled_for": None,
    }
    if message.channel == "sms":
        return answer | {"content": {"body": message.body, "from_number": message.sender}}
    content = {
        "subject": message.subject,
        "body": message.body,
        "from_email": message.sender,
        "one_click_unsubscribe_url": message.unsubscribe_url,
    }
    return answer | {"content": content, "sanitised_content": changes}


def notification(message: Message, base: str) -> dict[str, Any]:
    """What GET shows of a message."""
    template, sms = message.template, message.channel == "sms"
    fragments = parts(message.as_seen) if sms else 0
    costs = {
        "billable_sms_fragments": fragments,
        "international_rate_multiplier": 1.0,
        "sms_rate": POUNDS_PER_PART,
    }
    return {
        "id": message.id,
        "reference": message.reference,
        "email_address": None if sms else message.to,
        "phone_number": message.to if sms else None,
        **{f"line_{number}": None for number in range(1, 7)},
        "postcode": None,
        "type": message.channel,
        "status": message.status,
        "template": {
            "id": template.id,
            "version": template.version,
            "uri": f"{base}/v2/template/{template.id}/version/{template.version}",
        },
        "body": message.body,
        "subject": message.subject,
        "created_at": written(message.created_at),
        "created_by_name": None,
        "sent_at": written(message.sent_at),
        "completed_at": written(message.completed_at),
        "scheduled_for": None,
        "postage": None,
        "one_click_unsubscribe_url": message.unsubscribe_url or message.own_unsubscribe_url,
        "cost_in_pounds": round(fragments * POUNDS_PER_PART, 4),
        "cost_details": costs if sms else {},
        "is_cost_data_ready": True,
    }


def receipt(message: Message) -> dict[str, Any]:
    """What is posted to the service when a message comes to its end."""
    return {
        "id": message.id,
        "reference": message.reference,
        "to": message.to,
        "status": message.status,
        "created_at": written(message.created_at),
        "completed_at": written(message.completed_at),
        "sent_at": written(message.sent_at),
        "notification_type": message.channel,
        "template_id": message.template.id,
        "template_version": message.template.version,
    }


def template(found: Template, service: Service) -> dict[str, Any]:
    """What GET shows of a template."""
    return {
        "id": found.id,
        "name": found.name,
        "type": found.type,
        "version": found.version,
        "body": found.body,
        "subject": found.subject,
        "personalisation": {name: {"required": True} for name in found.placeholders},
        "created_at": CREATED_AT,
        "updated_at": None,
        "created_by": f"editor@{service.from_email.partition('@')[2]}",
        "postage": None,
        "letter_contact_block": None,
    }
