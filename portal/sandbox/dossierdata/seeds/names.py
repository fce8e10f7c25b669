"""The words of the practice DossierData, from ``data/dossierdata.toml``, and names made of them."""

from dataclasses import dataclass

from portal.sandbox.crm.records import Row
from portal.sandbox.tables import read_table

Texts = tuple[str, ...]
Pairs = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Words:
    """``families``: prefix and name; ``cities``: name, begin of the post code, country and place on the map.

    ``talks`` and ``templates``: title and text.
    """

    women: Texts
    men: Texts
    families: Pairs
    streets: Texts
    cities: tuple[tuple[str, str, str, float, float], ...]
    employers: Texts
    positions: Texts
    businesses: Texts
    prefixes: Texts
    statuses: Texts
    steps: Texts
    kinds: Texts
    causes: Texts
    papers: Texts
    todos: Texts
    mails: Texts
    talks: Pairs
    templates: Pairs


WORDS = read_table("dossierdata", Words)
BLANK = read_table("dossierdata-blank", dict[str, Row])
"""What is the same in every record that is made up."""


def make_iban(number: int) -> str:
    """A Dutch account number that passes its check, of a bank that does not exist."""
    tail = "".join(str(ord(one) - 55) for one in "OEFE") + f"{number:010d}" + "232100"
    return f"NL{98 - int(tail) % 97:02d}OEFE{number:010d}"


def split_name(name: str) -> tuple[str, str, str]:
    """First name, prefix, family name: "Fatima El Idrissi" gives Fatima, El, Idrissi."""
    first, _space, rest = name.partition(" ")
    for prefix in sorted(WORDS.prefixes, key=len, reverse=True):
        if rest.casefold().startswith(f"{prefix.casefold()} "):
            return first, rest[: len(prefix)], rest[len(prefix) + 1 :]
    return first, "", rest
