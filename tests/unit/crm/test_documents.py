"""What our own documents become: resources, fields, columns, references, names."""

import pytest
from django.utils import translation

from portal.crm.document.catalogue import Catalogue
from portal.crm.document.labels import humanise
from portal.crm.document.resources import build_resources
from portal.crm.document.systems import get_system
from portal.integrations.openapi import load_document
from tests.repo.files import ROOT


def load(system: str) -> Catalogue:
    document = load_document(ROOT / "portal" / "integrations" / "catalog" / f"{system}.json")
    return Catalogue(get_system(system), document)


@pytest.fixture(scope="module")
def cirrus() -> Catalogue:
    return load("cirrus")


@pytest.fixture(scope="module")
def dossierdata() -> Catalogue:
    return load("dossierdata")


@pytest.mark.parametrize("system", ["dossierdata", "cirrus"])
def test_every_operation_is_in_exactly_one_resource(system: str) -> None:
    document = load(system).document
    found = [o.operation_id for r in build_resources(document).values() for o in r.operations]

    assert sorted(found) == sorted(document.operations)


def test_a_resource_knows_its_calls(cirrus: Catalogue) -> None:
    accounts = cirrus.get_resource("accounts")

    assert accounts.listing
    assert accounts.listing.operation_id == "list_accounts"
    assert accounts.updating
    assert accounts.updating.operation_id == "update_account"
    assert accounts.deleting is None
    acts = {act.operation.operation_id: act.id_name for act in accounts.acts}
    assert acts["merge_accounts"] == "target"
    assert acts["follow_account"] == ""


def test_a_single_record_is_no_list(cirrus: Catalogue) -> None:
    assert cirrus.get_resource("settings").is_single
    assert cirrus.get_resource("users-me").is_single
    assert not cirrus.get_resource("users").is_single


@pytest.mark.parametrize(
    ("within", "name", "way", "target"),
    [
        ("activities", "accountid", "value", "accounts"),
        ("activities", "userid", "value", "users"),
        ("activities", "user", "object", "users"),
        ("articles", "brandid", "value", "articles-brands"),
        ("quotes", "statusid", "value", "quotes-statuses"),
        ("orders", "statusid", "value", "orderstatus"),
        ("accounts", "typeid", "value", "accounts-accounttypes"),
        ("opportunities", "typeid", "value", "opportunities-types"),
        ("accounts", "alternateuserid", "value", "users"),
        ("accounts", "name", "value", ""),
        ("accounts", "uservisitintervalweeks", "value", ""),
    ],
)
def test_a_field_points_to_its_records(
    cirrus: Catalogue, within: str, name: str, way: str, target: str
) -> None:
    assert cirrus.references.find(name, way, within=within) == target


def test_a_field_of_dossierdata_points_to_its_customer(dossierdata: Catalogue) -> None:
    letter = {one.name: one for one in dossierdata.get_record_fields(dossierdata.get_resource("letter"))}

    assert letter["customer_id"].reference == "customer"
    assert letter["template_id"].reference == "template"
    assert letter["user_id"].reference == ""


def test_fields_have_the_inputs_they_need(cirrus: Catalogue, dossierdata: Catalogue) -> None:
    creating = dossierdata.get_resource("customer").creating
    assert creating
    customer = {one.name: one for one in dossierdata.get_body_fields(creating)}
    kinds = {
        name: customer[name].kind for name in ("dateOfBirth", "smoking", "salary", "emailaddress", "type")
    }
    assert kinds == {
        "dateOfBirth": "date",
        "smoking": "yes",
        "salary": "money",
        "emailaddress": "email",
        "type": "choice",
    }
    with translation.override("en"):
        assert ("1", "Private person") in [(value, str(text)) for value, text in customer["type"].choices]
    assert customer["lastName"].is_required

    creating = cirrus.get_resource("accounts").creating
    assert creating
    account = {one.name: one for one in cirrus.get_body_fields(creating)}
    assert account["active"].kind == "flag"
    assert account["addresses"].kind == "object"
    assert account["accountgroups"].kind == "list"
    assert account["info"].kind == "long"


def test_what_the_server_fills_is_not_asked(dossierdata: Catalogue) -> None:
    creating = dossierdata.get_resource("note").creating
    assert creating
    fields = {one.name: one.is_filled_by_server for one in dossierdata.get_body_fields(creating)}

    assert fields["created_at"]
    assert not fields["title"]


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("houseNumberAddition", "House number addition"),
        ("uservisitintervalweeks", "User visit interval weeks"),
        ("parentaccountid", "Parent account"),
        ("collateral_postcode", "Collateral post code"),
        ("hypotheeknummer", "Hypotheeknummer"),
    ],
)
def test_names_of_the_wire_become_words(name: str, words: str) -> None:
    assert humanise(name) == words
