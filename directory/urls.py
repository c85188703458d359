"""The addresses of the directory."""

from django.urls import path

from directory import views
from directory.upkeep import urls as upkeep

app_name = "directory"

urlpatterns = [
    path("", views.services, name="services"),
    path("list/", views.shortlist, name="shortlist"),
    path("<slug:slug>/", views.service, name="service"),
    *upkeep.urlpatterns,
]
