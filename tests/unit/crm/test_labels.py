"""Every name of our two documents is in four languages; what another document adds stays in its own words."""

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.utils.translation import override

from portal.crm.document.catalogue import Catalogue
from portal.crm.document.field_tree import Field
from portal.crm.document.labels import (
    find_act_name,
    is_translated_field,
    is_translated_resource,
    name_field,
    name_resource,
)
from portal.crm.document.names import FIELD_TABLES, FIELDS
from portal.crm.document.systems import get_system
from portal.crm.records.hrefs import label_act
from portal.crm.records.presenters import label_field, label_resource
from portal.integrations.openapi import load_document
from tests.repo.files import ROOT

SYSTEMS = ("dossierdata", "cirrus")
NAMES = "portal/crm/document/names"
CATALOG = ROOT / "portal" / "integrations" / "catalog"
# The same in every language.
PROPER = {"Facebook", "LinkedIn", "X (Twitter)", "HTML", "PDF", "PlusGiro", "Bankgiro", "BIC (SWIFT)"}
PROPER_VALUES = {"SSL", "TLS"}
LEAD_ACTS = ("create_customer_lead", "create_customer_mortgage_lead")


def load(system: str, path: Path | None = None) -> Catalogue:
    return Catalogue(get_system(system), load_document(path or CATALOG / f"{system}.json"))


def list_fields(catalogue: Catalogue) -> Iterator[tuple[str, Field]]:
    """Every field that a page shows or asks, with its operation."""
    for operation_id, resource in catalogue.owners.items():
        operation = catalogue.document.get_operation(operation_id)
        is_list = operation is resource.listing  # its columns sort it, and its pages have links
        for top in (
            *catalogue.get_query_fields(operation, with_paging=not is_list),
            *catalogue.get_body_fields(operation),
            *catalogue.get_path_fields(operation),
            *catalogue.get_answer_fields(operation),
            *catalogue.get_record_fields(resource),
            *catalogue.get_row_fields(resource),
        ):
            yield from ((operation_id, one) for _place, one in top.walk() if one.name != "*")


@pytest.mark.parametrize("system", SYSTEMS)
def test_every_field_of_our_documents_is_in_every_language(system: str) -> None:
    names: dict[str, str] = {}
    for operation_id, one in list_fields(load(system)):
        names.setdefault(one.name, operation_id)
    assert len(names) > 250
    unnamed = {name: place for name, place in names.items() if not is_translated_field(name)}
    assert unnamed == {}, f"name each in the module of its subject in {NAMES}"


@pytest.mark.parametrize("system", SYSTEMS)
def test_every_resource_and_act_of_our_documents_is_in_every_language(system: str) -> None:
    catalogue = load(system)
    unnamed = [key for key in catalogue.resources if not is_translated_resource(key)]
    assert unnamed == [], f"name each in {NAMES}/resource_names.py"
    acts = [act.operation for resource in catalogue.resources.values() for act in resource.acts]
    assert acts
    assert [one.operation_id for one in acts if label_act(one).is_english] == [], f"{NAMES}/act_names.py"


@pytest.mark.parametrize("system", SYSTEMS)
def test_every_value_of_a_choice_is_in_every_language(system: str) -> None:
    said = {label for _place, one in list_fields(load(system)) for _value, label in one.choices}
    assert said
    unnamed = {label for label in said if isinstance(label, str)} - PROPER_VALUES
    assert unnamed == set(), f"name each in {NAMES}/value_names.py"


def test_a_label_is_a_sentence_of_the_catalogues_or_a_name() -> None:
    assert {label for label in FIELDS.values() if isinstance(label, str)} == PROPER


def test_a_name_stands_in_one_table() -> None:
    count = Counter(name for table in FIELD_TABLES for name in table)
    assert [name for name, times in count.items() if times > 1] == []


def test_what_an_own_document_adds_stays_in_its_own_words(tmp_path: Path) -> None:
    document = json.loads((CATALOG / "dossierdata.json").read_text("utf-8"))
    document["paths"] |= {
        path.replace("/note", "/sleighRide"): item
        for path, item in document["paths"].items()
        if path.startswith("/note")
    }
    note = document["components"]["schemas"]["Note"]["properties"]
    note["reindeerCount"] = {"type": "integer", "description": "As counted before they leave the stable"}
    own = tmp_path / "own.json"
    own.write_text(json.dumps(document), "utf-8")

    catalogue = load("dossierdata", own)
    resource = catalogue.get_resource("sleighRide")
    fields = {one.name: one for one in catalogue.get_record_fields(resource)}

    assert label_resource(resource).is_english
    assert label_resource(resource).text == "Sleigh ride"
    added = fields["reindeerCount"]
    assert (added.label, added.is_english) == ("Reindeer count", True)
    assert added.hint == "As counted before they leave the stable"
    assert label_field("reindeerCount").is_english
    assert not fields["title"].is_english
    assert fields["title"].hint == ""


@pytest.mark.parametrize(("language", "said"), [("nl", "Gemeente"), ("nl-x-nl", "Plaats"), ("fr", "Commune")])
def test_a_town_is_called_as_its_country_does(language: str, said: str) -> None:
    with override(language):
        assert str(name_field("city")) == said


@pytest.mark.parametrize(("language", "word"), [("nl", "lead"), ("fr", "prospect"), ("de", "interessent")])
def test_a_lead_has_one_name(language: str, word: str) -> None:
    with override(language):
        names = [name_resource("leads"), name_field("lead"), *map(find_act_name, LEAD_ACTS)]
        assert [one for one in names if word not in str(one).casefold()] == []


@pytest.mark.parametrize("language", ["nl", "fr", "de"])
def test_the_date_of_a_quote_is_not_that_of_an_order(language: str) -> None:
    with override(language):
        assert str(name_field("placedate")) == str(name_field("date"))
