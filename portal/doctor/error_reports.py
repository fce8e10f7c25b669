"""Tells a service that speaks Sentry's protocol of our own faults. Off without SENTRY_DSN.

A report is made anew from names of our own code: the kind of error, the functions and lines it went through,
the sentence of the log without what was filled in, the reference of the request. Never the text of an error,
a variable, an address, a header, a body or who it was.
"""

import logging
from collections.abc import Mapping
from typing import Any

import sentry_sdk
from sentry_sdk.integrations.logging import LoggingIntegration

from portal.integrations.context import request_id

OUR_LOGGERS = ("portal", "django")
"""Whose sentences are patterns, with what was filled in apart; of others only the name is told."""


def begin(dsn: str) -> None:
    """From now on each line of the log that is an error is told too, in a thread of its own."""
    sentry_sdk.init(
        dsn=dsn,
        before_send=strip,  # type: ignore[arg-type] # its own name for a dictionary
        integrations=[LoggingIntegration(level=None, event_level=logging.ERROR)],
        default_integrations=False,
        auto_enabling_integrations=False,
        send_default_pii=False,
        send_client_reports=False,
        auto_session_tracking=False,
        include_local_variables=False,
        include_source_context=False,
        max_request_body_size="never",
        max_breadcrumbs=0,
        server_name="portal",
    )


def strip(event: Mapping[str, Any], _hint: Mapping[str, Any]) -> dict[str, Any]:
    """What may go of a report: everything else is left out, whatever a later library adds."""
    kept = {name: event[name] for name in ("event_id", "timestamp", "platform", "level") if name in event}
    logger = str(event.get("logger") or "")
    is_ours = logger.partition(".")[0] in OUR_LOGGERS
    sentence = (event.get("logentry") or {}).get("message") if is_ours else ""
    faults = (event.get("exception") or {}).get("values") or ()
    return {
        **kept,
        "logger": logger,
        "server_name": "portal",
        "logentry": {"message": str(sentence or logger)},
        "exception": {"values": [_strip_fault(one) for one in faults]},
        "tags": {"request_id": request_id.get()},
    }


def _strip_fault(fault: Mapping[str, Any]) -> dict[str, Any]:
    frames = (fault.get("stacktrace") or {}).get("frames") or ()
    names = ("filename", "module", "function", "lineno", "in_app")
    kept = [{name: one[name] for name in names if name in one} for one in frames]
    return {"type": fault.get("type"), "module": fault.get("module"), "stacktrace": {"frames": kept}}
