"""Django's admin, behind the desk's own door: one sign-in, with one second step."""

from typing import Any

from django.contrib.admin import AdminSite
from django.http import HttpRequest

from portal.desk.frame.views import sign_in_page


class StaffAdminSite(AdminSite):
    """Named in INSTALLED_APPS."""

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        """The desk's page."""
        del extra_context
        return sign_in_page(request)
