"""Addresses of notes in a file, under ``/desk/file/``."""

from django.urls import path

from portal.messages.notes import views

app_name = "file-notes"
urlpatterns = [
    path("<str:file_id>/note/", views.note, name="note"),
    path("<str:file_id>/note/<int:delivery_id>/", views.sent, name="sent"),
]
