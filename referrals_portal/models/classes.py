"""The kinds of stored data in the portal, for the data register."""

from core.classification import Datum

RETENTION = "with its referral, when the hub's retention says"

SEALED = Datum(True, True, "staff of the queue, opened in their process", RETENTION)
CLEAR = Datum(False, False, "staff of the queue", RETENTION)
PSEUDONYM = Datum(True, False, "staff of the queue, and the person", RETENTION)
WHO_DID_IT = Datum(True, False, "staff of the queue", RETENTION)
DRAFT = Datum(True, True, "only the visitor whose cookie opens it", "24 hours after it was begun")
DRAFT_CLOCK = Datum(False, False, "nobody", "24 hours after it was begun")
RECIPIENT = Datum(True, True, "the worker that sends it", "when the message is final")
RECIPIENT_OF_OFFER = Datum(
    True, True, "nobody; the worker makes digests of it", "minutes, until the worker has"
)
TALLY = Datum(True, False, "nobody; the worker compares it", "until the next day")
RECEIPT = Datum(False, False, "nobody; the worker applies it", "30 days after it was applied")
RETURNING = Datum(True, True, "only whoever has the code and the words", RETENTION)
RETURN_CLOCK = Datum(False, False, "nobody", "a day after the last wrong guess")
ARRIVAL = Datum(True, False, "nobody; the form compares it", "24 hours after it was written")
COUNTED = Datum(False, False, "staff who write the hub's reports", "until the hub deletes it")
"""A count of many people; says nothing about any one of them."""
OPERATING = Datum(False, False, "operators", "never; one row for each channel")
"""How sending goes as a whole; says nothing about any message."""
CODE = Datum(True, False, "nobody; the form compares it", RETENTION)
RECIPIENT_DIGESTS = Datum(True, False, "nobody; the worker compares it", RETENTION)
OPTED_OUT = Datum(True, False, "nobody; the worker compares it", "never: they said never again")
DISPATCH = Datum(False, False, "staff of the queue", RETENTION)
"""What a message is doing; says nothing about anyone."""
