"""The terms of the demonstration directory: each with the words that people use for it."""

TERMS = {
    "Any crime": (
        "Anything that was done to you that is against the law, big or small, reported or not. "
        "Burglary, robbery, theft, stolen, mugged, attacked, assault, violence, hit, beaten up, "
        "damage, threats, harassment, antisocial behaviour, neighbours, police, court, witness."
    ),
    "Domestic abuse": (
        "A partner, an ex or someone in the family hurts, frightens or controls a person. Husband, "
        "wife, boyfriend, girlfriend, violence, hit, beaten up, coercive control, money, threats, "
        "home, relationship, refuge."
    ),
    "Sexual violence": (
        "Any kind of sexual act that a person did not agree to, at any time in their life. Rape, "
        "sexual assault, abuse, touched, childhood."
    ),
    "Stalking": (
        "Someone follows, watches, messages or bothers a person again and again. Harassment, "
        "obsessed, ex, online, gifts, tracked."
    ),
    "Fraud": (
        "Someone tricks a person out of money or details. Scam, conned, bank, romance, phishing, "
        "investment, identity, cyber, hacked, online."
    ),
    "Modern slavery": (
        "Someone makes a person work or sell sex, or takes their pay or papers. Trafficking, "
        "forced labour, exploitation, passport."
    ),
    "Honour-based abuse": (
        "Family or community hurts or threatens a person to protect their honour. Forced marriage, "
        "shame, culture."
    ),
    "Pictures shared without consent": (
        "Someone shares, or says they will share, private or sexual pictures. Revenge porn, nudes, "
        "images, videos, blackmail, sextortion, online."
    ),
    "Road crash": "Someone was hurt or killed on the road. Accident, car, bike, collision, driver.",
    "Bereavement": (
        "Someone has died. Death, grief, lost, funeral, murder, killed, manslaughter, homicide, "
        "family, son, daughter, mother, father, brother, sister, husband, wife, partner, friend."
    ),
    "Someone to talk to": (
        "A person who listens, at any time. Lonely, suicidal, self-harm, crisis, upset, scared, "
        "sad, anxious, mental health."
    ),
    "Telling the police without your name": (
        "Pass on what you know and stay anonymous. Report, information, gangs, knife, drugs."
    ),
    "Changing your own behaviour": (
        "Help to stop hurting or frightening someone you love. Anger, violence, perpetrator."
    ),
    "Women": "For women. Woman, girl, mother, her.",
    "Men": "For men. Man, male, boy, father, him.",
    "LGBT+ people": (
        "Lesbian, gay, bisexual and trans people. Queer, transgender, non-binary, hate crime, "
        "conversion."
    ),
    "Children and young people": (
        "For anyone who is still growing up. Child, kid, teenager, teen, school, bullying, parent, "
        "son, daughter."
    ),
    "Older people": "For people in later life. Elderly, pensioner, carer, abuse, neglect.",
    "Restorative justice": (
        "A safe way to tell the person responsible what they did to you, by letter or face to "
        "face. Meet, apology, mediation."
    ),
    "Counselling": "Talking with a trained therapist. Therapy, trauma, counsellor, mental health.",
    "Help through court": (
        "Someone at your side with the police and in court. Trial, witness, statement, giving "
        "evidence, special measures."
    ),
}
