"""The terms of the demonstration directory: what each means, and the words that people use for it.

Endings do not count, so one of "hit", "hits" and "hitting" is enough.
"""

from config.demo.words.listings import Term

TERMS = (
    Term(
        "Any crime",
        "Anything that was done to you that is against the law, big or small, reported or not.",
        "burglary, burgled, burglar, broke in, break in, robbed, theft, thief, stolen, mugged, "
        "attacked, assault, violence, hit, punched, beaten up, stabbed, damage, vandalised, "
        "threatened, harassment, harrassment, antisocial behaviour, neighbours, police, court, "
        "witness, victim, racist, racial abuse, hate crime, homophobic, transphobic, spiked",
    ),
    Term(
        "Domestic abuse",
        "A partner, an ex or someone in the family hurts, frightens or controls a person.",
        "husband, wife, boyfriend, girlfriend, partner, ex, violence, hits, punched, slapped, "
        "strangled, choked, beats me, beaten up, controlling, coercive control, money, threatened, "
        "scared, afraid, home, relationship, marriage, refuge, leave him, leave her, gaslighting",
    ),
    Term(
        "Sexual violence",
        "Any kind of sexual act that a person did not agree to, at any time in their life.",
        "rape, raped, rapist, sexual assault, sexually assaulted, sexual abuse, molested, groped, "
        "touched, flashed, childhood, forced to have sex, spiked",
    ),
    Term(
        "Stalking",
        "Someone follows, watches, messages or bothers a person again and again.",
        "stalker, following me, followed, watching me, harassment, harrassment, obsessed, ex, "
        "online, gifts, tracked, tracker, outside my house, wont leave me alone",
    ),
    Term(
        "Fraud",
        "Someone tricks a person out of money or details.",
        "scam, scammed, conned, fraudster, bank, romance, phishing, investment, identity, cyber, "
        "hacked, online, lost my money, fake",
    ),
    Term(
        "Modern slavery",
        "Someone makes a person work or sell sex, or takes their pay or papers.",
        "slave, trafficked, trafficking, forced labour, forced to work, exploitation, exploited, "
        "passport, not paid",
    ),
    Term(
        "Honour-based abuse",
        "Family or community hurts or threatens a person to protect their honour.",
        "forced marriage, forced to marry, honor, shame, dishonour, culture",
    ),
    Term(
        "Pictures shared without consent",
        "Someone shares, or says they will share, private or sexual pictures.",
        "revenge porn, nudes, naked photos, images, videos, blackmail, sextortion, online, leaked",
    ),
    Term(
        "Road crash",
        "Someone was hurt or killed on the road.",
        "accident, car, bike, cyclist, collision, drunk driver, hit and run, run over",
    ),
    Term(
        "Bereavement",
        "Someone has died.",
        "death, dead, died, grief, grieving, lost, funeral, murder, murdered, killed, "
        "manslaughter, homicide, suicide, family, son, daughter, mother, mum, father, dad, "
        "brother, sister, husband, wife, partner, friend",
    ),
    Term(
        "Someone to talk to",
        "A person who listens, at any time.",
        "talk, lonely, alone, suicidal, self-harm, crisis, upset, scared, sad, depressed, anxious, "
        "anxiety, panic, cant cope, mental health",
    ),
    Term(
        "Telling the police without your name",
        "Pass on what you know and stay anonymous.",
        "anonymously, report, information, gangs, knife, knives, drugs, dealer",
    ),
    Term(
        "Changing your own behaviour",
        "Help to stop hurting or frightening someone you love.",
        "anger, angry, temper, violence, perpetrator, abuser",
    ),
    Term("Women", "For women.", "woman, girl, mother, her"),
    Term("Men", "For men.", "man, male, boy, father, him"),
    Term(
        "LGBT+ people",
        "Lesbian, gay, bisexual and trans people.",
        "queer, transgender, non-binary, hate crime, homophobic, transphobic, conversion",
    ),
    Term(
        "Children and young people",
        "For anyone who is still growing up.",
        "child, kid, teenager, teen, school, bullied, bullying, parent, son, daughter",
    ),
    Term(
        "Older people",
        "For people in later life.",
        "elderly, old, pensioner, grandmother, grandfather, care home, carer, abuse, neglect",
    ),
    Term(
        "Restorative justice",
        "A safe way to tell the person responsible what they did, by letter or face to face.",
        "meet, apology, sorry, mediation",
    ),
    Term(
        "Counselling",
        "Talking with a counsellor, again and again, about what happened.",
        "therapy, trauma, counsellor, flashbacks, nightmares, mental health",
    ),
    Term(
        "Help through court",
        "Someone at your side with the police and in court.",
        "trial, witness, statement, giving evidence, special measures",
    ),
)
