"""Addresses of the staff pages of the CRM systems."""

from django.urls import URLPattern

app_name = "crm"
urlpatterns: list[URLPattern] = []
