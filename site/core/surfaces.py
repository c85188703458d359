"""Links between surfaces, whether or not this process serves the other one.

Production gives each surface its own origin (``SITE_URL``, ``FORM_URL``, ``CMS_URL``,
``INTAKE_URL``); a small installation serves all of them from one. A link within one origin is
relative; a link to another origin is absolute and comes from settings, never from ``Host``.
"""

from django.conf import settings

_PLACES = {
    "home": ("SITE_URL", "/"),
    "services": ("SITE_URL", "/services/"),
    "get_help": ("FORM_URL", "/get-help/"),
    "cms": ("CMS_URL", "/cms/"),
    "queue": ("INTAKE_URL", "/intake/"),
    "sign_in": ("INTAKE_URL", "/intake/sign-in/"),
}


def address(name: str, language: str = "") -> str:
    """Return where a part of the product is: a path, or a whole address on another origin.

    ``leave`` is on every surface, so it is always a path. ``language`` is ``cy`` for Welsh.
    """
    if name == "leave":
        return "/leave"
    origin, path = _PLACES[name]
    path = f"/{language}{path}" if language == "cy" else path
    origins = {settings.SITE_URL, settings.FORM_URL, settings.CMS_URL, settings.INTAKE_URL}
    return path if len(origins) == 1 else getattr(settings, origin) + path


def leave_to() -> str:
    """Return where the exit leads: somewhere ordinary that is not ours."""
    return settings.LEAVE_TO
