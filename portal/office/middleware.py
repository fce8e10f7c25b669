"""Uses the Dutch of the Netherlands for an office there."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import translation

from portal.office.selectors import get_office
from portal.web.bank_days import NETHERLANDS, get_country
from portal.web.languages import DUTCH, DUTCH_OF_NETHERLANDS


class DutchMiddleware:
    """The account number shows the country. Must come after the language is chosen."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, _request: HttpRequest, view: Any, _args: Any, _kwargs: Any) -> None:
        """Skips views without texts: they must answer while the database is down."""
        if translation.get_language() != DUTCH or getattr(view, "is_wordless", False):
            return
        if get_country(get_office().iban) == NETHERLANDS:
            translation.activate(DUTCH_OF_NETHERLANDS)
