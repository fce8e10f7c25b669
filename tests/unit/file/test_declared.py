"""Every declared fact keeps its word: one name, the credential it says, and only one that writes."""

import importlib
import inspect
import pkgutil
import re
from dataclasses import replace
from typing import Any

import pytest
from django.contrib.sessions.backends.db import SessionStore

import portal
from portal.file.declaration import Fact, FetchedFact
from portal.file.reading import read
from portal.file.visit import Visit
from portal.integrations.tagor.values.account import Credential
from tests.practice import PracticeOffice

APART = ("portal.sandbox", "portal.integrations")
SCHEMES = {"defendant": "Hash", "office": "Tgr"}


def list_facts() -> dict[str, Fact[Any]]:
    """Every fact that a module of the portal declares, by the place where it stands."""
    found: dict[str, Fact[Any]] = {}
    for module in pkgutil.walk_packages(portal.__path__, "portal."):
        if module.name.startswith(APART) or ".migrations" in module.name or module.name.endswith("wsgi"):
            continue
        loaded = importlib.import_module(module.name)
        facts = {name: value for name, value in vars(loaded).items() if isinstance(value, Fact)}
        source = inspect.getsource(loaded) if facts else ""
        declared = re.findall(r"^(\w+)(?:: [^=]+)? = ", source, re.MULTILINE)  # not what it only imports
        found |= {f"{module.name}.{name}": facts[name] for name in declared if name in facts}
    return found


FACTS = list_facts()
TOLD = {place: fact for place, fact in FACTS.items() if isinstance(fact, FetchedFact)}


@pytest.fixture
def visit(practice: PracticeOffice, db: None) -> Visit:
    seeded, session = practice.file("running-plan"), SessionStore()
    session.create()
    return Visit(
        who="defendant",
        file_id=seeded.file_id,
        party_id=seeded.party_id,
        credential=Credential("Hash", seeded.hash),
        session=session,
        session_key=session.session_key or "",
    )


def test_the_facts_are_found() -> None:
    assert len(FACTS) >= 15
    assert {place.split(".")[1] for place in FACTS} >= {"file", "plans", "payments"}


def test_no_two_facts_share_a_name() -> None:
    names = [fact.name for fact in FACTS.values()]
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("place", FACTS)
def test_each_can_be_read(place: str, visit: Visit) -> None:
    reading = read(visit, FACTS[place])
    assert reading[FACTS[place]] is not None


@pytest.mark.parametrize("place", TOLD)
def test_each_is_asked_by_the_key_it_says(place: str, visit: Visit, practice: PracticeOffice) -> None:
    practice.clear_calls()
    read(visit, TOLD[place])
    schemes = {call["scheme"] for call in practice.calls()}
    assert schemes == {SCHEMES[TOLD[place].key]}


@pytest.mark.parametrize("place", [place for place, fact in TOLD.items() if not fact.writes])
def test_the_office_may_ask_whatever_writes_nothing(
    place: str, visit: Visit, practice: PracticeOffice
) -> None:
    practice.clear_calls()
    read(replace(visit, who="office", credential=None, session_key="", held={}), TOLD[place])
    assert {call["scheme"] for call in practice.calls()} == {SCHEMES["office"]}
    assert practice.calls("TagorService/GetSaldo") == []


def test_only_the_balance_writes() -> None:
    assert [fact.name for fact in TOLD.values() if fact.writes] == ["balance"]
