"""Fetches a document of the Tagor file when a copy of it is sent."""

import mimetypes
from dataclasses import dataclass, field

from portal import registry
from portal.outbox.handlers import GiveUp
from portal.outbox.models import Delivery

MOST_BYTES = 10_000_000
"""Both systems take it as base64 in JSON, which is a third larger."""


@dataclass(frozen=True, slots=True)
class Paper:
    """The bytes with what they are."""

    extension: str
    media_type: str
    content: bytes = field(repr=False)


def fetch_document(delivery: Delivery) -> Paper:
    """Only a document that this file lists. Raises: GiveUp, and the errors of a call."""
    tagor, wanted = registry.tagor(), delivery.payload["document_id"]
    listed = {one.document_id: one for one in tagor.list_documents(file_id=delivery.file_id)}
    if wanted not in listed:
        raise GiveUp("not-in-file")
    found = tagor.get_document_file(document_id=wanted)
    with found.file:
        if found.size > MOST_BYTES:
            raise GiveUp("too-large")
        content = found.read()
    extension = listed[wanted].extension or "bin"
    media_type = mimetypes.types_map.get(f".{extension}", "application/octet-stream")
    return Paper(extension, media_type, content)
