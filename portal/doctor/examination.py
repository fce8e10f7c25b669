"""The examination of the portal itself and of everything its rooms check."""

import logging
from collections.abc import Callable, Iterable, Iterator
from functools import partial

from django.db import Error

from portal.doctor.site import examine_site
from portal.web.examining import Examination, Finding, Sample, State, unknown
from portal.web.http_request.logs import locate
from portal.web.room import Contribution

logger = logging.getLogger(__name__)

SITE = "site"
NEEDED = ("site.database", "site.migrations")
"""Without these, no room can read its rows."""
FINDINGS: Contribution[Examination] = Contribution("findings", Examination)


def examine(*, file_id: str = "", letter_hash: str = "") -> list[Finding]:
    """Everything an operator should know, in the order in which to fix it. Writes nothing, anywhere.

    ``file_id`` (TDOS_Id) and ``letter_hash`` are of a file to try reading; without them fewer checks run.
    Never fails: a check that cannot run is a finding too. May take up to a minute.
    """
    site = list(_collect(SITE, examine_site))
    found, left_out = _examine_rooms(FINDINGS.collect(), Sample(file_id, letter_hash), is_up=_is_up(site))
    if left_out:
        words = f"Not looked at without the database: {', '.join(left_out)}."
        remedy = "Mend what is said of the database here, and run the doctor again."
        site.append(unknown("site.left-out", words, remedy))
    return site + found


def list_parts() -> tuple[str, ...]:
    """The parts that can be examined separately: the portal, then each system and part that rooms check."""
    return tuple(dict.fromkeys((SITE, *(one.system for one in FINDINGS.collect()))))


def examine_part(part: str) -> list[Finding]:
    """Like ``examine``, for one of ``list_parts``."""
    site = list(_collect(SITE, examine_site))
    if part == SITE:
        return site
    wanted = [one for one in FINDINGS.collect() if one.system == part]
    found, left_out = _examine_rooms(wanted, Sample(), is_up=_is_up(site))
    words, remedy = "Not looked at without the database.", "Look at the portal itself first."
    return [*found, *(unknown(f"{system}.database", words, remedy) for system in left_out)]


def _is_up(site: Iterable[Finding]) -> bool:
    """Whether rooms can read their rows."""
    return not any(one.name in NEEDED and one.state is State.BAD for one in site)


def _examine_rooms(
    rooms: Iterable[Examination], sample: Sample, *, is_up: bool
) -> tuple[list[Finding], list[str]]:
    """The findings, and the systems that could not be looked at for want of a database."""
    found: list[Finding] = []
    left_out: list[str] = []
    for one in rooms:
        if one.needs_database and not is_up:
            left_out.append(one.system)
            continue
        told = list(_collect(one.system, partial(one.look, sample)))
        if not is_up and told and told[-1].name == f"{one.system}.database":
            told.pop()
            left_out.append(one.system)
        found += told
    return found, list(dict.fromkeys(left_out))


def _collect(system: str, look: Callable[[], Iterable[Finding]]) -> Iterator[Finding]:
    """One check that fails is one finding: never the end of the others."""
    try:
        yield from look()
    except Error as error:
        words = f"The rest was not looked at: the database says {type(error).__name__}."
        yield unknown(f"{system}.database", words, "Look at the log of the database.")
    except Exception as error:  # noqa: BLE001 - as above
        logger.error(  # noqa: TRY400 - the text of the error may hold what must not be logged
            "the checks of %s failed: %s", system, locate(error)
        )
        words = f"The rest was not looked at: the check itself failed ({type(error).__name__})."
        yield unknown(f"{system}.check", words, "Look at the log, and tell the makers of the portal.")
