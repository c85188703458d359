"""Words that tell a stranger what somebody is in touch with, in both languages. Pure."""

import re

GIVEAWAYS = re.compile(
    r"victim|crime|police|abuse|violence|\bhub\b|hub@|support|refuge"
    r"|dioddef|trosedd|heddlu|\bhyb\b|cymorth|lloches",
    re.IGNORECASE,
)
"""In a name: of a sender, a host, an address. Anywhere in it, because names are run together."""

ENGLISH = r"""
    victim crim police officer offen hub support advoc abus assault rap(?:e|ist) sex attack harm
    hurt injur wound violen stalk harass hate\b threat blackmail coerc report case\b caseworker
    refuge refer court justice judge trial witness statement prosecut prison probation solicitor
    lawyer domestic partner\b husband wife safe danger urgent emergency counsel therap trauma
    surviv suffer pcc\b commissioner burgl theft stolen robb fraud scam traffick slave exploit
    groom honour fgm isva idva sarc helpline charity investigat evidence incident perpetrator
    suspect arrest complain compensat bereave murder kill suicid self-harm safeguard protect
"""
WELSH = r"""
    dioddef trosedd heddlu hyb\b cymorth cefnog cam-?drin ymosod trais treisio rhywiol rhywedd
    niwed niweid anaf stelci casineb bygwth bygyth achos adrodd lloches atgyfei llys\b cyfiawnder
    barnwr treial tyst datganiad erlyn carchar prawf\b cyfreithiwr domestig partner\b gŵr gwraig
    diogel perygl argyfwng cwnsel therap trawma goroes comisiynydd byrgler lladrad dwyn twyll sgam
    masnachu caethwas ecsbloet anrhydedd elusen ymchwili digwyddiad arestio cwyn iawndal
    profedigaeth llofrudd lladd hunanladd hunan-niwed eiriol gorfod cam-fanteis
"""
MUTATIONS = {
    "ll": ["l"], "rh": ["r"], "p": ["b", "mh", "ph"], "t": ["d", "nh", "th"],
    "c": ["g", "ngh", "ch"], "b": ["f", "m"], "d": ["dd", "n"], "g": ["", "ng"], "m": ["f"],
}  # fmt: skip
"""How the beginning of a Welsh word changes after others."""
INNOCENT = re.compile(r"\byour reference\b|\bei?ch cyfeirnod\b", re.I)
"""Words of ours that only look like one of them."""


def giveaways_in(text: str) -> list[str]:
    """Return the beginnings of the words of a text that would tell, in small letters."""
    return [found.lower() for found in _WORDS.findall(INNOCENT.sub("", " ".join(text.split())))]


def _as_spoken(stem: str) -> list[str]:
    """Return the beginning of a Welsh word as it stands, and however it may be changed."""
    for start, others in MUTATIONS.items():
        if stem.startswith(start) and not (start == "d" and stem.startswith("dd")):
            return [stem, *(other + stem.removeprefix(start) for other in others)]
    return [stem]


_STEMS = [*ENGLISH.split(), *(form for stem in WELSH.split() for form in _as_spoken(stem))]
_WORDS = re.compile(rf"\b(?:{'|'.join(_STEMS)})", re.IGNORECASE)
