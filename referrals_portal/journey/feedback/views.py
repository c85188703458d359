"""The pages on which somebody says how we did: their code, four questions, thank you."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.views.decorators.cache import never_cache

from referrals_portal.actions.hearing import count_answers
from referrals_portal.journey import language
from referrals_portal.journey.answering.finding import survey_of
from referrals_portal.journey.answering.forms import CodeForm
from referrals_portal.journey.answering.views import (
    other_language,
    reply_page,
    show_at_door,
    typed,
)
from referrals_portal.journey.feedback.forms import FeedbackForm
from referrals_portal.journey.language import speaking
from referrals_portal.models import Invitation

QUESTIONS = "questions"
"""Which page was sent; that with the code says nothing."""


@reply_page
def feedback(request: HttpRequest) -> HttpResponse:
    """Ask for the code, then the questions, and count the answers once.

    The code goes on in the form and never in an address. Sent twice, it is thanked for twice.
    """
    if request.method != "POST":
        return _show(request, "ask", form=CodeForm())
    form = CodeForm(request.POST)
    survey = survey_of(form.cleaned_data["code"], timezone.now()) if form.is_valid() else None
    if survey is None:
        if form.is_valid():
            form.refuse()
        unjudged = CodeForm(initial=typed(request)) if other_language(request) else None
        return _show(request, "ask", form=unjudged or form)
    if survey.used_at is not None:
        return _thank()
    return _questions(request, survey, form.cleaned_data["code"])


@never_cache
@speaking
def thanks(request: HttpRequest) -> HttpResponse:
    """Say thank you; for anybody, because there is nothing on this page to know."""
    return show_at_door(request, "feedback/thanks", "feedback-thanks")


def _questions(request: HttpRequest, survey: Invitation, code: str) -> HttpResponse:
    if request.POST.get("page") != QUESTIONS:
        return _show(request, QUESTIONS, form=FeedbackForm(), code=code)
    if other_language(request):
        chosen = {name: request.POST.get(name, "") for name in FeedbackForm().fields}
        return _show(request, QUESTIONS, form=FeedbackForm(initial=chosen), code=code)
    form = FeedbackForm(request.POST)
    if not form.is_valid():
        return _show(request, QUESTIONS, form=form, code=code)
    count_answers(key=bytes(survey.key), answers=form.chosen, at=timezone.now())
    return _thank()


def _thank() -> HttpResponse:
    return HttpResponseRedirect(language.address("feedback-thanks"), status=303)


def _show(request: HttpRequest, name: str, **context: object) -> HttpResponse:
    return show_at_door(request, f"feedback/{name}", "feedback", **context)
