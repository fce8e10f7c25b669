"""Sends a form only once, and shows the system's messages beside what was typed."""

import secrets
from collections.abc import Mapping
from typing import Any

from django.core.cache import cache
from django.http import HttpResponse
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from portal.crm.change.form_pages import FormPage, Shown
from portal.crm.document.calls import ConnectionNeededError
from portal.crm.entry.forms import RecordForm
from portal.integrations.errors import (
    Conflict,
    IntegrationError,
    NotAuthorised,
    NotFound,
    OutcomeUnknown,
    Rejected,
    Unavailable,
    UnexpectedResponse,
)
from portal.integrations.openapi import Busy, InvalidRequest

ONCE_S = 6 * 3600
SENDING = "sending"


class SentBeforeError(Exception):
    """This very form was sent already. ``location``: the page its first sending led to, or ""."""

    def __init__(self, location: str) -> None:
        super().__init__(location)
        self.location = location


def make_once() -> str:
    """A one-time token for a form, so that pressing twice sends once."""
    return secrets.token_urlsafe(16)


def claim_once(once: str, *, user: Any) -> None:
    """Use the form's token. Raises: SentBeforeError when it was used already."""
    if not cache.add(_once_key(once, user), SENDING, ONCE_S):
        found = cache.get(_once_key(once, user), "")
        raise SentBeforeError("" if found == SENDING else found)


def settle_once(once: str, location: str, *, user: Any) -> None:
    """The form was sent and led to ``location``."""
    cache.set(_once_key(once, user), location, ONCE_S)


def release_once(once: str, *, user: Any) -> None:
    """The form was not accepted: it may be sent again."""
    cache.delete(_once_key(once, user))


def _once_key(once: str, user: Any) -> str:
    digest = salted_hmac("portal.crm.once", f"{user.pk}:{once}", algorithm="sha256").hexdigest()
    return f"crm-once:{digest}"


def send_form(
    page: FormPage, form: RecordForm, body: Mapping[str, Any], shown: Shown, *, user: Any
) -> str | HttpResponse | None:
    """Send what was filled in, once. Returns where to go next, or the answer to show.

    None: the form is to be shown again, and ``form`` and ``shown`` say what is wrong.

    Raises: ConnectionNeededError, when the person must sign in there first; then nothing was sent.
    """
    once = shown.once or make_once()
    try:
        claim_once(once, user=user)
    except SentBeforeError as error:
        if not error.location:
            shown.once, shown.status, shown.is_unknown = make_once(), 409, True
            shown.notice = _("This form was sent already. Look in the list before you send it again.")
        return error.location or None
    try:
        result = page.send(body)
    except (InvalidRequest, IntegrationError, ConnectionNeededError) as error:
        _explain(form, error, shown, once, user=user)
        return None
    answer = page.finish(result)
    if page.guard is not None:
        page.guard.release()
    settle_once(once, page.cancel_href if isinstance(answer, HttpResponse) else answer, user=user)
    return answer


def _explain(form: RecordForm, error: Exception, shown: Shown, once: str, *, user: Any) -> None:
    """Show why it was not accepted. Raises: ConnectionNeededError."""
    if isinstance(error, OutcomeUnknown | UnexpectedResponse):
        # It may have arrived: the old token stays used, and only a person decides to send again.
        shown.once, shown.status, shown.is_unknown = make_once(), 503, True
        shown.notice = _("We do not know whether the system has taken this. Look in the list first.")
        return
    release_once(once, user=user)
    shown.once = ""
    if isinstance(error, ConnectionNeededError):
        raise error
    explain_unsaved(form, error, shown)


def explain_unsaved(form: RecordForm, error: Exception, shown: Shown) -> None:
    """Show why nothing was saved."""
    shown.status, shown.notice = _explain_error(error)
    form.add_problems(getattr(error, "problems", ()))


def _explain_error(error: Exception) -> tuple[int, str]:
    """The status, and the sentence above the form; no sentence when each problem has its field."""
    plain: list[tuple[type[Exception], int, str]] = [
        (Busy, 503, _("The system asks us to wait. Nothing was saved. Please try again in a minute.")),
        (
            Unavailable,
            503,
            _("The system does not answer. Nothing was saved. Please try again in a few minutes."),
        ),
        (NotAuthorised, 503, _("The system refuses the sign-in, or it may not do this. Nothing was saved.")),
        (NotFound, 409, _("The system does not find the record any more. Nothing was saved.")),
    ]
    for kind, status, text in plain:
        if isinstance(error, kind):
            return status, text
    said = f" {error.text}" if isinstance(error, Rejected) and error.text else ""
    if isinstance(error, Conflict):
        return 409, _("The record is in use or was changed. Nothing was saved.") + said
    if isinstance(error, Rejected) and not getattr(error, "problems", ()):
        return 422, _("The system refuses this. Nothing was saved.") + said
    if isinstance(error, Rejected | InvalidRequest):
        return 422, ""
    return 503, _("The system gives an answer that we cannot use. Nothing was saved.")
