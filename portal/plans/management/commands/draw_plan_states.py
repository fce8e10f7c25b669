"""Draw the states and decisions of a plan request anew in docs/plans.md, from the tables in the code."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from portal.plans.diagram import replace_drawings


class Command(BaseCommand):
    """``manage.py draw_plan_states``."""

    help = __doc__

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Rewrites the parts between the marks; the rest of the page is written by hand."""
        place = settings.BASE_DIR / "docs" / "plans.md"
        place.write_text(replace_drawings(place.read_text("utf-8")), "utf-8")
        self.stdout.write(f"drawn: {place}")
