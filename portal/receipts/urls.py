"""Receipts: checked by anyone who has the code."""

from django.urls import path

from portal.receipts import views

app_name = "receipts"

urlpatterns = [
    path("<str:code>/", views.receipt, name="receipt"),
    path("<str:code>/receipt.pdf", views.paper, name="paper"),
]
