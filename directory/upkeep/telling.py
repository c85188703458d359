"""Whether a text tells what happened to somebody, or who they are: pure.

The box beside "Something wrong here?" is for what the list should say. A stranger's story has no
place in it: nobody who could help would read it. In doubt a text counts as a story, for whoever
wrote it only has to say it otherwise, and is told whom to call.
"""

import re
import unicodedata
from collections.abc import Iterable

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
    r"\b(?:husband|hubby|wife|boyfriend|girlfriend|partner|ex|fiancee?)\b",
    r"\b(?:mum|mam|mom|mummy|mother|dad|daddy|father|stepdad|stepmum|step-?father|step-?mother)\b",
    r"\b(?:son|daughter|brother|sister|auntie?|uncle|nan|gran|granny|grandad|grandma|nephew|niece)\b",
    # What was done.
    rf"\b(?:{_HURT})\b",
    r"\b(?:abuser|rapist|attacker|stalker)\b",
    r"\bthe (?:rape|assault|attack|abuse|beating|stabbing|violence)\b"
    r"(?! (?:crisis|help|helpline|line|service|support|centre|team|advice|number|page))",
    r"\b(?:want|wants|wanted|going) to die\b|\bkill (?:my|him|her|them)|\bend it all\b|\boverdose",
    r"\bself[- ]?harm(?:ed|ing|s)\b",
    # Who they are.
    r"\b(?:dob|d\.o\.b|date of birth|born)\b",
    r"\b\d{1,2}[/.-]\d{1,2}[/.-](?:19\d\d|200\d|201\d)\b",
    r"\b(?:is|was|am|turned) \d{1,2} years? old\b|\b\d{1,2} ?(?:yo|y/o)\b",
    r"[\w.+-]+ ?(?:@|\(at\)|\[at\]) ?[\w-]+(?: ?\. ?| ?\(dot\) ?)[a-z]",
    r"(?:\+ ?44 ?(?:\(0\) ?)?|\b0044 ?|\b0) ?7(?:[ .-]?\d){9}(?!\d)",
    r"\b(?:crime|incident|case|nhs|national insurance) (?:ref|reference|number|no)\b",
    r"\b[a-z]{2} ?\d{2} ?\d{2} ?\d{2} ?[a-d]\b",
)  # fmt: skip
_about_a_service = re.compile("|".join(_ABOUT_A_SERVICE))
_story = re.compile("|".join(_STORY))


def tells_a_story(text: str, names: Iterable[str] = ()) -> bool:
    """Tell whether this may be about a person. ``names`` (of the service) never count as words.

    What is mostly in another alphabet counts: we cannot tell.
    """
    said = _plain(text)
    for name in sorted(names, key=len, reverse=True):
        said = said.replace(_plain(name), " ") if name else said
    if not _can_be_read(text):
        return True
    return bool(_story.search(_about_a_service.sub(" ", said)))


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
    apart = unicodedata.normalize("NFKD", text.replace("’", "'").replace("\u02bc", "'")).casefold()
    shown = (c for c in apart if unicodedata.category(c) not in ("Mn", "Cf"))
    return re.sub(r"\s+", " ", "".join(shown)).strip()


def _can_be_read(text: str) -> bool:
    letters = [c for c in text if c.isalpha()]
    latin = sum(unicodedata.name(c, "").startswith(("LATIN", "FULLWIDTH LATIN")) for c in letters)
    return 2 * latin >= len(letters)
