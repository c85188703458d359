"""The public addresses of keeping the list true, below ``/services/``."""

from django.urls import path, re_path

from directory.upkeep import views
from directory.upkeep.links import SHAPE

urlpatterns = [
    re_path(rf"^check/(?P<token>{SHAPE})/$", views.check, name="check"),
    path("<slug:slug>/wrong/", views.wrong, name="wrong"),
]
