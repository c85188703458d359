"""Whatever people may type into the search, from a word to what no search was made for."""

from collections.abc import Iterator

from config.bench.invented import words

FAR = str(10**9)
EVERY = " ".join((*words.HAPPENED, *words.HELP, *words.AUDIENCE))
WORDS = (
    "help", EVERY[:200], EVERY[:400], "a" * 200, "a" * 10_000, "s " * 100, "the and of to " * 14,
    "abcdefghij" * 20, "stalkign domestik abuze conselling refuje " * 4, "-" * 200,
    '"domestic abuse" AND (refuge OR NOT hostel) NEAR/3 *', "help* +me -please ~now ^2 field:x",
    "' OR 1=1; DROP TABLE directory_service; --", "%' UNION SELECT * FROM auth_user --",
    "<script>alert(1)</script>", "{{ 7 * 7 }} ${x} ../../etc/passwd", "\\" * 200, "\x00\x0b\x1f",
    "\N{GRINNING FACE}" * 100, "\N{WOMAN}\N{ZERO WIDTH JOINER}\N{GIRL} " * 50, "مساعدة " * 25,
    "我需要幫助" * 40, "помогите мне " * 15, "a\N{COMBINING GRAVE ACCENT}" * 100,
)  # fmt: skip
PLACES = (
    "SO14", "SO14 1AA", "ZZ99 9ZZ", "QQ1", "1AA SO14", "Nowhereville", "Newport", "St", "a" * 60,
    "a" * 10_000, "' OR 1=1 --", "\N{GRINNING FACE}", "s o u t h a m p t o n",
)  # fmt: skip


def whatever() -> Iterator[dict[str, str]]:
    """Give what a browser would send: words, places and both, also for a page that is none."""
    for text in WORDS:
        yield {"q": text}
        yield {"q": text, "page": FAR}
    for place in PLACES:
        yield {"postcode": place}
        yield {"q": EVERY[:200], "postcode": place, "within": "25", "page": FAR}
    yield {"q": "help", "page": "9" * 5000, "within": "-1", "open": "now", "channel": "x" * 80}
