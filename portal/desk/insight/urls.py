"""Addresses of what the office learns from its portal."""

from django.urls import path

from portal.desk.insight import audit_views, views

app_name = "insight"
urlpatterns = [
    path("", views.numbers, name="numbers"),
    path("fairness/", views.fairness, name="fairness"),
    path("audit/", audit_views.audit, name="audit"),
    path("audit/export/", audit_views.export, name="audit-export"),
    path("audit/check/", audit_views.check, name="audit-check"),
    path("audit/<int:number>/", audit_views.event, name="audit-event"),
]
