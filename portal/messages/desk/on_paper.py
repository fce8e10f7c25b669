"""A message that came on paper: staff enter it, and it is answered like any other."""

from dataclasses import replace
from typing import Any

from django.db import IntegrityError, transaction

from portal.file.visit import visit_by_office
from portal.messages.conversation.threads import draft_thread, send_thread
from portal.messages.desk.beginning import make_token
from portal.messages.models import Kind, Message, Thread


def write_on_paper(
    file_id: str, *, party_id: str, language: str, text: str, file_name: str, once: str, user: Any
) -> Message:
    """Store it as the person's own, with its receipt; the same ``once`` again is the same.

    Raises: TooManyError.
    """
    token = make_token(f"paper/{file_id}/{user.pk}/{once}")
    kept = Message.objects.filter(thread__token=token, number=1).first()
    if kept is not None:
        return kept
    visit = replace(visit_by_office(file_id=file_id, party_id=party_id), language=language)
    try:
        with transaction.atomic():
            draft = draft_thread(visit, kind=Kind.QUESTION, answers={"text": text}, file_name=file_name)
            Thread.objects.filter(pk=draft.pk).update(token=token)
            send_thread(draft, visit=visit, typed_by=user)
    except IntegrityError:  # pressed twice: the other press was faster
        pass
    return Message.objects.get(thread__token=token, number=1)
