"""URLs of the webhook for Aptic's events, and of the desk's pages about them."""

from django.urls import path

from portal.aptic.events import views
from portal.aptic.events.receiving import webhook_views as receive

app_name = "events"
urlpatterns = [
    path("webhooks/aptic/", receive.receive_aptic, name="receive-aptic"),
    path("desk/events/", views.feed, name="feed"),
    path("desk/events/checks/", views.checks, name="checks"),
    path("desk/events/checks/<int:check_id>/close/", views.close_check, name="close-check"),
    path("desk/events/<int:event_id>/", views.event, name="event"),
    path("desk/events/<int:event_id>/replay/", views.replay, name="replay"),
    path("desk/events/<int:event_id>/link/", views.link, name="link"),
]
