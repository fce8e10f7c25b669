"""Addresses of the desk's pages about passes of helpers."""

from django.urls import path

from portal.access.helper_pages import desk_views

app_name = "desk-passes"
urlpatterns = [
    path("<int:pass_id>/", desk_views.helper_pass, name="pass"),
    path("<int:pass_id>/end/", desk_views.end, name="end"),
]
