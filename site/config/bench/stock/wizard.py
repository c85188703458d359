"""The wizard as django-formtools has it, over every step of ours.

Whether a step applies is decided from what the session keeps of earlier ones, so that no form is
validated twice: of the ways in which the stock wizard can be used, the fastest.
"""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from formtools.wizard.views import NamedUrlSessionWizardView

from referrals_portal.journey import routing
from referrals_portal.journey.drafts import to_json
from referrals_portal.steps import BY_KEY, STEPS

KEPT = "answers"


class StockWizard(NamedUrlSessionWizardView):
    """Asks what the journey asks; it keeps answers in a session, and sends nothing."""

    form_list = [(step.key, step.form) for step in STEPS]
    condition_dict = {
        step.key: lambda wizard, step=step: step.applies(wizard.answers) for step in STEPS
    }

    @property
    def answers(self) -> dict[str, Any]:
        """The answers so far."""
        return self.storage.extra_data.get(KEPT, {})

    def post(self, *args: Any, **kwargs: Any) -> HttpResponse:
        """Add the hidden field that this wizard wants and that our pages have no place for."""
        self.request.POST = self.request.POST.copy()
        self.request.POST[f"{self.prefix}-current_step"] = kwargs["step"]
        return super().post(*args, **kwargs)

    def process_step(self, form: Any) -> Any:
        """Keep what the conditions need beside what was posted."""
        values = to_json(form.cleaned_data)
        self.storage.extra_data = {KEPT: self.answers | {self.steps.current: values}}
        return super().process_step(form)

    def get_form_kwargs(self, step: str | None = None) -> dict[str, Any]:
        """Give every form the other answers, as the journey does."""
        return {"answers": self.answers}

    def get_template_names(self) -> list[str]:
        """Return the page of the step, which is the journey's."""
        return [BY_KEY[self.steps.current].page]

    def get_context_data(self, form: Any, **kwargs: Any) -> dict[str, Any]:
        """Add what the page of a step shows."""
        before = self.steps.prev
        return super().get_context_data(form, **kwargs) | {
            "step": BY_KEY[self.steps.current],
            "number": self.steps.step1,
            "version": 1,
            "back_url": self.get_step_url(before) if before else reverse("journey:start"),
        }

    def done(self, form_list: Any, **kwargs: Any) -> HttpResponse:
        """Say that everything was answered."""
        return HttpResponse("done\n", content_type="text/plain")


wizard = StockWizard.as_view(url_name="journey:step", done_step_name=routing.CHECK)
