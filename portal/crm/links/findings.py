"""Examines whether DigiOffice is configured. Its only call writes, so it is not called."""

from collections.abc import Iterator

from django.conf import settings

from portal.doctor.system_findings import check_address
from portal.web.examining import Examination, Finding, bad, off, ok, unknown


def examine_digioffice() -> Iterator[Finding]:
    """Address and credential, by their settings alone."""
    if not settings.DIGIOFFICE_URL:
        yield off("digioffice.address", "No address set (DIGIOFFICE_URL).")
        return
    yield check_address("digioffice")
    name = "digioffice.credential"
    if settings.DIGIOFFICE_USER and settings.DIGIOFFICE_PASSWORD:
        yield ok(name, "A user and a password are set.")
    else:
        yield bad(name, "Nothing says who calls.", "Set DIGIOFFICE_USER and DIGIOFFICE_PASSWORD.")
    yield unknown("digioffice.reachable", "Not probed: its only call makes or changes a contact person.")


EXAMINATION = Examination("digioffice.address", lambda _sample: examine_digioffice())
