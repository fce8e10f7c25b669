"""Addresses of what is kept about somebody, under ``/my-data/``."""

from django.urls import path

from portal.mydata import views
from portal.mydata.debts import views as debt_views

app_name = "mydata"
urlpatterns = [
    path("", views.mine, name="mine"),
    path("my-data.json", views.as_json, name="json"),
    path("my-data.pdf", views.as_paper, name="paper"),
    path("debts/", debt_views.debts, name="debts"),
    path("debts/keep/", debt_views.choose_storage, name="keep-debts"),
    path("debts/overview.pdf", debt_views.sheet, name="debt-sheet"),
    path("debts/<slug:debt_id>/", debt_views.debt, name="debt"),
    path("remove/<slug:kind_id>/", views.remove, name="remove"),
]
