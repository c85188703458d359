"""In which language the journey is shown: chosen at the start, changed at any time, and kept.

The choice is a part of the draft's cookie, so it lasts exactly as long as the draft, and what was
sent remembers it. Welsh is offered only once the hub has switched it on.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import translation

from hub.models import Welsh
from hub.snapshot import current_hub
from referrals_portal.journey import drafts
from referrals_portal.journey.limits import JOURNEY

ENGLISH, WELSH = "en", "cy"
CODES = {ENGLISH: "en-gb", WELSH: "cy"}
NAMES = {ENGLISH: "English", WELSH: "Cymraeg"}
"""Each language by its own name, never translated."""

IN_WELSH = f"/{WELSH}/"
"""How every address begins that is in Welsh."""

View = Callable[..., HttpResponse]


def offered() -> list[str]:
    """Return the languages that this hub offers to the public."""
    return [ENGLISH] if current_hub().welsh == Welsh.OFF else [ENGLISH, WELSH]


def is_unreviewed(code: str) -> bool:
    """Tell whether the page must say that nobody has checked its words."""
    return code == WELSH and current_hub().welsh != Welsh.REVIEWED


def chosen(request: HttpRequest) -> str:
    """Return the language of this request: the button that was pressed, or what was kept."""
    asked = request.POST.get("language", "") if request.method == "POST" else ""
    return next((code for code in (asked, drafts.language(request)) if code in offered()), ENGLISH)


def speaking(view: View) -> View:
    """Show a view, and everything it renders, in the language that was chosen.

    A ``language`` among its arguments, from the address, comes first; one that is not offered is
    not found.
    """

    @wraps(view)
    def spoken(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        code = kwargs.pop("language", "") or chosen(request)
        if code not in offered():
            raise Http404
        with translation.override(CODES[code]):
            response = view(request, *args, **kwargs)
            rendered: HttpResponse = response.render() if hasattr(response, "render") else response
        return rendered

    return spoken


class KeptLanguage:
    """Middleware: shows in the chosen language, too, what no view of the journey makes.

    Those are the error pages. It stands outside whatever may refuse a request, so it reads the
    cookie and the address and nothing that was sent.
    """

    def __init__(self, get_response: View) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on in its language; what is not the journey's has none."""
        welsh = request.path_info.startswith(IN_WELSH)
        if not welsh and not request.path_info.startswith(JOURNEY):
            return self.get_response(request)
        kept = WELSH if welsh else drafts.language(request)
        with translation.override(CODES[kept if kept in offered() else ENGLISH]):
            return self.get_response(request)


def address(page: str, code: str = "") -> str:
    """Return where a page with an address in each language is; in the one spoken by default."""
    code = code or (translation.get_language() or ENGLISH)[:2]
    return reverse(f"journey:{page}-{WELSH}" if code == WELSH else f"journey:{page}")


def context(request: HttpRequest) -> dict[str, Any]:
    """Return what every page shows of how its visitor wants it.

    That is the language switch (``[{"code", "name", "current"}]``, empty for one language),
    whether these words are reviewed, and whether the Shift key is left alone.
    """
    now = (translation.get_language() or ENGLISH)[:2]
    codes = offered()
    return {
        "languages": [{"code": code, "name": NAMES[code], "current": code == now} for code in codes]
        if len(codes) > 1
        else [],
        "unreviewed": is_unreviewed(now),
        "shift_off": drafts.shift_is_off(request),
    }
