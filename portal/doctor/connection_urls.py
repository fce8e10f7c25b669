"""Addresses under ``/desk/settings/connections/``."""

from django.urls import path

from portal.doctor import connection_views, document_views

app_name = "connections"
urlpatterns = [
    path("", connection_views.connections, name="all"),
    path("<slug:part_id>/document/", document_views.document, name="document"),
    path("<slug:part_id>/try/", connection_views.try_now, name="try"),
]
