"""The examination: the portal and every system it is set up for."""

from collections.abc import Callable, Iterable, Iterator

from django.db import Error

from portal.doctor.findings import Finding, State, unknown
from portal.doctor.office import examine_office
from portal.doctor.plans import examine_plan_rules
from portal.doctor.site import examine_site
from portal.doctor.systems.aptic import examine_aptic
from portal.doctor.systems.cirrus import examine_cirrus
from portal.doctor.systems.digioffice import examine_digioffice
from portal.doctor.systems.dossierdata import examine_dossierdata
from portal.doctor.systems.sips import examine_sips
from portal.doctor.tagor.examination import examine_tagor


def examine(*, file_id: str = "", letter_hash: str = "") -> list[Finding]:
    """Everything an operator should know, in the order in which to mend it. Writes nothing, anywhere.

    ``file_id`` (TDOS_Id) and ``letter_hash`` are of a file to try reading; without them less can be told.
    Never fails: what cannot be looked at is a finding too. May take up to a minute.
    """
    site = list(_collect("site", examine_site))
    is_up = not any(one.name == "site.database" and one.state is State.BAD for one in site)
    rest: dict[str, Callable[[], Iterable[Finding]]] = {
        "office": examine_office if is_up else lambda: _skip("office.row"),
        "plans": examine_plan_rules if is_up else lambda: _skip("plans.rules"),
        "tagor": lambda: examine_tagor(file_id=file_id, letter_hash=letter_hash),
        "sips": examine_sips,
        "dossierdata": examine_dossierdata,
        "cirrus": examine_cirrus,
        "aptic": examine_aptic,
        "digioffice": examine_digioffice,
    }
    return site + [finding for name, part in rest.items() for finding in _collect(name, part)]


def _skip(name: str) -> Iterator[Finding]:
    yield unknown(name, "Not looked at, because the database does not answer.")


def _collect(name: str, part: Callable[[], Iterable[Finding]]) -> Iterator[Finding]:
    try:
        yield from part()
    except Error as error:
        yield unknown(f"{name}.database", f"Not looked at: the database says {type(error).__name__}.")
