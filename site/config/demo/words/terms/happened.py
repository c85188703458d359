"""The first list: what happened."""

from config.demo.words.listings import Term

TERMS = (
    Term(
        "Any crime",
        "Anything that was done to you that is against the law, big or small, reported or not.",
        "crime, burglary, burgled, burglar, robbed, theft, thief, stolen, mugged, attacked, "
        "assault, violence, hit, punched, beaten, stabbed, damage, vandalised, threatened, "
        "harassment, harrassment, antisocial, neighbours, police, court, witness, victim, "
        "racist, racial, hate, homophobic, transphobic, "
        "is it a crime, was it a crime, not sure if it was a crime",
    ),
    Term(
        "Domestic abuse",
        "A partner, an ex or someone in the family hurts, frightens or controls a person.",
        "domestic violence, domestic abuse, husband, wife, boyfriend, girlfriend, partner, ex, "
        "hits, hit, beats, scared, afraid, frightened, controls, money, he hits me, he hit me, "
        "she hits me, she hit me, my x, hiting me, "
        "husband hits me, wife hits me, boyfriend hits me, partner hits me, beats me, "
        "beaten up by my ex, beaten up by my husband, beaten up by my boyfriend, punched, slapped, "
        "strangled, choked, pushed me, throws things at me, controlling, controling, "
        "coercive control, controls my money, takes my money, checks my phone, tracks my phone, "
        "wont let me see my friends, wont let me leave the house, wont let me go out, jealous, "
        "threatened, scared of my partner, scared of my husband, scared to go home, "
        "afraid of my partner, walking on eggshells, toxic relationship, abusive relationship, "
        "relationship, marriage, refuge, leave him, leave her, how to leave, gaslighting, "
        "gas lighting, narcissist, domestic abuze, domestic violance, my son hits me, "
        "my daughter hits me, my brother hits me",
    ),
    Term(
        "Sexual violence",
        "Any kind of sexual act that a person did not agree to, at any time in their life.",
        "rape, raped, rapist, date rape, sexual assault, sexually assaulted, sexual abuse, "
        "sexual harassment, molested, groped, grabbed me, touched me, touched, felt me up, "
        "flashed, flasher, exposed himself, upskirting, abused as a child, childhood, "
        "forced to have sex, made me have sex, pressured into sex, i said no, i did not say yes, "
        "didnt consent, without my consent, woke up and he was, spiked, drink was spiked, "
        "drink spiked, spiked my drink, needle spiking, "
        "stealthing, took the condom off, sexual assult, molestation, incest, chem sex",
    ),
    Term(
        "Stalking",
        "Someone follows, watches, messages or bothers a person again and again.",
        "stalker, stalked, stalkin, following me, followed, someone keeps following me, "
        "follows me everywhere, watching me, waits for me, outside my house, outside my work, "
        "turns up at my work, obsessed, wont leave me alone, keeps messaging me, keeps calling me, "
        "keeps sending gifts, gifts, tracked, tracker, airtag, spyware, fake accounts, "
        "harassment, harrassment, ex, online",
    ),
    Term(
        "Harassment",
        "Someone pesters, threatens or upsets a person more than once.",
        "harassed, harrassed, harrassment, harasment, pestering, threats, threatening messages, "
        "nuisance calls, nasty messages, abusive messages, told lies about me online, "
        "spreading rumours, spreading lies about me, trolling, trolled, cyberbullying, "
        "bullied at work, catcalling, shouted at outside, my boss shouts at me, doxxed, "
        "bullying",
    ),
    Term(
        "Hate crime",
        "A person is hurt, threatened or insulted because of who they are or what others think.",
        "racist, racism, racial abuse, racially abused, called me names, islamophobia, "
        "islamophobic, anti muslim, antisemitism, antisemitic, anti jewish, homophobic, "
        "homophobia, transphobic, transphobia, disability hate crime, made fun of my disability, "
        "because i am gay, because i am black, because i am disabled, because of my religion, "
        "because of my skin, because i am foreign, go back to your own country, hijab, slurs, "
        "prejudice, homophobic attack, racist attack, hatecrime, hate incident, mate crime",
    ),
    Term(
        "Fraud",
        "Someone tricks a person out of money or details.",
        "scam, scammed, scammer, scamed, ripped off, rip off, conned, con man, fraudster, froud, "
        "tricked, bank, "
        "romance scam, met online and sent money, phishing, investment, crypto, identity theft, "
        "pretended to be my bank, cyber, hacked, online, lost my money, lost my savings, "
        "gave them my details, fake website, fake, doorstep trader, rogue trader, cold call, "
        "whatsapp message from my son, power of attorney stealing, money mule, action fraud",
    ),
    Term(
        "Cyber crime",
        "Someone breaks into a phone, a computer or an account.",
        "hacked, hacker, hacking, my account was hacked, facebook hacked, instagram hacked, "
        "email hacked, locked out of my account, virus, ransomware, password stolen, "
        "someone is in my account, spyware, webcam, online, cyber crime, cybercrime, data leak",
    ),
    Term(
        "Burglary and theft",
        "Someone breaks in, or takes what is not theirs.",
        "burglary, burglar, burgled, burgulary, broke in, broken into, break in, my house was "
        "broken into, stolen, stole my phone, stole my bike, stole my car, theft, thief, thieves, "
        "pickpocket, bag snatched, shoplifting, parcel stolen, car stolen, van tools stolen",
    ),
    Term(
        "Robbery",
        "Someone takes things by force, or by making a person afraid.",
        "robbed, robber, robbery, robery, mugged, mugging, mugger, held up, knife to my throat, "
        "snatched my phone, took my phone off me, took my bag, jumped me",
    ),
    Term(
        "Violence",
        "Someone hurts a person on purpose, or says that they will.",
        "assault, assaulted, assult, attacked, attack, violent, hit me, hit, punched, kicked, "
        "headbutted, glassed, beaten up, beat me up, jumped, fight, stabbed, stabbing, knife, "
        "shot, gun, acid, spat at, threatened to kill me, death threat, strangled, bouncer, "
        "bruises, attacked at work",
    ),
    Term(
        "Antisocial behaviour",
        "Neighbours or people nearby make daily life a misery.",
        "asb, anti social behaviour, antisocial, neighbour, neighbours, neighbour from hell, "
        "noise, loud music, shouting, gang outside, kids throwing things, eggs thrown, "
        "drug dealing next door, cuckooing, took over my flat, fireworks, intimidating, "
        "nuisance bikes, rubbish dumped",
    ),
    Term(
        "Criminal damage",
        "Someone breaks, burns or spoils things on purpose.",
        "vandalism, vandalised, vandals, smashed my window, smashed window, car keyed, "
        "keyed my car, tyres slashed, graffiti, arson, set fire, fire through letterbox, damaged, "
        "broke my door, kicked my door in",
    ),
    Term(
        "Modern slavery",
        "Someone makes a person work or sell sex, or takes their pay or papers.",
        "slave, slavery, trafficked, trafficking, forced labour, forced to work, made to work, "
        "my boss wont let me leave, my boss took my passport, took my passport, passport, "
        "not paid, no wages, owe them money, working to pay a debt, forced to sell sex, brothel, "
        "nail bar, car wash, domestic servant, exploitation, exploited, labour exploitation",
    ),
    Term(
        "Honour-based abuse",
        "Family or community hurts or threatens a person to protect their honour.",
        "forced marriage, forced to marry, made to marry, dont want to get married, "
        "my family say i must marry, taken abroad to marry, honor, shame, brought shame, "
        "dishonour, culture, izzat, fgm, cutting, female genital mutilation, virginity test, "
        "dowry, community will find me",
    ),
    Term(
        "Pictures shared without consent",
        "Someone shares, or says they will share, private or sexual pictures.",
        "revenge porn, revenge porno, nudes, he has nudes of me, leaked my nudes, sent my nudes, "
        "naked photos, naked pictures, intimate images, images, photos, videos, deepfake, "
        "fake nudes, onlyfans leaked, blackmail, blackmailed, sextortion, online, leaked, "
        "threatens to share pictures, filmed me, hidden camera, cyberflashing, dick pic",
    ),
    Term(
        "Child abuse",
        "An adult or another child hurts, scares, touches or neglects a child.",
        "abused as a child, childhood, child sexual abuse, my child was abused, hurt my child, "
        "touched my child, hits the kids, hits my child, smacked, neglect, neglected, grooming, "
        "groomed, groomed online, paedophile, pedophile, my dad hits me, my mum hits me, "
        "my stepdad, stepfather, my uncle, foster carer, school, historic abuse, "
        "happened when i was little",
    ),
    Term(
        "Exploitation",
        "Someone uses a person for crime, sex or money, often with gifts or threats.",
        "exploited, county lines, carrying drugs, made to sell drugs, selling drugs for someone, "
        "running away, gang, gangs, groomed, grooming, gifts from older man, older boyfriend, "
        "child exploitation, sexual exploitation, cse, cuckooing, criminal exploitation, "
        "owes a drug debt",
    ),
    Term(
        "Road crash",
        "Someone was hurt or killed on the road.",
        "accident, car crash, car accident, car, bike, cyclist, knocked off my bike, collision, "
        "drunk driver, drink driver, hit and run, run over, knocked down, lorry, road death, "
        "dangerous driving",
    ),
    Term(
        "Bereavement",
        "Someone has died.",
        "death, dead, died, passed away, grief, grieving, greif, bereaved, bereaved by suicide, "
        "lost someone, lost, funeral, murder, murdered, killed, manslaughter, homicide, family, "
        "son, daughter, mother, mum, father, dad, brother, sister, husband, wife, partner, friend",
    ),
    Term(
        "Bereaved by murder or manslaughter",
        "Someone was killed by another person, and family or friends are left behind.",
        "murder, murdered, murderer, killed, killing, was killed, homicide, "
        "manslaughter, inquest, coroner, death abroad",
    ),
    Term(
        "Terrorism",
        "An attack on many people, meant to spread fear.",
        "terrorist, terror attack, attack, bomb, bombing, explosion, shooting, was there when it "
        "happened, major incident, saw people die",
    ),
)
