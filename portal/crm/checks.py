"""System checks: the OpenAPI documents the portal works by."""

from typing import Any, get_args

from django.conf import settings
from django.core.checks import CheckMessage, Error, register

from portal import registry
from portal.integrations.openapi import DocumentError, check_document


@register()
def check_documents(**_kwargs: Any) -> list[CheckMessage]:
    """A document that cannot be used is told at start-up, with its place, not on a page."""
    found: list[CheckMessage] = []
    for system in get_args(registry.Described):
        if not (getattr(settings, f"{system.upper()}_URL", "") or _get_source(system)):
            continue
        try:
            check_document(registry.document(system))
        except DocumentError as error:
            hint = f"Mend {system.upper()}_OPENAPI, or leave it empty." if _get_source(system) else None
            found.append(Error(str(error), hint=hint, id="crm.E001"))
    return found


def _get_source(system: str) -> str:
    return str(getattr(settings, f"{system.upper()}_OPENAPI", ""))
