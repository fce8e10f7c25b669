"""URLs for paying: choose, go to the payment page, return, see the state."""

from django.urls import path

from portal.payments.bank import notification_views, webhook_views
from portal.payments.pages import receipt_views, views

app_name = "payments"

urlpatterns = [
    path("", views.start, name="start"),
    path("transfer/", views.transfer, name="transfer"),
    path("transfer/code.png", views.transfer_picture, name="transfer-picture"),
    path("sips/notification/", notification_views.receive_sips, name="notification"),
    path("worldline/webhook/", webhook_views.receive_worldline, name="worldline-webhook"),
    path("mollie/webhook/<str:token>/", webhook_views.receive_mollie, name="mollie-webhook"),
    path("go/<str:token>/", views.go, name="go"),
    path("return/<str:token>/", views.come_back, name="return"),
    path("status/<str:token>/", views.status, name="status"),
    path("status/<str:token>/receipt.pdf", receipt_views.receipt, name="receipt"),
]
