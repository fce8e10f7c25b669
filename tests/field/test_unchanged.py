"""A record that is opened and saved as it stands is taken, whatever kind it is, and holds what it held.

The kind: what a system answers and what it takes are two schemas; an unchanged value was sent as it was read.
"""

from typing import Any

import pytest
from django.test import Client

from portal.crm.document.catalogue import get_catalogue
from tests.pages.conftest import Visit
from tests.pages.crm.test_records import fill

MOST_RECORDS = 1
# A colleague holds them, which the system tells with 409; and no call of Cirrus gives a file's content back.
NOT_TO_SAVE = {("dossierdata", "lock"), ("dossierdata", "mortgage"), ("cirrus", "files")}


def list_editable(system: str) -> list[str]:
    """Kinds of records that have a list and can be changed."""
    resources = get_catalogue(system).resources.values()
    keys = [one.key for one in resources if one.updating is not None and one.listing is not None]
    return [key for key in keys if (system, key) not in NOT_TO_SAVE]


def list_ids(visit: Visit, start: str) -> list[str]:
    """The first records of a list."""
    steps = [
        href.removeprefix(start).strip("/")
        for href in visit(start).links().values()
        if href.startswith(start)
    ]
    return list(dict.fromkeys(step for step in steps if step.isdigit()))[:MOST_RECORDS]


@pytest.mark.parametrize("system", ["dossierdata", "cirrus"])
def test_every_kind_of_record_saves_unchanged(system: str, staff: Any, visit: Visit, client: Client) -> None:
    faults: dict[str, Any] = {}
    saved = 0
    for key in list_editable(system):
        start = f"/desk/crm/{system}/{key}/"
        for record_id in list_ids(visit, start):
            address = f"{start}{record_id}/edit/"
            before = fill(visit(address))
            status = client.post(address, before).status_code
            after = fill(visit(address))
            saved += 1
            changed = {
                name: (before.get(name), after[name]) for name in after if after[name] != before.get(name)
            }
            for name in [one for one in changed if not one.startswith("f.")]:
                del changed[name]
            if status != 303 or changed:
                faults[address] = status, changed
    assert not faults
    assert saved > 10
