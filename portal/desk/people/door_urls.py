"""Addresses by which somebody chooses a password."""

from django.urls import path

from portal.desk.people import door_views

app_name = "people-door"
urlpatterns = [
    path("", door_views.choose, name="choose"),
    path("done/", door_views.chosen, name="chosen"),
    path("link/<str:token>/", door_views.link, name="link"),
]
