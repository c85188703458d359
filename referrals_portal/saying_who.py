"""Whether a message says who we are: only where that is allowed, and then at its end. Pure."""

from hub.facts import HubFacts

FROM = {"en": "From {hub}, {phone}.", "cy": "Gan {hub}, {phone}."}
FROM_WITHOUT_PHONE = {"en": "From {hub}.", "cy": "Gan {hub}."}


def who_we_are(hub: HubFacts, language: str, *, allowed: bool) -> str:
    """Return the sentence that says who writes; nothing unless that may be said."""
    if not allowed:
        return ""
    sentences = FROM if hub.phone else FROM_WITHOUT_PHONE
    return sentences.get(language, sentences["en"]).format(hub=hub.name, phone=hub.phone)
