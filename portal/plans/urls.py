"""Addresses of asking for a payment plan, under ``/plan/``."""

from django.urls import path

from portal.plans.answer import status_views
from portal.plans.answer import views as answer_views
from portal.plans.request import views
from portal.plans.running import change_views
from portal.plans.running import views as running_views

app_name = "plans"

urlpatterns = [
    path("", views.start, name="start"),
    path("preview/", views.preview, name="preview"),
    path("none/", views.none, name="none"),
    path("other/", views.other, name="other"),
    path("date/<str:token>/", views.date, name="date"),
    path("check/<str:token>/", views.check, name="check"),
    path("sent/<str:token>/", status_views.sent, name="sent"),
    path("sent/<str:token>/undo/", status_views.undo, name="undo"),
    path("offer/<str:token>/", answer_views.counter, name="counter"),
    path("answer/<str:token>/", answer_views.answer, name="answer"),
    path("running/", running_views.running, name="running"),
    path("running/standing-order/", running_views.standing_order, name="standing-order"),
    path("running/calendar.ics", running_views.calendar, name="calendar"),
    path("running/change/", change_views.change, name="change"),
    path("running/change/<str:token>/", change_views.change_check, name="change-check"),
    path("running/change/<str:token>/answer/", change_views.change_answer, name="change-answer"),
]
