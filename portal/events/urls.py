"""Addresses of the events that Aptic sends."""

from django.urls import URLPattern

app_name = "events"
urlpatterns: list[URLPattern] = []
