"""The general settings of the rules in sentences, and what is sent by itself."""

from django.utils.translation import gettext as _

from hub.vocabulary import CRIME_TYPES, NEVER_UNASKED
from referrals_portal.intake.rules.words import Row, listed, plain


def general(document: Row) -> list[str]:
    """Return the rest of a document, a sentence each."""
    routes = document.get("routes")
    retention = document.get("retention", {})
    said = [
        _("Rules sort what arrives.") if document.get("triage", True)
        else _("Rules do not sort what arrives."),
        _("Referrals are taken from {}.").format(listed(routes, "routes")) if routes
        else _("Referrals are taken from everybody."),
        _("A working hour is {}.").format(
            _("an hour in which we are open")
            if document.get("working_hours") == "opening_hours"
            else _("any hour of a working day")
        ),
        *messages(document.get("messages", {})),
        _("We report every {}.").format(listed(document["reports"])).replace(" or ", _(" and "))
        if document.get("reports") else "",
        _("Closed referrals are kept: 6 weeks where no support was taken up, 6 months where nobody "
          "could be reached, 6 years where support was given.") if not retention else
        _("Closed referrals are kept: {} weeks where no support was taken up, {} months where "
          "nobody could be reached, {} years where support was given.").format(
            retention.get("not_taken_up_weeks", 6), retention.get("not_reached_months", 6),
            retention.get("supported_years", 6)),
    ]  # fmt: skip
    return [sentence for sentence in said if sentence]


def messages(row: Row) -> list[str]:
    """Return what is sent by itself, a sentence each; empty for what is not said."""
    never = NEVER_UNASKED | frozenset(row.get("never_after", ()))
    named = [each for each in CRIME_TYPES if each in row.get("named_after", ())]
    return [
        _("Offers of support are sent by themselves.") if row.get("offer") else "",
        _("After {}, nobody is written to who did not ask for it, unless whoever referred them "
          "says that the channel is safe.").format(
            listed([each for each in CRIME_TYPES if each in never], "crime_types")),
        _("After {}, an offer also says who we are: “{}”").format(
            listed(named, "crime_types"), row["offer_from"]
        ) if named and row.get("offer_from") else "",
        _("In Welsh it says: “{}”").format(row["offer_from_cy"])
        if named and row.get("offer_from_cy") else "",
        _("After {} tries something is sent, by {}.").format(
            row["after_attempts"], listed(row.get("then_by", ["letter"]))
        ) if row.get("after_attempts") else "",
        _("A message that did not arrive for now goes by another way that is safe.")
        if row.get("try_another_way")
        else _("When a message did not arrive, staff are told, and nothing else is sent."),
        _("Those who agreed are asked how we did: {}.").format(
            _(" and ").join(plain(each, "ask_feedback") for each in row["ask_feedback"])
        ) if row.get("ask_feedback") else _("Nobody is asked how we did."),
        *rota(row),
    ]  # fmt: skip


def rota(row: Row) -> list[str]:
    """Return how those on the rota are told; nothing where they are not."""
    to = [row[name] for name in ("rota_text", "rota_email") if row.get(name)]
    if not to:
        return [_("Nobody is told at once of what arrives out of hours.")]
    return [
        _("Out of hours the rota is told at once, at {}, that something cannot wait, and never "
          "what.").format(_(" and ").join(to))
    ]  # fmt: skip
