"""Who the office is, for every page."""

from typing import Any

from django.http import HttpRequest

from portal.office.selectors import get_office_face


def office(_request: HttpRequest) -> dict[str, Any]:
    """``office``: see ``OfficeFace``."""
    return {"office": get_office_face()}
