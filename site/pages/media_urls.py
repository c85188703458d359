"""Editors' photographs, under ``/media/``: needed by the website, and by the CMS to show them."""

from django.urls import path

from pages import views

urlpatterns = [path("images/<path:path>", views.photograph)]
