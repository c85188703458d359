"""Who runs the invented services: a word, what kind of body it is, and how they go about things.

None can be taken for a real one: each name says "Example" and "(invented)", as each service's.
"""

from config.demo.words.listings import Org

_WAYS = (
    ("Harbour", "Trust", "You see the same worker each time."),
    ("Meadow", "Project", "There is tea, and nobody hurries you."),
    ("Lantern", "Charity", "You can bring a friend, and stop whenever you like."),
    ("Oak Tree", "Trust", "You choose if you would like to see a woman or a man."),
    ("Compass", "Network", "We tell you at the start what we write down, and why."),
    ("Heron", "Project", "We can meet you in a place that you pick."),
    ("Kingfisher", "Charity", "Many of our workers have been through it themselves."),
    ("Willow", "Centre", "You never have to tell your story twice."),
    ("Footbridge", "Trust", "We ring from a number that does not show."),
    ("Robin", "Project", "We go at your pace, even if that is slow."),
    ("Chalk Hill", "Network", "We plan with you how to get here and back safely."),
    ("Clover", "Charity", "A quiet first chat comes before any forms."),
    ("Driftwood", "Centre", "We keep what you say between us, unless someone may come to harm."),
    ("Elm Lane", "Trust", "If we are not the right people, we find out who is."),
    ("Foxglove", "Project", "You can change your mind at any time, and come back later."),
    ("Gorse", "Network", "We write to you only if you say that it is safe."),
    ("Hazel", "Charity", "You get a short written plan to keep, or none if you prefer."),
    ("Ivy House", "Centre", "We ask what you would like to be called."),
    ("Juniper", "Trust", "There is no limit on how often you can come."),
    ("Kestrel", "Project", "Our volunteers learn with us for half a year first."),
    ("Lavender", "Charity", "We explain every step before it happens."),
    ("Mulberry", "Centre", "We check with you every few weeks that it still feels right."),
    ("Nightjar", "Network", "We do not tell the police unless you want us to."),
    ("Orchard", "Trust", "Children are welcome while you talk."),
    ("Primrose", "Project", "It does not matter how long ago it was."),
)


def _key(word: str) -> str:
    return word.lower().replace(" ", "-")


ORGANISATIONS = tuple(
    Org(
        f"{word} Example {kind} (invented)",
        "Invented for this demonstration.",
        f"https://example.org/{_key(word)}",
        f"{_key(word)}@example.org",
    )
    for word, kind, _way in _WAYS
)
WAYS = tuple(way for _word, _kind, way in _WAYS)
