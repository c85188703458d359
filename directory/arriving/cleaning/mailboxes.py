"""Which email addresses are a person's, and which are a mailbox that several people read. Pure.

``first.last@`` and ``f.last@`` are a person's, unless one of the words is a role: ``duty.team@``
is everybody's. An address of one word may be either, and is kept: ``info@``, ``refuge@``.
"""

import re

_ADDRESS = re.compile(r"[A-Za-z0-9._%+'-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,6}")
_PERSON = re.compile(r"[a-z']{1,30}[._-][a-z'-]{2,30}(?:[._-][a-z'-]{2,30})?[0-9]{0,4}", re.I)
_WORDS = """
abuse access account accounts admin administration admissions adult adults advice advocacy advocate
advocates adviser advisers answer anti ask assistance booking bookings business care carers case
casework central centre charity chat child children client clients commissioning community
complaints connect contact contactus counselling counsellor crime crisis customer customers data
desk development digital domestic duty early east education email emergency enquiries enquiry
events families family feedback finance first front fundraising general get group groups head
health hello help helpdesk helpline home hotline hub info information inbox intake isva idva line
legal local london mail mailbox main media membership men mental mind national network no north
office officer online open our outreach partnership police positive post press prevention project
protection public reception recovery referral referrals refuge reply response restorative safe
safeguarding safer safety sales school scotland secure sector self service services sexual single
social south specialist support survivors team the therapies therapy training trust uk unit us
victim victims violence voluntary volunteer volunteering volunteers wales web website welcome
wellbeing welfare west witness women womens young youth your
"""
ROLES = frozenset(_WORDS.split())


def is_a_person_s(address: str) -> bool:
    """Tell whether an email address looks like that of one person."""
    local = address.partition("@")[0]
    if not _PERSON.fullmatch(local):
        return False
    words = re.split(r"[._-]+", local.lower().rstrip("0123456789"))
    return ROLES.isdisjoint(words)


def without_people(text: str) -> str:
    """Return a text without the addresses in it that look like a person's."""
    return _ADDRESS.sub(lambda found: "" if is_a_person_s(found[0]) else found[0], text)
