"""Addresses of reminders, under ``/plan/reminders/``."""

from django.urls import path

from portal.plans.reminders import views

app_name = "reminders"

urlpatterns = [
    path("", views.start, name="start"),
    path("stop/", views.stop, name="stop"),
]
