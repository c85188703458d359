"""``manage.py questions``: every question of the journey, in order."""

import json
from collections.abc import Iterator
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.urls import reverse

from referrals_portal.steps import CALL, STEPS

ALL: dict[str, dict[str, Any]] = {
    "contact": {"phone": "07700 900300", "email": "name@example.org", "address": "1 Example Road"},
    "safe": {
        "whose_phone": "mine",
        "call": "yes",
        "text": "yes",
        "whose_email": "mine",
        "email": "yes",
    },
}
"""Answers under which a form that adapts offers everything it can."""


class Command(BaseCommand):
    """Prints the questions, for the documentation, translators and tests."""

    help = "Print every question of the journey, in order."

    def add_arguments(self, parser: CommandParser) -> None:
        """Accept ``--json``."""
        parser.add_argument("--json", action="store_true", help="as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print them."""
        questions = list(all_questions())
        if options["json"]:
            self.stdout.write(json.dumps(questions, ensure_ascii=False, indent=2))
            return
        for question in questions:
            step = question["step"]
            address = reverse("journey:step", args=[step])
            self.stdout.write(f"{address} {step}.{question['field']}: {question['label']}")


def all_questions() -> Iterator[dict[str, Any]]:
    """Yield each question as the contract describes it; the one page for a call comes last."""
    for step in (*STEPS, CALL):
        for name, field in step.form(answers=ALL).fields.items():
            datum = step.form.classified[name]
            yield {
                "step": step.key,
                "field": name,
                "label": str(field.label),
                "type": type(field.widget).__name__,
                "choices": [
                    {"value": str(value), "label": str(label)}
                    for value, label in getattr(field, "choices", [])
                ],
                "required": field.required,
                "applies_when": step.applies_when,
                "personal": datum.personal,
                "sensitive": datum.sensitive,
            }
