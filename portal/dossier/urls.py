"""Addresses of the file's pages."""

from django.urls import path

from portal.dossier import views

app_name = "dossier"
urlpatterns = [
    path("", views.balance, name="balance"),
    path("refresh/", views.refresh, name="refresh"),
    path("lines/", views.lines, name="lines"),
    path("history/", views.history, name="history"),
    path("documents/", views.documents, name="documents"),
    path("documents/<str:document_id>/", views.document, name="document"),
    path("help/", views.help_page, name="help"),
]
