"""The portal, and one door through which a note is put in."""

import time

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.views.decorators.csrf import csrf_exempt

from portal import registry
from portal.urls import (
    handler400,  # noqa: F401 - Django looks for it here
    handler403,  # noqa: F401
    handler404,  # noqa: F401
    handler500,  # noqa: F401
)
from portal.urls import urlpatterns as portal_patterns
from tests.kill.notes.notes import put_note

HANG_S = 60


@csrf_exempt
def put_and_hang(request: HttpRequest) -> HttpResponse:
    """Puts a note in, and hangs just before or just after the commit; a ping at the office tells when."""
    with transaction.atomic():
        put_note(request.POST["file_id"], request.POST["text"])
        if request.POST["hang"] == "before":
            _hang()
    _hang()
    return HttpResponse()


def _hang() -> None:
    registry.tagor().ping()
    time.sleep(HANG_S)


urlpatterns = [path("kill-note/", put_and_hang), *portal_patterns]
