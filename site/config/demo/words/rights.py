"""Your rights: the Victims' Code in our own words, without its numbers."""

from config.demo.words.parts import Words, contact, get_help, heading, inset, text

PAGE = Words(
    slug="your-rights",
    title="Your rights",
    description="What you can expect from the police, the courts and others, in plain words.",
    introduction=(
        "There is a set of rules called the Victims’ Code. It says how you should be treated. "
        "It covers England and Wales."
    ),
    body=[
        inset(
            "This is a short guide in our own words. It is not the Code itself. The government "
            "is working on a new Code, so some of this may change. Ask us if you are not sure."
        ),
        heading("What you can expect"),
        text(
            "You have a right to:",
            [
                "be spoken to in a way you understand, and to be understood",
                "have the crime put on record soon after you report it",
                "be told what happens after you report it",
                "be put in touch with help that fits you, or go to it yourself",
                "be told if you could get money for harm or loss",
                "hear how the police are getting on, and if someone is sent to court",
                "say how the crime has changed your life, in a Victim Personal Statement",
                "be told about the trial, and what a witness does",
                "hear how the trial ended, and if anyone asks for it to be looked at again",
                "get back what you paid to be a witness, and the things that were taken from you",
                "be told about the person who did it, after they were found guilty",
                "complain if you do not get these rights.",
            ],
        ),
        heading("If you have not told the police"),
        text(
            "Some of these rights are still yours. You can get help. You should be understood. "
            "You can complain if that does not happen.",
        ),
        heading("Who the Code is for"),
        text(
            "In the Code, a victim is someone who was harmed by a crime. The harm may be to your "
            "body, mind, feelings or money. You do not have to prove it. The Code is also for:",
            [
                "someone who saw or heard it happen",
                "close family of someone who died because of a crime",
                "a child who sees, hears or lives with domestic abuse",
                "a person born because of a rape",
                "a parent or carer of someone under 18 who was harmed",
                "someone chosen to speak for a person who cannot speak for themselves.",
            ],
        ),
        heading("More help for some people"),
        text(
            "Some people should get more help, and sooner. The Code calls these enhanced rights. "
            "You may have them if:",
            [
                "you were under 18 when it happened",
                "it was a very serious crime, such as domestic abuse, a sexual crime, a hate crime "
                "or stalking",
                "someone close to you died because of a crime",
                "someone has targeted you again and again",
                "you need support in daily life because of a disability, an illness or your "
                "mental health",
                "you are afraid to speak in court.",
            ],
            "You can ask about this at any time.",
        ),
        heading("If something goes wrong"),
        text(
            "Tell the service that let you down, and ask how to complain. We can help you. "
            "If we let you down, tell us.",
        ),
        contact(),
        get_help(),
    ],
)
