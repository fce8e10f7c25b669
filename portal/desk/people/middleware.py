"""Django's middleware for the signed-in person, who is anonymous once their sessions were ended."""

from typing import Any

from django.contrib.auth.middleware import AuthenticationMiddleware
from django.http import HttpRequest, HttpResponseBase
from django.utils.functional import SimpleLazyObject

from portal.desk.frame.unsent import show_on_page
from portal.desk.people.sessions import get_user


class StaffMiddleware(AuthenticationMiddleware):
    """Checks only when a page reads the user."""

    def process_request(self, request: HttpRequest) -> None:
        super().process_request(request)
        found: Any = request.user
        request.user = SimpleLazyObject(lambda: self._get_user(request, found))  # type: ignore[assignment]

    def _get_user(self, request: HttpRequest, found: Any) -> Any:
        user = get_user(request.session, found)
        has_ended = found.is_authenticated and not user.is_authenticated
        request.staff_session_ended = found.pk if has_ended else None  # type: ignore[attr-defined]
        return user

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        return show_on_page(request, response)
