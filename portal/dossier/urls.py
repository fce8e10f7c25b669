"""Addresses of the file's pages."""

from django.urls import path

from portal.dossier import other_views, statement_views, timeline_views, views

app_name = "dossier"
urlpatterns = [
    path("", views.balance, name="balance"),
    path("refresh/", views.refresh, name="refresh"),
    path("lines/", views.lines, name="lines"),
    path("lines/statement.pdf", statement_views.statement_paper, name="statement-paper"),
    path("lines/statement.csv", statement_views.statement_table, name="statement-table"),
    path("others/", other_views.others, name="others"),
    path("paid-proof/", statement_views.paid_proof, name="paid-proof"),
    path("timeline/", timeline_views.timeline, name="timeline"),
    path("timeline/dates.ics", timeline_views.timeline_calendar, name="timeline-calendar"),
    path("history/", views.history, name="history"),
    path("documents/", views.documents, name="documents"),
    path("documents/<str:document_id>/", views.document, name="document"),
    path("help/", views.help_page, name="help"),
]
