"""Addresses of the settings of the office itself, under ``/desk/settings/``."""

from django.urls import path

from portal.desk.office_pages import text_views
from portal.desk.office_pages.digest_views import digest
from portal.desk.office_pages.hour_views import opening_hours
from portal.desk.office_pages.identity_views import identity
from portal.desk.office_pages.look_views import show_look

app_name = "office-settings"
urlpatterns = [
    path("office/", identity, name="identity"),
    path("hours/", opening_hours, name="hours"),
    path("look/", show_look, name="look"),
    path("digest/", digest, name="digest"),
    path("texts/", text_views.texts, name="texts"),
    path("texts/<slug:place_id>/", text_views.text, name="text"),
    path("helpers/", text_views.helper_list, name="helpers"),
    path("helpers/<slug:key>/", text_views.helper, name="helper"),
]
