"""Addresses of the desk's pages about reports of a wrong person."""

from django.urls import path

from portal.access.wrong_person import desk_views

app_name = "wrong-person"
urlpatterns = [
    path("", desk_views.reports, name="reports"),
    path("<int:report_id>/", desk_views.report, name="report"),
    path("<int:report_id>/close/", desk_views.close, name="close"),
    path("<int:report_id>/paper/<int:paper_id>/", desk_views.paper, name="paper"),
]
