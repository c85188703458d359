"""The words of fixed lists: how help reaches a person, what a place has, languages, referral.

None is Open Referral's: it leaves these to text. They are published as extra members, with their
codes, which never change their meaning.
"""

from collections.abc import Iterable
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Channel(TextChoices):
    """How someone gets the help itself."""

    TELEPHONE = "telephone", _("By phone")
    TEXT = "text", _("By text")
    ONLINE = "online", _("Online")
    IN_PERSON = "in_person", _("In person")


class Facility(TextChoices):
    """What there is where the help is given."""

    WOMEN_ONLY = "women_only", _("A space for women only")
    PRIVATE_ROOM = "private_room", _("A private room")
    LIVE_LINK = "live_link", _("A live link to a court")
    STEP_FREE = "step_free", _("No steps")
    ACCESSIBLE_TOILET = "accessible_toilet", _("A toilet for wheelchair users")
    HEARING_LOOP = "hearing_loop", _("A hearing loop")
    SIGN_LANGUAGE = "sign_language", _("British Sign Language")
    QUIET_SPACE = "quiet_space", _("A quiet space")
    CHILDCARE = "childcare", _("Children can be looked after")
    PARKING = "parking", _("Parking")


class Referral(TextChoices):
    """Whether somebody must send the person."""

    NOT_NEEDED = "not_needed", _("You can go to them yourself")
    EITHER = "either", _("You can go to them yourself, or be referred")
    NEEDED = "needed", _("Someone has to refer you")


class Purpose(TextChoices):
    """What the terms of a taxonomy say; those of ``other`` are searched and never offered."""

    HAPPENED = "happened", _("What happened")
    HELP = "help", _("What would help")
    AUDIENCE = "audience", _("Who it is for")
    OTHER = "other", _("Something else")


LANGUAGES = {
    "en": _("English"),
    "cy": _("Welsh"),
    "bfi": _("British Sign Language"),
    "sq": _("Albanian"),
    "am": _("Amharic"),
    "ar": _("Arabic"),
    "bn": _("Bengali"),
    "bg": _("Bulgarian"),
    "yue": _("Cantonese"),
    "cs": _("Czech"),
    "prs": _("Dari"),
    "fa": _("Farsi"),
    "fr": _("French"),
    "de": _("German"),
    "el": _("Greek"),
    "gu": _("Gujarati"),
    "hi": _("Hindi"),
    "hu": _("Hungarian"),
    "it": _("Italian"),
    "ku": _("Kurdish"),
    "lv": _("Latvian"),
    "lt": _("Lithuanian"),
    "zh": _("Mandarin"),
    "ne": _("Nepali"),
    "ps": _("Pashto"),
    "pl": _("Polish"),
    "pt": _("Portuguese"),
    "pa": _("Punjabi"),
    "ro": _("Romanian"),
    "ru": _("Russian"),
    "sk": _("Slovak"),
    "so": _("Somali"),
    "es": _("Spanish"),
    "sw": _("Swahili"),
    "ta": _("Tamil"),
    "ti": _("Tigrinya"),
    "tr": _("Turkish"),
    "uk": _("Ukrainian"),
    "ur": _("Urdu"),
    "vi": _("Vietnamese"),
    "yo": _("Yoruba"),
}
"""Languages by their ISO 639 codes: those that services in England and Wales most often name."""


OWN_NAMES = {
    "cy": "Cymraeg", "bfi": "BSL", "sq": "shqip", "ar": "العربية", "bn": "বাংলা",
    "bg": "български", "yue": "廣東話", "cs": "čeština", "prs": "دری", "fa": "فارسی",
    "fr": "français", "de": "Deutsch", "el": "ελληνικά", "gu": "ગુજરાતી", "hi": "हिन्दी",
    "hu": "magyar", "it": "italiano", "ku": "kurdî", "lv": "latviešu", "lt": "lietuvių",
    "zh": "中文", "ne": "नेपाली", "ps": "پښتو", "pl": "polski polsku", "pt": "português",
    "pa": "ਪੰਜਾਬੀ", "ro": "română", "ru": "русский", "sk": "slovenčina", "so": "soomaali",
    "es": "español", "sw": "kiswahili", "ta": "தமிழ்", "ti": "ትግርኛ", "tr": "türkçe",
    "uk": "українська", "ur": "اردو", "vi": "tiếng việt", "yo": "yorùbá", "am": "አማርኛ",
}  # fmt: skip
"""What languages call themselves, for whoever types that."""


NO_CREDIT = """
no credit, no phone credit, no mobile credit, out of credit, run out of credit,
ran out of credit, no more credit, credit ran out, credit has run out, credit is gone,
no money on my phone, no money on the phone, no money for the phone, no money to call,
no money to phone, no money to ring, no money for a call, cant pay for a call,
cant pay to call, cant afford to call, cant afford to phone, cant afford to ring,
cant afford a call, cannot afford to call, cannot pay for a call, no minutes left,
free to call, free number, free phone number, freephone, call for free, phone for free,
ring for free
"""
"""What people type who can call a number only if that is free."""


def labels(words: type[TextChoices] | dict[str, Any], chosen: Iterable[str]) -> list[str]:
    """Return the words of those codes, in the order of the list; unknown codes are left out."""
    every = dict(words.choices) if isinstance(words, type) else words
    wanted = set(chosen)
    return [str(label) for code, label in every.items() if code in wanted]
