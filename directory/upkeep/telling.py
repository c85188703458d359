"""Whether a text tells what happened to somebody, or who they are: pure.

The box beside "Something wrong here?" is for what the list should say. A stranger's story has no
place in it: nobody who could help would read it. In doubt a text counts as a story, for whoever
wrote it only has to say it otherwise, and is told whom to call.
"""

import re
import unicodedata
from collections.abc import Iterable
from itertools import pairwise

_HURT = (
    r"raped|raping|hit|hits|hitting|beat|beaten|beats|punched|kicked|slapped|strangled|choked|"
    r"stabbed|attacked|assaulted|abused|abusing|threatened|threatening|stalked|killed|murdered|"
    r"hurt|hurts|groped|molested|harassed|groomed|touched|robbed|mugged|scammed|trafficked|"
    r"bullied|suicidal"
)
_ANYBODY = (
    r"people|women|men|children|girls|boys|adults|anyone|anybody|someone|somebody|those|victims|"
    r"survivors|families|everyone"
)
_ABOUT_A_SERVICE = (
    # Whom a service is for: "women who have been abused".
    rf"\b(?:{_ANYBODY})(?: \w+)? (?:who|that)(?: \w+){{0,3}} (?:{_HURT})\b",
    rf"\babused (?:{_ANYBODY})\b",
    r"\b(?:he|his|him)(?: or |/)(?:she|hers?)\b|\b(?:she|hers?)(?: or |/)(?:he|his|him)\b",
    r"\b(?:mother|father|parent) and (?:baby|toddler|child)\b",
    r"\bsister (?:service|charity|line|project|organisation)\b",
    r"\bpartner (?:agency|agencies|organisation|organisations|service|services|charity)\b",
    r"\b(?:symud|mynd|gael|agor) i\b",  # a Welsh "to"
    r"\bex[- ](?:forces|services?|servicem[ae]n|military|army|offenders?|prisoners?)\b",
)
_STORY = (
    # Themselves.
    r"\b(?:i|im|i'm|ive|i've|i'd|i'll|me|my|mine|myself)\b",
    r"\b(?:dw i|rydw i|dwi|rwy|rwyf|fi|fy|ces i|wnes i)\b",
    # Somebody else.
    r"\b(?:he|him|his|himself|she|her|hers|herself|he's|she's)\b",
    r"\b(?:mr|mrs|miss|ms) [a-z]",
    # Family.
    r"\b(?:husband|hubby|wife|boyfriend|girlfriend|partner|ex|fiancee?|"
    r"neighbours?|landlord|stepson)\b",
    r"\b(?:mum|mam|mom|mummy|mother|dad|daddy|father|stepdad|stepmum|step-?father|step-?mother)\b",
    r"\b(?:son|daughter|brother|sister|auntie?|uncle|nan|gran|granny|grandad|grandma|nephew|niece)\b",
    # What was done.
    rf"\b(?:{_HURT})\b",
    r"\b(?:abuser|rapist|attacker|stalker)\b",
    r"\bthe (?:rape|assault|attack|abuse|beating|stabbing|violence)\b"
    r"(?! (?:crisis|help|helpline|line|service|support|centre|team|advice|number|page))",
    r"\b(?:want|wants|wanted|going) to die\b|\bkill (?:my|him|her|them)|\bend it all\b|\boverdose",
    r"\bself[- ]?harm(?:ed|ing|s)\b",
    r"\b(?:scared|afraid|frightened|terrified|trapped|in danger|not safe|unsafe|fled|fleeing)\b",
    r"\b(?:bruis\w*|bleed\w*|blood\w*|injur\w*|kni(?:fe|ves))\b",
    r"\bbroken? (?:arm|leg|nose|rib|jaw|bones?)\b",
    r"\b(?:follow(?:s|ing)|followed (?:me|us|them|home)|found out|came round|turned up)\b",
    r"\bpolice\b(?! (?:station|force|referral|and crime|service|headquarters))",
    r"\br[*._-]p(?:e|ed|ing)\b",
    r"\bplease tell\b|(?<!who )\blives (?:at|in|with|on|near|above|next)\b",
    r"\b(?:with|has|had|and|two|three|four|the|\d) kids\b",
    # Who they are.
    r"\bflat (?:above|below|over|next|\d)|\bat (?:number|no\.?) ?\d",
    r"\b[\w.+-]+ at [\w-]+ ?(?:dot|\.) ?[a-z]|\b(?:gmail|hotmail|icloud|yahoo) ?(?:dot|\.)",
    r"\b(?:dob|d\.o\.b|date of birth|born)\b",
    r"\b\d{1,2}[/.-]\d{1,2}[/.-](?:19\d\d|200\d|201\d)\b",
    r"\b(?:is|was|am|turned) \d{1,2} years? old\b|\b\d{1,2} ?(?:yo|y/o)\b",
    r"[\w.+-]+ ?(?:@|\(at\)|\[at\]) ?[\w-]+(?: ?\. ?| ?\(dot\) ?)[a-z]",
    r"(?:\+ ?44 ?(?:\(0\) ?)?|\b0044 ?|\b0) ?7(?:[ .-]?\d){9}(?!\d)",
    r"\b(?:crime|incident|case|nhs|national insurance) (?:ref|reference|number|no)\b",
    r"\b[a-z]{2} ?\d{2} ?\d{2} ?\d{2} ?[a-d]\b",
)  # fmt: skip
_NO_NAME = re.compile(
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)days?|january|february|march|july|september|october|"
    r"november|december|christmas|easter|the|an?|its?|they|this|that|there|their|these|now|new|no|"
    r"not|only|open|closed|call|ring|text|email|for|in|on|at|from|to|ask|please|see|moved|and|or|"
    r"free|costs?|is|also"
)
"""Words with a capital, at the beginning of a sentence or always, that are part of no name."""
_A_PLACE = re.compile(
    r"street|road|lane|avenue|close|drive|way|terrace|court|square|place|crescent|gardens|grove|row|"
    r"hill|house|library|hall|centre|hospital|surgery|clinic|church|school|station|building|park|"
    r"line|helpline|services?|trust|project|charity|foundation|council|crisis|aid|support|college|"
    r"university"
)
"""The last word of the names of places and charities."""
_capitals = re.compile(r"(?:\b[^\W\d_a-z](?:[^\W\d_]|['-])+(?!\w)[ ,]*){2,}")
_disguise = str.maketrans("@4301$5", "aaeoiss")
_disguised = re.compile(r"(?<=[a-z])[@4301$5](?=[a-z])")
_about_a_service = re.compile("|".join(_ABOUT_A_SERVICE))
_story = re.compile("|".join(_STORY))


LONGEST = 1000  # characters


def tells_a_story(text: str, names: Iterable[str] = (), entry: str = "") -> bool:
    """Tell whether this may be about a person. ``names`` (of the service) never count as words.

    What is mostly in another alphabet counts: we cannot tell. So do two words in a row that begin
    with a capital, for they may be somebody's name, unless ``entry``, what we say, holds them. What
    is longer than any box of ours counts without being looked at.
    """
    if len(text) > LONGEST:
        return True
    names = list(names)
    said = _plain(text)
    for name in sorted(names, key=len, reverse=True):
        said = said.replace(_plain(name), " ") if name else said
    if not _can_be_read(text) or _names_somebody(text, " ".join([*names, entry])):
        return True
    told = _about_a_service.sub(" ", said)
    undisguised = _disguised.sub(lambda found: found[0].translate(_disguise), told)
    return bool(_story.search(told) or _story.search(undisguised))


def _names_somebody(text: str, known: str) -> bool:
    known = _plain(known)
    return any(_may_be_a_name(run[0], known) for run in _capitals.finditer(_in_one_form(text)))


def _may_be_a_name(run: str, known: str) -> bool:
    """Tell of words with capitals whether two in a row are nothing else that we know."""
    words = [word.strip(" ,").casefold() for word in run.split()]
    while words and _NO_NAME.fullmatch(words[0]):
        words = words[1:]
    if len(words) <= 3 and words and _A_PLACE.fullmatch(words[-1]):
        return False
    return any(
        not any(map(_NO_NAME.fullmatch, pair))
        and not re.search(rf"\b{re.escape(' '.join(pair))}\b", known)
        for pair in pairwise(words)
    )


_WHERE = re.compile(
    r"\b[a-z]{1,2}\d[a-z\d]? ?\d[a-z]{2}\b"
    r"|\b\d+[a-z]?,? (?:\w+ ){1,3}(?:street|st|road|rd|lane|avenue|close|drive|way|terrace|court|"
    r"square|place|crescent|gardens|grove|row|hill|house)\b"
)


def says_where(text: str) -> bool:
    """Tell whether a text seems to hold a postcode, or a house number with its street."""
    return bool(_WHERE.search(_plain(text)))


def _plain(text: str) -> str:
    """Return it in small letters without accents, its apostrophes alike, with single spaces."""
    return _in_one_form(text).casefold()


def _in_one_form(text: str) -> str:
    apart = unicodedata.normalize("NFKD", text.replace("’", "'").replace("\u02bc", "'"))
    shown = (c for c in apart if unicodedata.category(c) not in ("Mn", "Cf"))
    return re.sub(r"\s+", " ", "".join(shown)).strip()


def _can_be_read(text: str) -> bool:
    letters = [c for c in text if c.isalpha()]
    latin = sum(unicodedata.name(c, "").startswith(("LATIN", "FULLWIDTH LATIN")) for c in letters)
    return 2 * latin >= len(letters)
