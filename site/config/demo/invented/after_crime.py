"""Kinds of service for what comes after any crime: talk, safety, money, court, loss."""

from config.demo.invented.kinds import Kind

FREE = (True, "Free")

AFTER_CRIME = (
    Kind(
        "Hour for You",
        (
            "An hour a week with a counsellor, for half a year.",
            "Counselling after something bad was done to you, now or long ago.",
        ),
        "You can choose the room, a walk, or a video call.",
        "We meet once to see if it feels right. You do not have to say what happened.",
        ("Counselling", "Sexual violence", "Domestic abuse", "Any crime"),
        ages=(18, None),
        channels="online,in_person",
        referral="either",
        building=3,
        costs=(FREE, (False, "£10 an hour, or what you can pay")),
    ),
    Kind(
        "Night Lamp",
        (
            "Someone to write to in the dark hours, by text or in a chat.",
            "A text and chat line for nights when you cannot sleep.",
        ),
        "You do not have to give a name. We wait when you stop writing.",
        "A listener writes back within a few minutes, and stays as long as you need.",
        ("Someone to talk to", "Any crime"),
        hours=("nights", "weekends"),
        ages=(16, None),
        channels="text,online",
        building=None,
        wait="No wait",
    ),
    Kind(
        "New Locks",
        (
            "We mend doors and fit locks after a break-in, or when someone has your key.",
            "Locks, lights and alarms, so that you can sleep again.",
        ),
        "A fitter with a badge comes with a van that has no name on it.",
        "We ask three questions on the phone, and agree on a day.",
        ("Burglary and theft", "Domestic abuse", "Safety at home", "Practical help"),
        hours=("office", "saturdays", "halves"),
        channels="telephone,in_person",
        building=4,
        wait="2 to 5 days",
    ),
    Kind(
        "Roof and Key",
        (
            "Advice on rent, debt and a new start, when crime has turned things over.",
            "Someone who sorts out money and housing with you, letter by letter.",
        ),
        "We know the council’s rules, and we come along if you like.",
        "You get half an hour on the phone, then a meeting with your papers.",
        ("Money and housing", "Practical help", "Domestic abuse"),
        hours=("halves", "short"),
        ages=(16, None),
        meets="Advice clinic",
        building=4,
    ),
    Kind(
        "Second Look",
        (
            "Lost money to a trick? We look at what can be done, without blame.",
            "Clever people are tricked every day. We help you with the bank and the worry.",
        ),
        "We check letters and messages before you answer them.",
        "We ask what was paid, when and how. Quick calls to a bank can save money.",
        ("Fraud", "Help to report", "Older people"),
        hours=("short", "some days"),
        meets="Scam check morning",
        building=0,
    ),
    Kind(
        "Click Safe",
        (
            "Help when someone breaks into your accounts, or shares pictures of you.",
            "We get pictures taken down and accounts given back.",
        ),
        "We never ask to see the pictures. We show you what to click.",
        "We start with the account that matters most, while you are on the line.",
        ("Pictures shared without consent", "Cyber crime", "Harassment"),
        hours=("all week", "evenings"),
        ages=(13, None),
        channels="telephone,online",
        building=None,
        wait="No wait",
    ),
    Kind(
        "Quiet Stairs",
        (
            "When neighbours or a group outside make life a misery, and nothing changes.",
            "We bring the council, the landlord and the police to one table with you.",
        ),
        "We help with the diary, the photos and the calls.",
        "We visit, or ring if a visit could be seen. Then we write to those who must act.",
        ("Antisocial behaviour", "Criminal damage", "Harassment", "Help to report"),
        hours=("office", "halves"),
        building=4,
    ),
    Kind(
        "Stand Up Straight",
        (
            "For anyone who was robbed, attacked or threatened, and is scared to go out.",
            "Find your feet again after an attack, one short walk at a time.",
        ),
        "We walk the road with you, take the bus with you, and wait at the school gate.",
        "We ask what you miss most, and start there.",
        ("Violence", "Robbery", "Practical help", "Someone to talk to"),
        meets="Walking group",
    ),
    Kind(
        "By Your Side",
        (
            "Someone sits with you at court, and tells you what will happen.",
            "See the courtroom before the day, and know who stands where.",
        ),
        "We can ask for a screen, a live link, or a separate door.",
        "We ring you two weeks before the day, and meet you at the door.",
        ("Help through court", "Any crime", "Witnesses"),
        hours=("office",),
        building=4,
        referral="either",
        facilities="live_link,private_room",
    ),
    Kind(
        "Remembering Together",
        (
            "For families who lost someone to murder, manslaughter or a crash.",
            "Sit with others whose person was killed. Cry, laugh, or say nothing.",
        ),
        "We also help with the inquest, the press and the first birthday without them.",
        "A parent who has been there rings you. You can bring photos.",
        (
            "Bereaved by murder or manslaughter", "Road crash", "Bereavement",
            "A group with others", "Families and friends",
        ),
        hours=("ask", "short"),
        meets="Evening together",
        building=2,
    ),
    Kind(
        "Fair Words",
        (
            "Ask the person who did it your questions, by letter or in a safe room.",
            "Be heard by the person responsible, if you want that and when you want it.",
        ),
        "Both sides must agree. You can stop until the last minute.",
        "We meet you two or three times first. It can take months, at your pace.",
        ("Restorative justice", "Any crime"),
        ages=(10, None),
        referral="either",
    ),
)  # fmt: skip
