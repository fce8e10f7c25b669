"""Addresses of the staff desk."""

from django.urls import path

from portal.desk.frame import views
from portal.desk.queue import views as queue

ROW = "queue/<slug:kind>/<int:row_id>/"

app_name = "desk"
urlpatterns = [
    path("", queue.home, name="home"),
    path("queue/team/", queue.team, name="work-team"),
    path("queue/asleep/", queue.asleep, name="work-asleep"),
    path("queue/<slug:kind>/", queue.of_kind, name="work-kind"),
    path(f"{ROW}take/", queue.take, name="work-take"),
    path(f"{ROW}give-back/", queue.give_back, name="work-give-back"),
    path(f"{ROW}assign/", queue.assign, name="work-assign"),
    path(f"{ROW}sleep/", queue.sleep, name="work-sleep"),
    path(f"{ROW}wake/", queue.wake, name="work-wake"),
    path("settings/", views.settings_page, name="settings"),
    path("sign-in/", views.sign_in_page, name="sign-in"),
    path("sign-out/", views.sign_out_page, name="sign-out"),
]
