"""Addresses of staff's pages about payment plans, under ``/desk/plans/``."""

from django.urls import path

from portal.plans.desk import change_views, views

app_name = "plan-desk"
urlpatterns = [
    path("", views.board, name="board"),
    path("changes/<int:change_id>/", change_views.change_page, name="change"),
    path("changes/<int:change_id>/agree/", change_views.agree, name="change-agree"),
    path("changes/<int:change_id>/offer/", change_views.offer, name="change-offer"),
    path("changes/<int:change_id>/counter/", change_views.counter, name="change-counter"),
    path("changes/<int:change_id>/ask/", change_views.ask, name="change-ask"),
    path("changes/<int:change_id>/decline/", change_views.decline, name="change-decline"),
    path("<int:request_id>/", views.request_page, name="request"),
    path("<int:request_id>/approve/", views.approve, name="approve"),
    path("<int:request_id>/release/", views.release, name="release"),
    path("<int:request_id>/counter/", views.counter, name="counter"),
    path("<int:request_id>/confirm/", views.confirm, name="confirm"),
    path("<int:request_id>/ask/", views.ask, name="ask"),
    path("<int:request_id>/decline/", views.decline, name="decline"),
]
