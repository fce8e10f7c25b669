"""Addresses of the desk's pages of deliveries."""

from django.urls import path

from portal.outbox import views

app_name = "outbox"
urlpatterns = [
    path("", views.deliveries, name="deliveries"),
    path("<int:delivery_id>/", views.delivery, name="delivery"),
    path("<int:delivery_id>/retry/", views.retry, name="retry"),
    path("<int:delivery_id>/drop/", views.drop, name="drop"),
]
