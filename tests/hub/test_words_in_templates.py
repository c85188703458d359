"""The hub's facts as templates show them."""

from hub.templatetags.hub import breakable


def test_an_email_address_breaks_before_its_at_and_is_escaped():
    assert breakable("someone@example.org") == "someone<wbr>@example.org"
    assert breakable("<b>@example.org") == "&lt;b&gt;<wbr>@example.org"
    assert breakable("") == "<wbr>"
