"""The macros draw what the Design System's own fixtures of this version say, to the tag."""

import json
import re
from pathlib import Path

import pytest

from core.jinja import environment

COMPONENTS = (
    Path(__file__).resolve().parents[2] / "node_modules/govuk-frontend/dist/govuk/components"
)
OURS = (
    "button", "checkboxes", "date-input", "error-message", "error-summary", "fieldset", "hint",
    "input", "label", "radios", "select", "textarea",
)  # fmt: skip
TEMPLATE = (
    '{{% from "govuk_frontend_jinja/components/{name}/macro.html" import {macro} %}}'
    "{{{{ {macro}(params) }}}}"
)


def fixtures() -> list[tuple[str, dict]]:
    found = []
    for name in OURS:
        path = COMPONENTS / name / "fixtures.json"
        assert path.is_file(), "govuk-frontend is not installed; `make test` installs it"
        for fixture in json.loads(path.read_text(encoding="utf-8"))["fixtures"]:
            found.append((name, fixture))
    return found


def flat(html: str) -> str:
    html = re.sub(
        r"\s+", " ", html.replace("&quot;", '"').replace("&#34;", '"').replace("&#39;", "'")
    )
    return re.sub(r" ?([<>]) ?", r"\1", html).strip()


@pytest.mark.parametrize("name", OURS)
def test_the_markup_is_the_official_markup(name):
    macro = "govuk" + "".join(part.capitalize() for part in name.split("-"))
    template = environment().from_string(TEMPLATE.format(name=name, macro=macro))
    wrong = [
        fixture["name"]
        for owner, fixture in fixtures()
        if owner == name
        and flat(template.render(params=fixture["options"])) != flat(fixture["html"])
    ]
    assert wrong == []


def test_there_is_something_to_compare_with():
    assert len(fixtures()) > 200
