"""The home page. ``{name}`` and ``{area}`` are the hub's."""

from config.demo.words.parts import (
    Words,
    contact,
    find_service,
    heading,
    page_links,
    promise,
    side_by_side,
    steps,
    text,
)

LEAD = "Help for anyone affected by crime. You do not have to tell the police."

PAGE = Words(
    slug="home",
    title="Home",
    description=(
        "Help for anyone affected by crime in {area}, whether or not they tell the police."
    ),
    introduction=("We are {name}, for {area}. You can come to us, however long ago it was."),
    body=[
        side_by_side(
            [
                promise(),
                heading("What happens next"),
                steps(
                    ("You ask", "Fill in our form, or ring us. Say as much as you like."),
                    ("We get in touch", "We only use the way that you told us is safe."),
                    ("We listen", "We talk about what you need. You can stop at any time."),
                    ("We make a plan together", "You choose what goes in it."),
                ),
                text('<a href="page:what-happens-next">More about what happens next</a>'),
            ],
            [
                contact(),
                find_service("You can look for help without telling us about yourself."),
            ],
        ),
        page_links(
            "More about us", "how-we-can-help", "where-we-are", "your-rights", "privacy-and-cookies"
        ),
    ],
)
