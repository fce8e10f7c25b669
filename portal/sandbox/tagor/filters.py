"""dsFilter: which files or parties are meant. All rows must be met; text is compared without regard to case.

Fields and operators are those the public samples show; another one is refused (ASSUMED). ``partij`` and
``TDOSPAR.TQPARSOORT_Id`` must be met by one and the same party of the file.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from portal.sandbox.records import File, Party
from portal.sandbox.seeds.codes import code_id
from portal.sandbox.tagor.wire import Fields, Refused

OPERATORS = ("=", ">", "begins")
PARTY_FIELDS = ("partij", "tdospar.tqparsoort_id", "tpar.tpar_id")


@dataclass(frozen=True, slots=True)
class Condition:
    """One row of dsFilter. Field and value are case-folded; ``field`` includes its table."""

    field: str
    operator: str
    value: str

    def holds(self, found: str) -> bool:
        found = found.casefold()
        if self.operator == "begins":
            return found.startswith(self.value)
        return found > self.value if self.operator == ">" else found == self.value

    def holds_on(self, found: date | None) -> bool:
        """For a date; the value is dd/mm/yyyy. Raises Refused when it is not."""
        try:
            asked = datetime.strptime(self.value, "%d/%m/%Y").date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            raise Refused("filter-refused") from None
        if self.operator == "begins":
            raise Refused("filter-refused")
        if found is None:
            return False
        return found > asked if self.operator == ">" else found == asked


def read_conditions(fields: Fields) -> list[Condition]:
    """The rows of dsFilter. Raises Refused for an operator nobody documents."""
    found = []
    for asked in fields.rows("dsFilter"):
        table, name = asked.text("Tabel"), asked.text("Veld")
        field = name if "." in name or not table else f"{table}.{name}"
        operator = asked.text("Operator").casefold()
        if operator not in OPERATORS:
            raise Refused("filter-refused")
        found.append(Condition(field.casefold(), operator, asked.text("Waarde").casefold()))
    return found


def matches(file: File, conditions: list[Condition]) -> bool:
    """Whether a file meets them all. Raises Refused for a field nobody documents."""
    about_party = [one for one in conditions if one.field in PARTY_FIELDS]
    rest = [one for one in conditions if one.field not in PARTY_FIELDS]
    if unknown := [one for one in rest if one.field not in _FILE_CHECKS]:
        raise Refused("filter-field-refused", field=unknown[0].field)
    if not all(_FILE_CHECKS[one.field](file, one) for one in rest):
        return False
    return not about_party or any(party_matches(party, about_party) for party in file.parties)


def party_matches(party: Party, conditions: list[Condition]) -> bool:
    """Raises Refused for a field that is not about a party."""
    values = {
        "partij": party.name,
        "tdospar.tqparsoort_id": code_id("TQPARSOORT", party.role),
        "tpar.tpar_id": party.party_id,
    }
    if any(one.field not in values for one in conditions):
        raise Refused("filter-refused")
    return all(one.holds(values[one.field]) for one in conditions)


def _matches_any_name(file: File, condition: Condition) -> bool:
    names = (file.name, file.archive_number, file.claimant.reference)
    return any(condition.holds(name) for name in names if name)


def _matches_level(file: File, condition: Condition) -> bool:
    """``Geen``: main files only, ``Enkel``: sub-files only."""
    if condition.value not in {"geen", "enkel"}:
        raise Refused("filter-refused")
    return bool(file.parent_id) == (condition.value == "enkel")


_FILE_CHECKS: dict[str, Callable[[File, Condition], bool]] = {
    "zoeknaam": _matches_any_name,
    "tdos.dossiernaam": lambda file, condition: condition.holds(file.name),
    "tdos.datumcreatie": lambda file, condition: condition.holds_on(file.created_on),
    "subdossiers.": _matches_level,
}
