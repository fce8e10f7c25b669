"""Addresses of the pages that change where money goes."""

from django.urls import path

from portal.money import views

app_name = "money"
urlpatterns = [
    path("", views.overview, name="overview"),
    path("propose/", views.propose, name="propose"),
    path("<int:change_id>/", views.change, name="change"),
    path("<int:change_id>/confirm/", views.confirm, name="confirm"),
    path("<int:change_id>/refuse/", views.refuse, name="refuse"),
    path("<int:change_id>/withdraw/", views.withdraw, name="withdraw"),
    path("<int:change_id>/back/", views.back, name="back"),
]
