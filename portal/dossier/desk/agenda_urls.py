"""Addresses under ``/desk/settings/agenda/``."""

from django.urls import path

from portal.dossier.desk import agenda_views

app_name = "agenda-settings"
urlpatterns = [
    path("", agenda_views.agenda, name="agenda"),
    path("new/", agenda_views.show_word, name="new"),
    path("<int:word_id>/", agenda_views.show_word, name="word"),
]
