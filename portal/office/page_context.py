"""The office's identity and its own texts, for every page."""

from functools import partial
from typing import Any

from django.http import HttpRequest

from portal.office.selectors import get_office_face
from portal.office.texts.text_places import get_own_text


def office(_request: HttpRequest) -> dict[str, Any]:
    """``office``: see ``OfficeFace``; ``own_text``: the office's text at a place."""
    face = get_office_face()
    return {"office": face, "own_text": partial(get_own_text, face=face)}
