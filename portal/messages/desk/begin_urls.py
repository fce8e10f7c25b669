"""The address of the office's first message, under ``/desk/file/``."""

from django.urls import path

from portal.messages.desk import begin_views

app_name = "file-messages"
urlpatterns = [path("<str:file_id>/message/", begin_views.begin, name="begin")]
