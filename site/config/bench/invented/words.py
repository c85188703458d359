"""The words that invented services are made of: plain English, several hundred of them."""

HAPPENED = (
    "burglary", "robbery", "fraud", "stalking", "harassment", "assault", "theft", "arson",
    "blackmail", "kidnap", "trafficking", "slavery", "exploitation", "vandalism", "mugging",
    "spiking", "hate crime", "road crash", "rape", "domestic abuse", "coercive control",
    "forced marriage", "elder abuse", "child abuse", "cuckooing", "county lines", "romance scam",
    "identity theft", "image abuse", "antisocial behaviour", "knife crime", "murder", "bereavement",
    "threats", "bullying", "grooming", "doorstep crime", "online abuse", "criminal damage",
)  # fmt: skip
HELP = (
    "counselling", "advocacy", "advice", "a helpline", "a refuge", "mentoring", "group work",
    "mediation", "safety planning", "court support", "housing help", "debt advice", "therapy",
    "befriending", "play therapy", "legal advice", "a support group", "outreach", "casework",
    "emergency grants", "home security", "new locks", "health checks", "art therapy", "workshops",
    "peer support", "family support", "immigration advice", "benefits advice", "translation",
)  # fmt: skip
AUDIENCE = (
    "women", "men", "children", "young people", "older people", "parents", "carers", "students",
    "families", "Deaf people", "disabled people", "LGBT+ people", "migrants", "refugees",
    "Muslim women", "Jewish people", "Sikh families", "Gypsies and Travellers", "sex workers",
    "farm workers", "shop workers", "tenants", "veterans", "witnesses", "survivors", "everyone",
)  # fmt: skip
NAMES = (
    "Harbour", "Lantern", "Bridge", "Meadow", "Beacon", "Willow", "Compass", "Haven", "Anchor",
    "Kestrel", "Orchard", "Juniper", "Cedar", "Rowan", "Hazel", "Linden", "Heather", "Clover",
    "Bluebell", "Foxglove", "Primrose", "Swallow", "Robin", "Heron", "Otter", "Badger", "Hare",
    "Lighthouse", "Windmill", "Fountain", "Gateway", "Crossroads", "Stepping Stones", "Open Door",
    "New Leaf", "Safe Ground", "Quiet Room", "Common Thread", "Daybreak", "Sunrise", "Horizon",
)  # fmt: skip
KINDS = ("Project", "Trust", "Centre", "Service", "Network", "Collective", "Foundation", "Team")
STREETS = (
    "Church", "Station", "Market", "Mill", "Bridge", "Park", "Castle", "Victoria", "Queen", "King",
    "Albert", "George", "Chapel", "School", "Garden", "Orchard", "River", "Canal", "Forest",
)  # fmt: skip
_PROSE = """
able access account action active address adult afraid afternoon agree allow alone amount angry
answer anxious apart apology appeal arrange arrest arrive article asleep attend aware baby balance
bank basic bedroom begin behind belief belong better bill blame body book border borrow bother
bottom brave breakfast breath bring broken brother budget build burden burn business busy calm
camera cancel card careful carry case cash castle catch cause chance change charge cheap child
choice choose church circle citizen claim class clean clear clinic close clothes club coach coffee
cold collect college comfort common community company complain complete computer concern confidence
confuse connect consent contact control cook copy corner cost count country couple courage cousin
cover crash credit crisis crowd culture cup custom damage danger dark daughter deal debt decide
deep defend delay deliver demand describe detail develop dinner direct dirty discuss distance
doctor document door doubt draw dream dress drink drive drop duty early earn easy education effort
elder email emergency emotion employ empty encourage energy enjoy enough enter equal escape evening
event evidence example exercise expect experience explain face fail fair faith fall familiar farm
father fear feeling fence field fight figure fill finance find finish fire flat floor follow food
force forget forgive form forward free fresh friend frighten front full future game garden gate
gather gentle gift glass goal good grant grief ground group grow guard guess guide habit hair half
hand happen happy hard harm harvest head heal health hear heart heavy help hidden history hobby
hold holiday home honest hope hospital host hotel hour house human hunger hurry hurt husband idea
identity illness image imagine improve include income independent individual inform injury inside
insurance interest interview invite island issue join journey judge justice keep key kind kitchen
know labour ladder land language large laugh lawyer lead learn leave legal lesson letter level
library lift light listen live lock lonely loss loud love lunch machine mail manage map market
marriage master matter meal meaning measure meet member memory mental message middle mind minute
mirror mistake mobile moment money month morning mother move music narrow nature near need
neighbour nephew nervous night noise normal notice number nurse object offer office officer online
open opinion option order outside overcome pain panic paper parent park partner passport path
patient pattern peace pension people person phone photograph picture plan plant play police polite
poor positive possible post power practice pray prepare present pressure prevent price pride
prison privacy private problem process promise property protect proud prove public purpose
quality question quick quiet race radio rail reach read ready reason receive recent record recover
reduce refer regret relate relax release relief religion remain remember remind rent repair repeat
reply report request rescue respect respond rest result return right risk river road role room
routine rule safe salary sample save school search season secret secure seek self send sense
separate serious session settle shame share shelter shift shock shop short shoulder sibling sign
silence simple single sister sleep slow small smile social solve someone song sound space speak
special stable staff stage stair start station stay steady step stolen stop story stranger street
strength stress strong student study success suffer suggest summer support sure surprise survive
swim symptom system table talk task teach team tell tenant text thank thing think threat ticket
tidy time tired together tomorrow tool topic touch town track train transport travel treat tree
trial trouble true trust truth turn uncle understand uniform unsafe update upset urgent useful
value village violent visit voice volunteer vote wait walk wall warm warn wash watch water weak
weather week welcome welfare wheel whole widow wife window winter wise wish witness woman wonder
word work worker world worry worth wound write wrong year young
"""
PROSE = _PROSE.split()
