"""A note in the file, written in Tagor as its author; it cannot be changed there."""

import hashlib
from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from portal import registry
from portal.audit.actors import Actor
from portal.audit.services import record
from portal.file.codes import get_texts
from portal.integrations.errors import IntegrationError, NotAuthorised
from portal.integrations.tagor.values.dossier import InfoNote
from portal.office.selectors import get_office
from portal.outbox import services as outbox
from portal.outbox.handlers import Found, Handler
from portal.outbox.models import Delivery
from portal.web.formats import name_person

KIND = "desk.note"
TABLE = "TQINFO"
MACHINE_KINDS = frozenset({"OPSV", "AFBP", "BET"})
"""Kinds that Tagor itself writes, and people do not."""


class NoteHandler(Handler):
    """CreateInfoLine. After a lost answer, its reference shows whether it arrived."""

    kind, title = KIND, _("Note in the file")

    def deliver(self, delivery: Delivery) -> dict[str, Any]:
        """Write it as its author; an author unknown to Tagor is named in the text instead."""
        told = delivery.payload
        user = get_user_model().objects.filter(pk=told["user"]).first()
        text = f"{told['text']} [{told['reference']}]"
        try:
            self._write(delivery, text, as_user=user.get_username() if user else None)
        except NotAuthorised:
            name = name_person(user, missing="")
            self._write(delivery, f"{text} ({name})" if name else text, as_user=None)
        return {}

    def _write(self, delivery: Delivery, text: str, *, as_user: str | None) -> None:
        note = InfoNote(file_id=delivery.file_id, kind_code_id=delivery.payload["kind"], text=text, on=None)
        registry.tagor().create_info_note(note=note, as_user=as_user)

    def find_out(self, delivery: Delivery) -> Found:
        """Read the notes of the file. Raises: IntegrationError."""
        reference = f"[{delivery.payload['reference']}]"
        notes = registry.tagor().list_info_notes(file_id=delivery.file_id)
        return "arrived" if any(reference in note.text for note in notes) else "absent"


def list_kinds() -> list[tuple[str, str]]:
    """(id, words) of the kinds of notes that people may write. Raises: IntegrationError."""
    codes = [one for one in registry.tagor().list_codes(table=TABLE) if one.code not in MACHINE_KINDS]
    texts = get_texts((TABLE, one.id) for one in codes)
    return [(one.id, texts[TABLE, one.id].text or one.text or one.code) for one in codes]


def find_kinds() -> list[tuple[str, str]]:
    """The same; empty while Tagor does not answer."""
    try:
        return list_kinds()
    except IntegrationError:
        return []


@transaction.atomic
def write_note(file_id: str, *, kind: str, text: str, once: str, user: Any) -> Delivery:
    """Store the note and send it; a repeat of ``once`` is the same note."""
    key = hashlib.sha256(f"{file_id}/{user.pk}/{once}".encode()).hexdigest()[:40]
    is_new = not Delivery.objects.filter(kind=KIND, key=key).exists()
    if is_new:
        record("case-note-written", by=Actor.staff(user), file_id=file_id, details={"length": len(text)})
    return outbox.put(
        kind=KIND,
        key=key,
        lane=f"desk-note-{file_id}",
        payload={"user": user.pk, "kind": kind, "text": text, "reference": f"N-{key[:10].upper()}"},
        office=get_office(),
        file_id=file_id,
    )
