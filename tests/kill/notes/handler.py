"""A note in a file: Tagor takes no reference, so what its text says is what it is known by."""

from datetime import timedelta
from typing import Any

from portal import registry
from portal.integrations.tagor.values.dossier import InfoNote
from portal.outbox.handlers import Found, Handler
from portal.outbox.models import Delivery

SETTLE = timedelta(seconds=5)
"""Longer than the practice office holds a request in these tests."""


class NoteHandler(Handler):
    """Dossier/CreateInfoLine writes, Dossier/GetInfo reads back."""

    kind = "tests.note"
    settle = SETTLE

    def prepare(self, delivery: Delivery) -> dict[str, Any]:
        return {"notes": len(_read_texts(delivery))}

    def deliver(self, delivery: Delivery) -> dict[str, Any]:
        codes = registry.tagor().list_codes(table="TQINFO")
        kind = next(code.id for code in codes if code.code == "NOTA")
        note = InfoNote(delivery.file_id, kind, delivery.payload["text"], None)
        registry.tagor().create_info_note(note=note)
        return {"text": note.text}

    def find_out(self, delivery: Delivery) -> Found:
        return "arrived" if delivery.payload["text"] in _read_texts(delivery) else "absent"


def _read_texts(delivery: Delivery) -> list[str]:
    return [note.text for note in registry.tagor().list_info_notes(file_id=delivery.file_id)]
