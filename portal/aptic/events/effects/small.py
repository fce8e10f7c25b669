"""Short effects: messages, letters, alerts."""

import logging
from collections.abc import Sequence
from typing import Any

from django.core.cache import cache

from portal.aptic.events.effects.base import Case, Handler
from portal.aptic.events.models import TimelineNote

logger = logging.getLogger(__name__)

ALERT_EVERY_S = 600


class MessageHandler(Handler):
    """The portal shows no conversations of Aptic: the feed says that staff should look there."""

    def apply(self, case: Case, found: Any) -> str:
        """Code: to-messages."""
        del case, found
        return "to-messages"


class LetterHandler(Handler):
    """One line in the timeline of the file for each letter."""

    def apply_all(self, cases: Sequence[Case], found: Sequence[Any]) -> list[str]:
        """Code: timeline-note."""
        del found
        notes = [
            TimelineNote(
                mark=case.event.mark,
                file_id=case.file_id,
                kind=TimelineNote.Kind.LETTER,
                **case.source.fields,
            )
            for case in cases
        ]
        columns = ["file_id", "kind", "changed_at", *cases[0].source.fields]
        TimelineNote.objects.bulk_create(
            notes, update_conflicts=True, unique_fields=["mark"], update_fields=columns
        )
        return ["timeline-note"] * len(cases)


class AlertHandler(Handler):
    """Logs an alert for the operator: one of a kind in ten minutes, the rest as notes."""

    needs_file = False

    def apply(self, case: Case, found: Any) -> str:
        """Codes: alerted, alerted-before."""
        del found
        is_first = cache.add(f"events-alert:{case.event.name}", 1, ALERT_EVERY_S)
        word = "ALERT Aptic tells" if is_first else "Aptic tells"
        logger.log(logging.ERROR if is_first else logging.INFO, "%s %s", word, case.event.name)
        return "alerted" if is_first else "alerted-before"
