"""The two lines for anyone: about any crime, and about life itself."""

from config.demo.words.listings import Listing, Org

VICTIM_SUPPORT = Org(
    "Victim Support",
    "A national charity for people affected by crime. It is independent of the police.",
    "https://www.victimsupport.org.uk",
)
SUPPORTLINE = Listing(
    name="Victim Support Supportline",
    organisation=VICTIM_SUPPORT,
    other_words=(
        "help, help me, burgled, robbed, mugged, attacked, threatened, kill me, racist, "
        "hate crime, stolen"
    ),
    summary="Talk to someone about any crime, at any hour, whether you told the police or not.",
    terms=(
        "Any crime",
        "Burglary and theft",
        "Robbery",
        "Violence",
        "Criminal damage",
        "Hate crime",
        "Harassment",
        "Someone to talk to",
    ),
    who_for="Anyone affected by crime.",
    phone="08 08 16 89 111",
    channels="telephone",
    url="https://www.victimsupport.org.uk",
    always=True,
)

SAMARITANS = Listing(
    name="Samaritans",
    organisation=Org("Samaritans", "A charity that listens to anyone who finds life hard."),
    other_words=(
        "suicide, suicidal, die, want to be dead, wish i was dead, wish i were dead, better off "
        "dead, kill myself, kill my self, end my life, take my life, take my own life, end it all, "
        "dont want to live, do not want to live, dont want to be alive, dont want to be here, "
        "dont want to exist, no reason to live, no point in living, no point living, cant go on, "
        "cannot go on, self harm, selfharm, harm myself, hurt myself, cut myself, overdose, "
        "better off without me, rather be dead, ready to die, kms, unalive, sucide, suiside, "
        "suicde, suisidal, sucidal, suicidle"
    ),
    summary="Whatever you are going through, someone listens, day and night.",
    terms=("Someone to talk to",),
    phone="116 123",
    channels="telephone",
    url="https://www.samaritans.org",
    always=True,
)
