"""Draw the states of a payment anew in docs/payments.md, from the one table in the code."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from portal.payments.diagram import replace_drawing


class Command(BaseCommand):
    """``manage.py draw_payment_states``."""

    help = __doc__

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Rewrites the part between the marks; the rest of the page is written by hand."""
        place = settings.BASE_DIR / "docs" / "payments.md"
        place.write_text(replace_drawing(place.read_text("utf-8")), "utf-8")
        self.stdout.write(f"drawn: {place}")
