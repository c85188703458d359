"""National helplines and services, as published copies of their own pages say.

A number stands here only if it was seen in such a copy, and so do hours. Where copies were old or
differ, the entry says to check. All of it is to be checked again before a launch.
"""

from config.demo.words.listings import CHECK_HOURS, CHECK_NUMBER, Listing, Org, Times

VICTIM_SUPPORT = Org(
    "Victim Support",
    "A national charity for people affected by crime. It is independent of the police.",
    "https://www.victimsupport.org.uk",
)
RESPECT = Org("Respect", "A charity that runs helplines about domestic abuse.")
CRIMESTOPPERS = Org(
    "Crimestoppers",
    "A charity that passes on what people know about crime, without their names.",
    "https://crimestoppers-uk.org",
)

SUPPORTLINE = Listing(
    name="Victim Support Supportline",
    organisation=VICTIM_SUPPORT,
    other_words=(
        "help, help me, burgled, robbed, mugged, attacked, threatened, kill me, racist, "
        "hate crime, stolen"
    ),
    summary="Talk to someone about any crime, at any hour, whether you told the police or not.",
    terms=("Any crime", "Someone to talk to"),
    who_for="Anyone affected by crime.",
    phone="08 08 16 89 111",
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
        "cannot go on, self harm, selfharm, harm myself, hurt myself, cut myself, overdose"
    ),
    summary="Whatever you are going through, someone listens, day and night.",
    terms=("Someone to talk to",),
    phone="116 123",
    url="https://www.samaritans.org",
    always=True,
)

HELPLINES = (
    Listing(
        name="National Domestic Abuse Helpline",
        organisation=Org("Refuge", "A charity that runs the National Domestic Abuse Helpline."),
        other_words=(
            "husband, boyfriend, partner, my ex, hits me, beats me, kill me, controls me, "
            "domestic violence"
        ),
        summary="For women in England who are hurt, frightened or controlled by someone close.",
        terms=("Domestic abuse", "Women"),
        who_for="Women in England.",
        phone="0808 2000 247",
        url="https://www.nationaldahelpline.org.uk",
        always=True,
    ),
    Listing(
        name="Live Fear Free",
        organisation=Org("Welsh Government", "The government of Wales."),
        summary="Help in Wales with domestic abuse and sexual violence.",
        terms=("Domestic abuse", "Sexual violence"),
        who_for="Anyone in Wales.",
        phone="0808 80 10 800",
        text="07860 077333",
        url="https://gov.wales/live-fear-free",
        always=True,
    ),
    Listing(
        name="Rape and Sexual Abuse Support Line",
        organisation=Org(
            "Rape and Sexual Abuse Support Line", "A national helpline for England and Wales."
        ),
        other_words="raped, sexually assaulted, groped, touched, molested",
        summary="Support for anyone aged 16 and over after rape or sexual abuse, however long ago.",
        terms=("Sexual violence",),
        who_for="Anyone in England and Wales.",
        youngest=16,
        url="https://247sexualabusesupport.org.uk",
        note=CHECK_NUMBER,
    ),
    Listing(
        name="Men's Advice Line",
        organisation=RESPECT,
        other_words="wife, girlfriend, hits me, beats me, domestic violence",
        summary="For men who are hurt, frightened or controlled by a partner, an ex or family.",
        terms=("Domestic abuse", "Men"),
        who_for="Men.",
        phone="0808 801 0327",
        url="https://mensadviceline.org.uk",
        note=CHECK_HOURS,
    ),
    Listing(
        name="Respect Phoneline",
        organisation=RESPECT,
        other_words="i hit, i hurt, my temper, anger, angry",
        summary="Worried about how you treat someone you love? Talk about it. You can change it.",
        terms=("Domestic abuse", "Changing your own behaviour"),
        who_for="Anyone who is worried about their own behaviour towards a partner or family.",
        phone="0808 802 4040",
        url="https://respectphoneline.org.uk",
        note=CHECK_HOURS,
    ),
    Listing(
        name="Galop",
        organisation=Org("Galop", "A charity for LGBT+ people.", "https://galop.org.uk"),
        other_words="gay, lesbian, bisexual, trans, homophobic, transphobic, hate crime",
        summary="Support for LGBT+ people after abuse or violence of any kind.",
        terms=("LGBT+ people", "Domestic abuse", "Sexual violence"),
        who_for="LGBT+ people.",
        phone="0800 999 5428",
        url="https://galop.org.uk",
        times=(Times("MO,TU,WE,TH", "10:00", "20:30"), Times("FR", "10:00", "16:30")),
        note="These hours were published in 2023. " + CHECK_HOURS,
    ),
    Listing(
        name="Karma Nirvana",
        organisation=Org(
            "Karma Nirvana", "A charity against honour-based abuse.", "https://karmanirvana.org.uk"
        ),
        other_words="forced marriage, forced to marry, dishonour, shame",
        summary="Help when your family or community hurts or threatens you in the name of honour.",
        terms=("Honour-based abuse",),
        phone="0800 5999 247",
        url="https://karmanirvana.org.uk",
        note=CHECK_HOURS,
    ),
    Listing(
        name="National Stalking Helpline",
        organisation=Org("Suzy Lamplugh Trust", "A charity that runs a helpline about stalking."),
        other_words="stalker, following me, watching me, tracking me",
        summary="Advice for anyone who is followed, watched or bothered again and again.",
        terms=("Stalking",),
        phone="0808 802 0300",
        url="https://www.suzylamplugh.org",
        note=CHECK_HOURS,
    ),
    Listing(
        name="Modern Slavery & Exploitation Helpline",
        organisation=Org(
            "Modern Slavery & Exploitation Helpline", "A helpline about slavery and exploitation."
        ),
        other_words="slave, trafficked, forced to work, passport",
        summary="For anyone who is made to work, or who knows someone who is.",
        terms=("Modern slavery",),
        phone="08000 121 700",
        url="https://www.modernslaveryhelpline.org",
        always=True,
    ),
    Listing(
        name="Salvation Army modern slavery line",
        organisation=Org("The Salvation Army", "A church and charity."),
        summary="A safe way out of slavery, and support afterwards.",
        terms=("Modern slavery",),
        phone="0800 808 3733",
        url="https://www.salvationarmy.org.uk",
        always=True,
    ),
    Listing(
        name="Report Fraud",
        organisation=Org("Report Fraud", "Where fraud and cyber crime are reported."),
        alternate_name="Action Fraud",
        other_words="scam, conned, fraudster, bank, hacked, phishing, lost money",
        summary="Report a scam, fraud or cyber crime to the police.",
        terms=("Fraud",),
        who_for="Anyone in England, Wales or Northern Ireland.",
        phone="0300 123 2040",
        url="https://www.reportfraud.police.uk",
        times=(Times("MO,TU,WE,TH,FR", "08:00", "20:00"),),
    ),
    Listing(
        name="Childline",
        organisation=Org("Childline", "A helpline for children and young people."),
        other_words="child, kid, teenager, bullied, school, my dad hits me, my mum hits me",
        summary="For anyone under 19, about anything that worries them.",
        terms=("Children and young people", "Someone to talk to"),
        who_for="Children and young people.",
        oldest=18,
        phone="0800 1111",
        url="https://www.childline.org.uk",
        cost="Free",
        note=CHECK_HOURS,
    ),
    Listing(
        name="Crimestoppers",
        organisation=CRIMESTOPPERS,
        other_words="anonymously, knife, gangs, drugs, dealer",
        summary="Say what you know about a crime without giving your name.",
        terms=("Telling the police without your name",),
        phone="0800 555 111",
        url="https://crimestoppers-uk.org",
        always=True,
    ),
    Listing(
        name="Hourglass",
        organisation=Org("Hourglass", "A charity for older people."),
        other_words="elderly, grandmother, grandfather, care home, carer",
        summary="For older people who are hurt, neglected or afraid of someone.",
        terms=("Older people", "Domestic abuse"),
        who_for="Older people, and anyone worried about one.",
        url="https://wearehourglass.org",
        note=CHECK_NUMBER,
    ),
    Listing(
        name="Revenge Porn Helpline",
        organisation=Org("Revenge Porn Helpline", "A helpline about intimate pictures."),
        other_words="nudes, naked photos, private pictures, blackmail, sextortion",
        summary="Help when someone shares, or threatens to share, private pictures of you.",
        terms=("Pictures shared without consent",),
        youngest=18,
        phone="0345 6000 459",
        url="https://revengepornhelpline.org.uk",
        times=(Times("MO,TU,WE,TH,FR", "10:00", "16:00"),),
    ),
    Listing(
        name="Brake road victim service",
        organisation=Org("Brake", "A road safety charity.", "https://www.brake.org.uk"),
        other_words="road, crash, car accident, drunk driver",
        summary="Support after someone was killed or badly hurt on the road.",
        terms=("Road crash", "Bereavement"),
        phone="0808 8000 401",
        url="https://www.brake.org.uk",
        note=CHECK_HOURS,
    ),
    Listing(
        name="Cruse",
        organisation=Org("Cruse", "A charity for people whose someone has died."),
        other_words="died, dying, death, dead, grief, grieving, bereaved, funeral",
        summary="Someone to talk to when a person you love has died.",
        terms=("Bereavement",),
        phone="0808 808 1677",
        url="https://www.cruse.org.uk",
        note=CHECK_HOURS,
    ),
    Listing(
        name="SAMM",
        organisation=Org("SAMM", "A charity for people bereaved by murder or manslaughter."),
        alternate_name="Support After Murder and Manslaughter",
        other_words="murdered, killed",
        summary="Support from people who have also lost someone to murder or manslaughter.",
        terms=("Bereavement",),
        url="https://samm.org.uk",
        note=CHECK_NUMBER,
    ),
)

OTHERS = (
    Listing(
        name="Fearless",
        organisation=CRIMESTOPPERS,
        summary="Young people can say what they know about a crime, without giving their name.",
        terms=("Telling the police without your name", "Children and young people"),
        url="https://www.fearless.org",
    ),
    Listing(
        name="National Homicide Service",
        organisation=VICTIM_SUPPORT,
        summary="Support for people bereaved by murder or manslaughter, and for eyewitnesses.",
        terms=("Bereavement",),
        start="Through a referral. Call us and we will tell you how.",
        url="https://www.victimsupport.org.uk",
    ),
)
