"""Addresses of the staff pages of the CRM systems."""

from django.urls import path

from portal.crm.change import operation_views as act_views
from portal.crm.change import views as changes
from portal.crm.records import download_views, search_views, views
from portal.crm.sign_in import views as connecting

app_name = "crm"
urlpatterns = [
    path("", views.systems, name="systems"),
    path("search/", search_views.search, name="search"),
    path("<slug:system>/", views.home, name="home"),
    path("<slug:system>/connect/", connecting.connect, name="connect"),
    path("<slug:system>/callback/", connecting.callback, name="callback"),
    path("<slug:system>/disconnect/", connecting.disconnect, name="disconnect"),
    path("<slug:system>/index/", search_views.change_index, name="index"),
    path("<slug:system>/number/", connecting.number, name="number"),
    path("<slug:system>/do/<path:operation>/", act_views.act, name="act"),
    path("<slug:system>/<slug:resource>/", views.records, name="list"),
    path("<slug:system>/<slug:resource>/new/", changes.new, name="new"),
    path("<slug:system>/<slug:resource>/export/", download_views.export, name="export"),
    path("<slug:system>/<slug:resource>/pick/", views.pick, name="pick"),
    path("<slug:system>/<slug:resource>/edit/", changes.edit, name="edit-single"),
    path("<slug:system>/<slug:resource>/<str:record_id>/", views.record, name="view"),
    path(
        "<slug:system>/<slug:resource>/<str:record_id>/file/<slug:field>/",
        download_views.download,
        name="download",
    ),
    path("<slug:system>/<slug:resource>/<str:record_id>/edit/", changes.edit, name="edit"),
    path("<slug:system>/<slug:resource>/<str:record_id>/delete/", changes.delete, name="delete"),
]
