"""A member of staff at the desk, with both CRM systems played by the practice office."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import AbstractUser
from django.test import Client

from portal.crm.tokens import save_tokens
from portal.integrations.openapi.oauth import Tokens
from portal.office.models import Office
from tests.pages.desk.staff import make_staff, sign_in_staff
from tests.practice import PracticeOffice

EVERYTHING = ("view_records", "edit_records", "delete_records", "export_records", "connect")


@pytest.fixture
def staff(client: Client, office: Office, practice: PracticeOffice) -> AbstractUser:
    """Signed in at the desk with every permission, and at DossierData as its user 1."""
    return sign_in_with(client, practice, EVERYTHING)


@pytest.fixture
def sign_in_as(client: Client, office: Office, practice: PracticeOffice) -> Callable[..., AbstractUser]:
    """Signed in with just these permissions of the CRM pages."""
    return lambda *permissions: sign_in_with(client, practice, permissions)


def sign_in_with(client: Client, practice: PracticeOffice, permissions: Any) -> AbstractUser:
    user: AbstractUser = make_staff(permissions=[f"crm.{name}" for name in permissions])
    given = practice.dossierdata_tokens()
    save_tokens(user, "dossierdata", Tokens(given["access_token"], given["refresh_token"], 86_400))
    sign_in_staff(client)
    return user
