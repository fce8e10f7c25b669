"""The address of the settings of the doors."""

from django.urls import path

from portal.access.door_settings.views import door_settings

app_name = "door-settings"
urlpatterns = [path("", door_settings, name="change")]
