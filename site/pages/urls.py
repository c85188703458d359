"""The website's addresses. Wagtail's own sign-in and password pages for visitors are left out."""

from django.urls import include, path, re_path
from wagtail.urls import serve_pattern
from wagtail.views import serve

from core.cache import public_page
from pages import views

urlpatterns = [
    path("robots.txt", views.robots),
    path("media/", include("pages.media_urls")),
    re_path(serve_pattern, public_page(serve), name="wagtail_serve"),
]
