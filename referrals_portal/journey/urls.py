"""The journey's addresses: neutral, because they stay in a browser's history."""

from django.urls import path

from referrals_portal.journey import views

app_name = "journey"

urlpatterns = [
    path("get-help/", views.start, name="start"),
    path("form/", views.begin, name="begin"),
    path("form/<slug:step>/", views.journey, name="step"),
]
