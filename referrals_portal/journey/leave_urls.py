"""The exit's addresses, which every surface serves."""

from django.urls import path

from referrals_portal.journey.leaving import leave

urlpatterns = [
    path("leave", leave, name="leave"),
    path("leave/", leave),
]
