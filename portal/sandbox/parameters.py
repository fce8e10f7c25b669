"""The office parameters of Tagor that the practice office knows, as data an operator can change.

Numbers and meanings: the reference page; the texts here are ours. Values are strings; yes is "true". The
values of 233, 259 and 303 are not documented: those here are ASSUMED. Two are not parameters but mappings of
the office management, by their code: CURCALL and VOXTRON.

Those of the payment page can differ by file type: ``573:FISCAAL`` wins over ``573`` for a file of that type.
"""

from collections.abc import Collection
from dataclasses import dataclass

from portal.sandbox.config import Config
from portal.sandbox.tables import read_table


@dataclass(frozen=True, slots=True)
class Parameter:
    """``default`` may hold the address of the practice office or of the portal, in braces."""

    meaning: str
    default: str
    per_file_type: bool = False


_PARAMETERS = read_table("parameters", dict[str, Parameter])
MEANINGS = {number: one.meaning for number, one in _PARAMETERS.items()}
PER_FILE_TYPE = frozenset(number for number, one in _PARAMETERS.items() if one.per_file_type)


def default_parameters(config: Config) -> dict[str, str]:
    """The values of a fresh office. URLs follow from where it and the portal run."""
    urls = {"base_url": config.base_url, "portal_url": config.portal_url}
    return {number: one.default.format(**urls) for number, one in _PARAMETERS.items()}


def is_parameter(number: str, file_types: Collection[str]) -> bool:
    """Whether there is a parameter, or mapping, of this name, with or without a file type."""
    if number in MEANINGS:
        return True
    base, _, file_type = number.partition(":")
    return base in PER_FILE_TYPE and file_type in file_types
