"""What happens next: the way through, from asking to the end."""

from config.demo.words.parts import (
    Words,
    contact,
    details,
    get_help,
    heading,
    inset,
    promise,
    steps,
    text,
)

PAGE = Words(
    slug="what-happens-next",
    title="What happens next",
    description="What we do when you ask for help, and when the police tell us about you.",
    introduction="There are two ways to reach us. Both lead to a person who listens.",
    in_menus=True,
    body=[
        heading("If you come to us yourself"),
        steps(
            ("You ask", "Fill in our form, ring us or send an email. You can leave things out."),
            ("We read it", "Your form is locked when you send it. Only our team can open it."),
            (
                "We get in touch",
                "We use the way that you said is safe, and no other. We say who we are only if "
                "you said that we may.",
            ),
            (
                "We listen",
                "You tell us what you want to. We ask what you need, and if you are safe. "
                "This talk is called a needs assessment.",
            ),
            ("We make a plan", "We write down what would help. You choose what goes in it."),
            (
                "You get help",
                "It may come from us or from a specialist. If you told the police, we can help "
                "you get news of your case.",
            ),
            (
                "You choose when to stop",
                "We ask you how it was. You can come back to us at any time.",
            ),
        ),
        promise(),
        get_help(),
        heading("If you have told the police"),
        text("When you report a crime, the police pass your details to us. Then:"),
        steps(
            (
                "We offer you help",
                "When the police tell us about you, we may send you a message. We also call some "
                "people, such as anyone under 18.",
            ),
            (
                "You say yes or no",
                "It is up to you. If you say no, you can still say yes later.",
            ),
            ("We call you", "We answer your questions and ask what you need."),
            ("You get help", "From here on it is the same as above: a plan, then help."),
        ),
        inset("Could someone else see your phone or your email? Ring us and tell us a safer way."),
        heading("Questions people ask"),
        details(
            "Will you tell the police?",
            "We do not tell the police about you unless you want us to.",
            "There is one thing you should know. If we think that you, a child or someone else "
            "could come to serious harm, we may have to tell someone. If it is safe, we talk to "
            "you first.",
        ),
        details(
            "What if I change my mind?",
            "That is fine. Tell us and we will stop. You do not have to say why.",
        ),
        details(
            "What if it was a long time ago?",
            "You can still come to us. It may have been last night or many years ago.",
        ),
        details(
            "What if I need help to talk to you?",
            "Tell us what you need, such as another language or large print. We will do our best.",
        ),
        contact(),
    ],
)
