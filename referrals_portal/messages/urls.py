"""Addresses of the messages room: one, with and without its slash, so that nothing redirects."""

from django.urls import path

from referrals_portal.messages.views import receive_receipt

app_name = "messages"

urlpatterns = [
    path("receipts/", receive_receipt, name="receipts"),
    path("receipts", receive_receipt),
]
