"""The portal with the desk's pages of deliveries."""

from django.urls import include, path

from portal.urls import handler400, handler403, handler404, handler500
from portal.urls import urlpatterns as portal_patterns

__all__ = ["handler400", "handler403", "handler404", "handler500"]
urlpatterns = [path("desk/deliveries/", include("portal.outbox.urls")), *portal_patterns]
