"""Forms for the parts of a rules document, each made from what the schema says of its keys."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from core.forms import Form, PlainCharField
from hub.drafting import GENERAL
from hub.schema import NAME, OUTCODE, RULES, Key, can_be
from referrals_portal.intake.forms import words
from referrals_portal.intake.rules.words import plain

Keys = Mapping[str, Key]

WANTED = {
    "text": _("Write this."),
    "line": _("Write one line of at most %(most)d characters."),
    "email": _("Write an email address, such as rota@example.org."),
    "mobile": _("Write a mobile number that can be sent a text, such as 07700 900111."),
    "names": _("Choose any of these."),
    "outcodes": _("Write the first part of each postcode, with a comma between, such as PO1, PO2."),
    "name": _("Use small letters, digits and _ only, such as case_team."),
    "number": _("Enter a whole number from 1 to %(most)d."),
    "one": _("Choose one."),
    "some": _("Choose at least one."),
    "flag": _("Choose one."),
}
"""What to do about each kind of value, where it is missing or cannot be."""


TYPED = {
    "name": re.compile(rf"^{NAME.pattern}$"),
    "outcodes": re.compile(
        rf"^{OUTCODE.pattern}(\s*,\s*{OUTCODE.pattern})*$", re.IGNORECASE | re.ASCII
    ),
}
"""What may be typed for a kind of value, all of it."""


TICKED = ("some", "names")
"""Kinds of which several boxes can be ticked."""


GROUPS: tuple[tuple[Any, Any, tuple[str, ...]], ...] = (
    (_("Who comes, and how it is sorted"),
     _("From whom you take referrals, and how time is counted."),
     ("triage", "routes", "working_hours")),
    (_("Offers of support"),
     _("For people whom others refer. Nobody could ask them what is safe."),
     ("messages-offer", "messages-never_after", "messages-named_after", "messages-offer_from",
      "messages-offer_from_cy")),
    (_("When somebody is not reached"),
     _("What is sent after some tries, or in place of what did not arrive."),
     ("messages-after_attempts", "messages-then_by", "messages-try_another_way")),
    (_("Asking how we did"),
     _("A few questions for those who agreed to be asked."),
     ("messages-ask_feedback",)),
    (_("Those on the rota"),
     _("They are told at once of what cannot wait until you open, and never what it is."),
     ("messages-rota_text", "messages-rota_email")),
    (_("Reports, and how long things are kept"),
     _("A closed referral is deleted when its time is over."),
     ("reports", "retention-not_taken_up_weeks", "retention-not_reached_months",
      "retention-supported_years")),
)  # fmt: skip
"""The general settings as a page shows them: what a group is about, in a line, and its fields."""


class LineField(PlainCharField):
    """A text that can be what a key asks for: one short line, an address, a mobile number."""

    def __init__(self, *args: Any, key: Key, **kwargs: Any) -> None:
        self.key = key
        super().__init__(*args, **kwargs)

    def validate(self, value: Any) -> None:
        """Refuse what the key cannot be."""
        super().validate(value)
        if value and not can_be(value, self.key):
            raise ValidationError(self.error_messages["invalid"], code="invalid")


class PartForm(Form):
    """One of a part, or the general settings. Names of nested keys are joined by ``-``."""

    edition = forms.IntegerField(widget=forms.HiddenInput, min_value=1)

    def __init__(
        self, *args: Any, keys: Keys, document: Mapping[str, Any] | None = None, **kwargs: Any
    ) -> None:
        self.keys = keys
        super().__init__(*args, **kwargs)
        for name, key in _flat(keys):
            self.fields[name] = _field(key, name.split("-")[-1], document or {})

    @property
    def groups(self) -> tuple[tuple[Any, Any, tuple[str, ...]], ...]:
        """The groups of `GROUPS` if it is the form of the general settings; none of any other."""
        return GROUPS if set(self.keys) == set(GENERAL) else ()

    @staticmethod
    def initial_of(value: Mapping[str, Any], keys: Keys) -> dict[str, Any]:
        """Return what a form for it begins with."""
        found = {}
        for name, key in _flat(keys):
            at = _found(value, name)
            if at is not None:
                found[name] = ", ".join(at) if key.kind == "outcodes" else _shown(at, key)
        return found

    def value(self, before: Mapping[str, Any]) -> dict[str, Any]:
        """Return what was typed, as the document has it: what was left out is absent.

        before: the same part as it stood. Boxes come in the order of the page, and the order of
        what is ticked counts: what was in it stays in its order, and what is new comes after.
        """
        made: dict[str, Any] = {
            name: {} for name, key in self.keys.items() if key.kind == "part" and not key.absent
        }
        for name, key in _flat(self.keys):
            given = _kept(self.cleaned_data[name], key)
            if given is None:
                continue
            *path, last = name.split("-")
            at = made
            for step in path:
                at = at.setdefault(step, {})
            at[last] = _in_order(given, _found(before, name)) if key.kind in TICKED else given
        return made


class SwitchForm(Form):
    """Why the draft is put in force, for colleagues."""

    edition = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    why = PlainCharField(
        label=_("What is new, and why?"),
        max_length=200,
        error_messages={"required": _("Write what is new, and why.")},
    )


def keys_of(part: str) -> Keys:
    """Return the keys of a part's rows, or of the general settings."""
    return {name: RULES[name] for name in GENERAL} if part == "general" else RULES[part].parts


def _flat(keys: Keys, before: str = "") -> Iterator[tuple[str, Key]]:
    for name, key in keys.items():
        if key.kind == "part":
            yield from _flat(key.parts, f"{before}{name}-")
        else:
            yield f"{before}{name}", key


def _named(part: str, document: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return the keys of the rows of a part, each with its name for people."""
    return [(row["key"], row["name"]) for row in document.get(part, ())]


def _field(key: Key, name: str, document: Mapping[str, Any]) -> forms.Field:
    label = key.meaning[:1].upper() + key.meaning[1:]
    common: dict[str, Any] = {"label": label, "required": not key.absent}
    common["help_text"] = (
        "" if not key.absent else _("Left out: %(means)s.") % {"means": plain(key.absent, name)}
    )
    common["error_messages"] = dict.fromkeys(
        ("required", "invalid", "invalid_choice", "min_value", "max_value"),
        WANTED[key.kind] % {"most": key.most},
    )
    choices = [(code, plain(code, name)) for code in key.allowed]
    if name == "team":
        teams = [("", ""), *_named("teams", document)]
        common["error_messages"] = dict.fromkeys(("invalid_choice",), WANTED["one"])
        return forms.ChoiceField(choices=teams, **common)
    match key.kind:
        case "names":
            return forms.MultipleChoiceField(
                choices=_named("specialists", document), widget=forms.CheckboxSelectMultiple,
                **common,
            )  # fmt: skip
        case "flag":
            yes_no = [("", _("Not said")), ("yes", _("Yes")), ("no", _("No"))]
            return forms.ChoiceField(choices=yes_no, **common)
        case "number":
            return forms.IntegerField(min_value=1, max_value=key.most, **common)
        case "one":
            return forms.ChoiceField(choices=[("", ""), *choices], **common)
        case "some":
            return forms.MultipleChoiceField(
                choices=choices, widget=forms.CheckboxSelectMultiple, **common
            )
        case "name" | "outcodes":
            return forms.RegexField(TYPED[key.kind], strip=True, **common)
        case "line" | "email" | "mobile":
            return LineField(key=key, **common)
    if name == "reason":
        return words(label, missing=WANTED["text"], rows=2)
    return PlainCharField(max_length=200, **common)


def _found(value: Mapping[str, Any], name: str) -> Any:
    """Return what stands in a part under a field's name; None for nothing."""
    at: Any = value
    for step in name.split("-"):
        at = at.get(step) if isinstance(at, Mapping) else None
    return at


def _in_order(ticked: list[str], before: list[str] | None) -> list[str]:
    stays = [each for each in before or () if each in ticked]
    return stays + [each for each in ticked if each not in stays]


def _shown(value: Any, key: Key) -> Any:
    return ("yes" if value else "no") if key.kind == "flag" else value


def _kept(given: Any, key: Key) -> Any:
    """Return a field's value as the document has it, or None for nothing."""
    if key.kind == "flag":
        return {"yes": True, "no": False}.get(given)
    if key.kind == "outcodes":
        return [each.strip() for each in given.upper().split(",") if each.strip()] or None
    return given or None
