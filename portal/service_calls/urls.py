"""Addresses of the service calls and the person search of Aptic."""

from django.urls import URLPattern

app_name = "service_calls"
urlpatterns: list[URLPattern] = []
