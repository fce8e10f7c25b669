"""A member of staff who joins files to CRM records; the first file of the practice office is hers."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from portal.crm.links.models import Link, State
from portal.crm.tokens import save_tokens
from portal.integrations.openapi.oauth import Tokens
from portal.office.models import Office
from tests.pages.desk.staff import make_staff, sign_in_staff
from tests.practice import PracticeFile, PracticeOffice

EVERYTHING = (
    "links.view_link",
    "links.manage",
    "links.change_mirrorrule",
    "crm.view_records",
    "crm.connect",
)


def connect(user: Any, practice: PracticeOffice) -> None:
    given = practice.dossierdata_tokens()
    save_tokens(user, "dossierdata", Tokens(given["access_token"], given["refresh_token"], 86_400))


@pytest.fixture
def seeded(practice: PracticeOffice) -> PracticeFile:
    return practice.file("nl-woman")


@pytest.fixture
def staff(client: Client, office: Office, practice: PracticeOffice) -> Any:
    """Signed in at the desk with every permission of these pages, and at DossierData."""
    user = make_staff(permissions=EVERYTHING)
    connect(user, practice)
    sign_in_staff(client)
    return user


@pytest.fixture
def stranger_at_dossierdata(client: Client, office: Office, practice: PracticeOffice) -> Any:
    """The same, without a sign-in at DossierData."""
    user = make_staff(permissions=EVERYTHING)
    sign_in_staff(client)
    return user


@pytest.fixture
def join(office: Office, seeded: PracticeFile) -> Callable[..., Link]:
    """A record that a person has joined to the defendant."""

    def make(system: str, resource: str, record_id: str, owner_id: str = "", **values: Any) -> Link:
        values.setdefault("party_id", seeded.party_id)
        values.setdefault("label", "Lotte Verhoeven")
        return Link.objects.create(
            office=office,
            file_id=seeded.file_id,
            system=system,
            resource=resource,
            record_id=record_id,
            owner_id=owner_id or record_id,
            state=State.CONFIRMED,
            **values,
        )

    return make
