"""Addresses of the pages that change where money goes."""

from django.urls import path

from portal.money import views
from portal.money.words import VIEW

app_name = "money"
urlpatterns = [
    path("", views.overview, name="overview"),
    path("propose/", views.propose, name="propose"),
    *views.PAGES.list_paths(VIEW),
]
