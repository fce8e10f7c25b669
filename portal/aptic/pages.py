"""What the pages of this room share: a fault in words, what a person may open here."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from portal.integrations.errors import (
    IntegrationError,
    NotAuthorised,
    OutcomeUnknown,
    Rejected,
    Unavailable,
)
from portal.integrations.openapi import InvalidRequest

PERMISSIONS = ("view_webhooks", "manage_webhooks", "run_actions", "define_actions", "search_persons")


def may(user: Any, name: str) -> bool:
    """Whether somebody has a permission of this room."""
    return bool(user.has_perm(f"service_calls.{name}"))


def say_fault(error: Exception, *, is_on: bool = True) -> str:
    """What went wrong with Aptic, for staff."""
    if not is_on:
        return _("Aptic is not set up. Its address or its key is missing.")
    faults: list[tuple[type[Exception], str]] = [
        (NotAuthorised, _("Aptic refuses the key of the portal. Tell whoever runs the portal.")),
        (
            OutcomeUnknown,
            _("Aptic gave no answer. We do not know whether it was done. Look at the list first."),
        ),
        (Unavailable, _("Aptic does not answer. Please try again in a few minutes.")),
        (Rejected, _("Aptic refuses this.")),
        (InvalidRequest, _("This does not fit what Aptic takes.")),
        (IntegrationError, _("Aptic gives an answer that we cannot use.")),
    ]
    words = next(text for kind, text in faults if isinstance(error, kind))
    return f"{words} {error.text}" if isinstance(error, Rejected) and error.text else words


def show_language_at(request: HttpRequest, address: str) -> None:
    """Where the links of the languages lead from the answer to a POST."""
    if request.method == "POST":
        request.language_path = address  # type: ignore[attr-defined]
