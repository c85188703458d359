"""How we can help."""

from config.demo.words.parts import Words, details, find_service, get_help, heading, inset, text

PAGE = Words(
    slug="how-we-can-help",
    title="How we can help",
    description="Someone to talk to, practical help, news from the police, and specialist help.",
    introduction="Crime touches each of us in a different way. Tell us what would help you most.",
    in_menus=True,
    body=[
        inset("You do not have to tell the police to get help from us."),
        heading("Someone to talk to"),
        text(
            "You may feel scared, angry, tired, or nothing at all. All of these are normal.",
            "We listen. We will not judge you or rush you. You do not have to tell us the details.",
        ),
        heading("Help with everyday things"),
        text(
            "A crime can leave a lot to sort out. We can help you see what to do first. "
            "We start with what matters most to you.",
        ),
        heading("Help if you have told the police"),
        text("The police and the courts can be hard to follow. We can guide you, step by step."),
        details(
            "News about your case",
            "We can help you find out what is happening with your case.",
            "Our staff cannot look at police records. Police staff who work next to us link us to "
            "your crime report. Then we can pass the news on to you.",
        ),
        details(
            "Making it easier to go to court",
            "Some people can have extra help when they speak in court. These are called special "
            "measures. One is a screen, so that you do not see the person who did it.",
            "We can help you ask for them. The court decides.",
        ),
        details(
            "Saying how it has changed your life",
            "You can make a Victim Personal Statement. In it you say, in your own words, what the "
            "crime has done to you. We can tell you how it works and help you with it.",
        ),
        details(
            "Being in touch with the person who did it",
            "Some people want to ask questions, or to say how it felt. This is called restorative "
            "justice. It is planned with care. It only goes ahead if you both want it.",
        ),
        heading("Help from specialists"),
        text(
            "Some people need someone who knows one kind of crime very well. If you want, we can "
            "put you in touch with:",
            [
                "Independent Sexual Violence Advisers, for anyone harmed in a sexual way",
                "Independent Domestic Abuse Advisers, for anyone hurt or controlled by a partner, "
                "an ex-partner or family",
                "services for people living with domestic abuse, or leaving it",
                "counselling after a sexual crime",
                "people who help when someone follows you or will not leave you alone (stalking)",
                "help made for children and young people",
                "the restorative justice service.",
            ],
        ),
        get_help("You do not have to know what you need. We can work it out together."),
        find_service("Other services can help as well. You can go to them yourself."),
    ],
)
