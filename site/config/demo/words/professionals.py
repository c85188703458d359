"""For people who help others at work."""

from config.demo.words.parts import (
    Words,
    contact,
    details,
    get_help,
    heading,
    inset,
    promise,
    text,
)

PAGE = Words(
    slug="for-professionals",
    title="For professionals",
    description="How to put someone in touch with us, if you help people at work.",
    introduction=(
        "Do you help people at work? You can put anyone affected by crime in touch with us, "
        "at any age."
    ),
    body=[
        text(
            "You may work in health, a school, a council, a court, a charity or a business. "
            "The person does not need to have told the police.",
        ),
        inset(
            "Is someone in danger now? Call 999. Telling us is not the same as a report to the "
            "police, and it does not replace your own safeguarding steps."
        ),
        heading("Before you get in touch"),
        text(
            [
                "Ask the person. Tell them what we do, and that it is their choice.",
                "Ask how we can safely reach them, and when. A number that someone else can see "
                "may put them at risk.",
                "Ask what they need from us, such as an interpreter.",
            ],
        ),
        heading("How to put someone in touch with us"),
        text(
            "Ring us, or fill in the form together with the person. Please do not write about them "
            "in an email. Ask us to ring you back instead.",
        ),
        contact(),
        get_help(
            "The form asks who it is for. Choose “Someone else, and they know that I am asking”."
        ),
        heading("What happens next"),
        text(
            "We first contact whoever filled in the form, in the way they said is safe. Then we "
            "talk to the person, and do not tell you what they say unless they ask us to.",
            '<a href="page:what-happens-next">Read what happens next</a>, or '
            '<a href="page:how-we-can-help">how we can help</a>.',
        ),
        promise(),
        details(
            "What if they do not agree?",
            "Then please do not send us their details. You can still ring us to talk about how to "
            "support them.",
        ),
        details(
            "Can we meet you or work at a hub?",
            "Specialist services are asked to be part of the hubs. Ring us to talk about it.",
        ),
    ],
)
