"""What was changed online: what a colleague needs to notice that it was not the person. Pure.

Whoever is made to give up a code and four words loses their number to somebody else; then only
what stood there before can show it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from referrals_portal.safe_contact import SafeContact


@dataclass(frozen=True, slots=True)
class Online:
    """``warnings``: what to beware of. ``before``: numbers and addresses that hold no more.

    ``code_word`` is the one that was given at first, empty if there was none.
    """

    warnings: tuple[str, ...]
    before: tuple[str, ...]
    code_word: str


def changed_online(said: Sequence[SafeContact], day: str) -> Online | None:
    """Return what is to be noticed, or None where nothing of it was changed.

    said: what they said at first and each time since, the newest last. day: that of the newest.
    """
    first, now = said[0], said[-1]
    given = [(each.phone, each.email, each.address) for each in said]
    before = tuple(
        dict.fromkeys(text for one in given for text in one if text and text not in given[-1])
    )
    wider = _wider(said)
    if given[-1] == given[0] and now.code_word == first.code_word and not (wider or before):
        return None
    if first.code_word:
        ask = _(
            "This was changed online on %(day)s. Ask for the code word before you say anything."
        )
    else:
        ask = _(
            "This was changed online on %(day)s. No code word was given at first. Be sure that it "
            "is them before you say anything."
        )
    return Online((ask % {"day": day}, *wider), before, first.code_word)


def _wider(said: Sequence[SafeContact]) -> list[str]:
    """Return in words what is allowed now that was not always."""
    now, before = said[-1], said[:-1]
    words = []
    if now.say_who and not all(each.say_who for each in before):
        words.append(_("Before this change we were not to say who we are."))
    if now.voicemail and not all(each.voicemail for each in before):
        words.append(_("Before this change we were not to leave a voicemail."))
    return words
