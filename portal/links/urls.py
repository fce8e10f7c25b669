"""Addresses of the links between a file and CRM records."""

from django.urls import URLPattern

app_name = "links"
urlpatterns: list[URLPattern] = []
