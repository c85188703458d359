"""The third list: who it is for. A service for everyone has none of these terms."""

from config.demo.words.listings import Term

_WORDS = (
    ("Women", "For women.", "woman, women, girl, girls, female, lady, mother"),
    ("Men", "For men.", "man, men, male, males, boy, boys, bloke, father, male victim"),
    (
        "LGBT+ people",
        "Lesbian, gay, bisexual and trans people.",
        "lgbt, lgbtq, gay, lesbian, bisexual, bi, trans, transgender, queer, non-binary, "
        "nonbinary, hate crime, homophobic, transphobic, coming out, outed, "
        "conversion, in the closet",
    ),
    (
        "Deaf and disabled people",
        "For Deaf people, for people whose body or mind works in another way, and for those with "
        "a long illness.",
        "deaf, hard of hearing, hearing aid, sign language, bsl, british sign language, deafblind, "
        "lip read, disabled, disability, wheelchair, blind, sight loss, autistic, autism, adhd, "
        "long term illness, chronic illness, mental illness, bipolar, schizophrenia, carer, "
        "personal assistant, brain injury",
    ),
    (
        "People with a learning disability",
        "For people who find it hard to learn new things, with easy words and more time.",
        "learning disability, learning disabilities, learning difficulty, learning difficulties, "
        "downs syndrome, easy read, supported living, mate crime, special needs, send",
    ),
    (
        "Older people",
        "For people in later life.",
        "elderly, old, old age, pensioner, pension, grandmother, grandfather, nan, gran, grandad, "
        "care home, carer, carer steals, abuse, elder abuse, neglect, dementia, alzheimers",
    ),
    (
        "Children and young people",
        "For anyone who is still growing up.",
        "child, children, kid, kids, teenager, teen, young, young person, school, bullied, "
        "bullying, parent, son, daughter, im 12, im 13, im 14, im 15, im 16, im 17, year 9, "
        "foster care, in care, care leaver, toddler, baby",
    ),
    (
        "Students",
        "For people at college or university.",
        "student, students, uni, university, college, halls, campus, fresher, lecturer, flatmate",
    ),
    (
        "Black and minority ethnic people",
        "For people from Black, Asian and other communities that are fewer here.",
        "black, asian, african, caribbean, south asian, indian, pakistani, bangladeshi, chinese, "
        "nepali, arab, mixed race, bame, bme, ethnic minority, muslim, sikh, hindu, mosque, "
        "gurdwara, my culture",
    ),
    (
        "Gypsy, Roma and Traveller people",
        "For Gypsy, Roma and Irish Traveller families, on the road or in houses.",
        "gypsy, gypsies, roma, romany, traveller, travellers, traveler, irish traveller, site, "
        "caravan, showman",
    ),
    (
        "Refugees and migrants",
        "For people who came from another country, whatever their papers say.",
        "refugee, asylum seeker, asylum, migrant, immigrant, visa, spouse visa, no papers, "
        "undocumented, home office, deported, foreign, dont speak english, seasonal worker",
    ),
    (
        "Families and friends",
        "For people close to someone who was hurt.",
        "family, friend, friends, neighbour, worried about someone, worried about a friend, "
        "worried about my daughter, worried about my son, help a friend, my friend was, "
        "supporting someone, carer",
    ),
    (
        "Witnesses",
        "For people who saw or heard it happen.",
        "witness, saw it, saw it happen, heard it, bystander, eyewitness, i called 999",
    ),
    (
        "Businesses and people at work",
        "For shops, firms, farms and the people who work there.",
        "business, shop, shopkeeper, shop worker, retail, farm, farmer, rural crime, shoplifting, "
        "staff, my shop, abused at work, attacked at work, taxi driver, delivery driver, nurse",
    ),
    (
        "Armed forces and veterans",
        "For people who serve or served, and their families.",
        "army, navy, royal navy, raf, marines, soldier, sailor, veteran, military, forces, "
        "barracks, service family, army wife, married quarters",
    ),
    (
        "People worried about their own behaviour",
        "For anyone who hurts or frightens someone, and wants to stop.",
        "i hit, i hurt, i hit my partner, my temper, anger, angry, abuser, perpetrator, "
        "am i abusive, i scare my family, i lose control",
    ),
)

TERMS = tuple(Term(*words, purpose="audience") for words in _WORDS)
