"""Whether a message says who we are and how to call us: only where that is allowed. Pure.

It comes at the end of a message. The words before it never ask for a call: without it there would
be no number to call.
"""

from hub.facts import HubFacts

FROM = {
    "en": "From {hub}. You can call us on {phone}.",
    "cy": "Gan {hub}. Cewch ein ffonio ar {phone}.",
}
FROM_WITHOUT_PHONE = {"en": "From {hub}.", "cy": "Gan {hub}."}


def who_we_are(hub: HubFacts, language: str, *, allowed: bool) -> str:
    """Return who writes and the number to call, in sentences; nothing unless that may be said."""
    if not allowed:
        return ""
    sentences = FROM if hub.phone else FROM_WITHOUT_PHONE
    return sentences.get(language, sentences["en"]).format(hub=hub.name, phone=hub.phone)
