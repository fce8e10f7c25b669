"""How people signed in during a period."""

from collections import Counter
from collections.abc import Iterator

from django.utils.translation import gettext as _

from portal.audit.models import Event
from portal.desk.insight.figures import Figure, Period, count_bar

MOST_READ = 50_000


def list_figures(period: Period) -> Iterator[Figure]:
    """By letter link, by file number and PIN, or by a helper's pass, from the audit trail."""
    opened = Event.objects.filter(act="signed-in", at__gte=period.since, at__lt=period.until)
    kinds = Counter(details.get("by", "") for details in opened.values_list("details", flat=True)[:MOST_READ])
    names = {
        "letter": _("Link or code of the letter"),
        "pin": _("File number and PIN"),
        "pass": _("Pass of a helper"),
    }
    bars = tuple(count_bar(names.get(kind, kind), count) for kind, count in kinds.most_common() if kind)
    text = _("How often somebody opened a file.")
    yield Figure("fairness", _("Ways in"), text, _("sign-ins"), bars)
