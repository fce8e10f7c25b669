"""Addresses of asking for a payment plan, under ``/plan/``."""

from django.urls import path

from portal.plans import views

app_name = "plans"

urlpatterns = [
    path("", views.start, name="start"),
    path("check/<str:token>/", views.check, name="check"),
    path("sent/<str:token>/", views.sent, name="sent"),
]
