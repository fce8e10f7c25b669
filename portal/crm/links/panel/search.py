"""CRM records in the desk's search."""

from collections.abc import Iterator
from functools import partial

from django.utils.translation import gettext_lazy as _

from portal.crm.index import selectors as index
from portal.crm.links.models import System
from portal.crm.links.panel.decorators import get_name
from portal.crm.links.panel.presenters import make_view_href, must_sign_in
from portal.crm.links.panel.selectors import find_records
from portal.crm.links.selectors import is_on
from portal.crm.links.systems.credentials import hold_credential
from portal.crm.links.systems.record_kinds import KIND_CHOICES
from portal.crm.records.presenters import label_resource_key
from portal.desk.search.sources import Asked, Call, Hit, Source
from portal.integrations.openapi import Credential

SHORTEST = 3
MOST_OF_A_SYSTEM = 10


class CrmRecords(Source):
    """Customers, dossiers, accounts and contacts; DossierData only for staff who are signed in there."""

    title, permission = _("CRM records"), "crm.view_records"

    def find(self, asked: Asked) -> Iterator[Hit]:
        """As ``Source``: from the index of the systems this person is signed in to."""
        for system in _list_open(asked):
            for one in index.find(system, asked.text)[:MOST_OF_A_SYSTEM]:
                href = make_view_href(system, one.resource, one.entry.record_id, asked.user)
                kind = str(label_resource_key(one.resource).text)
                text = " · ".join(part for part in (get_name(system), kind, one.entry.about) if part)
                yield Hit(one.entry.title, text, href)

    def list_calls(self, asked: Asked) -> Iterator[Call]:
        """As ``Source``: from the systems themselves, where their index finds nobody."""
        credential, is_open = None, _list_open(asked)
        known = {one for one in is_open if index.find(one, asked.text)}
        for place, _label in KIND_CHOICES:
            system, _colon, resource = place.partition(":")
            if system not in is_open or system in known:
                continue
            if system == System.DOSSIERDATA:
                credential = credential or hold_credential(asked.user)
            yield get_name(system), partial(_find, system, resource, asked, credential)


def _list_open(asked: Asked) -> list[str]:
    """The systems that are on, and that this person may read now."""
    if len(asked.plain) < SHORTEST:
        return []
    return [
        str(one)
        for one in (System.DOSSIERDATA, System.CIRRUS)
        if is_on(one) and not (one == System.DOSSIERDATA and must_sign_in(asked.user))
    ]


def _find(system: str, resource: str, asked: Asked, credential: Credential | None) -> Iterator[Hit]:
    for one in find_records(system, resource, asked.text, credential=credential):
        facts = ", ".join(value for _code, value in one.facts if value)
        text = f"{get_name(system)} · {facts}" if facts else get_name(system)
        href = make_view_href(system, resource, one.record_id, asked.user)
        if href:
            yield Hit(one.label, text, href)
