"""What would happen: facts tried against the rules in force and against the draft.

Also how many of last month's referrals would have gone elsewhere. Those are opened in memory to
be counted, shown to nobody, and only counts leave this file.
"""

import logging
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from core.forms import Form
from hub import drafting, vocabulary
from hub import rules as language
from hub.opening import LONDON
from hub.rules import CONDITIONS
from hub.snapshot import HubFacts, current_hub
from referrals_portal.intake.lending import lent
from referrals_portal.intake.moment import MomentField
from referrals_portal.intake.promised import CHANNELS, STARTS, what_by
from referrals_portal.intake.reading import facts_to_start_at
from referrals_portal.intake.rules.pages import managers_only
from referrals_portal.intake.rules.words import HANDLINGS, plain
from referrals_portal.models import Referral
from referrals_portal.models.referral import Priority
from referrals_portal.sealing.opening import CannotOpen, KeysMissing, Lent, Locked
from referrals_portal.triage import Decision, Facts, decide

MONTH = timedelta(days=31)
MOST = 1000
"""The most referrals that are opened to be counted, the newest."""

log = logging.getLogger("front_door.intake")


NONE = "none"
"""Said of ways that are safe: there are none, which is another thing than nothing said."""

MESSAGES = {
    "confirmation": _("A confirmation to the person"),
    "offer": _("An offer of support to the person"),
}
NEVER_TOLD = (
    "high_risk", "lgbtq", "mental_health", "police_flagged", "major_crime", "requested_support",
    "opted_out",
)  # fmt: skip
"""Markers that the form of this website never sets; colleagues and other services do."""


def _one(name: str, label: Any, initial: str, help_text: Any = "") -> forms.ChoiceField:
    choices = [(code, plain(code, name)) for code in CONDITIONS[name]]
    return forms.ChoiceField(label=label, choices=choices, initial=initial, help_text=help_text)


def _several(name: str, label: Any, help_text: Any = "") -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label, choices=[(code, plain(code, name)) for code in CONDITIONS[name]],
        required=False, widget=forms.CheckboxSelectMultiple, help_text=help_text,
    )  # fmt: skip


class FactsForm(Form):
    """Facts of a person who does not exist."""

    source = _one(
        "sources", _("Where does it come from?"), "self",
        _("What is sent with the form of this website always comes from people themselves."),
    )  # fmt: skip
    for_whom = _one("for_whom", _("Who is it for?"), "me")
    reported = _one("reported", _("Were the police told?"), "no")
    crime_types = _several("crime_types", _("What happened?"))
    age_band = _one("age_bands", _("How old are they?"), "18_59")
    markers = _several(
        "markers", _("What else is known?"),
        format_lazy(
            _("The form of this website never tells any of these: {markers}."),
            markers=", ".join(map(plain, NEVER_TOLD)),
        ),
    )  # fmt: skip
    relationship = _one(
        "relationships", _("Who did it?"), "not_given",
        _("The form of this website never asks this."),
    )  # fmt: skip
    outcode = forms.RegexField(
        r"^[A-Za-z]{1,2}[0-9][A-Za-z0-9]?$",
        label=_("First part of the postcode (optional)"),
        required=False,
        error_messages={"invalid": _("Enter the first part only, such as PO1.")},
    )
    safe_channels = forms.MultipleChoiceField(
        label=_("By which ways does whoever refers them say that a message is safe?"),
        choices=[*((code, plain(code)) for code in vocabulary.WRITTEN), (NONE, _("none of them"))],
        required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("Leave this empty if they say nothing of that."),
    )  # fmt: skip
    received_at = MomentField(_("When does it arrive?"))

    def facts(self) -> Facts:
        """Return them. Who asks for help has accepted it."""
        given = self.cleaned_data
        arrives = given["received_at"]
        asks = given["source"] in vocabulary.THEMSELVES
        several = {name: tuple(given[name]) for name in ("crime_types", "markers")}
        safe = tuple(each for each in given["safe_channels"] if each != NONE)
        return Facts(**given | several | {
            "safe_channels": safe if given["safe_channels"] else None,
            "received_at": arrives,
            "offer_accepted_at": arrives if asks else None,
        })  # fmt: skip


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """How many of the month's referrals would have been decided otherwise. Counts, nothing else."""

    looked_at: int
    not_opened: int
    handling: int
    team: int
    priority: int
    sooner: int
    later: int


@managers_only
def trying(request: HttpRequest) -> HttpResponse:
    """Ask for facts, and show what the rules in force and the draft make of them."""
    hub, other = current_hub(), of_draft()
    at = timezone.localtime(timezone.now(), LONDON)
    asked = request.method == "POST"
    form = FactsForm(
        request.POST if asked and "month" not in request.POST else None,
        initial={"received_at": at},
    )
    context: dict[str, Any] = {
        "section": "rules",
        "form": form,
        "has_draft": other is not None,
        "draft_is_wrong": other is None and drafting.current() is not None,
    }
    if asked and "month" in request.POST and other:
        context["elsewhere"] = elsewhere(request.user, hub, other, at, lent(request))
    elif form.is_bound and form.is_valid():
        facts = form.facts()
        context["tried"] = [
            _in_words(name, decide(each, facts))
            for name, each in ((_("The rules in force"), hub), (_("The draft"), other))
            if each
        ]
    return render(request, "intake/rules/try.html", context, status=422 if form.errors else 200)


def _in_words(name: Any, decision: Decision) -> dict[str, Any]:
    """Return what the page shows of a decision. ``promises``: what, when due, what starts it."""
    return {
        "name": name,
        "decision": decision,
        "handling": HANDLINGS[decision.handling],
        "priority": Priority(decision.priority).label,
        "promises": [
            (what_by(due.what, due.channel), due.due_at, STARTS[due.starts])
            for due in decision.standards
        ],
        "messages": [MESSAGES[each] for each in decision.messages],
        "reach_by": [CHANNELS[each] for each in decision.reach_by],
    }


def of_draft() -> HubFacts | None:
    """Return the hub as it would be under the draft; None without one, or if it makes no sense."""
    row = drafting.current()
    if row is None or drafting.problems(row.document):
        return None
    return replace(current_hub(), rules=language.read(row.document), rules_version=0)


def elsewhere(
    user: Any, hub: HubFacts, other: HubFacts, at: datetime, key: Lent | None
) -> Elsewhere:
    """Count what the last month's referrals would have been, of those that ``user`` may see."""
    rows = Referral.objects.visible_to(user).filter(received_at__gt=at - MONTH)
    pairs, closed = [], 0
    for row in rows.order_by("-received_at")[:MOST]:
        try:
            facts = facts_to_start_at(row, row.received_at, key)
        except (CannotOpen, KeysMissing, Locked):
            closed += 1
            continue
        pairs.append((decide(hub, facts), decide(other, facts)))
    who, number = user.get_username(), len(pairs)
    log.info("account %s had referrals counted under a draft of the rules: %d", who, number)
    return Elsewhere(
        looked_at=len(pairs),
        not_opened=closed,
        handling=sum(now.handling != then.handling for now, then in pairs),
        team=sum(_team(now) != _team(then) for now, then in pairs),
        priority=sum(now.priority != then.priority for now, then in pairs),
        sooner=sum(_due(then) < _due(now) for now, then in pairs),
        later=sum(_due(then) > _due(now) for now, then in pairs),
    )


def _team(decision: Decision) -> str:
    return decision.team.key if decision.team else ""


def _due(decision: Decision) -> datetime:
    return decision.due_at or datetime.max.replace(tzinfo=LONDON)
