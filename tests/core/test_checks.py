"""A field that nobody classified breaks the build, whatever kind of field it is."""

import pytest

from accounts.models import User
from core.checks import every_field_is_classified


@pytest.mark.parametrize("field", ["email", "groups"])
def test_a_field_that_is_not_classified_is_an_error(monkeypatch, field):
    assert every_field_is_classified(None) == []
    monkeypatch.delitem(User.classified, field)
    (found,) = every_field_is_classified(None)
    assert found.msg == f"accounts.User.{field} is not classified."


def test_a_classified_field_that_is_not_there_is_an_error(monkeypatch):
    monkeypatch.setitem(User.classified, "shoe_size", User.classified["email"])
    (found,) = every_field_is_classified(None)
    assert "shoe_size" in found.msg
