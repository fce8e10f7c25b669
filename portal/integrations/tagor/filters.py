"""Rows of dsFilter in plain words: only the fields and operators that are documented."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

Operator = Literal["=", ">", "begins"]


@dataclass(frozen=True, slots=True)
class Filter:
    """One condition; several together must all hold."""

    field: str
    operator: Operator
    value: str

    def to_row(self) -> dict[str, str]:
        return {"Veld": self.field, "Operator": self.operator, "Waarde": self.value}


def party_name_begins(text: str) -> Filter:
    """Files with a party whose name begins so; with ``has_role``, that party in that role."""
    return Filter("partij", "begins", text)


def has_role(role_code_id: str) -> Filter:
    """The role (id of TQPARSOORT; VERW is a defendant) of the party that is looked for."""
    return Filter("TDOSPAR.TQPARSOORT_Id", "=", role_code_id)


def any_name_begins(text: str) -> Filter:
    """The file name, archive number or a reference begins with ``text``."""
    return Filter("zoeknaam", "begins", text)


def file_name_is(name: str) -> Filter:
    return Filter("TDOS.dossiernaam", "=", name)


def file_name_begins(text: str) -> Filter:
    return Filter("TDOS.dossiernaam", "begins", text)


def created_after(day: date) -> Filter:
    """Later than ``day``, which is sent as dd/mm/yyyy."""
    return Filter("TDOS.DatumCreatie", ">", f"{day:%d/%m/%Y}")


def main_files_only() -> Filter:
    return Filter("Subdossiers.", "=", "Geen")


def sub_files_only() -> Filter:
    return Filter("Subdossiers.", "=", "Enkel")


def party_is(party_id: str) -> Filter:
    return Filter("TPAR.TPAR_Id", "=", party_id)
