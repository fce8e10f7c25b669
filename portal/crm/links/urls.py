"""Addresses of the pages that join files to CRM records."""

from django.urls import path

from portal.crm.links.panel import link_views, rule_views, sending_views, views

app_name = "links"
urlpatterns = [
    path("crm/", views.files, name="files"),
    path("mirror/", rule_views.rules, name="rules"),
    path("<str:file_id>/crm/", views.panel, name="panel"),
    path("<str:file_id>/crm/find/", link_views.find, name="find"),
    path("<str:file_id>/crm/search/", link_views.search, name="search"),
    path("<str:file_id>/crm/join-sure/", link_views.join_sure, name="join-sure"),
    path("<str:file_id>/crm/join/", link_views.join, name="join"),
    path("<str:file_id>/crm/links/<int:link_id>/confirm/", link_views.confirm, name="confirm"),
    path("<str:file_id>/crm/links/<int:link_id>/remove/", link_views.remove, name="remove"),
    path("<str:file_id>/crm/links/<int:link_id>/<slug:name>/", sending_views.act, name="act"),
    path("<str:file_id>/crm/parties/digioffice/", sending_views.people, name="people"),
    path("<str:file_id>/crm/parties/<str:party_id>/digioffice/", sending_views.person, name="person"),
    path("<str:file_id>/crm/sent/<int:delivery_id>/", sending_views.sent, name="sent"),
]
