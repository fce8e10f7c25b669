"""Queries for the pages of a file: links, current records read in parallel, and deliveries."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from portal.crm.links.models import Link, State, System
from portal.crm.links.sending import orders
from portal.crm.links.systems import cirrus, dossierdata
from portal.crm.links.systems.credentials import hold_credential
from portal.crm.links.systems.records import Record
from portal.crm.tokens import get_credential
from portal.integrations.errors import IntegrationError
from portal.integrations.openapi import Credential
from portal.integrations.side_by_side import run_together
from portal.office.selectors import get_office
from portal.outbox.models import Delivery

MOST_DELIVERIES = 20
SURE = 90
"""From this score on, of 100, a suggestion counts as sure."""


@dataclass(frozen=True, slots=True)
class Fresh:
    """A linked record as it is now, or the system's error."""

    link: Link
    record: Record | None
    error: IntegrationError | None


def list_links(file_id: str, *, states: Iterable[str] = (State.CONFIRMED,)) -> QuerySet[Link]:
    """The links of a file in these states, the strongest first."""
    return Link.objects.filter(office=get_office().pk, file_id=file_id, state__in=tuple(states))


def list_sure(file_id: str) -> list[Link]:
    """The sure suggestions: very strong, and the only strong one of their kind for their party."""
    strong = [link for link in list_links(file_id, states=(State.SUGGESTED,)) if link.score >= SURE]
    places = Counter((link.party_id, link.system, link.resource) for link in strong)
    return [link for link in strong if places[link.party_id, link.system, link.resource] == 1]


def get_link(file_id: str, link_id: int) -> Link | None:
    """One of the file's links."""
    return Link.objects.filter(office=get_office().pk, file_id=file_id, pk=link_id).first()


def list_fresh(links: Iterable[Link], *, user: Any) -> list[Fresh]:
    """Every current record, read in parallel. One error does not hide the others.

    A person of Aptic cannot be read again: only the stored name is known.
    """
    links = list(links)
    shown = [link for link in links if link.system in {"cirrus", "dossierdata"}]
    is_asked = any(link.system == "dossierdata" for link in shown)
    credential = hold_credential(user) if is_asked else None
    calls = {str(link.pk): _make_call(link, credential) for link in shown}
    outcomes = run_together(calls)
    known = [Fresh(link, None, None) for link in links if link.system == System.APTIC]
    return [
        *(Fresh(link, outcomes[str(link.pk)].value, outcomes[str(link.pk)].error) for link in shown),
        *known,
    ]


def _make_call(link: Link, credential: Credential | None) -> Any:
    def call() -> Record:
        if credential is not None and link.system == "dossierdata":
            return dossierdata.get_record(link.resource, link.record_id, credential)
        return cirrus.get_record_with_facts(link.resource, link.record_id)

    return call


def read_record(system: str, resource: str, record_id: str, *, user: Any) -> Record:
    """The current record. Raises: NotFound, and the errors of a call."""
    if system == "dossierdata":
        return dossierdata.get_record(resource, record_id, get_credential(user))
    return cirrus.get_record(resource, record_id)


def search_records(system: str, resource: str, text: str, *, user: Any) -> tuple[Record, ...]:
    """The first records that contain the words of ``text``. Raises: the errors of a call."""
    credential = get_credential(user) if system == System.DOSSIERDATA else None
    return find_records(system, resource, text, credential=credential)


def find_records(
    system: str, resource: str, text: str, *, credential: Credential | None
) -> tuple[Record, ...]:
    """The same with a given credential: it does not use the database.

    Raises: the errors of a call.
    """
    if not text.strip():
        return ()
    if system == "cirrus":
        return cirrus.find_by_words(resource, text.strip())
    if credential is None:
        raise ValueError("DossierData is asked as somebody")
    words = text.casefold().split()
    customers = [
        dossierdata.read_customer(row, {}) for row in dossierdata.list_all("list_customers", credential)
    ]
    rows = customers
    if resource == "dossier":
        names = {one.record_id: one.label for one in customers}
        rows = [
            dossierdata.read_dossier(row, names) for row in dossierdata.list_all("list_dossiers", credential)
        ]
    found = [one for one in rows if all(word in _get_words(one) for word in words)]
    return tuple(found[: cirrus.MOST_FOUND])


def _get_words(one: Record) -> str:
    values = (one.label, one.record_id, one.phone, one.mobile, one.traits.email)
    return " ".join((*values, *(value for _code, value in one.facts))).casefold()


def list_on_its_way(file_id: str) -> list[Delivery]:
    """The file's deliveries, newest first."""
    mine = Delivery.objects.filter(office=get_office().pk, file_id=file_id, kind__in=orders.KINDS)
    return list(mine.order_by("-pk")[:MOST_DELIVERIES])


def get_delivery(file_id: str, delivery_id: int) -> Delivery | None:
    """One of them."""
    mine = Delivery.objects.filter(office=get_office().pk, file_id=file_id, kind__in=orders.KINDS)
    return mine.filter(pk=delivery_id).first()
