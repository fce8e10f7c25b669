"""Addresses of writing with the office, under ``/messages/``."""

from django.urls import path

from portal.messages.contact import views as contact_views
from portal.messages.conversation import draft_views, file_views, views
from portal.messages.models import Kind

app_name = "messages"
urlpatterns = [
    path("", views.conversations, name="conversations"),
    path("new/", draft_views.choose, name="choose"),
    path("new/money-back/", draft_views.fill_in, {"kind": Kind.MONEY_BACK.value}, name="money-back"),
    path("new/<slug:kind>/", draft_views.fill_in, name="fill-in"),
    path("check/<str:token>/", draft_views.check, name="check"),
    path("contact/", contact_views.contact, name="contact"),
    path("contact/<str:token>/", contact_views.contact_code, name="contact-code"),
    path("files/<str:token>/", file_views.add, name="add-file"),
    path("files/<str:token>/remove/", file_views.remove, name="remove-file"),
    path("files/<str:token>/<int:upload_id>/", file_views.download_file, name="file"),
    path("with-office/<str:token>/", views.conversation, name="conversation"),
    path("with-office/<str:token>/write/", views.write, name="write"),
]
