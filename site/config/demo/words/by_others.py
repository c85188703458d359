"""What pages say of a hub that takes no requests from people themselves: others tell it of them."""

from dataclasses import replace

from config.demo.words import home, professionals, what_happens_next
from config.demo.words.parts import (
    Words,
    contact,
    find_service,
    heading,
    page_links,
    side_by_side,
    steps,
    text,
)

_STEPS = steps(
    ("The police tell us about you", "You can ask them to, or to leave it."),
    ("We get in touch", "It is up to you if you talk with us."),
    ("We listen", "We talk about what you need. You can stop at any time."),
    ("We make a plan together", "You choose what goes in it."),
)

HOME = replace(
    home.PAGE,
    introduction=(
        "We are {name}, for {area}. The police put us in touch with people. However long ago it "
        "was, you can get help without them too."
    ),
    body=[
        side_by_side(
            [
                heading("What happens next"),
                _STEPS,
                text('<a href="page:what-happens-next">More about what happens next</a>'),
            ],
            [
                contact(),
                find_service("You can ask these services yourself. You need no one to refer you."),
            ],
        ),
        page_links(
            "More about us", "how-we-can-help", "where-we-are", "your-rights", "privacy-and-cookies"
        ),
    ],
)

WHAT_HAPPENS_NEXT = replace(
    what_happens_next.PAGE,
    description="What we do when the police tell us about you.",
    introduction="The police tell us about people. A person who listens gets in touch.",
    body=[
        heading("If you have told the police"),
        _STEPS,
        find_service("You can ask these services yourself. You need no one to refer you."),
        contact(),
    ],
)

PROFESSIONALS = replace(
    professionals.PAGE,
    body=[
        heading("Before you get in touch"),
        text("Ask the person. Tell them what we do, and that it is their choice."),
        heading("How to put someone in touch with us"),
        text(
            "Most people come to us from the police. Please do not write about anybody in an "
            "email.",
        ),
        contact(),
        find_service("People can ask these services themselves."),
    ],
)

INSTEAD: dict[str, Words] = {each.slug: each for each in (HOME, WHAT_HAPPENS_NEXT, PROFESSIONALS)}
"""The pages that are others then, by their slugs."""
