"""Words of the list that are never given to anyone.

Four words on a slip of paper must look like nothing at all: none of harm, fear, crime, weapons,
death, illness, courts, families or what people feel for each other; none that mocks, none that is
spelled otherwise here, and none that our own page has beside them.
"""

_TEXT = """
abandon absurd abuse access accident account accuse acid addict adult affair afraid again
agent alarm alcohol alert alien alone already anger angry anxiety apology armed armor army
arrest arrow ask assault assist asthma attack avoid away awful awkward baby bachelor battle
beauty behind betray bind birth bitter blade blame blast bleak bless blind blood body bomb
boss boy brain brave broken brother bullet burden cage cannon care cash caution charge child
chronic cigar civil clinic code comfort conduct control cop crack crash crazy crime critic
crouch crowd crucial cruel crush cry custom cute dad damage danger daring daughter death
debate debris defense defy degree demise denial dentist deny despair destroy detect dignity
dilemma dirt disagree disease dismiss disorder divorce dizzy doctor doll drama drastic drill
drink dumb dust dutch dwarf emotion endless enemy enforce erase erode erosion error erupt
escape eternal ethics evidence evil evoke exclude excuse exhaust exile exit expire expose
faint faith fall false family fat fatal father fatigue fault female fever fight flame flee
flesh force forget fragile friend fury garbage gas gasp ghost girl glare gloom god goddess
gorilla gospel gossip grief grit grunt guard guilt gun gym habit hard harsh hazard health
heart heavy help hero hidden hit home horn horror hospital hostage humble hunt hurdle hurry
hurt husband identify ignore ill illegal illness impact impulse infant inflict inform inject
injury inmate innocent inquiry insane insult intact involve isolate issue jealous job joke
judge junk kid kidney kill kiss knife lady law lawsuit lazy legal liar liberty lie lock lonely
loss love lover loyal mad maid male man marriage mask mercy mess miracle misery miss mistake
mom money monitor monkey monster moral mother murder muscle myself mystery myth naive naked
nasty nation negative neglect neither nephew nerve never nothing nuclear nurse nut obey oblige
obscure odor off oppose orphan pact pain panic parent party patient patrol peace peasant
penalty person phone physical pig pill pistol please pledge poison police poor poverty pray
pregnant pretty pride prison private prize problem promise promote protect proud punch punish
purity race rage ransom rape razor rebel refuse regret reject release relief report rescue
resist retreat reveal revenge rib rifle riot risk ritual robber rough rude sad sadness safe
satoshi scar scare scream secret security sentence sex shadow shaft sheriff shiver shock shoot
shove shy sibling sick siege silent sin siren sister skin skull slam slave sleep smash smoke
snake social soldier sorry speak spike spoil spy stage steal sting strike strong struggle
student stuff stumble suffer suicide suit surge surprise survey suspect swallow swamp swear
sword symptom tattoo tell theft them there thief threat throat throw tired tissue toilet
torture toxic tragic trap trash trauma trial tribe trigger trouble true truly trust truth ugly
unable unaware uncle uncover unfair unhappy unknown upset urge useless vacant vanish vicious
victim victory violent virus visit vivid voice void wage war warfare warm warning warrior weak
weapon welcome whip wife wisdom witness wolf woman word worry worth wound wreck wrestle wrong
young your youth
"""

UNSAID = frozenset(_TEXT.split())
