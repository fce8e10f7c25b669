"""The words of the practice Cirrus, from ``data/cirrus.toml``."""

from dataclasses import dataclass

from portal.sandbox.crm.records import Row
from portal.sandbox.tables import read_table

Texts = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Words:
    """``towns``: postal code, name, country, latitude, longitude; ``subjects`` of activities, by type.

    ``people``: name, surname, title, department and roles of the staff.
    """

    first_names: Texts
    last_names: Texts
    trades: Texts
    fantasy: Texts
    forms: Texts
    streets: Texts
    functions: Texts
    departments: Texts
    sectors: Texts
    channels: Texts
    results: Texts
    papers: Texts
    towns: tuple[tuple[str, str, str, float, float], ...]
    people: tuple[tuple[str, str, str, int, tuple[int, ...]], ...]
    subjects: dict[int, Texts]


WORDS = read_table("cirrus", Words)
BLANK = read_table("cirrus-blank", dict[str, Row])
"""What is the same in every record that is made up."""
