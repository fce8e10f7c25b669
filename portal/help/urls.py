"""Addresses of help: by situation, safe-device mode, and the office's easier texts."""

from django.urls import path

from portal.help import views

app_name = "help"
urlpatterns = [
    path("file/help/<slug:situation_id>/", views.situation, name="situation"),
    path("safe-device/", views.safe, name="safe"),
    path("safe-device/leave/", views.leave, name="leave"),
    path("desk/easier/", views.texts, name="texts"),
    path("desk/easier/<slug:block_id>/<slug:language_id>/", views.text, name="text"),
]
