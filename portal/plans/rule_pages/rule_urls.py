"""Addresses under ``/desk/settings/plan-rules/``."""

from django.urls import path

from portal.plans.rule_pages import rule_views as views

app_name = "plan-rules"
urlpatterns = [
    path("", views.overview, name="overview"),
    path("new/", views.new, name="new"),
    path("of/<str:type_id>/<int:from_cents>/", views.rule, name="rule"),
    path("<int:change_id>/", views.change, name="change"),
    path("<int:change_id>/confirm/", views.confirm, name="confirm"),
    path("<int:change_id>/refuse/", views.refuse, name="refuse"),
    path("<int:change_id>/withdraw/", views.withdraw, name="withdraw"),
    path("<int:change_id>/back/", views.back, name="back"),
]
