"""Addresses of the desk's pages of messages, under ``/desk/messages/``."""

from django.urls import path

from portal.messages.desk import file_views, views

app_name = "message-desk"
urlpatterns = [
    path("", views.threads, name="threads"),
    path("rules/", views.rules, name="rules"),
    path("<int:thread_id>/", views.thread, name="thread"),
    path("<int:thread_id>/files/<int:upload_id>/", file_views.file, name="file"),
    path("<int:thread_id>/answer/", views.answer, name="answer"),
    path("<int:thread_id>/note/", views.note, name="note"),
    path("<int:thread_id>/close/", views.close, name="close"),
    path("<int:thread_id>/pause/", views.pause, name="pause"),
]
