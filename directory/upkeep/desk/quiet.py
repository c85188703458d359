"""Wagtail's own emails about workflows are off: it would write recipients into the log."""

from typing import Any

from wagtail.models import TaskState, WorkflowState
from wagtail.signals import task_submitted, workflow_approved, workflow_rejected, workflow_submitted

_WIRES = (
    (task_submitted, TaskState, "group_approval_task_submitted_email_notification"),
    (workflow_submitted, WorkflowState, "workflow_state_submitted_email_notification"),
    (workflow_rejected, WorkflowState, "workflow_state_rejected_email_notification"),
    (workflow_approved, WorkflowState, "workflow_state_approved_email_notification"),
)


def send_no_emails() -> list[Any]:
    """Cut the wires that Wagtail laid when it started; there are no addresses to register.

    What waits for somebody stands on the first page of their CMS.
    """
    for signal, sender, name in _WIRES:
        signal.disconnect(sender=sender, dispatch_uid=name)
    return []
