"""Wipes the texts of old messages; that they were written, and when, is kept."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from portal.audit.actors import SYSTEM
from portal.audit.services import record
from portal.messages.models import DRAFT_LIFE, UNCONFIRMED, ContactChange, Message, State, Thread, Upload
from portal.web.retention import RUN_EVERY, Retention

WORDS_KEPT = timedelta(days=400)
"""How long after its last message the texts of a conversation are kept."""


@transaction.atomic
def wipe_old(now: datetime) -> int:
    """Wipe the texts of conversations that ended long ago, and delete drafts. Returns how many."""
    # A file that was added and never sent is deleted within a day.
    Upload.objects.filter(message__isnull=True, created_at__lt=now - DRAFT_LIFE).delete()
    old_codes = ContactChange.objects.filter(created_at__lt=now - DRAFT_LIFE)
    old_codes.filter(state__in=UNCONFIRMED).delete()
    old_codes.filter(created_at__lt=now - WORDS_KEPT).delete()
    drafts = Thread.objects.filter(state=State.DRAFT, created_at__lt=now - DRAFT_LIFE).delete()[0]
    recent = Message.objects.filter(sent_at__gte=now - WORDS_KEPT).values("thread")
    old = Thread.objects.exclude(state__in=(State.DRAFT, State.WAITING)).exclude(pk__in=recent)
    words = Message.objects.filter(thread__in=old.values("pk")).exclude(sealed_text="").update(sealed_text="")
    forms = old.exclude(sealed_answers="").update(sealed_answers="")
    if words or forms:
        record("message-words-wiped", by=SYSTEM, details={"messages": words, "forms": forms})
    return drafts + words + forms


def _find_next_end() -> datetime | None:
    """Once a day is enough, while there are conversations at all."""
    has_any = Thread.objects.exists() or ContactChange.objects.exists()
    return timezone.now() + RUN_EVERY if has_any else None


RETENTION = Retention("what people wrote", wipe_old, _find_next_end)
