"""Accessibility statement, after the government's model, saying only what is so."""

from config.demo.words.parts import Words, contact, heading, text

PAGE = Words(
    slug="accessibility",
    title="Accessibility",
    description="How everyone should be able to use this website, and what to do if you cannot.",
    introduction="We want everyone to be able to use this website.",
    body=[
        text(
            "You should be able to:",
            [
                "make the words four times as big, without any going off the screen",
                "use all of the website with only a keyboard",
                "use it with a screen reader or by speaking to it",
                "use it on a small phone, or with a slow connection",
                "read it in dark colours, if your device asks for them.",
            ],
            "We have tried to write in words that everyone knows.",
        ),
        heading("How well it works"),
        text(
            "A computer checks the pages for faults when we change the software. That does not "
            "find everything. Disabled people have not tested the website for us yet. No one "
            "outside has checked it.",
            "We know of one thing. In the form, your browser only fills in your name, number or "
            "address for you if you say that nobody else uses the device (guideline 1.3.5). If it "
            "always could, it would also keep what you typed there, where someone else may find "
            "it. We chose the safer way.",
            "If you find anything else, please tell us.",
        ),
        heading("If you cannot use a page"),
        text("Tell us which page it was. We can give you the same words in another way."),
        contact(),
        heading("If we do not put it right"),
        text(
            "You can go to the Equality Advisory and Support Service at "
            '<a href="https://www.equalityadvisoryservice.com">equalityadvisoryservice.com</a>. '
            "The Equality and Human Rights Commission makes sure that the rules are kept.",
        ),
        heading("The rules we follow"),
        text(
            "The law is the Public Sector Bodies Accessibility Regulations 2018. We aim for level "
            "AA of the Web Content Accessibility Guidelines, version 2.2. Until someone outside "
            "has checked, we do not say that we meet it in full.",
        ),
    ],
)
