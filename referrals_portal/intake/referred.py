"""Who referred somebody whom nobody could ask, in words."""

from django.utils.translation import gettext as _

from referrals_portal.intake.reading import Opened
from referrals_portal.intake.rules.words import plain
from referrals_portal.safe_contact import REFERRED


def referred(opened: Opened) -> list[tuple[str, str]]:
    """Return what is known of that, as questions and answers; nothing of those who came."""
    facts, who = opened.facts, opened.answers.get(REFERRED)
    if facts is None or who is None:
        return []
    said = facts.safe_channels
    safe = _("The referrer did not say") if said is None else _listed(said) or _("Nothing is safe")
    named = facts.relationship != "not_given"
    did_it = plain(facts.relationship, "relationships") if named else ""
    rows = [
        (_("Who referred them?"), plain(facts.source, "sources")),
        (_("The referrer’s own reference"), who["reference"]),
        (_("What does the referrer say is safe?"), safe),
        (_("What they are marked as"), _listed(facts.markers)),
        (_("Who did it?"), did_it),
    ]
    return [(question, answer) for question, answer in rows if answer]


def _listed(codes: tuple[str, ...]) -> str:
    return ", ".join(plain(code) for code in codes)
