"""Addresses of the pages about members of staff."""

from django.urls import path

from portal.desk.people import views

app_name = "people"
urlpatterns = [
    path("", views.people, name="people"),
    path("invite/", views.invite, name="invite"),
    path("<int:person_id>/", views.person, name="person"),
    path("<int:person_id>/roles/", views.roles, name="roles"),
    path("<int:person_id>/off/", views.switch_off, name="switch-off"),
    path("<int:person_id>/on/", views.switch_on, name="switch-on"),
    path("<int:person_id>/sign-out/", views.sign_out, name="sign-out"),
    path("<int:person_id>/second-step/", views.second_step, name="second-step"),
    path("<int:person_id>/link/", views.link, name="link"),
    path("<int:person_id>/link/shown/", views.link_shown, name="link-shown"),
]
