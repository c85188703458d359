"""What was typed is never answered with a page, as browsers keep what they sent on the disk."""

from datetime import timedelta

import pytest
from django.http import QueryDict
from django.utils import timezone

from hub.models import Hub, Welsh
from hub.snapshot import current_hub, forget
from referrals_portal.journey import drafts, routing, unsaved
from referrals_portal.models import Draft
from referrals_portal.steps import BY_KEY
from tests.journey.conftest import Visitor, at, hidden
from tests.journey.people import ANSWERS

pytestmark = pytest.mark.django_db

FORM = "application/x-www-form-urlencoded"
WHOLE = {step: given for step, given in ANSWERS.items() if step != "call"}
TYPED = (
    "name", "where", "contact", "safe", "calling", "details", "told", "needs", "access",
    "call",
)  # fmt: skip
"""The steps that take words."""


def arrive(visitor, step):
    """Answer all that comes before a step."""
    if step != "call":
        path = routing.path(WHOLE)
        visitor.answer(*path[: path.index(step)])
    return visitor.get(step).content.decode()


def type_into(visitor, step, page="", **fields):
    """Send a step as it was typed; return the answer itself, before any browser follows it."""
    typed = {f"{step}-{name}": value for name, value in fields.items()}
    data = typed | hidden(page or visitor.get(step).content.decode())
    return visitor.client.post(at(step), data_of(data), content_type=FORM)


def data_of(data):
    from urllib.parse import urlencode

    return urlencode(data, doseq=True)


def leads_to(response, step):
    """Assert that an answer is nothing but the way to a step."""
    assert response.status_code == 303
    assert response["Location"] == at(step)
    assert response.content == b""


@pytest.mark.parametrize("step", TYPED)
def test_no_step_answers_what_was_typed_with_a_page(visitor, step):
    fields = dict.fromkeys(BY_KEY[step].form.base_fields, "CANARY-nonsense")
    response = type_into(visitor, step, arrive(visitor, step), **fields)
    assert response.status_code == 303
    assert response.content == b""


def test_a_mistake_is_shown_again_with_what_was_typed_until_it_is_put_right(visitor):
    arrive(visitor, "contact")
    leads_to(type_into(visitor, "contact", email="CANARY nonsense"), "contact")
    for _ in range(2):
        page = visitor.get("contact").content.decode()
        assert "govuk-error-summary" in page
        assert 'value="CANARY nonsense"' in page
        assert "<title>Error: " in page
    assert visitor.get("check")["Location"] == at("contact")
    visitor.answer("contact")
    page = visitor.get("contact").content.decode()
    assert "error" not in page
    assert "CANARY nonsense" not in page


def test_a_mistake_on_the_first_page_of_all(visitor):
    leads_to(type_into(visitor, "device"), "device")
    assert "govuk-error-summary" in visitor.get("device").content.decode()
    assert Draft.objects.count() == 1


def test_it_is_as_sealed_as_an_answer_and_changes_none(visitor):
    visitor.answer("device", "now", "who")
    before = len(bytes(Draft.objects.get().sealed))
    type_into(visitor, "name", name="CANARY" * 20)
    row = Draft.objects.get()
    assert b"CANARY" not in bytes(row.sealed)
    assert len(bytes(row.sealed)) == before
    assert 'value="me" checked' in visitor.get("who").content.decode()


def test_two_tabs_are_shown_both(visitor):
    visitor.answer("device", "now", "who")
    page = visitor.get("name").content.decode()
    visitor.answer("name")
    leads_to(type_into(visitor, "name", page, name="CANARY-other", age_band="18_59"), "name")
    response = visitor.get("name")
    assert response.status_code == 409
    shown = response.content.decode()
    assert "Llŷr" in shown
    assert 'value="CANARY-other"' in shown
    leads_to(type_into(visitor, "name", shown, name="CANARY-other", age_band="18_59"), "where")
    assert "Llŷr" not in visitor.get("name").content.decode()


def test_another_language_brings_along_what_was_typed(visitor):
    Hub.objects.update_or_create(
        defaults={"welsh": Welsh.REVIEWED, "slug": current_hub().slug}, pk=Hub.load().pk
    )
    forget()
    visitor.answer("device", "now", "who")
    page = hidden(visitor.get("name").content.decode())
    data = page | {"name-name": "CANARY-half", "language": "cy"}
    leads_to(visitor.client.post(at("name"), data_of(data), content_type=FORM), "name")
    page = visitor.get("name").content.decode()
    assert '<html lang="cy"' in page
    assert 'value="CANARY-half"' in page
    assert "govuk-error-summary" not in page


def test_when_the_hour_is_over_the_page_that_says_so_comes_by_itself(visitor, time_machine):
    start = timezone.now()
    time_machine.move_to(start, tick=False)
    visitor.answer("device", "now", "who")
    page = visitor.get("name").content.decode()
    time_machine.move_to(start + timedelta(minutes=61), tick=False)
    leads_to(type_into(visitor, "name", page, name="CANARY"), "name")
    assert drafts.cookie_name() in visitor.client.cookies
    assert visitor.get("name").status_code == 410
    assert visitor.client.cookies[drafts.cookie_name()].value == ""


def test_a_tab_that_was_quicker_costs_nobody_what_they_typed(visitor, monkeypatch):
    visitor.answer("device", "now", "who")
    page, save = visitor.get("name").content.decode(), drafts.save

    def slower(*args, **kwargs):
        monkeypatch.setattr(drafts, "save", save)
        other = Visitor()
        other.client.cookies = visitor.client.cookies.copy()
        other.answer("who")
        save(*args, **kwargs)

    monkeypatch.setattr(drafts, "save", slower)
    leads_to(type_into(visitor, "name", page, name="CANARY"), "name")
    assert 'value="CANARY"' in visitor.get("name").content.decode()


def test_all_that_was_typed_is_kept_and_hardly_more(visitor):
    """One request must not become a row of three times its size."""
    arrive(visitor, "details")
    type_into(visitor, "details", words="ŵ" * 5_000, other="x" * 20_000)
    kept = next(iter(Draft.objects.all()))
    assert len(bytes(kept.sealed)) < 14_000
    page = visitor.get("details").content.decode()
    assert "govuk-error-summary" in page
    assert "ŵ" * 5_000 in page


def test_only_a_steps_own_fields_are_kept():
    posted = QueryDict(mutable=True)
    posted.update({"name-name": "Llŷr B", "name-other": "x", "name": "x", "shown": "s" * 5000})
    posted.setlist("name-age_band", ["x"] * 500)
    kept = unsaved.put_aside("name", posted, "mistake")
    assert kept["fields"] == {"name-name": ["Llŷr B"], "name-age_band": ["x"] * unsaved.MOST}
    assert len(kept["shown"]) == unsaved.LONGEST_STAMP
