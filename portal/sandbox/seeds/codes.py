"""Code tables: each code has a fixed id and a text in the four languages Tagor speaks."""

from dataclasses import dataclass

from portal.sandbox.tables import read_table

LANGUAGES = ("Dut", "Frn", "Ger", "Eng")
FIRST_ID = 9_000_000_000_000_050_000

TABLES = read_table("codes", dict[str, dict[str, tuple[str, str, str, str]]])


@dataclass(frozen=True, slots=True)
class Code:
    """An entry of a code table."""

    table: str
    id: str
    code: str
    texts: dict[str, str]


CODES = tuple(
    Code(table, str(FIRST_ID + number * 100 + index), code, dict(zip(LANGUAGES, texts, strict=True)))
    for number, (table, rows) in enumerate(TABLES.items())
    for index, (code, texts) in enumerate(rows.items(), start=1)
)
BY_CODE = {(entry.table, entry.code): entry for entry in CODES}
BY_ID = {(entry.table, entry.id): entry for entry in CODES}


def code_of(table: str, id_: str) -> str:
    """The code of an id; "" when there is none."""
    entry = BY_ID.get((table, id_))
    return entry.code if entry else ""


def code_id(table: str, code: str) -> str:
    """The id of a code; "0" when there is none, as Tagor writes it."""
    return BY_CODE[table, code].id if code else "0"
