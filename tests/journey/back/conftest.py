"""Somebody who has sent a form, what they keep, and their browser when they come back."""

import pytest

from tests.journey.coming_back import come_back, make, send


@pytest.fixture
def sent(visitor):
    """Somebody who has sent their form."""
    send(visitor)
    return visitor


@pytest.fixture
def kept(sent):
    """What they keep."""
    return make(sent)


@pytest.fixture
def returned(kept):
    """Their browser, on another day and another device, after the right words."""
    browser, answer = come_back(kept)
    assert (answer.status_code, answer["Location"]) == (303, "/form/back/open/")
    return browser
