"""Likely duplicates while somebody types in the CMS, and after a first saving without scripts."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.http import HttpRequest, JsonResponse
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from wagtail.admin import messages

from directory.models import Organisation, Phone, Service
from directory.upkeep.desk.guarding import may_change
from directory.upkeep.similar import Entry, Like, similar

KINDS: dict[str, type[Service] | type[Organisation]] = {
    "service": Service,
    "organisation": Organisation,
}
LONGEST = 300  # letters of each value


@may_change
@require_safe
def ask(request: HttpRequest) -> JsonResponse:
    """What may be the same as what is being typed; asked by ``static/js/similar.js``."""
    kind = KINDS.get(request.GET.get("kind", ""))
    if kind is None:
        return JsonResponse({"found": []}, status=400)
    said = {name: request.GET.get(name, "")[:LONGEST] for name in ("name", "url", "but")}
    phones = tuple(each[:LONGEST] for each in request.GET.getlist("phone")[:10])
    written = Entry(said["name"], phones, said["url"], _key(said["but"]))
    found = similar(written, entries(kind))
    return JsonResponse({"found": [_shown(kind, like) for like in found]})


def warn(request: HttpRequest, record: Any) -> None:
    """Name likely duplicates of a record that was just made."""
    if not isinstance(record, (Service, Organisation)):
        return
    kind = type(record)
    url = record.url if isinstance(record, Service) else record.website
    phones = _phones([record.pk]).get(record.pk, ()) if isinstance(record, Service) else ()
    found = similar(Entry(record.name, tuple(phones), url, record.pk), entries(kind))
    if found:
        shown = (_shown(kind, like) for like in found)
        links = format_html_join(
            ", ", '<a href="{}">{}</a> ({})', ((s["url"], s["name"], s["why"]) for s in shown)
        )
        messages.warning(request, format_html("{} {}", _("It may be there already:"), links))


def script() -> SafeString:
    """Return the tag of the script, with its words; it does nothing on other forms."""
    return format_html(
        '<script src="{}" data-similar="{}" data-words="{}" defer></script>',
        static("js/similar.js"),
        reverse("directory_similar"),
        _("It may be there already:"),
    )


def entries(kind: type[Service] | type[Organisation]) -> Iterable[Entry]:
    """Give all entries of a kind as they are compared, drafts too; two queries at most."""
    site = "url" if kind is Service else "website"
    rows = kind._default_manager.order_by().values_list("pk", "name", site)
    phones = _phones() if kind is Service else {}
    return [Entry(name, tuple(phones.get(pk, ())), url, pk) for pk, name, url in rows]


def _phones(keys: list[UUID] | None = None) -> dict[UUID, list[str]]:
    numbers = Phone.objects.order_by().values_list("service_id", "number")
    found: dict[UUID, list[str]] = defaultdict(list)
    for service, number in numbers if keys is None else numbers.filter(service__in=keys):
        found[service].append(number)
    return found


def _shown(kind: type[Any], like: Like) -> dict[str, str]:
    reasons = {
        "phone": _("the same number"),
        "name": _("a name like it"),
        "website": _("the same website"),
    }
    name = f"wagtailsnippets_directory_{kind._meta.model_name}:edit"
    return {
        "name": like.entry.name,
        "url": reverse(name, args=[like.entry.key]),
        "why": ", ".join(reasons[reason] for reason in like.why),
    }


def _key(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
