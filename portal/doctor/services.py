"""The examination: the portal and every system it is set up for."""

from collections.abc import Callable, Iterable, Iterator

from django.conf import settings
from django.db import Error

from portal.doctor.findings import Finding, State, off, unknown
from portal.doctor.office import examine_office
from portal.doctor.sips import examine_sips
from portal.doctor.site import examine_site
from portal.doctor.tagor import examine_tagor

# Systems the portal knows by name; without an address they are off.
OTHERS = {"dossierdata": "DOSSIERDATA_URL", "cirrus": "CIRRUS_URL", "aptic": "APTIC_URL"}
OTHERS |= {"digioffice": "DIGIOFFICE_URL"}


def examine(*, file_id: str = "", letter_hash: str = "") -> list[Finding]:
    """Everything an operator should know, in the order in which to mend it. Writes nothing, anywhere.

    ``file_id`` (TDOS_Id) and ``letter_hash`` are of a file to try reading; without them less can be told.
    Never fails: what cannot be looked at is a finding too. May take up to a minute.
    """
    site = list(_collect("site", examine_site))
    is_up = not any(one.name == "site.database" and one.state is State.BAD for one in site)
    rest: dict[str, Callable[[], Iterable[Finding]]] = {
        "office": examine_office if is_up else _skip_office,
        "tagor": lambda: examine_tagor(file_id=file_id, letter_hash=letter_hash),
        "sips": examine_sips,
        "others": _examine_others,
    }
    return site + [finding for name, part in rest.items() for finding in _collect(name, part)]


def _skip_office() -> Iterator[Finding]:
    yield unknown("office.row", "Not looked at, because the database does not answer.")


def _collect(name: str, part: Callable[[], Iterable[Finding]]) -> Iterator[Finding]:
    try:
        yield from part()
    except Error as error:
        yield unknown(f"{name}.database", f"Not looked at: the database says {type(error).__name__}.")


def _examine_others() -> Iterator[Finding]:
    for system, setting in OTHERS.items():
        if getattr(settings, setting, ""):
            yield unknown(f"{system}.address", f"{setting} is set, and nothing is looked at yet.")
        else:
            yield off(f"{system}.address", f"No address set ({setting}).")
