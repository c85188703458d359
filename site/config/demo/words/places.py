"""Where we are: the list, and the four places of the one hub that states them.

Only the building and the town are stated anywhere, so that is all these pages say about each.
"""

from dataclasses import dataclass

from config.demo.words.parts import Block, Words, contact, get_help, heading, inset, text

HUB = "hampshire-and-isle-of-wight"

INDEX = Words(
    slug="where-we-are",
    title="Where we are",
    description="Our four hubs, and what to expect there.",
    introduction="We work in four places. Please ring us before you come.",
    in_menus=True,
    body=[
        inset(
            "Our hubs are inside police buildings. You do not have to report anything. "
            "You do not have to talk to the police."
        ),
        text("Would you rather not go into a police building? Tell us. We can talk by phone."),
        contact(),
        get_help(),
    ],
)


@dataclass(frozen=True)
class Place:
    """One hub: the slug and title of its page, its building and its town."""

    slug: str
    title: str
    building: str
    town: str


PLACES = (
    Place("isle-of-wight", "Isle of Wight", "Newport Police Station", "Newport, Isle of Wight"),
    Place("portsmouth", "Portsmouth", "Eastern Police Investigation Centre", "Portsmouth"),
    Place("southampton", "Southampton", "Western Police Investigation Centre", "Southampton"),
    Place("basingstoke", "Basingstoke", "Northern Police Investigation Centre", "Basingstoke"),
)

BODY: list[Block] = [
    heading("How to get there"),
    text(
        "Ring us first. We agree a time with you, and tell you where to go in and who will "
        "meet you.",
        "Tell us what would make it easier. You may need a way in without steps, or someone who "
        "speaks your language.",
    ),
    heading("What to expect"),
    text(
        "This is a police building. You may see police officers and people in uniform.",
        "You are not there to be questioned. You do not have to report anything, now or later.",
        "Our staff do not work for the police, and they cannot look at police records.",
    ),
]

WHO: list[Block] = [
    text(
        [
            "<b>Our own staff.</b> They are from Victim Support, a charity. They listen, and they "
            "plan with you what would help.",
            "<b>Police Victim Hub Officers.</b> They are police staff who work next to us. If you "
            "have reported a crime, they link us to your report.",
            "<b>Witness Care staff.</b> They look after people who may have to go to court.",
            "<b>Specialists.</b> We ask other services to come here, such as advisers on sexual "
            "violence, domestic abuse and stalking.",
        ],
        "You choose whom you talk to.",
    ),
    contact(),
    get_help("You can also start online, and we get in touch with you."),
]
