"""The answers of a clearly invented person, whom most tests of the journey walk with."""

from tests.personas import anyone

ANSWERS = anyone() | {
    "name": {"name": "Llŷr O'Brien-李", "age_band": "18_59"},
    "contact": {"phone": "07700 900301", "email": "llyr@example.org"},
    "details": {"crime_types": ["burglary", "theft"], "words": "CANARY-words\nsecond line"},
    "message": {"confirm_by": "text"},
}
CALL = ANSWERS.pop("call")
"""Of somebody who only asks for a call: a way of its own."""
