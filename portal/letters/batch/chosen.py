"""Files ticked in a list of the desk, sealed in the session until a batch is made of them."""

import json
from collections.abc import Iterable, Sequence
from functools import partial

from portal import registry
from portal.desk.case.opened import find_numbers
from portal.integrations.side_by_side import run_together
from portal.web.sealing import seal, unseal

PURPOSE = "letter-chosen"
MOST_CHOSEN = 200
LONGEST = 80


def name_chosen(numbers: Iterable[str], file_ids: Iterable[str]) -> list[str]:
    """The numbers of the files, without duplicates.

    An id without a known number stays: its row then says so.
    """
    wanted = [one for one in dict.fromkeys(file_ids) if one.isalnum() and len(one) <= LONGEST][:MOST_CHOSEN]
    known = find_numbers(wanted)
    known |= _ask([one for one in wanted if one not in known])
    found = [" ".join(number.split())[:LONGEST] for number in numbers]
    found += [known.get(one, one) for one in wanted]
    return list(dict.fromkeys(filter(None, found)))[:MOST_CHOSEN]


def seal_chosen(numbers: Sequence[str]) -> str:
    """For the session."""
    return seal(json.dumps(list(numbers)), purpose=PURPOSE)


def open_chosen(sealed: str) -> list[str]:
    """From the session; nothing when the key is gone."""
    kept = unseal(sealed, purpose=PURPOSE) if sealed else None
    return list(json.loads(kept)) if kept else []


def _ask(file_ids: Sequence[str]) -> dict[str, str]:
    """Read their numbers from Tagor, in parallel; nothing is written in a file."""
    told = run_together({one: partial(registry.tagor().get_file, file_id=one) for one in file_ids})
    return {one: outcome.value.file_name for one, outcome in told.items() if outcome.value}
