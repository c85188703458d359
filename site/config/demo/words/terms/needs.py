"""The second list: what would help."""

from config.demo.words.listings import Term

_WORDS = (
    (
        "Someone to talk to",
        "A person who listens, and does not judge.",
        "talk, talk to someone, need to talk, someone to listen, listen, lonely, alone, crisis, "
        "upset, scared, frightened, sad, crying, depressed, depression, anxious, anxiety, panic, "
        "panic attacks, cant cope, not coping, cant sleep, mental health, helpline, chat, "
        "web chat, stressed, ashamed, nobody believes me",
    ),
    (
        "Counselling",
        "Talking with a counsellor, again and again, about what happened.",
        "therapy, therapist, counsellor, counseling, councelling, councillor, psychologist, "
        "trauma, ptsd, flashbacks, nightmares, cant stop thinking about it, emdr, mental health, "
        "talking therapy",
    ),
    (
        "Help through court",
        "Someone at your side with the police and in court.",
        "court, trial, witness, i am a witness, statement, giving evidence, give evidence, "
        "scared of court, going to court, special measures, screen in court, live link, "
        "intermediary, victim personal statement, isva, idva, case dropped, charged, cps, judge, "
        "jury, sentence, compensation, released from prison",
    ),
    (
        "Safety at home",
        "Locks, alarms and a plan, so that where you live feels safe again.",
        "new locks, change the locks, lock, door, alarm, ring doorbell, camera, panic button, "
        "window, target hardening, sanctuary scheme, safety plan, safe at home, he has a key, "
        "knows where i live, injunction, non molestation order, restraining order, "
        "protective order, order to keep away",
    ),
    (
        "Somewhere safe to stay",
        "A refuge or another safe place to sleep.",
        "refuge, shelter, hostel, kicked out, thrown out, nowhere to go, nowhere to stay, "
        "nowhere to sleep, homeless, sleeping in my car, sofa surfing, run away, ran away, "
        "need to get out, escape, leave tonight, emergency housing, safe house",
    ),
    (
        "Money and housing",
        "Help with rent, debt, benefits, and a place of your own.",
        "housing, house, flat, council house, rent, landlord, evicted, eviction, tenancy, "
        "mortgage, debt, debts, owe money, loan, loan shark, benefits, universal credit, "
        "no money, no food, food bank, bills, grant, compensation, bank account, "
        "no recourse to public funds, visa",
    ),
    (
        "Practical help",
        "A hand with forms, phones, lifts, letters and repairs.",
        "forms, fill in a form, letter, interpreter, translator, translate, lift, transport, "
        "bus fare, new phone, repair, fix my door, broken window, insurance, pet, look after my "
        "dog, clothes, furniture, school run, childcare, cleaning up",
    ),
    (
        "Help to report",
        "Someone explains how to tell the police, and helps you do it if you want to.",
        "report, how to report, report it, tell the police, go to the police, should i report, "
        "scared of the police, police wont help, police did nothing, complain about the police, "
        "third party reporting, 101, crime number, evidence",
    ),
    (
        "Telling the police without your name",
        "Pass on what you know and stay anonymous.",
        "anonymous, anonymously, without giving my name, report, information, tip off, grass, "
        "snitch, gangs, knife, knives, drugs, dealer",
    ),
    (
        "Restorative justice",
        "A safe way to tell the person responsible what they did, by letter or face to face.",
        "meet, meet the person who did it, ask them why, letter to the offender, apology, sorry, "
        "mediation, forgive",
    ),
    (
        "Support for families",
        "Help for parents, children and others who live with what happened.",
        "family, families, parent, parents, parenting, my child, my kids, my children, school, "
        "family worker, contact centre, social services, social worker, custody, family court, "
        "play therapy, saw dad hit mum, siblings",
    ),
    (
        "Medical help",
        "Care for your body and your health, such as at a sexual assault referral centre.",
        "doctor, nurse, gp, hospital, sarc, sexual assault referral centre, forensic, "
        "forensic examination, morning after pill, emergency contraception, pregnant, sti, hiv, "
        "injury, injuries, bleeding, sexual health, clinic, bruises, medical",
    ),
    (
        "A group with others",
        "Meeting other people who have been through something like it.",
        "group, support group, peer support, survivors group, survivor group, other survivors, "
        "meet others, people like me, freedom programme, course, coffee morning, walking group, "
        "art group, meet up",
    ),
    (
        "Drugs and alcohol",
        "Help to drink less or use less, without blame.",
        "alcohol, alcoholic, drinking, drink too much, drunk, drugs, addiction, addicted, "
        "cocaine, cannabis, heroin, rehab, sober, using to cope",
    ),
    (
        "Work, school and learning",
        "Help to stay in work or in lessons, or to go back.",
        "job, employer, boss, sick note, time off work, college, university, school, "
        "training, cv, confidence, english lessons, volunteering",
    ),
    (
        "Legal advice",
        "Someone who knows the law explains what you can do.",
        "solicitor, lawyer, legal aid, legal advice, divorce, injunction, rights, immigration, "
        "asylum, employment law, family court, custody, criminal injuries compensation, cica",
    ),
    (
        "Changing your own behaviour",
        "A way to stop hurting or frightening someone you love.",
        "anger, angry, anger management, temper, lose my temper, violence, i hit my partner, "
        "i hit my wife, i hit my girlfriend, i hurt, perpetrator, abuser",
    ),
)

TERMS = tuple(Term(*words, purpose="help") for words in _WORDS)
