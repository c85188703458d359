"""The queue: what is to be done, by when."""

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, Exists, OuterRef, Q, Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import IntakeRole
from accounts.permissions import staffed_teams, user_is_manager
from hub.snapshot import current_hub
from referrals_portal.actions.priority import DECIDED
from referrals_portal.intake.due import Due, due_in_words
from referrals_portal.intake.lending import lent
from referrals_portal.messages.standing import signs
from referrals_portal.messages.troubles import delays, troubles
from referrals_portal.models import Clock, Event, FollowUp, OutboxMessage, Referral, Task
from referrals_portal.models.event import Kind
from referrals_portal.models.referral import FINISHED, Compartment, Status
from referrals_portal.querysets import ReferralQuerySet
from referrals_portal.sealing import opening

ROWS = 100

SHOWS = {
    "open": gettext_lazy("Open"),
    "mine": gettext_lazy("Mine"),
    "unassigned": gettext_lazy("Not taken"),
    "finished": gettext_lazy("Finished"),
    "tasks": gettext_lazy("Messages to see to"),
    "suspected": gettext_lazy("Suspected"),
}
"""The lists there are; the first is shown unless another is asked for by ``?show=``."""
ONLY_IF_ANY = ("tasks", "suspected")
"""Lists that one cannot go to while there is nothing in them."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the queue, ready to be read. ``changed``: what is safe is not what it was.

    ``accepted``: they said yes to our offer. ``never``: they want nothing of us any more.
    ``never_there``: somebody with their number or address does not, and nobody knows yet who that
    is. ``unverified``: something came in their name that
    nobody is known to have asked for. ``unseen``: it was withdrawn before anybody on the staff had
    opened it. ``to_do``: what messages left to do, in words. ``team``: its name, where the hub has
    several.
    """

    referral: Referral
    due: Due
    message: str
    changed: bool
    accepted: bool
    never: bool
    never_there: bool
    unverified: bool
    unseen: bool
    to_do: tuple[str, ...]
    team: str


@dataclass(frozen=True, slots=True)
class Tab:
    """A list one can go to, and how many are in it."""

    key: str
    name: Any
    count: int
    current: bool


@dataclass(frozen=True, slots=True)
class Alone:
    """A walled team in which nobody has a ``role``, and how many open requests wait for one."""

    key: str
    team: str
    role: str
    count: int


def queue(request: HttpRequest) -> HttpResponse:
    """The whole page."""
    more = {
        "section": "queue",
        "can_open": opening.can_open(),
        "is_manager": user_is_manager(request.user),
        "unlocked": lent(request) is not None,
        "alone": left_alone(request.user) if user_is_manager(request.user) else [],
    }
    return render(request, "intake/queue.html", _context(request) | more)


def rows_only(request: HttpRequest) -> HttpResponse:
    """The lists and the table alone, for the page that is open already."""
    return render(request, "intake/parts/queue.html", _context(request))


def latest(request: HttpRequest) -> HttpResponse:
    """A few letters that are others as soon as the queue is: something arrived, moved or aged."""
    return HttpResponse(token(request.user, timezone.now()), content_type="text/plain")


def token(user: Any, at: datetime) -> str:
    """Return those letters. They change with every minute too, because the due times do."""
    seen = Referral.objects.visible_to(user).aggregate(rows=Count("*"), changes=Sum("version"))
    hidden = Referral.objects.hidden_from(user).values("pk")
    sent = (
        OutboxMessage.objects.exclude(referral__in=hidden)
        .order_by("state")
        .values_list("state")
        .annotate(Count("pk"))
    )
    state = (seen["rows"], seen["changes"], tuple(sent), int(at.timestamp()) // 60)
    return sha256(repr(state).encode()).hexdigest()[:16]


def _context(request: HttpRequest) -> dict[str, Any]:
    at = timezone.now()
    show = request.GET.get("show", "")
    show = show if show in SHOWS else "open"
    seen = Referral.objects.visible_to(request.user)
    counts = _counts(seen, request.user)
    sending = signs(at)
    page = Paginator(_list(seen, show, request.user), ROWS).get_page(request.GET.get("page"))
    return {
        "show": show,
        "at": at,
        "delayed": delays(sending),
        "troubles": troubles(sending),
        "tabs": [
            Tab(key, name, counts[key], key == show)
            for key, name in SHOWS.items()
            if counts[key] or key == show or key not in ONLY_IF_ANY
        ],
        "arrived": counts["arrived"],
        "page": page,
        "rows": _rows(page, at),
        "token": token(request.user, at),
    }


def left_alone(user: Any) -> list[Alone]:
    """Return the walled teams that hold something open which nobody who must see it can see.

    That is anything where nobody works; where no manager does, what is restricted or waits for a
    senior to look.
    """
    hub = current_hub()
    empty = hub.walls and hub.walls - staffed_teams()
    headless = hub.walls and hub.walls - staffed_teams(IntakeRole.Role.MANAGER) - empty
    if not (empty or headless):
        return []
    rows = Referral.objects.hidden_from(user).open().order_by("team")
    for_a_senior = Q(senior_by__isnull=False) | ~Q(compartment=Compartment.STANDARD)
    names = {team.key: team.name for team in hub.rules.teams}
    return [
        Alone(key, names.get(key, key), role, count)
        for role, those in (
            (IntakeRole.Role.CASEWORKER, rows.filter(team__in=empty)),
            (IntakeRole.Role.MANAGER, rows.filter(for_a_senior, team__in=headless)),
        )
        for key, count in those.values_list("team").annotate(Count("pk"))
    ]


def _list(seen: ReferralQuerySet, show: str, user: Any) -> ReferralQuerySet:
    later = FollowUp.objects.filter(referral=OuterRef("pk"))
    events = Event.objects.filter(referral=OuterRef("pk"))
    clocks = Clock.objects.not_met().filter(referral=OuterRef("pk"))
    asked_back = Exists(events.filter(kind=Kind.ASKED_BACK))
    rows = seen.select_related("assignee").defer("sealed", "sealed_key", "signature")
    rows = rows.annotate(
        safe_changed=Exists(later.filter(kind=FollowUp.Kind.SAFE_CHANGED)),
        accepted=Exists(later.filter(kind=FollowUp.Kind.ACCEPTED)),
        said_never=Exists(events.filter(kind=Kind.OPTED_OUT)),
        never_there=Exists(events.filter(kind=Kind.NEVER_THERE)),
        unverified=Exists(later.filter(refused=True)),
        asked_back=asked_back & ~Exists(events.filter(kind=Kind.REOPENED)),
        was_opened=Exists(events.filter(kind=Kind.OPENED)),
        is_decided=Exists(events.filter(kind__in=DECIDED)),
        runs=Exists(clocks.filter(started_at__isnull=False)),
        waits=Exists(clocks.filter(started_at__isnull=True)),
        not_arrived=_has(Task.Kind.NOT_ARRIVED),
        letter=_has(Task.Kind.LETTER),
        ask=_has(Task.Kind.ASK),
    )
    return {
        "open": lambda: rows.open().by_due_time(),
        "mine": lambda: rows.open().assigned_to(user).by_due_time(),
        "unassigned": lambda: rows.open().unassigned().by_due_time(),
        "finished": lambda: rows.finished().order_by("-received_at", "reference"),
        "tasks": lambda: rows.filter(_has()).by_due_time(),
        "suspected": lambda: rows.open().suspected().by_due_time(),
    }[show]()


def _has(*kinds: str) -> Exists:
    """Return whether a message left something to do about a referral: of one of these kinds."""
    tasks = Task.objects.filter(referral=OuterRef("pk"), done_at__isnull=True)
    return Exists(tasks.filter(kind__in=kinds) if kinds else tasks)


def _counts(seen: ReferralQuerySet, user: Any) -> dict[str, int]:
    open_ = ~Q(status__in=FINISHED)
    counts: dict[str, int] = seen.aggregate(
        arrived=Count("pk"),
        open=Count("pk", filter=open_),
        mine=Count("pk", filter=open_ & Q(assignee=user)),
        unassigned=Count("pk", filter=open_ & Q(assignee__isnull=True)),
        finished=Count("pk", filter=~open_),
        tasks=Count("pk", filter=_has()),
        suspected=Count("pk", filter=open_ & Q(suspected=True)),
    )
    return counts


def _rows(page: Page, at: datetime) -> list[Row]:
    messages, teams = _messages([referral.pk for referral in page]), current_hub().rules.teams
    names = {team.key: team.name for team in teams if len(teams) > 1}
    return [
        Row(
            referral=referral,
            due=asked_in_words(referral)
            if referral.asked_back
            else shown_due(referral, at, runs=referral.runs, waits=referral.waits),
            message=messages.get(referral.pk, ""),
            changed=referral.is_open and referral.safe_changed,
            accepted=referral.is_open and referral.accepted,
            # Some say yes after all, and that is closed one day.
            never=referral.said_never
            and (referral.status == Status.WITHDRAWN or not referral.accepted),
            never_there=referral.never_there
            and referral.is_open
            and referral.first_contact_at is None,
            unverified=referral.unverified,
            unseen=referral.status == Status.WITHDRAWN and not referral.was_opened,
            to_do=tuple(
                str(kind.label)
                for kind, left in (
                    (Task.Kind.NOT_ARRIVED, referral.not_arrived),
                    (Task.Kind.LETTER, referral.letter),
                    (Task.Kind.ASK, referral.ask),
                )
                if left
            ),
            team=names.get(referral.team, ""),
        )
        for referral in page
    ]


def shown_due(referral: Referral, at: datetime, *, runs: bool, waits: bool) -> Due:
    """Return what stands in the place of the due time: the next promise, or that all are kept.

    runs: a clock of it runs; where one does and yet nothing is due, nothing is safe, or they said
    "not now". waits: one has not started.
    """
    if not referral.is_open:
        return Due(str(referral.get_status_display()), "none")
    if referral.due_at:
        return due_in_words(at, referral.due_at)
    if referral.first_contact_at and not (runs or waits):
        return Due(_("Contact made"), "done")
    if referral.status == Status.WAITING:
        return Due(_("Waiting for them"), "none")
    if runs:
        return due_in_words(at, None)
    return Due(_("Nothing is due yet") if waits else _("No time is promised"), "none")


def asked_in_words(referral: Referral) -> Due:
    """Return what stands there for one that was taken back and is open for a senior to look."""
    if not referral.is_open:
        return Due(str(referral.get_status_display()), "none")
    if referral.senior_by is None:
        return Due(_("Asked to withdraw. Do not contact them."), "none")
    return Due(_("Asked to withdraw; a senior must look first"), "soon")


def _messages(referrals: list[Any]) -> dict[Any, str]:
    """Return the state of each referral's last message, in words."""
    sent = OutboxMessage.objects.filter(referral__in=referrals).order_by("created_at")
    return {
        message.referral: f"{message.get_channel_display()}: {message.get_state_display()}"
        for message in sent.only("referral", "channel", "state")
    }
