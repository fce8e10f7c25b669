"""Addresses of the desk's search."""

from django.urls import path

from portal.desk.search import views

app_name = "search"
urlpatterns = [path("", views.search, name="search")]
