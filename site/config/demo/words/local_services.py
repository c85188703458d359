"""The hub's own services in Hampshire and the Isle of Wight, with only what is stated about them.

Sources: the Police and Crime Commissioner's launch page (28 February 2024) and the landscape
review of victims' hubs (May 2024). They name the commissioned services and not who provides them.
"""

from config.demo.words.helplines import VICTIM_SUPPORT
from config.demo.words.listings import Listing, Org, Place

HUB = "hampshire-and-isle-of-wight"
AREA = "Hampshire and the Isle of Wight"
THROUGH_US = "Ask the Victim Care Hub to put you in touch."

COMMISSIONER = Org(
    "Police and Crime Commissioner, Hampshire and the Isle of Wight",
    "Pays for the Victim Care Hub and for specialist services that work with it.",
)
INVENTED = Org("Example organisation (invented)", "Made up for this demonstration.")

SERVICES = (
    Listing(
        name="Victim Care Hub",
        organisation=VICTIM_SUPPORT,
        other_words=(
            "help, help me, burgled, robbed, mugged, attacked, threatened, kill me, racist, "
            "hate crime, stolen, court"
        ),
        summary="Practical and emotional support after any crime, for anyone of any age.",
        terms=(
            "Any crime",
            "Burglary and theft",
            "Robbery",
            "Violence",
            "Criminal damage",
            "Hate crime",
            "Harassment",
            "Fraud",
            "Cyber crime",
            "Someone to talk to",
            "Practical help",
            "Help to report",
            "Help through court",
            "Families and friends",
        ),
        description=(
            "We listen, and we find out with you what would help. You do not have to tell the "
            "police.\n\nIf you did tell the police, we can help you to get updates on your case, "
            "to ask for special measures in court, and to say how the crime changed your life.\n\n"
            "We can put you in touch with specialist services. We work in Basingstoke, Newport, "
            "Portsmouth and Southampton."
        ),
        who_for=(
            "Anyone affected by crime, at any age and at any time, with family and community too."
        ),
        area=AREA,
        phone="0808 178 1641",
        channels="telephone,in_person",
        email="hub.hiow@victimsupport.org.uk",
        url="https://www.hampshireiowvictimcare.co.uk",
        start="Call, email or use our form. You do not need anyone to refer you.",
        referral="either",
        next=(
            "We listen, and ask what you need and if you are safe. Then we make a plan together. "
            "You choose what goes in it, and you can stop at any time."
        ),
        places=(
            Place("Newport Police Station", "Isle of Wight"),
            Place("Eastern Police Investigation Centre", "Portsmouth"),
            Place("Western Police Investigation Centre", "Southampton"),
            Place("Northern Police Investigation Centre", "Basingstoke"),
        ),
    ),
    Listing(
        name="Independent Sexual Violence Advisors",
        organisation=COMMISSIONER,
        alternate_name="ISVA",
        summary="Someone at your side after rape or any other sexual crime.",
        terms=("Sexual violence", "Help through court"),
        area=AREA,
        start=THROUGH_US,
    ),
    Listing(
        name="Independent Domestic Abuse Advisors",
        organisation=COMMISSIONER,
        alternate_name="IDVA",
        summary="Someone at your side when a partner, an ex or family hurts or controls you.",
        terms=("Domestic abuse", "Help through court"),
        area=AREA,
        start=THROUGH_US,
    ),
    Listing(
        name="Domestic Abuse Support Services",
        organisation=COMMISSIONER,
        summary="Support for people hurt, frightened or controlled by someone close to them.",
        terms=("Domestic abuse",),
        area=AREA,
        start=THROUGH_US,
    ),
    Listing(
        name="Sexual Crime Therapeutic Counselling Service",
        organisation=COMMISSIONER,
        other_words="therapy, therapist, counsellor",
        summary="Counselling after sexual crime.",
        terms=("Sexual violence", "Counselling"),
        area=AREA,
        start=THROUGH_US,
    ),
    Listing(
        name="Frankie Worker Service",
        organisation=COMMISSIONER,
        summary="A specialist service that works with the Victim Care Hub. Ask us about it.",
        terms=(),
        area=AREA,
        start=THROUGH_US,
    ),
    Listing(
        name="Restorative Justice Service",
        organisation=COMMISSIONER,
        summary="Helps you to be heard by the person responsible, if you would like that.",
        terms=("Restorative justice",),
        area=AREA,
        start=THROUGH_US,
    ),
    Listing(
        name="Stalking Advocacy and Support Service",
        organisation=COMMISSIONER,
        other_words="stalker, following me",
        summary="Someone on your side when you are being stalked.",
        terms=("Stalking",),
        area=AREA,
        start=THROUGH_US,
    ),
)

REFUGE = Listing(
    name="Example refuge (invented)",
    organisation=INVENTED,
    summary="This entry is made up. It shows that the address of a refuge stays secret.",
    terms=("Domestic abuse", "Somewhere safe to stay"),
    start="Ask us. The address of a refuge is never published.",
)
SECRET_PLACE = {
    "name": "Example refuge's house (invented)",
    "address_1": "1 Never Published Lane",
    "city": "Nevertown",
    "postal_code": "ZZ1 1AA",
}
