"""Addresses under ``/desk/settings/plan-rules/``."""

from django.urls import path

from portal.plans.rule_pages import rule_views as views
from portal.plans.rule_pages.rule_words import VIEW_RULES

app_name = "plan-rules"
urlpatterns = [
    path("", views.overview, name="overview"),
    path("new/", views.new, name="new"),
    path("of/<str:type_id>/<int:from_cents>/", views.rule, name="rule"),
    *views.PAGES.list_paths(VIEW_RULES),
]
