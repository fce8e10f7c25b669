"""Ready-made answers of the office: stored per language, and filled in for a conversation."""

from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Q

from portal.audit.actors import Actor
from portal.audit.models import Event
from portal.audit.services import record
from portal.desk.choosing.single_choice import SingleChoice
from portal.file.known_numbers import read_number
from portal.messages.models import AnswerTemplate, Thread
from portal.office.models import Office
from portal.office.selectors import get_office, get_office_face, get_office_row
from portal.web.formats import name_person

PLACES = ("file", "conversation", "office", "phone", "colleague")
"""Placeholders of a text, written in braces."""
LANGUAGES = tuple(code for code, _name in settings.LANGUAGES)


def list_templates(office: Office) -> list[AnswerTemplate]:
    """All of them, by name."""
    return list(AnswerTemplate.objects.filter(office=office.pk))


def list_fitting(thread: Thread) -> list[AnswerTemplate]:
    """Those for this kind of message that have a text in the person's language."""
    found = AnswerTemplate.objects.filter(Q(kind="") | Q(kind=thread.kind), office=thread.office_id)
    return [one for one in found if one.texts.get(thread.language)]


def find_template(template_id: int) -> AnswerTemplate | None:
    """One of this office."""
    return AnswerTemplate.objects.filter(pk=template_id, office=get_office().pk).first()


def fill_in(template: AnswerTemplate, thread: Thread, *, by: Any) -> str:
    """The text for the person, with its placeholders filled in."""
    face = get_office_face()
    values = {
        "file": thread.file_name or read_number(thread.file_id),
        "conversation": thread.number,
        "office": face.name,
        "phone": face.phone,
        "colleague": name_person(by),
    }
    text = template.texts.get(thread.language, "")
    for name, value in values.items():
        text = text.replace(f"{{{name}}}", value)
    return text


@transaction.atomic
def add_template(values: dict[str, str], *, by: Any) -> AnswerTemplate:
    """Keep a new one. ``values``: as ``read_template``."""
    kept = AnswerTemplate(office=get_office_row())
    _put(kept, values)
    kept.save()
    record("answer-template-added", by=Actor.staff(by), details={"key": str(kept.pk), "after": values})
    return kept


@transaction.atomic
def remove_template(template: AnswerTemplate, *, by: Any) -> None:
    """Delete it; answers made with it stay as they are."""
    before = read_template(template)
    template.delete()
    record("answer-template-removed", by=Actor.staff(by), details={"before": before})


def find_removed() -> dict[str, str] | None:
    """What was taken away last, while nothing else has its name: it can be brought back."""
    newest = Event.objects.filter(act="answer-template-removed").order_by("-number").first()
    before = newest.details.get("before") if newest else None
    if not before or "nl" not in before:  # written by an earlier release
        return None
    taken = AnswerTemplate.objects.filter(office=get_office().pk, name=before["name"]).exists()
    return None if taken else before


def make_choice(template: AnswerTemplate) -> SingleChoice:
    """What one says, as a choice with its difference, its trail and its way back."""

    def read(_office: Office) -> dict[str, str]:
        return read_template(AnswerTemplate.objects.get(pk=template.pk))

    def write(_office: Office, values: dict[str, str]) -> None:
        kept = AnswerTemplate.objects.select_for_update().get(pk=template.pk)
        _put(kept, values)
        kept.save()

    return SingleChoice("answer-template", read, write, key=str(template.pk))


def read_template(template: AnswerTemplate) -> dict[str, str]:
    """Its name, its kind, and its text by language; "" where there is none."""
    texts = {code: template.texts.get(code, "") for code in LANGUAGES}
    return {"name": template.name, "kind": template.kind, **texts}


def _put(template: AnswerTemplate, values: dict[str, str]) -> None:
    template.name, template.kind = values["name"], values.get("kind", "")
    template.texts = {code: values[code] for code in LANGUAGES if values.get(code)}
