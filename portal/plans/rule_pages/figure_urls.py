"""Addresses under ``/desk/settings/protected-income/``."""

from django.urls import path

from portal.plans.rule_pages import figure_views as views
from portal.plans.rule_pages.rule_words import VIEW_FIGURES

app_name = "protected-income"
urlpatterns = [
    path("", views.overview, name="overview"),
    path("new/", views.new, name="new"),
    path("of/<int:year>/", views.year, name="year"),
    *views.PAGES.list_paths(VIEW_FIGURES),
]
