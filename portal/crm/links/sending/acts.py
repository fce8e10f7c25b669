"""What can be sent from a linked record: which acts it has, with the form and order of each."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext_lazy as _

from portal.audit.actors import Actor
from portal.crm.links.models import Link
from portal.crm.links.sending import forms, orders, services
from portal.crm.links.suggest.case import Case, Person, list_documents
from portal.crm.links.systems import cirrus, dossierdata
from portal.crm.links.systems.activity_types import choose_type
from portal.crm.links.systems.records import Record, join_words
from portal.crm.tokens import get_credential
from portal.integrations.errors import IntegrationError
from portal.outbox.models import Delivery


@dataclass(frozen=True, slots=True)
class Occasion:
    """The context of an act: the person, the file, the link and the current record.

    ``chosen``: the template that was chosen first, for an act that begins with one.
    """

    user: Any
    case: Case
    link: Link
    record: Record | None = None
    chosen: str = ""

    @property
    def actor(self) -> Actor:
        """The person, as services and the trail need them."""
        return Actor.staff(self.user)


@dataclass(frozen=True, slots=True)
class Act:
    """An act: its words, its form, and how it is ordered. ``needs_record``: the record is read first."""

    name: str
    title: Any
    button: Any
    make_form: Callable[[Occasion, Any], forms.ActForm]
    order: Callable[[Occasion, forms.ActForm, str], Delivery]
    systems: tuple[tuple[str, str], ...] = field(default=())
    needs_record: bool = False

    def fits(self, link: Link) -> bool:
        """Whether a record of this kind has the act."""
        return (link.system, link.resource) in self.systems


_ALL = (
    ("dossierdata", "customer"),
    ("dossierdata", "dossier"),
    ("cirrus", "accounts"),
    ("cirrus", "contacts"),
)


def _make_word_form(form_class: type[forms.NoteForm]) -> Callable[[Occasion, Any], forms.ActForm]:
    def make(occasion: Occasion, data: Any) -> forms.ActForm:
        kinds = _list_kinds() if occasion.link.system == "cirrus" else ()
        usual = choose_type(kinds, is_task=form_class is forms.TaskForm)
        return form_class(data, kinds=[(number, name) for number, name, _usual in kinds], usual=str(usual))

    return make


def _list_kinds() -> tuple[tuple[str, str, bool], ...]:
    """The kinds of activity at Cirrus; none while it is down: then one is chosen on sending."""
    try:
        return cirrus.list_activity_types()
    except IntegrationError:
        return ()


def _order_word(occasion: Occasion, form: forms.ActForm, key: str) -> Delivery:
    told = form.cleaned_data
    kind = told.get("kind") or ""
    word = orders.Word(
        told["title"], told["body"], told.get("due_on"), int(kind) if kind.isdecimal() else None
    )
    return services.send_word(occasion.link, word, key=key, by=occasion.actor)


def _make_letter_form(occasion: Occasion, data: Any) -> forms.ActForm:
    """First the choice of a template, then the letter. A form with typed text needs no system."""
    if data is not None:
        return forms.LetterForm(data)
    templates = dossierdata.list_templates(get_credential(occasion.user))
    texts = {number: (title, content) for number, title, content in templates}
    if occasion.chosen not in texts:
        return forms.TemplateForm(templates=templates)
    title, content = texts[occasion.chosen]
    person = occasion.case.get_person(occasion.link.party_id)
    name = person.full_name if person else occasion.link.label
    for mark, value in {"{naam}": name, "{name}": name, "{dossier}": occasion.case.number}.items():
        content = content.replace(mark, value)
    address = "\n".join(one for one in (name, *_write_address(person)) if one)
    first = {"template_id": occasion.chosen, "name": title, "address": address, "content": content}
    return forms.LetterForm(initial=first)


def _write_address(person: Person | None) -> tuple[str, ...]:
    if person is None:
        return ()
    place = person.traits
    box = f"/{place.box}" if place.box else ""
    return (join_words(place.street, place.number + box), join_words(place.postal_code, place.city))


def _order_letter(occasion: Occasion, form: forms.ActForm, key: str) -> Delivery:
    told = form.cleaned_data
    letter = orders.Letter(told["template_id"], told["name"], told["address"], told["content"])
    return services.send_letter(occasion.link, letter, key=key, by=occasion.actor)


def _make_document_form(occasion: Occasion, data: Any) -> forms.ActForm:
    return forms.DocumentForm(data, papers=list_documents(occasion.case.file_id))


def _order_document(occasion: Occasion, form: forms.ActForm, key: str) -> Delivery:
    told = form.cleaned_data
    paper = orders.Copy(told["document_id"], told["name"] or form.get_paper_name(told["document_id"]))
    return services.send_document(occasion.link, paper, key=key, by=occasion.actor)


def _make_contact_form(occasion: Occasion, data: Any) -> forms.ActForm:
    record = occasion.record
    old = {
        "email": record.traits.email if record else "",
        "phone": record.phone if record else "",
        "mobile": record.mobile if record else "",
    }
    return forms.ContactForm(data, old=old, may_empty=occasion.link.system == "cirrus")


def _order_contact(occasion: Occasion, form: forms.ActForm, key: str) -> Delivery:
    change = orders.Change(form.get_seen(), form.get_changes())
    return services.send_contact(occasion.link, change, key=key, by=occasion.actor)


def _make_person_form(occasion: Occasion, data: Any) -> forms.ActForm:
    person = occasion.case.get_person(occasion.link.party_id)
    return forms.PersonForm(data, initial=get_person_values(person, occasion.case) if person else {})


def _order_person(occasion: Occasion, form: forms.ActForm, key: str) -> Delivery:
    values = {name: value for name, value in form.cleaned_data.items() if value}
    link = occasion.link
    return services.push_contact(link.file_id, link.party_id, values, key=key, by=occasion.actor)


def get_person_values(person: Any, case: Case) -> dict[str, str]:
    """What DigiOffice would be told about a party, from the file."""
    return {
        "company_name": person.full_name if person.form else "",
        "number": case.number,
        "phone": person.phone,
        "mobile": person.mobile,
        "email": person.email,
    }


_LIST = (
    Act("note", _("Write a note"), _("Write the note"), _make_word_form(forms.NoteForm), _order_word, _ALL),
    Act("task", _("Make a task"), _("Make the task"), _make_word_form(forms.TaskForm), _order_word, _ALL),
    Act(
        "letter",
        _("Make a letter"),
        _("Make the letter"),
        _make_letter_form,
        _order_letter,
        (("dossierdata", "customer"), ("dossierdata", "dossier")),
    ),
    Act("document", _("Copy a document"), _("Send the copy"), _make_document_form, _order_document, _ALL),
    Act(
        "contact",
        _("Change contact details"),
        _("Change the contact details"),
        _make_contact_form,
        _order_contact,
        (("dossierdata", "customer"), ("cirrus", "accounts"), ("cirrus", "contacts")),
        needs_record=True,
    ),
    Act(
        "person",
        _("Tell DigiOffice"),
        _("Tell DigiOffice now"),
        _make_person_form,
        _order_person,
        (("digioffice", "contact"),),
    ),
)
ACTS: Mapping[str, Act] = {act.name: act for act in _LIST}


def list_acts(link: Link) -> list[Act]:
    """The acts of a joined record."""
    return [act for act in _LIST if act.fits(link)]
