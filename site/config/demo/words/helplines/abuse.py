"""National lines about abuse, in the order in which they are listed."""

from config.demo.words.listings import CHECK_HOURS, Listing, Org, Times

RESPECT = Org("Respect", "A charity that runs helplines about domestic abuse.")
LINES = (
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
        area="England",
        phone="0808 2000 247",
        channels="telephone",
        url="https://www.nationaldahelpline.org.uk",
        always=True,
    ),
    Listing(
        name="Live Fear Free",
        organisation=Org("Welsh Government", "The government of Wales."),
        other_words=(
            "fy nharo, fy ngŵr, fy ngŵr yn fy nharo, cam-drin domestig, trais yn y cartref, "
            "trais rhywiol, treisio, ofn, byw heb ofn"
        ),
        summary="Help in Wales with domestic abuse and sexual violence.",
        terms=("Domestic abuse", "Sexual violence"),
        who_for="Anyone in Wales.",
        phone="0808 80 10 800",
        channels="telephone,text",
        text="07860 077333",
        area="Wales",
        url="https://gov.wales/live-fear-free",
        always=True,
    ),
    Listing(
        name="Rape and Sexual Abuse Support Line",
        organisation=Org("Rape Crisis England & Wales", "A charity against rape and sexual abuse."),
        other_words="raped, sexually assaulted, groped, touched, molested",
        summary="Support for anyone aged 16 and over after rape or sexual abuse, however long ago.",
        terms=("Sexual violence", "Child abuse", "Someone to talk to", "Families and friends"),
        who_for=(
            "Anyone in England and Wales, even if you are not sure what happened. Also friends, "
            "family and others who support someone."
        ),
        youngest=16,
        area="England and Wales",
        phone="0808 500 2222",
        channels="telephone,online",
        free=True,
        cost="Free",
        url="https://247sexualabusesupport.org.uk",
        always=True,
    ),
    Listing(
        name="Men's Advice Line",
        organisation=RESPECT,
        other_words="wife, girlfriend, hits me, beats me, domestic violence",
        summary="For men who are hurt, frightened or controlled by a partner, an ex or family.",
        terms=("Domestic abuse", "Men"),
        who_for="Men.",
        phone="0808 801 0327",
        channels="telephone",
        url="https://mensadviceline.org.uk",
        note=CHECK_HOURS,
    ),
    Listing(
        name="Respect Phoneline",
        organisation=RESPECT,
        other_words="i hit, i hurt, my temper, anger, angry",
        summary="Worried about how you treat someone you love? Talk about it. You can change it.",
        terms=("Changing your own behaviour", "People worried about their own behaviour"),
        who_for="Anyone who is worried about their own behaviour towards a partner or family.",
        phone="0808 802 4040",
        channels="telephone",
        url="https://respectphoneline.org.uk",
        note=CHECK_HOURS,
    ),
    Listing(
        name="Galop",
        organisation=Org("Galop", "A charity for LGBT+ people.", "https://galop.org.uk"),
        other_words="gay, lesbian, bisexual, trans, homophobic, transphobic, hate crime",
        summary="Support for LGBT+ people after abuse or violence of any kind.",
        terms=("LGBT+ people", "Domestic abuse", "Sexual violence", "Hate crime"),
        who_for="LGBT+ people.",
        phone="0800 999 5428",
        channels="telephone",
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
        channels="telephone",
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
        channels="telephone",
        url="https://www.suzylamplugh.org",
        note="An old page of theirs says closed on bank holidays. " + CHECK_HOURS,
    ),
)
