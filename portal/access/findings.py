"""Examines what letters need: a URL short enough for a small QR code, and sites that may frame the box."""

from collections.abc import Iterator

from django.conf import settings
from django.urls import reverse

from portal.access.door_settings.selectors import get_door_settings
from portal.web.examining import Examination, Finding, ok, warn
from portal.web.paper.qr import SMALLEST_MODULE_MM, get_module_mm

SMALLEST_CODE_MM = 20
USUAL_HASH = "x" * 40
"""As long as the known ones of Tagor."""


def examine_letters() -> Iterator[Finding]:
    """The length of the letter link, and the office's settings."""
    link = f"{settings.PORTAL_URL}{reverse('access:link', args=[USUAL_HASH])}"
    module = get_module_mm(link, side_mm=SMALLEST_CODE_MM)
    name = "letters.code"
    if module < SMALLEST_MODULE_MM:
        words = f"A code of {SMALLEST_CODE_MM} mm has squares of {module:.2f} mm: many phones cannot read it."
        yield warn(name, words, "Print codes wider, or choose a shorter PORTAL_URL.")
    else:
        yield ok(name, f"A code of {SMALLEST_CODE_MM} mm has squares of {module:.2f} mm: phones read it.")
    chosen = get_door_settings()
    if chosen.new_links and not (chosen.mail_template or chosen.text_template):
        words = "New links are on without a template: Tagor decides how it sends them."
        yield warn("letters.new-link", words, "Name Tagor's templates at /desk/settings/doors/.")


EXAMINATION = Examination("letters.code", lambda _sample: examine_letters(), needs_database=True)
