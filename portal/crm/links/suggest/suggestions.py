"""Finds records that may be about the parties of a file. Linking them is up to a person."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from portal.crm.document.systems import get_system
from portal.crm.links.suggest.case import Case, Person
from portal.crm.links.systems import cirrus, dossierdata
from portal.crm.links.systems.credentials import hold_credential
from portal.crm.links.systems.matching import ENOUGH, compare, get_digits, get_longest_word
from portal.crm.links.systems.records import Record, get_text
from portal.crm.links.systems.together import ask_all
from portal.integrations.errors import IntegrationError
from portal.integrations.openapi import Credential
from portal.integrations.side_by_side import run_together

KEY_SCORE, NUMBER_SCORE = 100, 90
ENOUGH_WITH_NUMBER = 40
"""From this score on a record with the file's number is worth showing."""
MOST_FOR_ONE = 5


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A record, the party it may be about ("" for the file), its score, and codes of the reasons."""

    record: Record
    party_id: str
    score: int
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Findings:
    """What was found, and the systems that could not be asked."""

    suggestions: tuple[Suggestion, ...]
    errors: Mapping[str, IntegrationError]


def find_suggestions(case: Case, *, user: Any) -> Findings:
    """Search both systems in parallel; skips one that is off, reports one that fails."""
    calls = {}
    if get_system("cirrus").is_on:
        calls["cirrus"] = lambda: _find_in_cirrus(case)
    if get_system("dossierdata").is_on:
        credential = hold_credential(user)
        calls["dossierdata"] = lambda: _find_in_dossierdata(case, credential)
    outcomes = run_together(calls)
    found = [one for outcome in outcomes.values() for one in outcome.value or ()]
    errors = {name: outcome.error for name, outcome in outcomes.items() if outcome.error is not None}
    return Findings(tuple(found), errors)


# Cirrus: filters -----------------------------------------------------------------------------------------


def _find_in_cirrus(case: Case) -> tuple[Suggestion, ...]:
    number = get_digits(case.number)

    def has_number(record: Record) -> bool:
        return bool(case.number) and get_digits(record.external_key) == number

    by_number = cirrus.find("accounts", externalkey=case.number) if case.number else ()
    found: list[Suggestion] = []
    for person in case.people:
        records = {**_ask_cirrus(person), **{(one.resource, one.record_id): one for one in by_number}}
        found += _judge_all(person, records.values(), has_number)
    taken = {one.record.record_id for one in found if "file-number" in one.reasons}
    found += [
        Suggestion(one, "", NUMBER_SCORE, ("file-number",)) for one in by_number if one.record_id not in taken
    ]
    return tuple(found)


def _ask_cirrus(person: Person) -> dict[tuple[str, str], Record]:
    word = get_longest_word(person.name)
    calls = {
        f"{resource}-{how}": call
        for resource in ("accounts", "contacts")
        for how, call in {
            "key": lambda resource=resource: cirrus.find(resource, externalkey=person.party_id),
            "name": lambda resource=resource: cirrus.find_by_name(resource, word) if word else (),
        }.items()
    }
    rows = [one for found in ask_all(calls).values() for one in found]
    return {(one.resource, one.record_id): one for one in rows}


# DossierData: whole lists --------------------------------------------------------------------------------


def _find_in_dossierdata(case: Case, credential: Credential) -> tuple[Suggestion, ...]:
    names = ("list_customers", "list_addresses", "list_dossiers", "list_accounts")
    told = ask_all({name: _make_call(name, credential) for name in names})
    customers, addresses, dossiers, accounts = (told[name] for name in names)
    number = get_digits(case.number)
    mine = [row for row in dossiers if number and get_digits(get_text(row, "uuid")) == number]
    owners = {get_text(row, "customer_id") for row in mine}
    owners |= {
        get_text(row, "customer_id")
        for row in accounts
        if number and number in get_digits(get_text(row, "inzake"))
    }
    places = {get_text(row, "customer"): row for row in reversed(addresses)}
    records = [dossierdata.read_customer(row, places.get(get_text(row, "id"), {})) for row in customers]

    def is_owner(record: Record) -> bool:
        return record.record_id in owners

    found = [one for person in case.people for one in _judge_all(person, records, is_owner)]
    names_by_id = {one.record_id: one.label for one in records}
    dossier_records = [dossierdata.read_dossier(row, names_by_id) for row in mine]
    found += [Suggestion(one, "", NUMBER_SCORE, ("file-number",)) for one in dossier_records]
    return tuple(found)


def _make_call(name: str, credential: Credential) -> Any:
    return lambda: dossierdata.list_all(name, credential)


# Both: how sure ------------------------------------------------------------------------------------------


def _judge_all(
    person: Person, records: Iterable[Record], is_of_file: Callable[[Record], bool]
) -> list[Suggestion]:
    """The best candidates for this party."""
    judged = [one for record in records if (one := _judge(person, record, is_of_file)) is not None]
    return sorted(judged, key=lambda one: -one.score)[:MOST_FOR_ONE]


def _judge(person: Person, record: Record, is_of_file: Callable[[Record], bool]) -> Suggestion | None:
    """``is_of_file``: whether the system says that a record belongs to the file."""
    match = compare(person.traits, record.traits)
    if record.external_key and record.external_key == person.party_id:
        return Suggestion(record, person.party_id, KEY_SCORE, ("externalkey", *match.reasons))
    if match.score >= ENOUGH_WITH_NUMBER and is_of_file(record):
        return Suggestion(
            record, person.party_id, max(NUMBER_SCORE, match.score), ("file-number", *match.reasons)
        )
    if match.score >= ENOUGH:
        return Suggestion(record, person.party_id, match.score, match.reasons)
    return None
