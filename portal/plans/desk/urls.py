"""Addresses of staff's pages about payment plans, under ``/desk/plans/``."""

from django.urls import path

from portal.plans.desk import views

app_name = "plan-desk"
urlpatterns = [
    path("", views.board, name="board"),
    path("<int:request_id>/", views.request_page, name="request"),
    path("<int:request_id>/approve/", views.approve, name="approve"),
    path("<int:request_id>/release/", views.release, name="release"),
    path("<int:request_id>/counter/", views.counter, name="counter"),
    path("<int:request_id>/ask/", views.ask, name="ask"),
    path("<int:request_id>/decline/", views.decline, name="decline"),
]
