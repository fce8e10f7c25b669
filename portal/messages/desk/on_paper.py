"""A message that came on paper: staff enter it, and it is answered like any other."""

from dataclasses import replace
from typing import Any

from portal.file.visit import visit_by_office
from portal.messages.conversation.threads import draft_thread, send_thread
from portal.messages.models import Kind, Message


def write_on_paper(
    file_id: str, *, party_id: str, language: str, text: str, file_name: str, user: Any
) -> Message:
    """Store it as the person's own, with its receipt. Raises: TooManyError."""
    visit = replace(visit_by_office(file_id=file_id, party_id=party_id), language=language)
    draft = draft_thread(visit, kind=Kind.QUESTION, answers={"text": text}, file_name=file_name)
    sent = send_thread(draft, visit=visit, typed_by=user)
    return sent.messages.get(number=1)
