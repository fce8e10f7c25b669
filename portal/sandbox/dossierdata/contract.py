"""What the page of DossierData says in words, or leaves open: from ``data/dossierdata-contract.toml``."""

from dataclasses import dataclass

from portal.sandbox.tables import read_table

Names = dict[str, str]


@dataclass(frozen=True, slots=True)
class Contract:
    """``relations`` by resource, ``all`` for every one; ``errors``: number and type by our code."""

    ax_words: tuple[str, ...]
    malformed: str
    relations: dict[str, Names]
    spoilt: dict[str, Names]
    errors: dict[str, tuple[int, str]]
    ax: dict[str, Names]
    mortgage_dates: Names


CONTRACT = read_table("dossierdata-contract", Contract)
