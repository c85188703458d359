"""Fills in a page's form as an invented person would, whatever the journey asks."""

from html.parser import HTMLParser

Fields = list[tuple[str, str]]

# What an invented person answers, by the last part of a field's name; of several it is what is
# offered. Ofcom's drama numbers.
ANSWERS = {
    "for_whom": ["me"],
    "name": ["Sam Example"],
    "age_band": ["18_59"],
    "phone": ["07700 900321"],
    "email": ["sam@example.org"],
    "confirm_by": ["none"],
    "crime_types": ["burglary"],
    "words": ["Something was taken from the house while we were asleep."],
    "needs": ["talk"],
    "in_area": ["yes"],
    "whose_phone": ["mine"],
    "call": ["yes"],
    "contact": ["yes"],
}
ONE_OF = ("radio", "select")


def filled(page: str) -> Fields:
    """Return the fields of the form that posts to the page itself, filled in.

    Of a choice that we know nothing about it is "no", or else the last; what else we know nothing
    about stays empty.
    """
    form = _Form()
    form.feed(page)
    given = list(form.hidden)
    for name, offered in form.offered.items():
        values = ANSWERS.get(name.rpartition("-")[2], [])
        if form.kinds[name] in (*ONE_OF, "checkbox"):
            values = [value for value in values if value in offered]
        if form.kinds[name] in ONE_OF:
            values = values[:1] or ["no" if "no" in offered else offered[-1]]
        given += [(name, value) for value in values]
    return given


class _Form(HTMLParser):
    """Reads fields; a form that posts elsewhere, like the exit, is not ours."""

    def __init__(self) -> None:
        super().__init__()
        self.hidden: Fields = []
        self.offered: dict[str, list[str]] = {}
        self.kinds: dict[str, str] = {}
        self._inside = False
        self._select = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a field, or one more of the values that it offers."""
        found = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._inside = found.get("method") == "post" and not found.get("action")
        if not self._inside:
            return
        if tag == "option" and self._select:
            self.offered[self._select].append(found.get("value", ""))
        elif tag in ("input", "textarea", "select") and "name" in found:
            kind = found.get("type", "text") if tag == "input" else tag
            self._note(found["name"], kind, found.get("value", ""))

    def handle_endtag(self, tag: str) -> None:
        """Note where a list of options ends."""
        if tag == "select":
            self._select = ""

    def _note(self, name: str, kind: str, value: str) -> None:
        if kind == "hidden":
            self.hidden.append((name, value))
            return
        self.kinds[name] = kind
        values = self.offered.setdefault(name, [])
        if kind == "select":
            self._select = name
        else:
            values.append(value)
