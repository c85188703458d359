"""The journey's addresses: neutral, because they stay in a browser's history."""

from django.urls import path, register_converter
from django.views.generic import RedirectView

from referrals_portal.journey import (
    addresses,
    changing,
    entering,
    returning,
    routing,
    saving,
    staying,
    views,
)
from referrals_portal.journey.answering import views as answering
from referrals_portal.journey.feedback.views import feedback, thanks
from referrals_portal.journey.one_more import one_more

app_name = "journey"

register_converter(addresses.Step, "step")
register_converter(addresses.Typed, "typed")

urlpatterns = [
    path("get-help/", entering.start, name="start"),
    path("cy/get-help/", entering.start, {"language": "cy"}, name="start-cy"),
    path("get-help/private/", entering.private, name="private"),
    path("cy/get-help/private/", entering.private, {"language": "cy"}, name="private-cy"),
    # A message names them, so they are short, and people type them.
    path("reply/", answering.reply, {"language": "en"}, name="reply"),
    path("cy/reply/", answering.reply, {"language": "cy"}, name="reply-cy"),
    path("reply/open/", answering.opened, name="reply-open"),
    path("reply/<step:step>/", answering.change, name="reply-change"),
    path("feedback/", feedback, {"language": "en"}, name="feedback"),
    path("cy/feedback/", feedback, {"language": "cy"}, name="feedback-cy"),
    path(  # behind them all: it leads to them
        "<typed:page>",
        RedirectView.as_view(url="/%(page)s/", http_method_names=["get", "head"]),
    ),
    path("feedback/thanks/", thanks, name="feedback-thanks"),
    path("cy/feedback/thanks/", thanks, {"language": "cy"}, name="feedback-thanks-cy"),
    path("form/", entering.begin, name="begin"),
    path("form/one-more/", one_more, {"step": routing.CHECK}, name="one-more"),
    path("form/stay/", staying.stay, name="stay"),
    path("form/back/", returning.back, name="back"),
    path("form/back/new/", returning.make, name="back-new"),
    path("form/back/open/", returning.opened, name="back-open"),
    path("form/back/stop/", returning.stop, name="back-stop"),
    path("form/back/<step:step>/", changing.change, name="back-change"),
    path("form/save/", saving.save, name="save"),
    path("form/<step:step>/", views.journey, name="step"),
]
