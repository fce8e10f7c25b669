"""Ready answers of the office: kept per language, and filled in for a conversation."""

from typing import Any

from django.db import transaction
from django.db.models import Q

from portal.audit.actors import Actor
from portal.audit.services import record
from portal.messages.models import AnswerTemplate, Thread
from portal.office.models import Office
from portal.office.selectors import get_office, get_office_face, get_office_row

PLACES = ("file", "conversation", "office", "phone", "colleague")
"""What a text may hold in braces."""


def list_templates(office: Office) -> list[AnswerTemplate]:
    """All of them, by name."""
    return list(AnswerTemplate.objects.filter(office=office.pk))


def list_fitting(thread: Thread) -> list[AnswerTemplate]:
    """Those for this kind of message that have a text in the language of the person."""
    found = AnswerTemplate.objects.filter(Q(kind="") | Q(kind=thread.kind), office=thread.office_id)
    return [one for one in found if one.texts.get(thread.language)]


def find_template(template_id: int) -> AnswerTemplate | None:
    """One of this office."""
    return AnswerTemplate.objects.filter(pk=template_id, office=get_office().pk).first()


def fill_in(template: AnswerTemplate, thread: Thread, *, by: Any) -> str:
    """The text for the person, with what its placeholders stand for."""
    face = get_office_face()
    values = {
        "file": thread.file_name or thread.file_id,
        "conversation": thread.number,
        "office": face.name,
        "phone": face.phone,
        "colleague": str(by.get_full_name() or by.get_username()),
    }
    text = template.texts.get(thread.language, "")
    for name, value in values.items():
        text = text.replace(f"{{{name}}}", value)
    return text


@transaction.atomic
def save_template(
    template: AnswerTemplate | None, *, name: str, kind: str, texts: dict[str, str], by: Any
) -> AnswerTemplate:
    """Keep a new one, or what one says from now on; both values in the trail."""
    kept = template or AnswerTemplate(office=get_office_row())
    before = _tell(kept) if kept.pk else None
    kept.name, kept.kind, kept.texts = name, kind, texts
    kept.save()
    if before != _tell(kept):
        record(
            "answer-template-changed", by=Actor.staff(by), details={"before": before, "after": _tell(kept)}
        )
    return kept


@transaction.atomic
def remove_template(template: AnswerTemplate, *, by: Any) -> None:
    """Take it away; what was answered with it stays as it is."""
    before = _tell(template)
    template.delete()
    record("answer-template-removed", by=Actor.staff(by), details={"before": before, "after": None})


def _tell(template: AnswerTemplate) -> dict[str, Any]:
    return {"name": template.name, "kind": template.kind, "texts": template.texts}
