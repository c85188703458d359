"""One more page before sending, where a hub has set Google's keys and a robot is suspected."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.cache import never_cache

from referrals_portal.journey import google, routing
from referrals_portal.journey.language import speaking
from referrals_portal.journey.views import Journey
from referrals_portal.steps import CALL

TOKEN = "google"  # noqa: S105  (the name of a field)


class OneMore(Journey):
    """The check page's twin: shown and sent under the same conditions, with a choice of its own.

    Nothing is loaded from Google until the person chooses its check.
    """

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Be there only where the keys are set."""
        if not google.is_on():
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def _check(self) -> HttpResponse:
        before = CALL.key if CALL.key in self.storage.answers else routing.CHECK
        response = self._render(
            "one_more",
            version=self.storage.draft.version,
            back_url=reverse("journey:step", kwargs={"step": before}),
            site_key=settings.RECAPTCHA_PUBLIC_KEY,
            action=google.ACTION,
            field=TOKEN,
        )
        response._csp_update = google.MAY_LOAD  # type: ignore[attr-defined]
        return response

    def done(self, form_list: Any, **kwargs: Any) -> HttpResponse:
        """Send it whatever Google says, and if Google was not asked: then somebody looks first."""
        return self._send(suspected=not google.sees_a_person(self.request.POST.get(TOKEN, "")))


one_more = never_cache(
    speaking(OneMore.as_view(url_name="journey:step", done_step_name=routing.SENT))
)
