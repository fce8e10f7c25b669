"""Addresses under ``/desk/settings/codes/``."""

from django.urls import path

from portal.dossier.desk import code_views

app_name = "code-settings"
urlpatterns = [
    path("", code_views.codes, name="codes"),
    path("<int:code_id>/", code_views.code, name="code"),
]
