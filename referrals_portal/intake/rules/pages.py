"""What the hub's rules are, and changing a draft of new ones. For managers only.

Nothing here is about a person: rules are settings.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.permissions import user_is_manager
from hub import drafting
from hub.drafting import PARTS, DraftChanged, DraftIsWrong
from hub.models import Hub, RulesDraft, RulesVersion
from referrals_portal.actions.switching import objections, switch_rules
from referrals_portal.intake.rules import words
from referrals_portal.intake.rules.forms import Keys, PartForm, SwitchForm, keys_of
from referrals_portal.intake.rules.general import general
from referrals_portal.intake.rules.opened import Opened, fingerprint, general_of

View = Callable[..., HttpResponse]

TITLES = {
    "teams": gettext_lazy("Teams"),
    "specialists": gettext_lazy("Specialists"),
    "rules": gettext_lazy("Rules, in their order"),
    "standards": gettext_lazy("What is promised"),
    "reach_by": gettext_lazy("How people are reached"),
}
GENERAL = gettext_lazy("General")


@dataclass(frozen=True, slots=True)
class Section:
    """One part of a rules document: ``rows`` are sentences, in their order.

    same: it says what the part of the document beside it says.
    """

    part: str
    title: Any
    rows: list[str]
    same: bool = False


@dataclass(frozen=True, slots=True)
class Change:
    """What is other in one part: sentences that are gone, that came, and if the order is other."""

    title: Any
    gone: list[str]
    came: list[str]
    moved: bool


def managers_only(view: View) -> View:
    """Let only managers in; for everybody else there is no such page."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not user_is_manager(request.user):
            raise Http404
        return view(request, *args, **kwargs)

    return guarded


def sections(document: dict[str, Any]) -> list[Section]:
    """Return a document in sentences."""
    names = words.names_in(document)
    return [
        *(
            Section(
                part,
                TITLES[part],
                [words.PARTS[part](row, names) for row in document.get(part, [])],
            )
            for part in PARTS
        ),
        Section("general", GENERAL, general(document)),
    ]


def changes(before: dict[str, Any], after: dict[str, Any]) -> list[Change]:
    """Return what one document says and the other does not, in sentences, part by part."""
    found = []
    for old, new in zip(sections(before), sections(after), strict=True):
        gone = [row for row in old.rows if row not in new.rows]
        came = [row for row in new.rows if row not in old.rows]
        kept = [row for row in old.rows if row in new.rows]
        moved = kept != [row for row in new.rows if row in old.rows]
        if gone or came or moved:
            found.append(Change(new.title, gone, came, moved))
    return found


def beside(document: dict[str, Any], other: dict[str, Any]) -> list[Section]:
    """Return a document in sentences, each part marked if another document says the same."""
    pairs = zip(sections(document), sections(other), strict=True)
    return [replace(ours, same=ours.rows == theirs.rows) for ours, theirs in pairs]


@managers_only
def rules(request: HttpRequest) -> HttpResponse:
    """Show what is in force (or, with ``?version=``, what was), the draft, and the history."""
    return _page(request)


def _page(request: HttpRequest, status: int = 200, **extra: Any) -> HttpResponse:
    hub, draft = Hub.objects.exclude(slug="").first(), drafting.current()
    if hub is None:
        return render(request, "intake/rules/none.html", {"section": "rules"}, status=status)
    shown = _version(request.GET.get("version", ""))
    document = shown.document if shown else hub.rules
    context = {
        "section": "rules",
        "hub_row": hub,
        "shown": shown,
        "sections": sections(document),
        "draft": draft,
        "draft_sections": beside(draft.document, hub.rules) if draft else [],
        "changes": changes(hub.rules, draft.document) if draft else [],
        "problems": _problems(draft.document, request.user) if draft else [],
        "switch_form": SwitchForm(initial={"edition": draft.edition}) if draft else None,
        "history": RulesVersion.objects.defer("document"),
        **extra,
    }
    return render(request, "intake/rules/rules.html", context, status=status)


def _problems(document: dict[str, Any], user: Any) -> list[str]:
    return [*drafting.problems(document), *objections(document, user)]


def _version(number: str) -> RulesVersion | None:
    if not number:
        return None
    found = RulesVersion.objects.filter(pk=_number(number)).first()
    if found is None:
        raise Http404
    return found


@managers_only
def draft(request: HttpRequest) -> HttpResponse:
    """Begin the draft, throw it away, or move or remove one of its parts; then back."""
    if request.method != "POST":
        return _back()
    do, at, by = request.POST.get("do", ""), timezone.now(), request.user.get_username()
    if do == "begin":
        drafting.begin(by_name=by, at=at)
        return _back()
    edition = _number(request.POST.get("edition"))
    try:
        if do == "discard":
            drafting.discard(edition)
            messages.success(request, _("The draft is thrown away."))
            return _back()
        part, place = _part(request.POST), _number(request.POST.get("place"))
        what = {"remove": drafting.take_out, "up": drafting.move_up}.get(do)
        if what is None or part == "general":
            raise Http404
        drafting.change(edition, what(part, place), by_name=by, at=at)
    except DraftChanged:
        return _page(request, 409, changed=True)
    return _back("#draft")


@managers_only
def part(request: HttpRequest) -> HttpResponse:
    """Change one of a part of the draft, or add one; what is wrong comes back as it was typed."""
    given = request.POST if request.method == "POST" else request.GET
    name, place = _part(given), given.get("place", "")
    now = drafting.current()
    if now is None:
        return _page(request, 409, changed=True)
    keys = keys_of(name)
    if request.method != "POST":
        row = _row(now, name, place)
        initial = PartForm.initial_of(row, keys) | {"edition": now.edition}
        form = PartForm(initial=initial, keys=keys, document=now.document)
        return _form(request, Opened(name, place, fingerprint(row)), form)
    form = PartForm(request.POST, keys=keys, document=now.document)
    opened = Opened(name, place, given.get("opened", ""))
    if not form.is_valid():
        return _form(request, opened, form, 422)
    value = form.value(opened.row_in(now.document))
    what = (
        drafting.put_general(value) if name == "general"
        else drafting.put(name, _number(place) if place else None, value)
    )  # fmt: skip
    try:
        drafting.change(
            form.cleaned_data["edition"], what, by_name=request.user.get_username(),
            at=timezone.now(),
        )  # fmt: skip
    except DraftChanged:
        return _again(request, opened, keys)
    return _back("#draft")


def _again(request: HttpRequest, opened: Opened, keys: Keys) -> HttpResponse:
    """Give back what was typed for the draft as it is now, where its row stands now."""
    now = drafting.current()
    if now is None:
        return _page(request, 409, changed=True)
    data = request.POST.copy()
    data["edition"] = str(now.edition)
    found = opened.found_in(now.document)
    gone = found.row != opened.row
    form = PartForm(data, keys=keys, document=now.document)
    return _form(request, found, form, 409, changed=True, gone=gone)


@managers_only
def switch(request: HttpRequest) -> HttpResponse:
    """Put the draft in force, with a word why."""
    if request.method != "POST":
        return _back()
    form = SwitchForm(request.POST)
    if not form.is_valid():
        return _page(request, 422, switch_form=form)
    try:
        number = switch_rules(
            edition=form.cleaned_data["edition"], by=request.user, why=form.cleaned_data["why"],
            at=timezone.now(),
        )  # fmt: skip
    except DraftChanged:
        return _page(request, 409, changed=True)
    except DraftIsWrong:
        return _page(request, 422, switch_form=form)
    done = _("Version %(number)s of the rules is in force. It decides about what arrives from now.")
    messages.success(request, done % {"number": number})
    return _back()


def _row(now: RulesDraft, name: str, place: str) -> dict[str, Any]:
    if name == "general":
        return general_of(now.document)
    rows = now.document.get(name, [])
    if not place:
        return {}
    if _number(place) >= len(rows):
        raise Http404
    return dict(rows[_number(place)])


def _form(
    request: HttpRequest, opened: Opened, form: PartForm, status: int = 200, **extra: Any
) -> HttpResponse:
    title = GENERAL if opened.part == "general" else TITLES[opened.part]
    context = {"section": "rules", "form": form, "opened": opened, "title": title, **extra}
    return render(request, "intake/rules/part.html", context, status=status)


def _part(given: Any) -> str:
    name: str = given.get("part", "")
    if name not in (*PARTS, "general"):
        raise Http404
    return name


def _number(text: Any) -> int:
    if not str(text).isdecimal() or len(str(text)) > 9:
        raise Http404
    return int(text)


def _back(to: str = "") -> HttpResponse:
    return HttpResponseRedirect(reverse("intake:rules") + to, status=303)
