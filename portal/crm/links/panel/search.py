"""Records of the CRM systems, for the desk's search."""

from collections.abc import Iterator
from functools import partial

from django.utils.translation import gettext_lazy as _

from portal.crm.links.models import System
from portal.crm.links.panel.decorators import get_name
from portal.crm.links.panel.forms import RESOURCE_CHOICES
from portal.crm.links.panel.presenters import make_view_href, must_sign_in
from portal.crm.links.panel.selectors import find_records, is_on
from portal.crm.links.systems.credentials import hold_credential
from portal.desk.search.sources import Asked, Call, Hit, Source
from portal.integrations.openapi import Credential

SHORTEST = 3


class CrmRecords(Source):
    """Customers, dossiers, accounts and contacts; DossierData only for who is signed in there."""

    title, permission = _("CRM records"), "crm.view_records"

    def list_calls(self, asked: Asked) -> Iterator[Call]:
        """As ``Source``."""
        credential = None
        for place, _label in RESOURCE_CHOICES if len(asked.plain) >= SHORTEST else ():
            system, _colon, resource = place.partition(":")
            if not is_on(system) or (system == System.DOSSIERDATA and must_sign_in(asked.user)):
                continue
            if system == System.DOSSIERDATA:
                credential = credential or hold_credential(asked.user)
            yield get_name(system), partial(_find, system, resource, asked, credential)


def _find(system: str, resource: str, asked: Asked, credential: Credential | None) -> Iterator[Hit]:
    for one in find_records(system, resource, asked.text, credential=credential):
        facts = ", ".join(value for _code, value in one.facts if value)
        text = f"{get_name(system)} · {facts}" if facts else get_name(system)
        href = make_view_href(system, resource, one.record_id, asked.user)
        if href:
            yield Hit(one.label, text, href)
