"""The offer to talk instead: a number, or no offer."""

import dataclasses

import pytest
from django.template.loader import render_to_string

from directory.answering import answering_now
from directory.templatetags import helpline as tag
from hub.snapshot import current_hub


@pytest.mark.django_db
@pytest.mark.parametrize(("phone", "offered"), [("01632 960001", True), ("", False)])
def test_a_heading_is_never_alone(monkeypatch, phone, offered):
    answer = dataclasses.replace(answering_now(), phone=phone)
    monkeypatch.setattr(tag, "answering_now", lambda: answer)
    said = render_to_string("includes/phone_instead.html")
    assert ("Rather talk" in said) == ("01632 960001" in said) == offered


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("page", "is_hub", "hub_first"),
    [({}, False, False), ({"way_back": True}, False, True), ({"us": True}, False, True),
     ({"way_back": True}, True, False)],
)  # fmt: skip
def test_a_page_that_says_phone_us_gives_our_number_first(monkeypatch, page, is_hub, hub_first):
    hub = dataclasses.replace(current_hub(), name="Example Hub", phone="01632 960002")
    answer = dataclasses.replace(
        answering_now(), name="Example Line", phone="01632 960001", is_hub=is_hub
    )
    monkeypatch.setattr(tag, "answering_now", lambda: answer)
    said = render_to_string("includes/phone_instead.html", {"hub": hub} | page)
    assert ("01632 960002" in said) == ("We are closed now" in said) == hub_first
    if hub_first:
        assert said.index("Monday to Friday") < said.index("Example Line")
