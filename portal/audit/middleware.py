"""Lets the trail know who acts, and records which pages staff were refused."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from portal.audit.acting import acting_for, get_acting_staff
from portal.audit.actors import Actor
from portal.audit.services import record
from portal.web.http_request.staff_pages import STAFF_PAGES


class ActingMiddleware:
    """Tells the trail who acts. Must come after the middleware that sets ``request.user``."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with acting_for(request):
            response = self.get_response(request)
            if response.status_code == 403 and request.path.startswith(STAFF_PAGES):
                self._record_refusal(request, response)
        return response

    def _record_refusal(self, request: HttpRequest, response: HttpResponse) -> None:
        """Record a refused page, for signed-in staff only: strangers could flood the trail."""
        staff = get_acting_staff()
        if staff is None:
            return
        match = request.resolver_match
        details = {"page": match.view_name if match else "", "method": request.method}
        permission = getattr(response, "permission", "")
        if permission:
            details["permission"] = permission
        record("staff-refused", by=Actor.staff(staff), details=details)
