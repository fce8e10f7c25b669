"""Addresses of what is kept about somebody, under ``/my-data/``."""

from django.urls import path

from portal.mydata import views

app_name = "mydata"
urlpatterns = [
    path("", views.mine, name="mine"),
    path("my-data.json", views.as_json, name="json"),
    path("my-data.pdf", views.as_paper, name="paper"),
    path("remove/<slug:kind_id>/", views.remove, name="remove"),
]
