"""Addresses of the view of a file."""

from django.urls import path

from portal.desk.case import act_views, views

app_name = "case"
urlpatterns = [
    path("<str:file_id>/", views.case, name="case"),
    path("<str:file_id>/hold/", act_views.hold, name="hold"),
    path("<str:file_id>/pin/", act_views.pin, name="pin"),
]
