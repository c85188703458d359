"""What happened to a referral, and who did it. Written once, never changed."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from referrals_portal.models.classes import CLEAR, WHO_DID_IT


class Kind(models.TextChoices):
    """Everything that can happen to a referral."""

    RECEIVED = "received", _("Received")
    OPENED = "opened", _("Opened")
    TAKEN = "taken", _("Taken")
    GIVEN = "given", _("Given to a colleague")
    RELEASED = "released", _("Given back to the queue")
    NOTE_ADDED = "note_added", _("Note added")
    CONTACT_ATTEMPTED = "contact_attempted", _("Contact attempted")
    STATUS_CHANGED = "status_changed", _("Status changed")
    PRIORITY_CHANGED = "priority_changed", _("Priority changed")
    PRIORITY_CONFIRMED = "priority_confirmed", _("Priority confirmed")
    TEAM_CHANGED = "team_changed", _("Given to another team")
    CRIME_RECORDED = "crime_recorded", _("The police recorded the crime")
    WORKED_OUT_AGAIN = "worked_out_again", _("Due times worked out again")
    CLOSED = "closed", _("Closed")
    REOPENED = "reopened", _("Reopened")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    ASKED_BACK = "asked_back", _("They asked to take it back; a senior must look first")
    WAYS_BACK_ENDED = "ways_back_ended", _("Their ways back were ended")
    WRONG_WORD = "wrong_word", _("A wrong word was said for it")
    CLAIMED = "claimed", _("Taken over by the person themselves")
    SAFE_CHANGED = "safe_changed", _("What is safe was changed by the person")
    OFFER_ARRIVED = "offer_arrived", _("Our offer has arrived, as far as we know")
    OFFER_ACCEPTED = "offer_accepted", _("They said yes to our offer")
    OFFER_LATER = "offer_later", _("They may want support later")
    CODE_ANSWERED = (
        "code_answered",
        _("Somebody answered our offer by its code, though we had spoken with them"),
    )
    OPTED_OUT = "opted_out", _("They do not want to hear from us again")
    NEVER_THERE = "never_there", _("Somebody at a number or address given asked us never to write")
    MESSAGE_QUEUED = "message_queued", _("A message was written")
    APPOINTMENT_MADE = "appointment_made", _("An appointment was made")
    APPOINTMENT_OFF = "appointment_off", _("An appointment was cancelled")
    TASK_DONE = "task_done", _("Something was done that a message left to do")
    SENIOR_SEEN = "senior_seen", _("Seen by a senior member of staff")
    VOUCHED = "vouched", _("Found to be from a person")
    REWRAPPED = "rewrapped", _("Key replaced")


class Event(models.Model):
    """One thing that was done to one referral.

    It has no foreign keys, so it outlives what it tells of; ``by_name`` is the account's name at
    the time, empty for the form itself. ``detail`` is a code such as a status, never words. The
    arrival's time is rounded down to the hour like the referral's.
    """

    uuid = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    referral = models.UUIDField(db_index=True)
    kind = models.CharField(max_length=20, choices=Kind)
    at = models.DateTimeField()
    by = models.BigIntegerField(null=True)
    by_name = models.CharField(max_length=150, blank=True, default="")
    detail = models.CharField(max_length=60, blank=True, default="")

    classified = {
        "uuid": CLEAR,
        "referral": CLEAR,
        "kind": CLEAR,
        "at": CLEAR,
        "by": WHO_DID_IT,
        "by_name": WHO_DID_IT,
        "detail": CLEAR,
    }

    class Meta:
        ordering = ["at"]

    def __str__(self) -> str:
        return f"{self.kind} {self.at:%Y-%m-%d %H:%M}"
