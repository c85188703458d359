"""What each column of the spreadsheet says of a service, and how a service comes to say it.

The headings are those of the import's spreadsheet (``directory.arriving.columns``), so that there
is one. Where a service is, and its organisation's website, are not changed by a spreadsheet here.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from directory.models import Organisation, Phone, Service, TaxonomyTerm
from directory.models.codes import codes
from directory.status import Status, read
from directory.upkeep.changes import digits, numbers_in
from directory.upkeep.sheets import hours
from directory.vocabulary import LANGUAGES, Channel

APART = "; "
IDENTIFIER, NAME, ORGANISATION = "Identifier", "Name", "Organisation"


@dataclass(frozen=True, slots=True)
class Cell:
    """``said`` gives the cell of a service; ``put`` sets it, in memory, or ValidationError."""

    said: Callable[[Service], str]
    put: Callable[[Service, str], None]


def _text(name: str) -> Cell:
    return Cell(
        lambda service: getattr(service, name), lambda service, to: setattr(service, name, to)
    )


def _age(name: str) -> Cell:
    def put(service: Service, to: str) -> None:
        if to and not (to.isascii() and to.isdecimal() and int(to) <= 150):
            raise ValidationError(_("Write a number."))
        setattr(service, name, int(to) if to else None)

    return Cell(lambda service: _shown(getattr(service, name)), put)


def _said_organisation(service: Service) -> str:
    return service.organisation.name if service.organisation_id else ""


def _put_organisation(service: Service, to: str) -> None:
    found = Organisation.objects.filter(name=to).first()
    if found is None:
        raise ValidationError(_("There is no organisation of this name. Add it first."))
    service.organisation = found


def _put_terms(service: Service, to: str) -> None:
    had = {term.name.casefold(): term for term in service.taxonomy_terms.all()}
    service.taxonomy_terms = [had.get(name.casefold()) or _term(name) for name in _parts(to)]  # type: ignore[assignment]


def _term(name: str) -> TaxonomyTerm:
    found = list(TaxonomyTerm.objects.filter(name__iexact=name)[:2])
    if not found:
        raise ValidationError(_("There is no term “%(name)s”."), params={"name": name[:60]})
    if len(found) > 1:
        raise ValidationError(
            _("“%(name)s” stands in two lists of terms. Choose it on the service's own page."),
            params={"name": name[:60]},
        )
    return found[0]


def _phones(kind: Phone.Type) -> Cell:
    def put(service: Service, to: str) -> None:
        known = {digits(phone.number): phone for phone in service.phones.all()}
        others = [phone for phone in service.phones.all() if phone.type != kind]
        mine = []
        for number, _kind in numbers_in("\n".join(_parts(to))):
            phone = known.get(digits(number)) or Phone()
            phone.number, phone.type = number, kind
            mine.append(phone)
        order = [*mine, *others] if kind == Phone.Type.VOICE else [*others, *mine]
        service.phones = list(dict.fromkeys(order))  # type: ignore[misc]

    return Cell(
        lambda service: APART.join(p.number for p in service.phones.all() if p.type == kind), put
    )


def _codes(name: str, words: Mapping[str, Any], in_words: bool = False) -> Cell:
    """Return the cell of a list of codes; ``in_words`` shows their words, and reads both."""
    by_word = {str(word).casefold(): code for code, word in words.items()} if in_words else {}

    def said(service: Service) -> str:
        found = codes(getattr(service, name))
        return APART.join(str(words.get(code, code)) if in_words else code for code in found)

    def put(service: Service, to: str) -> None:
        chosen = {by_word.get(part.casefold(), part) for part in _parts(to)}
        if wrong := sorted(chosen - words.keys()):
            raise ValidationError(_("We do not know “%(word)s”."), params={"word": wrong[0][:60]})
        setattr(service, name, ",".join(code for code in words if code in chosen))

    return Cell(said, put)


def _put_free(service: Service, to: str) -> None:
    if to.casefold() not in ("", "yes", "no"):
        raise ValidationError(_("Write yes or no, or leave it empty."))
    service.is_free = {"yes": True, "no": False}.get(to.casefold())


def _put_status(service: Service, to: str) -> None:
    said = read(to or Status.ACTIVE)
    if said is None:
        raise ValidationError(_("Write one of: %(all)s."), params={"all": ", ".join(Status.values)})
    service.status = said


def _put_checked(service: Service, to: str) -> None:
    try:
        service.assured_date = date.fromisoformat(to) if to else None
    except ValueError as error:
        raise ValidationError(_("Write the day as 2026-11-29.")) from error


def _shown(value: Any) -> str:
    return "" if value is None else str(value)


def _parts(cell: str) -> Iterable[str]:
    return [part.strip() for part in cell.replace("\n", ";").split(";") if part.strip()]


CELLS: dict[str, Cell] = {
    NAME: _text("name"),
    "Other names": _text("alternate_name"),
    ORGANISATION: Cell(_said_organisation, _put_organisation),
    "In one sentence": _text("summary"),
    "What it does": _text("description"),
    "What happens when someone gets in touch": _text("what_happens_next"),
    "Who it is for": _text("eligibility_description"),
    "Youngest age": _age("minimum_age"),
    "Oldest age": _age("maximum_age"),
    "What it is about": Cell(
        lambda service: APART.join(sorted(term.name for term in service.taxonomy_terms.all())),
        _put_terms,
    ),
    "Other words people use": _text("other_words"),
    "Telephone": _phones(Phone.Type.VOICE),
    "Number for texts": _phones(Phone.Type.TEXT),
    "Email address": _text("email"),
    "Web page": _text("url"),
    "Opening hours": Cell(hours.said, hours.put),
    "Note on the hours": Cell(
        lambda service: APART.join(row.notes for row in service.schedules.all() if row.notes),
        lambda service, to: hours.put_notes(service, _parts(to)),
    ),
    "How people start": _text("application_process"),
    "How people get the help": _codes("channels", dict(Channel.choices)),
    "Free": Cell(
        lambda service: {True: "yes", False: "no"}.get(service.is_free, ""),  # type: ignore[arg-type]
        _put_free,
    ),
    "Cost": _text("fees_description"),
    "Languages": _codes("languages", LANGUAGES, in_words=True),
    "Interpreters": _text("interpretation_services"),
    "Where people live": _text("service_area"),
    "How long people wait": _text("wait_time"),
    "Notice": _text("alert"),
    "Status": Cell(lambda service: service.status, _put_status),
    "Last checked": Cell(lambda service: _shown(service.assured_date), _put_checked),
}
"""By heading, in the order of the columns."""
