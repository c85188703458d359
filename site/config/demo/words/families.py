"""For families and friends."""

from config.demo.words.parts import Words, details, find_service, get_help, heading, inset, text

PAGE = Words(
    slug="families-and-friends",
    title="Families and friends",
    description="Are you worried about someone? What you can do and say, and help for you.",
    introduction=(
        "Are you worried about someone? You can make a real difference. "
        "You can ask for help for yourself, too."
    ),
    in_menus=True,
    body=[
        heading("What you can do"),
        text(
            [
                "<b>Listen.</b> Let them talk, or be quiet with them.",
                "<b>Believe them.</b> It can take a lot to tell someone.",
                "<b>Let them choose.</b> Ask what they want. It may not be what you would do.",
                "<b>Ask before you tell anyone else.</b> It is their story to tell.",
                "<b>Stay in touch.</b> A short message can help, if it is safe to send one.",
            ],
        ),
        heading("What you can say"),
        text(
            "You do not need the perfect words. You could try:",
            [
                "“I am glad you told me.”",
                "“It is not your fault.”",
                "“What would help you right now?”",
                "“You do not have to decide anything today.”",
            ],
            "Try not to ask “why”. It can sound like blame, even when you mean well.",
        ),
        heading("Keeping safe"),
        inset('Is someone in danger now? <a href="tel:999">Call 999.</a>'),
        text(
            [
                "Someone else may look at their phone, email or post. Ask them what is safe before "
                "you send anything, even a link to this page.",
                "Do not speak to the person who hurt them. It could put them, or you, at risk.",
                "If they plan to leave someone who hurts them, talk to a specialist first. "
                "Leaving can be a risky time.",
            ],
        ),
        heading("If it is a child"),
        text(
            "We help children of any age, even very young ones. Stay calm and listen. Tell them "
            "they did the right thing. Do not promise to keep it a secret.",
            'Children can also ring Childline on <a href="tel:08001111">0800 1111</a>.',
        ),
        details(
            "What if the child only saw it or heard it?",
            "They may need help as well. Living with abuse at home harms children, even when "
            "nobody touches them. You can ask us about help for them.",
        ),
        details(
            "What if I think a child is not safe at home?",
            "If the child is in danger now, call 999. If not, tell the child’s council or ring "
            "the police on 101. You do not have to be sure.",
        ),
        heading("Help for you"),
        text(
            "What happened to them can hurt you, too. You may feel angry, helpless or worn out. "
            "We help family, friends and neighbours as well.",
        ),
        get_help("You can ask for yourself. You can also ask for them, if they agree."),
        inset(
            "If they do not agree, please do not send us their details. Ring us and we can talk."
        ),
        find_service(),
    ],
)
