"""What kinds of service there are among the invented ones."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of service; one is made of it in each of several towns.

    ``summaries`` are two, so that neighbours in a list do not say the same. ``hours`` are keys of
    ``variety.HOURS``, taken in turn. ``building`` is a number in ``towns.BUILDINGS``, and None for
    a service that nobody can visit. ``meets`` is what its session is called.
    """

    name: str
    summaries: tuple[str, str]
    description: str
    next: str
    terms: tuple[str, ...]
    hours: tuple[str, ...] = ("office", "short", "evenings")
    who_for: str = ""
    ages: tuple[int | None, int | None] = (None, None)
    channels: str = "telephone,in_person"
    building: int | None = 1
    meets: str = ""
    referral: str = "not_needed"
    wait: str = ""
    costs: tuple[tuple[bool | None, str], ...] = ((True, "Free"),)
    languages: str = ""
    facilities: str = ""
