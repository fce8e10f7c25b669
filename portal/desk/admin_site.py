"""Django's admin, for operators alone, behind the desk's own door: one sign-in, with one second step."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.admin import AdminSite
from django.core.exceptions import BadRequest
from django.db import DataError
from django.http import HttpRequest

from portal.desk.frame.decorators import forbid, is_staff, set_desk
from portal.desk.sign_in.again import ask_again
from portal.desk.sign_in.pending import is_fresh
from portal.desk.sign_in.sign_in_views import sign_in_page
from portal.web.redirects import see_page

PERMISSION = "desk.open_admin"
PEOPLE = "/admin/auth/"


class StaffAdminSite(AdminSite):
    """Named in INSTALLED_APPS. Whoever works at the desk finds all they need there."""

    def has_permission(self, request: HttpRequest) -> bool:
        """Superusers, and those who run the portal."""
        return super().has_permission(request) and request.user.has_perm(PERMISSION)

    def admin_view(self, view: Callable[..., Any], cacheable: bool = False) -> Any:  # noqa: FBT001, FBT002 - Django's signature
        """As Django's; others of the staff read what they lack, instead of a sign-in page.

        People and roles are for who signed in just now, or again, as at the desk.
        """
        inner = super().admin_view(view, cacheable)

        @wraps(inner)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
            if is_staff(request.user) and not self.has_permission(request):
                set_desk(request)
                return forbid(request, PERMISSION)
            if self.has_permission(request) and request.path.startswith(PEOPLE) and not is_fresh(request):
                return ask_again(request.path)
            try:
                return inner(request, *args, **kwargs)
            except (OverflowError, DataError) as error:  # a number that no column holds, among those chosen
                raise BadRequest("a number is too large") from error

        return guarded

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        """The desk's page."""
        del extra_context
        return sign_in_page(request)

    def password_change(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        """The desk's page: it counts wrong tries."""
        del request, extra_context
        return see_page("desk:own-new-password")
