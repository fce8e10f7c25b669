"""The address of the settings of reminders."""

from django.urls import path

from portal.plans.reminders.settings_views import reminder_settings

app_name = "reminder-settings"
urlpatterns = [path("", reminder_settings, name="change")]
