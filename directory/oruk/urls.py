"""The addresses of Open Referral UK, each with and without a slash at its end."""

from django.urls import re_path

from directory.oruk import views

app_name = "oruk"

ID = r"(?P<id>[^/]+)"

urlpatterns = [
    re_path(r"^$", views.about, name="about"),
    re_path(r"^openapi\.json/?$", views.document, name="document"),
    re_path(r"^package\.zip/?$", views.whole_package, name="package"),
    re_path(r"^services/?$", views.services, name="services"),
    re_path(rf"^services/{ID}/?$", views.service, name="service"),
    re_path(r"^service_at_locations/?$", views.service_at_locations, name="places"),
    re_path(rf"^service_at_locations/{ID}/?$", views.service_at_location, name="place"),
    re_path(r"^taxonomies/?$", views.taxonomies, name="taxonomies"),
    re_path(rf"^taxonomies/{ID}/?$", views.taxonomy, name="taxonomy"),
    re_path(r"^taxonomy_terms/?$", views.taxonomy_terms, name="terms"),
    re_path(rf"^taxonomy_terms/{ID}/?$", views.taxonomy_term, name="term"),
    re_path(r"^organizations/?$", views.organizations, name="organizations"),
    re_path(rf"^organizations/{ID}/?$", views.organization, name="organization"),
    re_path(r"^(?P<rest>.*)$", views.unknown),
]
