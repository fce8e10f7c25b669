"""Django's middleware for the signed-in person, who is anonymous once their sessions were ended."""

from typing import Any

from django.contrib.auth.middleware import AuthenticationMiddleware
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from portal.desk.people.sessions import get_user


class StaffMiddleware(AuthenticationMiddleware):
    """Checks only when a page reads the user."""

    def process_request(self, request: HttpRequest) -> None:
        super().process_request(request)
        found: Any = request.user
        request.user = SimpleLazyObject(lambda: self._get_user(request, found))  # type: ignore[assignment]

    def _get_user(self, request: HttpRequest, found: Any) -> Any:
        user = get_user(request.session, found)
        request.staff_session_ended = found.is_authenticated and not user.is_authenticated  # type: ignore[attr-defined]
        return user
