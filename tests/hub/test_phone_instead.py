"""The offer to talk instead: a number, or no offer."""

import dataclasses

import pytest
from django.template.loader import render_to_string

from directory.answering import answering_now
from directory.templatetags import helpline as tag


@pytest.mark.django_db
@pytest.mark.parametrize(("phone", "offered"), [("01632 960001", True), ("", False)])
def test_a_heading_is_never_alone(monkeypatch, phone, offered):
    answer = dataclasses.replace(answering_now(), phone=phone)
    monkeypatch.setattr(tag, "answering_now", lambda: answer)
    said = render_to_string("includes/phone_instead.html")
    assert ("Rather talk" in said) == ("01632 960001" in said) == offered
