"""Who looked at a file: events that change nothing, shown to staff and to the file's person."""

from django.db.models import QuerySet

from portal.audit.models import Event

LOOKS = ("case-opened", "case-seen-as-debtor", "links-viewed")


def list_looks(file_id: str) -> QuerySet[Event]:
    """Each time that staff opened a file, the newest first."""
    return Event.objects.filter(file_id=file_id, act__in=LOOKS).order_by("-number")


def list_changes_since(file_id: str, number: int) -> QuerySet[Event]:
    """What was done in a file after an event of the trail, oldest first; looks are left out."""
    return Event.objects.filter(file_id=file_id, number__gt=number).exclude(act__in=LOOKS).order_by("number")


def get_newest_number(file_id: str) -> int:
    """The number of the newest change in a file; 0 when there is none."""
    newest = Event.objects.filter(file_id=file_id).exclude(act__in=LOOKS).order_by("-number")
    return newest.values_list("number", flat=True).first() or 0
