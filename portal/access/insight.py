"""How people signed in during a period."""

from collections.abc import Iterator

from django.conf import settings
from django.db.models import Count
from django.utils.translation import gettext as _

from portal.audit.models import Event
from portal.desk.insight.figures import Figure, Period, count_bar


def list_figures(period: Period) -> Iterator[Figure]:
    """By letter link, by file number and PIN, or by a helper's pass, from the audit trail."""
    opened = Event.objects.filter(act="signed-in", at__gte=period.since, at__lt=period.until)
    kinds = dict(opened.order_by().values_list("details__by").annotate(count=Count("pk")).order_by("-count"))
    names = {
        "letter": _("Link or code of the letter"),
        "pin": _("File number and PIN"),
        "pass": _("Pass of a helper"),
    }
    bars = tuple(count_bar(names.get(kind, str(kind)), count) for kind, count in kinds.items() if kind)
    text = _("How often somebody opened a file.")
    yield Figure("fairness", _("Ways in"), text, _("sign-ins"), bars, settings.AUDIT_RETENTION_DAYS)
