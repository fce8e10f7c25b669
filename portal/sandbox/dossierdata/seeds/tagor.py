"""The parties of the practice Tagor, as an adviser would know them."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from portal.sandbox.records import Party
from portal.sandbox.seeds.files import make_files


@dataclass(frozen=True, slots=True)
class Known:
    """A party with the numbers of its files."""

    party: Party
    file_names: tuple[str, ...]


@lru_cache(maxsize=1)
def list_known(day: date) -> tuple[Known, ...]:
    """Defendants first, then claimants; each party once, whatever the number of its files."""
    files = make_files(day)
    numbers: dict[str, list[str]] = {}
    parties: dict[str, Party] = {}
    for party, name in [
        *((party, file.name) for file in files for party in file.defendants),
        *((file.claimant, file.name) for file in files),
    ]:
        parties[party.party_id] = party
        numbers.setdefault(party.party_id, []).append(name)
    return tuple(Known(party, tuple(numbers[key])) for key, party in parties.items())
