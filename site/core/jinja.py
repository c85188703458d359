"""The Jinja environment of our form templates, where the GOV.UK Design System's macros live.

Only ``templates/forms`` is Jinja; every page is a Django template. Autoescape is always on: words
that are HTML must come in as a ``SafeString``, which only ``format_html`` and its like make.
"""

from functools import lru_cache

from django.conf import settings
from django.utils.translation import gettext
from jinja2 import Environment, FileSystemLoader, PackageLoader, PrefixLoader


@lru_cache(maxsize=1)
def environment() -> Environment:
    """Return the one environment: our ``forms/…`` and the macros of ``govuk_frontend_jinja/…``."""
    made = Environment(
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=settings.DEBUG,
        loader=PrefixLoader(
            {
                "forms": FileSystemLoader(settings.BASE_DIR / "templates" / "forms"),
                "govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja"),
            }
        ),
    )
    made.globals["_"] = gettext
    return made
