"""Going the whole way to the check page, whoever the person is."""

from typing import Any

from referrals_portal.journey import routing
from tests.journey.conftest import Visitor, hidden
from tests.journey.people import ANSWERS


def walk_to_check(visitor: Visitor, **changes: dict[str, Any]) -> dict[str, str]:
    """Answer every question that is asked; return the hidden fields of the check page."""
    answers = {step: given for step, given in (ANSWERS | changes).items() if step != "call"}
    for step in routing.path(answers):
        response = visitor.post(step, answers.get(step))
        assert response.status_code == 303, (step, response.content.decode())
    return hidden(visitor.get("check").content.decode())
