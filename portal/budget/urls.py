"""Addresses of the short budget."""

from django.urls import URLPattern

app_name = "budget"
urlpatterns: list[URLPattern] = []
