"""Every address of the product on one screen.

A surface that this process does not serve has no addresses here at all.
"""

from django.conf import settings
from django.urls import include, path, re_path

from config import health
from core.errors import closed
from referrals_portal.messages.metrics import metrics

handler400 = "core.errors.bad_request"
handler403 = "core.errors.forbidden"
handler404 = "core.errors.not_found"
handler500 = "core.errors.server_error"

urlpatterns = [
    path("healthz", health.alive),
    path("readyz", health.ready),
    # The exit stands on every surface.
    path("", include("referrals_portal.journey.leave_urls")),
]

if "intake" in settings.SURFACES:
    urlpatterns += [
        path("intake/", include("referrals_portal.intake.urls")),
        path("metrics", metrics),
    ]

if "cms" in settings.SURFACES:
    urlpatterns += [
        # Whoever can edit accounts can become anyone: that is done with `manage.py staff` instead.
        re_path(r"^cms/(?:users|groups|bulk/accounts)(?:/|$)", closed),
        path("cms/", include("wagtail.admin.urls")),
    ]

if "cms" in settings.SURFACES and "public" not in settings.SURFACES:
    urlpatterns += [path("media/", include("pages.media_urls"))]

if "form" in settings.SURFACES:
    urlpatterns += [
        path("messages/", include("referrals_portal.messages.urls")),
        path("", include("referrals_portal.journey.urls")),
    ]

if "public" in settings.SURFACES:
    urlpatterns += [
        path("services/", include("directory.urls")),
        re_path(r"^oruk/v3(?![^/])/?", include("directory.oruk.urls")),
        path("", include("pages.urls")),
    ]
