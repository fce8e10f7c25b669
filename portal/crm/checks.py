"""System checks for the OpenAPI documents that the portal uses."""

from typing import Any, get_args

from django.conf import settings
from django.core.checks import CheckMessage, Warning, register  # noqa: A004 - as Django names it

from portal import registry
from portal.integrations.openapi import DocumentError, check_document

MOST_TOLD = 3


@register()
def check_documents(**_kwargs: Any) -> list[CheckMessage]:
    """Report at start-up what is unusable in a document, with its place.

    A warning: only that system or operation is off; everything else runs, above all the defendants' pages.
    """
    found: list[CheckMessage] = []
    for system in get_args(registry.Described):
        if not (getattr(settings, f"{system.upper()}_URL", "") or _get_source(system)):
            continue
        try:
            faults = check_document(registry.document(system))
        except DocumentError as error:
            found.append(_warn(system, f"{system} is off: {error}", "crm.W001"))
        else:
            told = "; ".join(faults[:MOST_TOLD])
            if faults:
                found.append(_warn(system, f"{system} works without {len(faults)} parts: {told}", "crm.W002"))
    return found


def _warn(system: str, text: str, number: str) -> CheckMessage:
    hint = f"Mend {system.upper()}_OPENAPI, or leave it empty." if _get_source(system) else None
    return Warning(text, hint=hint, id=number)


def _get_source(system: str) -> str:
    return str(getattr(settings, f"{system.upper()}_OPENAPI", ""))
