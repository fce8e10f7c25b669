"""Redirects after which the browser uses GET, so that a reload sends nothing twice."""

from http import HTTPStatus

from django.http import HttpResponseRedirect
from django.urls import reverse


def see_other(address: str) -> HttpResponseRedirect:
    """Redirect to that address."""
    response = HttpResponseRedirect(address)
    response.status_code = HTTPStatus.SEE_OTHER
    return response


def see_page(name: str, *, query: str = "", **kwargs: str) -> HttpResponseRedirect:
    """Redirect to the page of that name; ``query`` begins with "?"."""
    return see_other(reverse(name, kwargs=kwargs or None) + query)
