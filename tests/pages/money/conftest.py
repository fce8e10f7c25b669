"""Two people who may change together where money goes, and the way of each through the pages."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from pytest_django import Settings

from portal import registry
from portal.desk.people.roles import make_roles
from portal.office.models import MoneyChange, Office
from tests.pages.conftest import Visit
from tests.pages.desk.staff import PASSWORD, make_staff, sign_in_staff
from tests.pages.page import Page

HOME = "/desk/settings/money/"
NEW = {
    "account_holder": "Kantoor Proef - derdenrekening",
    "iban": "be71 0961-2345.6769",
    "bic": "gkcc be bb",
    "communication": "text",
    "online_payment": "on",
    "usual": "transfer",
    "new_type_0": "3",
    "new_provider_0": "sips_direct",
}


def fill_in(visit: Visit, status: int = 200, **other: str) -> Page:
    """The check of a change to ``NEW``, with other values where a test wants them."""
    seen = visit(HOME + "propose/").form_fields()["seen"]
    return visit(HOME + "propose/", {**NEW, "seen": seen, **other}, status=status)


@pytest.fixture(autouse=True)
def services_are_set_up(settings: Settings) -> Settings:
    """The portal is a merchant of SIPS and of Mollie, so that a change may choose them."""
    settings.SIPS_URL, settings.SIPS_ALLOWED_HOSTS = "https://pay.example", ["pay.example"]
    settings.SIPS_MERCHANT_ID, settings.SIPS_SECRET = "002001000000099", "a-secret-of-the-bank-42"
    settings.MOLLIE_API_KEY = "test_practiceKey0123456789"
    registry.reset()
    return settings


@pytest.fixture
def people(db: None) -> dict[str, Any]:
    """An admin who proposes, a checker who confirms, and a reader."""
    make_roles()
    people = {}
    for name, role in (("ann", "office admin"), ("bob", "money checker"), ("carl", "reader")):
        people[name] = make_staff(name, email=f"{name}@kantoor.example")
        people[name].groups.add(Group.objects.get(name=role))
    return people


@pytest.fixture
def as_(client: Client, people: dict[str, Any]) -> Callable[[str], None]:
    """Sign in as one of them."""

    def sign_in(name: str) -> None:
        client.logout()
        assert sign_in_staff(client, name).status_code in {302, 303}
        client.cookies["language"] = "en"

    return sign_in


@pytest.fixture
def propose(visit: Visit, as_: Callable[[str], None], office: Office) -> Callable[..., MoneyChange]:
    """A change that Ann proposed through the pages."""

    def go(name: str = "ann", **other: str) -> MoneyChange:
        as_(name)
        page = fill_in(visit, **other)
        visit(HOME + "propose/", {**page.form_fields(), "password": PASSWORD, "propose": "1"}, status=303)
        return MoneyChange.objects.latest("pk")

    return go
