"""A member of staff at the desk, with Aptic played by the practice office."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from portal.aptic.models import ServiceAction
from portal.office.models import Office
from tests.pages.desk.staff import make_staff, sign_in_staff
from tests.practice import PracticeOffice

BASE = "/desk/services/"
EVERYTHING = ("view_webhooks", "manage_webhooks", "run_actions", "define_actions", "search_persons")
PLAN = {
    "type": "object",
    "properties": {
        "amount": {"type": "number", "title": "Amount to spread", "exclusiveMinimum": 0},
        "months": {"type": "integer", "title": "Number of months", "minimum": 1, "maximum": 120},
    },
    "required": ["amount", "months"],
    "additionalProperties": False,
}
LETTERS = {
    "type": "object",
    "properties": {
        "letterCode": {"type": "string", "enum": ["REMINDER", "STATEMENT"], "title": "Letter"},
        "accountNumbers": {"type": "array", "items": {"type": "string"}, "minItems": 1, "title": "Accounts"},
    },
    "required": ["letterCode", "accountNumbers"],
}


@pytest.fixture
def staff(client: Client, office: Office, practice: PracticeOffice) -> Any:
    """Signed in at the desk with every permission of this room but the one to unmask."""
    return sign_in_with(client, EVERYTHING)


@pytest.fixture
def sign_in_as(client: Client, office: Office, practice: PracticeOffice) -> Callable[..., Any]:
    """Signed in with just these permissions of this room."""
    return lambda *permissions: sign_in_with(client, permissions)


def sign_in_with(client: Client, permissions: Any, *, name: str = "an") -> Any:
    client.cookies["language"] = "en"
    full = [one if "." in one else f"service_calls.{one}" for one in permissions]
    user = make_staff(name, permissions=full)
    sign_in_staff(client, name)
    return user


@pytest.fixture
def make_action(office: Office) -> Callable[..., ServiceAction]:
    """An action of the office, as an admin defined it; a calculation of a plan unless said otherwise."""

    def make(title: str = "Calculate a plan", **fields: Any) -> ServiceAction:
        values = {"definition": "PlanSimulation", "schema": json.loads(json.dumps(PLAN)), **fields}
        return ServiceAction.objects.create(office=office, title=title, **values)

    return make
