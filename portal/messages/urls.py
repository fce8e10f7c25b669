"""Addresses of writing with the office, under ``/messages/``."""

from django.urls import path

from portal.messages.conversation import views

app_name = "messages"
urlpatterns = [
    path("", views.conversations, name="conversations"),
    path("new/", views.choose, name="choose"),
    path("new/<slug:kind>/", views.fill_in, name="fill-in"),
    path("check/<str:token>/", views.check, name="check"),
    path("with-office/<str:token>/", views.conversation, name="conversation"),
    path("with-office/<str:token>/write/", views.write, name="write"),
]
