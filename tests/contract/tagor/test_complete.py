"""Every operation of the catalogue has a client method, a practice handler and a contract test."""

import pytest

from portal.integrations.tagor.client import TagorClient
from portal.integrations.tagor.operations import list_served
from portal.sandbox.tagor.endpoint import FORM_POSTS, HANDLERS
from tests.contract.tagor.catalogue import OPERATIONS
from tests.contract.tagor.covering import read_covered

SERVED = list_served(TagorClient)


def test_the_catalogue_is_whole() -> None:
    """79 paths of the reference page, and the one that only 2.00 has."""
    newer = {
        name
        for name, verbs in OPERATIONS.items()
        if any(item["x-evidence"]["path"] != "seed" for item in verbs.values())
    }
    assert newer == {"Dossier/CreateAgenda"}
    assert len(OPERATIONS) == 80


@pytest.mark.parametrize("name", sorted(OPERATIONS))
def test_an_operation_is_complete(name: str) -> None:
    verbs = {one.method for served in SERVED.values() for one in served if one.name == name}
    assert verbs == set(OPERATIONS[name]), "no client method for this verb"
    assert name in HANDLERS or name in FORM_POSTS, "the practice office does not play it"
    assert name in read_covered(), "no contract test covers it"


def test_a_method_serves_only_what_the_catalogue_knows() -> None:
    assert {one.name for served in SERVED.values() for one in served} <= set(OPERATIONS)


def test_what_only_a_newer_server_has_says_so() -> None:
    newer = {one.name for served in SERVED.values() for one in served if one.since}
    assert newer == {"Dossier/CreateAgenda"}


def test_every_public_method_that_calls_is_marked() -> None:
    unmarked = {"close", "has_version"}
    public = {name for name in dir(TagorClient) if not name.startswith("_")}
    assert public - set(SERVED) == unmarked
