"""Addresses of the pages that belong to no file."""

from django.urls import path

from portal.web.pages import views

app_name = "web"
urlpatterns = [
    path("", views.home, name="home"),
    path("help/", views.help_page, name="help"),
    path("privacy/", views.privacy, name="privacy"),
    path("accessibility/", views.accessibility, name="accessibility"),
    path("ui-kit/", views.ui_kit, name="ui-kit"),
    path(".well-known/security.txt", views.security_txt, name="security-txt"),
    path("healthz", views.health, name="health"),
    path("readyz", views.ready, name="ready"),
]
