"""Addresses of the short budget."""

from django.urls import path

from portal.plans.budget import views

app_name = "budget"
urlpatterns = [
    path("", views.start, name="start"),
    path("result/", views.result, name="result"),
    path("remove/", views.remove, name="remove"),
    path("removed/", views.removed, name="removed"),
]
