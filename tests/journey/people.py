"""The answers of a clearly invented person, whom most tests of the journey walk with."""

from tests.personas import anyone

ANSWERS = anyone() | {
    "name": {"name": "Llŷr O'Brien-李", "age_band": "18_59"},
    "contact": {"phone": "07700 900301", "email": "llyr@example.org"},
    "message": {"confirm_by": "text"},
}
