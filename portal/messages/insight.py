"""Messages in a period: answered within the promised time, or not."""

from collections.abc import Iterator

from django.db.models import F, Q
from django.db.models.functions import TruncDate
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.desk.insight.figures import Bar, Figure, Period
from portal.messages.models import Thread


def list_figures(period: Period) -> Iterator[Figure]:
    """Messages sent in the period to which an answer was promised."""
    sent = Thread.objects.filter(
        sent_at__gte=period.since, sent_at__lt=period.until, promised_on__isnull=False
    ).annotate(answered_on=TruncDate("first_answered_at"))
    in_time = Q(answered_on__lte=F("promised_on"))
    is_open = Q(first_answered_at__isnull=True)
    today = timezone.localdate()
    counts = {
        _("Answered in time"): sent.filter(in_time).count(),
        _("Answered late"): sent.filter(answered_on__gt=F("promised_on")).count(),
        _("Not answered yet, still in time"): sent.filter(is_open, promised_on__gte=today).count(),
        _("Not answered yet, late"): sent.filter(is_open, promised_on__lt=today).count(),
    }
    bars = tuple(Bar(label, count) for label, count in counts.items()) if any(counts.values()) else ()
    text = _("Messages to which an answer was promised by a day.")
    yield Figure("numbers", _("Answers within the promised time"), text, _("messages"), bars)
