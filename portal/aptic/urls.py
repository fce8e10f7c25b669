"""Addresses of the webhooks, service calls and the person search of Aptic."""

from django.urls import path

from portal.aptic import views
from portal.aptic.actions import run_views
from portal.aptic.actions import views as action_views
from portal.aptic.persons import views as person_views
from portal.aptic.webhooks import views as webhook_views

app_name = "service_calls"
urlpatterns = [
    path("", views.home, name="home"),
    path("webhooks/", webhook_views.listing, name="webhooks"),
    path("webhooks/register/", webhook_views.register, name="webhooks-register"),
    path("webhooks/mend/", webhook_views.mend, name="webhooks-mend"),
    path("webhooks/secret/", webhook_views.rotate, name="webhooks-rotate"),
    path("webhooks/stop/<slug:purpose>/", webhook_views.stop, name="webhooks-stop"),
    path("webhooks/delete/<slug:mark>/", webhook_views.delete, name="webhooks-delete"),
    path("actions/", action_views.listing, name="actions"),
    path("actions/<int:action_id>/", action_views.run_action, name="run-action"),
    path("actions/<int:action_id>/send/", action_views.send_action, name="send-action"),
    path("define/", action_views.define, name="define"),
    path("define/new/", action_views.new_action, name="new-action"),
    path("define/<int:action_id>/", action_views.change_action, name="change-action"),
    path("runs/", run_views.listing, name="runs"),
    path("runs/<int:run_id>/", run_views.run, name="run"),
    path("runs/<int:run_id>/take-back/", run_views.take_back, name="take-back"),
    path("runs/<int:run_id>/result/", run_views.check_progress, name="look-for-result"),
    path("runs/<int:run_id>/done/", run_views.mark_done, name="mark-done"),
    path("persons/", person_views.search, name="persons"),
    path("persons/link/", person_views.link, name="link-person"),
]
