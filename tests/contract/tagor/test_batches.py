"""Every list that can be long is asked for in batches."""

from typing import Any

import pytest

from portal.integrations.tagor.client import TagorClient
from portal.integrations.tagor.filters import party_is
from portal.integrations.tagor.operations import list_served
from tests.contract.tagor.catalogue import OPERATIONS
from tests.practice import PracticeFile, PracticeOffice

pytestmark = pytest.mark.contract

# One row, or a handful, by what they are.
SHORT = {
    "Code/GetDescription": "as many rows as were asked",
    "Config/Info": "the office",
    "Config/User": "the caller",
    "Document/GetFile": "one document",
    "Dossier/Get": "one file",
    "Dossier/GetBalances": "one row a code",
    "Dossier/GetParties": "the people of one file",
    "Dossier/GetPaymentPlans": "two rows a plan",
    "Message/GetMessage": "one message",
    "User/Get": "one user",
    "User/GetPermissions": "one row a toggle",
}


def is_list(name: str) -> bool:
    """Whether an operation answers rows, and is not a write that only echoes what it was sent."""
    if name in SHORT or "TagorService" in name:
        return False
    schema = OPERATIONS[name]["POST"]["responses"].get("200", {}).get("content", {}).get("application/json")
    answer = schema["schema"].get("properties", {}).get("response", {}) if schema else {}
    return bool({key for key in answer.get("properties", {}) if key.startswith("ds")} - {"dsWebContext"})


LISTS = {
    name: one.name
    for name, operations in list_served(TagorClient).items()
    for one in operations
    if one.kind == "read" and one.method == "POST" and is_list(one.name)
}


def call(client: TagorClient, name: str, file: PracticeFile) -> None:
    """With plain arguments; a refusal is fine, what was sent is what counts."""
    plain: dict[str, Any] = {
        "file_id": file.file_id,
        "party_id": file.party_id,
        "table": "TQSTATUS",
        "report_id": "9000000000000007001",
        "line_id": client.list_lines(file_id=file.file_id)[0].line_id,
        "kind": "party",
        "filters": [party_is(file.party_id)],
    }
    method = getattr(client, name)
    wanted = method.__kwdefaults__ or {}
    names = method.__code__.co_varnames[1 : 1 + method.__code__.co_kwonlyargcount]
    more = {"party_id": file.party_id} if name == "list_users_with_access" else {}
    method(**more, **{each: plain[each] for each in names if each not in wanted})


@pytest.mark.parametrize("name", sorted(LISTS))
def test_a_list_is_asked_for_in_batches(
    client: TagorClient, practice: PracticeOffice, file: PracticeFile, name: str
) -> None:
    call(client, name, file)
    for asked in practice.calls(LISTS[name]):
        rows = asked["body"]["request"]["dsWebContext"]["dsWebContext"]["ttWebContext"]
        assert {"BATCH-SIZE", "BATCH-NUMBER"} <= {row["ContextKey"] for row in rows}
    assert practice.calls(LISTS[name])
