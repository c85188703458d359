"""The characters a text message can carry, and how many parts it takes."""

import math
import re
import string
import unicodedata

GSM = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./:;<=>?¡ÄÖÑÜ§¿äöñüà"
    + string.ascii_letters
    + string.digits
)
GSM_COUNTS_DOUBLE = frozenset("^{}\\[~]|€")
# Kept as they are, though they make the whole message take more parts.
WELSH = frozenset("ÂâÊêÎîÔôÛûŴŵŶŷÁáÍíÓóÚúẂẃÝýÀÈÌÒÙẀẁỲỳËëÏïẄẅŸÿ")
PLAINER = {
    "‘": "'", "’": "'", "“": '"', "”": '"',  # noqa: RUF001
    "–": "-", "—": "-", "…": "...",
    "\u00a0": " ", "\t": " ", "\u200b": "", "\u200c": "", "\u200d": "", "\u2060": "", "\ufeff": "",
}  # fmt: skip


def as_text_message(text: str) -> str:
    """The text as a phone will show it: down-converted, tabs to spaces, ends trimmed."""
    plain = "".join(_plainer(character) for character in text.replace("\r\n", "\n"))
    return re.sub(r"\n{3,}", "\n\n", plain).strip()


def parts(text: str) -> int:
    """How many text messages this is billed as."""
    if WELSH.isdisjoint(text):
        length = len(text) + sum(character in GSM_COUNTS_DOUBLE for character in text)
        single, joined = 160, 153
    else:
        length, single, joined = len(text), 70, 67
    return 1 if length <= single else math.ceil(length / joined)


def _plainer(character: str) -> str:
    if character in GSM or character in GSM_COUNTS_DOUBLE or character in WELSH:
        return character
    if character in PLAINER:
        return PLAINER[character]
    base = unicodedata.normalize("NFKD", character)[0]
    return base if base in GSM and base != "?" else "?"
