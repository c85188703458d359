"""The columns of our spreadsheet, once: for the template, for reading it, for writing one. Pure.

One row is one service, in the one form (``cleaning.shapes``). ``row_of`` and ``form_of`` are each
other's inverse for whatever a row can hold; what it cannot hold is said in ``beyond_a_row``.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from directory.arriving import written_hours

Form = dict[str, Any]
APART = ";"
"""What parts several things in one cell."""


@dataclass(frozen=True, slots=True)
class Cell:
    """How a cell's text gets into a form, and how a form's gets into a cell."""

    read: Callable[[str, Form], None]
    write: Callable[[Form], str]


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading, what to write in it, an example, and its cells. width: in letters."""

    heading: str
    explanation: str
    example: str
    cell: Cell
    width: int = 24


def _member(*path: str) -> Cell:
    """Return how a text at this path of a form is read and written."""

    def read(cell: str, form: Form) -> None:
        for name in path[:-1]:
            form = form.setdefault(name, {})
        form[path[-1]] = cell

    def write(form: Form) -> str:
        found: Any = form
        for name in path:
            found = found.get(name) if isinstance(found, dict) else None
        return "" if found is None else str(found)

    return Cell(read, write)


def _parts(member: str, name: str, **rest: Any) -> Cell:
    """Return how parts of one kind are read and written, of which a cell holds one text each.

    rest: what else distinguishes these parts from others under the same member.
    """

    def read(cell: str, form: Form) -> None:
        form.setdefault(member, []).extend(rest | {name: text} for text in _texts(cell))

    def write(form: Form) -> str:
        return f"{APART} ".join(
            str(part[name])
            for part in form.get(member, [])
            if name in part and all(part.get(other) == value for other, value in rest.items())
        )

    return Cell(read, write)


def _codes(member: str) -> Cell:
    def read(cell: str, form: Form) -> None:
        form[member] = _texts(cell)

    return Cell(read, lambda form: f"{APART} ".join(form.get(member, [])))


def _read_hours(cell: str, form: Form) -> None:
    form.setdefault("schedules", []).extend(written_hours.read(cell))


def _read_terms(cell: str, form: Form) -> None:
    form["attributes"] = [{"taxonomy_term": {"name": name}} for name in _texts(cell)]


def _write_terms(form: Form) -> str:
    return f"{APART} ".join(each["taxonomy_term"]["name"] for each in form.get("attributes", []))


def _place(name: str) -> Cell:
    """Return how a member of the first place, or of its address, is read and written."""
    in_address = name != "name"

    def read(cell: str, form: Form) -> None:
        links = form.setdefault("service_at_locations", [{"location": {}}])
        location = links[0]["location"]
        if in_address:
            (address,) = location.setdefault("addresses", [{"address_type": "physical"}])
            address[name] = cell
        else:
            location[name] = cell

    def write(form: Form) -> str:
        links: list[Form] = form.get("service_at_locations", [])
        location: Form = links[0]["location"] if links else {}
        addresses: list[Form] = location.get("addresses", []) or [{}]
        holder = addresses[0] if in_address else location
        return str(holder.get(name, ""))

    return Cell(read, write)


def _read_free(cell: str, form: Form) -> None:
    said = cell.strip().casefold()
    if said in ("yes", "no"):
        form["is_free"] = said == "yes"


def _write_free(form: Form) -> str:
    return {True: "yes", False: "no"}.get(form.get("is_free"), "")  # type: ignore[arg-type]


COLUMNS = (
    Column("Identifier", "Leave it as it is. Leave it empty for a service that is new.",
           "", _member("id"), width=38),
    Column("Name", "What the service is called.", "Safe Harbour drop-in", _member("name")),
    Column("Other names", "Old names and short names.", "SHDI", _member("alternate_name")),
    Column("Organisation", "Who runs it. Always the same words for the same organisation.",
           "Safe Harbour", _member("organization", "name")),
    Column("Organisation’s website", "Begins with https://", "https://example.org",
           _member("organization", "website")),
    Column("In one sentence", "What it does, in words that a tired person takes in at once.",
           "A place to talk, for anyone who was hurt.", _member("summary"), width=40),
    Column("What it does", "A few short paragraphs.", "Come in for tea and a talk.",
           _member("description"), width=60),
    Column("What happens when someone gets in touch", "In the order in which it happens.",
           "A worker calls back within two days.", _member("what_happens_next"), width=40),
    Column("Who it is for", "In words.", "Anyone over 18.", _member("eligibility_description"),
           width=40),
    Column("Youngest age", "A number. Empty: any age.", "18", _member("minimum_age"), width=12),
    Column("Oldest age", "A number. Empty: any age.", "", _member("maximum_age"), width=12),
    Column("What it is about", "Terms, with a semicolon between them.", "Stalking; Sexual violence",
           Cell(_read_terms, _write_terms), width=40),
    Column("Other words people use", "The words that people type when they look for this.",
           "tea, drop in", _member("other_words")),
    Column("Telephone", "Numbers to call, with a semicolon between them.", "01632 960001",
           _parts("phones", "number", type="voice")),
    Column("Number for texts", "Numbers to text, with a semicolon between them.", "07700 900123",
           _parts("phones", "number", type="text")),
    Column("Email address", "A shared mailbox. Never the address of one person.",
           "help@example.org", _member("email")),
    Column("Web page", "Begins with https://", "https://example.org/drop-in", _member("url")),
    Column("Opening hours",
           "Days and times, with a semicolon between them; or: day and night. Never guess.",
           "Monday to Friday 09:00-17:00; Saturday 10:00-12:30",
           Cell(_read_hours, lambda form: written_hours.write(form.get("schedules", []))),
           width=40),
    Column("Note on the hours", "What else there is to say about them.", "Closed in August",
           _parts("schedules", "notes")),
    Column("How people start", "In a few words.", "Call, or walk in.",
           _member("application_process")),
    Column("How people get the help",
           "Any of: telephone; text; online; in_person", "in_person; telephone",
           _codes("channels")),
    Column("Free", "yes or no. Empty if unsure.", "yes", Cell(_read_free, _write_free),
           width=8),
    Column("Cost", "In words. Leave empty if unsure.", "Free", _member("fees_description")),
    Column("Languages", "Languages that are spoken, with a semicolon between them.",
           "English; Polish", _parts("languages", "name")),
    Column("Interpreters", "In a few words.", "Any language, if you ask.",
           _member("interpretation_services")),
    Column("Where people live", "The area that it serves. Empty: anywhere.", "Hampshire",
           _parts("service_areas", "name")),
    Column("How long people wait", "In a few words.", "2 weeks", _member("wait_time")),
    Column("Name of the place", "Where it is. Never a secret address, such as a refuge’s.",
           "Harbour House", _place("name")),
    Column("Street", "With its number.", "1 High Street", _place("address_1")),
    Column("Town or city", "", "Southampton", _place("city")),
    Column("County", "", "Hampshire", _place("state_province")),
    Column("Postcode", "", "SO14 7LP", _place("postal_code"), width=12),
    Column("Notice", "Only for a short time.", "", _member("alert")),
    Column("Status", "One of: active; temporarily closed; inactive; defunct. Empty: active.",
           "active", _member("status"), width=16),
    Column("Last checked", "The day, such as 2026-11-29.", "2026-11-29", _member("assured_date"),
           width=14),
)  # fmt: skip
BY_HEADING = {column.heading.casefold(): column for column in COLUMNS}
NEEDED = ("Name", "Organisation")


def row_of(form: Form) -> list[str]:
    """Return the cells of a service, in the order of `COLUMNS`."""
    return [column.cell.write(form) for column in COLUMNS]


def form_of(cells: Mapping[str, str]) -> Form:
    """Return what a row says as a nested service, not yet cleaned. cells: heading -> text."""
    form: Form = {}
    for heading, cell in cells.items():
        column = BY_HEADING.get(heading.strip().casefold())
        if column and cell.strip():
            column.cell.read(cell.strip(), form)
    return form


def beyond_a_row(form: Form) -> list[str]:
    """Return in words what a form says and no row can hold."""
    found = []
    if len(form.get("service_at_locations", [])) > 1:
        found.append("more than one place")
    if any(at.get("schedules") for at in form.get("service_at_locations", [])):
        found.append("sessions")
    if any(phone.get("description") for phone in form.get("phones", [])):
        found.append("notes on telephone numbers")
    return found


def unknown_headings(headings: Iterable[str]) -> list[str]:
    """Return the headings that are none of ours."""
    return [text for text in headings if text.strip() and text.strip().casefold() not in BY_HEADING]


def _texts(cell: str) -> list[str]:
    return [text.strip() for text in cell.split(APART) if text.strip()]
