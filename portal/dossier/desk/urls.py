"""Addresses of the pages of a file as staff see them in the place of its defendant."""

from django.urls import path

from portal.dossier.desk import views

app_name = "debtor"
urlpatterns = [
    path("<str:file_id>/as-debtor/", views.show, {"page": "balance"}, name="balance"),
    path("<str:file_id>/as-debtor/<slug:page>/", views.show, name="page"),
]
