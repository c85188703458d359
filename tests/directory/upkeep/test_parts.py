"""What other pages include: when it was checked, and the way to say that something is wrong."""

from datetime import date

import pytest
from django.template.loader import render_to_string

from .conftest import make

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_today")]


def test_when_it_was_checked(hub):
    service = make(assured_date=date(2026, 8, 1))
    page = render_to_string("directory/upkeep/parts/checked.html", {"service": service})
    assert "Checked 3 months ago" in page


def test_the_way_to_say_that_something_is_wrong(hub):
    page = render_to_string("directory/upkeep/parts/wrong_here.html", {"service": make("Line")})
    assert 'href="/services/line/wrong/"' in page
    assert 'rel="nofollow"' in page
