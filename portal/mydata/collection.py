"""Everything the portal stores about one person in one file, to view and to download."""

import json
from dataclasses import dataclass

from django.db import transaction

from portal.audit.actors import DEFENDANT
from portal.audit.services import record
from portal.file.personal_data import KEPT, KeptThing, PersonalData
from portal.file.visit import Visit
from portal.mydata.looks import list_looks
from portal.web.formats import moment


@dataclass(frozen=True, slots=True)
class Part:
    """One kind of data, and its entries."""

    keeping: PersonalData
    things: list[KeptThing]


def collect(visit: Visit) -> list[Part]:
    """Every kind, also those of which nothing is kept."""
    return [Part(keeping, list_things(visit, keeping)) for keeping in KEPT.collect()]


def list_things(visit: Visit, keeping: PersonalData) -> list[KeptThing]:
    """The entries of one kind, including those in the session of this visit."""
    kept = keeping.list_things(file_id=visit.file_id, party_id=visit.party_id)
    return [*keeping.list_of_session(visit), *kept]


def find_removable(code: str) -> PersonalData | None:
    """The kind of that code, when a person may have it deleted."""
    return next((one for one in KEPT.collect() if one.code == code and one.is_removable), None)


@transaction.atomic
def remove(visit: Visit, keeping: PersonalData) -> int:
    """Delete the stored data of a kind now. Returns how many."""
    gone = keeping.remove(file_id=visit.file_id, party_id=visit.party_id)
    gone += keeping.remove_of_session(visit)
    if gone:
        details = {"kind": keeping.code, "count": gone}
        record("own-data-removed", by=DEFENDANT, file_id=visit.file_id, details=details)
    return gone


def write_json(visit: Visit) -> str:
    """The same for a machine: a list by kind, and who looked."""
    kept = {
        part.keeping.code: [
            {"what": thing.words, "since": thing.since.isoformat(), "until": thing.rule, "data": thing.data}
            for thing in part.things
        ]
        for part in collect(visit)
    }
    looks = [
        {"at": look.at.isoformat(), "who": look.who, "what": look.what} for look in list_looks(visit.file_id)
    ]
    return json.dumps({"kept": kept, "looked": looks}, ensure_ascii=False, indent=2, default=str)


def list_lines(visit: Visit) -> list[tuple[str, list[tuple[str, str]]]]:
    """The same for paper: a heading, and terms with values."""
    parts = [
        (
            str(part.keeping.title),
            [(moment(thing.since), f"{thing.words}. {thing.rule}") for thing in part.things],
        )
        for part in collect(visit)
    ]
    return [part for part in parts if part[1]]
