"""The journey's pages. Views only carry: `routing` decides, `drafts` keep, `submitting` sends."""

from typing import Any

from django.db import InterfaceError, OperationalError
from django.forms import CharField
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.views.decorators.cache import never_cache
from formtools.wizard.views import NamedUrlWizardView

from core import errors
from hub.snapshot import current_hub
from referrals_portal import sealing
from referrals_portal.journey import (
    drafts,
    ends,
    google,
    language,
    promises,
    routing,
    tickets,
    unsaved,
)
from referrals_portal.journey.drafts import Stale, State
from referrals_portal.journey.entering import closed, phone_us
from referrals_portal.journey.language import speaking
from referrals_portal.journey.parts import part_of
from referrals_portal.journey.signs import signs_of, stamp
from referrals_portal.journey.storage import SealedDraftStorage
from referrals_portal.journey.submitting import submit
from referrals_portal.steps import BY_KEY, CALL, earlier, shown

ENDS = (routing.CHECK, routing.ADVICE, routing.SENT)
"""Pages of the journey that ask nothing."""


class Journey(NamedUrlWizardView):
    """One question a page, on django-formtools' named-URL wizard with sealed storage."""

    form_list = [(key, step.form) for key, step in BY_KEY.items()]
    storage_name = f"{SealedDraftStorage.__module__}.{SealedDraftStorage.__name__}"
    storage: SealedDraftStorage

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Never ask what could not be kept, or what the hub does not take."""
        if not current_hub().takes_self_referrals:
            return closed(request)
        if not sealing.can_seal():
            return phone_us(request)
        try:
            response = super().dispatch(request, *args, **kwargs)
            if hasattr(response, "render"):
                response = response.render()
        except (OperationalError, InterfaceError):
            # What was typed goes back to whoever typed it, ready to be sent again.
            return errors.unavailable(request, typed=_typed(request, kwargs["step"]))
        patch_vary_headers(response, ["Cookie"])
        return response

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show a step, the check page or what was sent; change nothing."""
        step = kwargs["step"]
        elsewhere = self._elsewhere(step)
        if elsewhere:
            return elsewhere
        if step == routing.SENT:
            return self._sent()
        if not routing.may_visit(self.storage.answers, step):
            return self._go(routing.first_unanswered(self.storage.answers))
        if step == routing.CHECK:
            return self._check()
        if step == routing.ADVICE:
            return self._advice()
        self.storage.current_step = step
        why = unsaved.why(self.storage.draft, step)
        if why:
            return self._unsaved(step, why)
        return self.render(self.get_form(data=self.storage.get_step_data(step)))

    def post(self, *args: Any, **kwargs: Any) -> HttpResponse:
        """Keep a step's answers and go on, or send everything from the check page."""
        step = kwargs["step"]
        if "language" in self.request.POST:
            return self._in_another_language(step)
        if step == routing.SENT:
            return self._go(routing.SENT)
        if not self.storage.had_cookie:
            return self._render("cookies_off", status=400)
        elsewhere = self._elsewhere(step)
        if elsewhere:
            return elsewhere
        if not routing.may_visit(self.storage.answers, step):
            return self._go(routing.first_unanswered(self.storage.answers))
        if step == routing.ADVICE:
            return self._advice()
        if step == routing.CHECK:
            # Only what was on the page may be sent: another tab may have changed an answer.
            return self._go(routing.CHECK) if self._is_stale() else self.render_done(None)
        self.storage.current_step = step
        form = self.get_form(data=self._posted(step))
        return self._keep(step, form) if form.is_valid() else self._put_aside(step, "mistake")

    def render_done(self, form: Any, **kwargs: Any) -> HttpResponse:
        """Check every step again as if it had just been posted, then send."""
        for key in routing.path(self.storage.answers):
            again = self.get_form(step=key, data=self.storage.get_step_data(key))
            if not again.is_valid():
                return self._go(key)
        return self.done([])

    def done(self, form_list: Any, **kwargs: Any) -> HttpResponse:
        """Send; or first offer Google's check, if its keys are set and we suspect a robot."""
        if google.is_on() and signs_of(self.request, self.storage.draft, timezone.now()):
            return HttpResponseRedirect(reverse("journey:one-more"), status=303)
        return self._send()

    def _send(self, suspected: bool | None = None) -> HttpResponse:
        """Send; show the check page again if another tab changed something meanwhile."""
        try:
            self.storage.draft = submit(
                self.request, self.storage.draft, timezone.now(), suspected=suspected
            )
        except Stale:
            return self._go(routing.CHECK)
        except sealing.KeysMissing:
            return phone_us(self.request)
        return self._elsewhere(routing.CHECK) or self._go(routing.SENT)

    def get_form_list(self) -> dict[str, Any]:
        """Return every form by its step; `routing` alone decides which of them apply."""
        return dict(self.form_list)

    def get_form_kwargs(self, step: str | None = None) -> dict[str, Any]:
        """Give every form the other answers, for its wording."""
        return {"answers": earlier(self.storage.answers, BY_KEY[step or self.steps.current])}

    def get_template_names(self) -> list[str]:
        """Return the page of the step."""
        return [BY_KEY[self.storage.current_step].page]

    def get_context_data(self, form: Any, **kwargs: Any) -> dict[str, Any]:
        """Return what a step's page shows."""
        step = self.storage.current_step
        hub, at = current_hub(), timezone.now()
        return {
            "view": self,
            "form": form,
            "step": BY_KEY[step],
            "number": routing.number(self.storage.answers, step),
            "part": part_of(BY_KEY[step]),
            "version": self.storage.version,
            "back_url": self._back(step),
            "stamp": stamp(self.storage.draft, step, at) if step == CALL.key else "",
            "read_when": promises.read_when(hub, at) if step == CALL.key else "",
            "also_sent": self._also_sent() if step == CALL.key else [],
            "promise": promises.before(hub, at) if step == CALL.key else "",
            "may_save": hub.drafts_may_be_saved and step != CALL.key,
            "under_13": self.storage.answers.get("name", {}).get("age_band") == "under_13",
            "private": self.storage.answers.get("device", {}).get("shared") == "no",
            **language.context(self.request),
            **kwargs,
        }

    def _also_sent(self) -> list[str]:
        return [BY_KEY[key].title for key in routing.beside_call(self.storage.answers)]

    def _keep(self, step: str, form: Any) -> HttpResponse:
        values = drafts.to_json(form.cleaned_data)
        before = self.storage.answers.get(step)
        if self._is_stale() and before not in (None, values):
            return self._put_aside(step, "conflict")
        try:
            # Pressed twice, it has moved already.
            if not (self.storage.draft.moved and before == values):
                answers = routing.answer(self.storage.answers, step, values)
                self.storage.save(answers, moves=step in routing.MOVES)
        except Stale:
            self.storage.draft = drafts.again(self.storage.draft, timezone.now())
            elsewhere = self._elsewhere(step)
            if elsewhere:
                return elsewhere
            if self.storage.answers.get(step) != values:
                return self._put_aside(step, "conflict")
        if step == CALL.key:
            return self.render_done(None)
        return self._go(routing.first_unanswered(self.storage.answers))

    def _in_another_language(self, step: str) -> HttpResponse:
        """Show the same page in the language that was asked for, with all that was typed."""
        elsewhere = self._elsewhere(step)
        if elsewhere or step in ENDS or not routing.may_visit(self.storage.answers, step):
            return elsewhere or self._go(step)
        return self._put_aside(step, "language")

    def _put_aside(self, step: str, why: unsaved.Why) -> HttpResponse:
        """Keep what was typed with the draft, and show it by GET: see `unsaved`."""
        typed = unsaved.put_aside(step, self.request.POST, why)
        try:
            self.storage.save(self.storage.answers, typed)
        except Stale:
            self.storage.draft = drafts.again(self.storage.draft, timezone.now())
            if self.storage.draft.state is State.OPEN:
                self.storage.save(self.storage.answers, typed)
        return self._go(step)

    def _unsaved(self, step: str, why: str) -> HttpResponse:
        """Show again what was typed: with its mistakes, beside what is saved, or as it is."""
        typed = unsaved.fields(self.storage.draft)
        form = self.get_form(data=None if why in unsaved.NOT_JUDGED else typed)
        if why == "conflict":
            return self._conflict(step, form)
        if why in unsaved.NOT_JUDGED:
            unsaved.fill_in(form, typed)
        return self.render(form)

    def _is_stale(self) -> bool:
        return not tickets.is_for(self.request, self.storage.draft.version)

    def _conflict(self, step: str, form: Any) -> HttpResponse:
        """Show both: what another tab kept, and what was typed here. Nothing is lost."""
        return self._render(
            "conflict",
            status=409,
            **self.get_context_data(form),
            saved=shown(BY_KEY[step], self.storage.answers),
            keep_url=_address(routing.first_unanswered(self.storage.answers)),
        )

    def _posted(self, step: str) -> Any:
        if BY_KEY[step].optional and self.request.POST.get("skip"):
            return {}
        return self.request.POST

    def _check(self) -> HttpResponse:
        shows = ends.checking(self.storage.answers, current_hub(), timezone.now(), _address)
        return self._render(
            "check",
            version=self.storage.draft.version,
            back_url=self._back(routing.CHECK),
            **shows,
        )

    def _advice(self) -> HttpResponse:
        return self._render(
            "advice",
            number=routing.number(self.storage.answers, routing.ADVICE),
            back_url=self._back(routing.ADVICE),
            who_url=_address("who"),
        )

    def _sent(self) -> HttpResponse:
        return self._render("sent", **ends.sent(self.storage.draft, current_hub(), timezone.now()))

    def _elsewhere(self, step: str) -> HttpResponse | None:
        """Return the page for a draft that is over, or None while it may be worked on."""
        state = self.storage.draft.state
        if state is State.EXPIRED:
            typed = self.request.method == "POST" and step not in ENDS
            return self._go(step) if typed else self._render("expired", status=410)
        if state is State.SENT and step != routing.SENT:
            return self._go(routing.SENT)
        if state is not State.SENT and step == routing.SENT:
            return self._go(routing.first_unanswered(self.storage.answers))
        return None

    def _back(self, step: str) -> str:
        before = routing.previous(self.storage.answers, step)
        return _address(before) if before else reverse("journey:start")

    def _render(self, name: str, status: int = 200, **context: Any) -> HttpResponse:
        context |= language.context(self.request) | {
            "view": self,
            "start_url": reverse("journey:start"),
        }
        return render(self.request, f"journey/{name}.html", context, status=status)

    def _go(self, step: str) -> HttpResponse:
        return HttpResponseRedirect(_address(step), status=303)


def _address(step: str) -> str:
    return reverse("journey:step", kwargs={"step": step})


def _typed(request: HttpRequest, step: str) -> list[dict[str, Any]]:
    """Return what was sent, to be sent again; text that a person typed is also shown."""
    if request.method != "POST":
        return []
    fields = BY_KEY[step].form.base_fields if step in BY_KEY else {}
    texts = {f"{step}-{name}" for name, field in fields.items() if isinstance(field, CharField)}
    return [
        {"name": name, "value": value, "shown": name in texts}
        for name, values in request.POST.lists()
        if name != "csrfmiddlewaretoken"
        for value in values
        if value
    ]


journey = never_cache(
    speaking(Journey.as_view(url_name="journey:step", done_step_name=routing.SENT))
)
