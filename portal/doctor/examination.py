"""The examination of the portal itself and of everything its rooms check."""

import logging
import traceback
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from django.db import Error

from portal.doctor.site import examine_site
from portal.web.examining import Examination, Finding, Sample, State, unknown
from portal.web.room import Contribution

logger = logging.getLogger(__name__)

SITE = "site"
FINDINGS: Contribution[Examination] = Contribution("findings", Examination)


def examine(*, file_id: str = "", letter_hash: str = "") -> list[Finding]:
    """Everything an operator should know, in the order in which to fix it. Writes nothing, anywhere.

    ``file_id`` (TDOS_Id) and ``letter_hash`` are of a file to try reading; without them fewer checks run.
    Never fails: a check that cannot run is a finding too. May take up to a minute.
    """
    site = list(_collect(SITE, examine_site))
    is_up = not any(one.name == "site.database" and one.state is State.BAD for one in site)
    sample = Sample(file_id, letter_hash)
    return site + [finding for one in FINDINGS.collect() for finding in _examine(one, sample, is_up=is_up)]


def list_parts() -> tuple[str, ...]:
    """The parts that can be examined separately: the portal, then each system and part that rooms check."""
    return tuple(dict.fromkeys((SITE, *(one.system for one in FINDINGS.collect()))))


def examine_part(part: str) -> list[Finding]:
    """Like ``examine``, for one of ``list_parts``."""
    site = list(_collect(SITE, examine_site))
    if part == SITE:
        return site
    is_up = not any(one.name == "site.database" and one.state is State.BAD for one in site)
    wanted = (one for one in FINDINGS.collect() if one.system == part)
    return [finding for one in wanted for finding in _examine(one, Sample(), is_up=is_up)]


def _examine(one: Examination, sample: Sample, *, is_up: bool) -> Iterator[Finding]:
    if one.needs_database and not is_up:
        yield unknown(one.name, "Not looked at, because the database does not answer.")
    else:
        yield from _collect(one.system, lambda: one.look(sample))


def _collect(system: str, look: Callable[[], Iterable[Finding]]) -> Iterator[Finding]:
    """One check that fails is one finding: never the end of the others."""
    try:
        yield from look()
    except Error as error:
        yield unknown(f"{system}.database", f"Not looked at: the database says {type(error).__name__}.")
    except Exception as error:  # noqa: BLE001 - as above
        logger.error(  # noqa: TRY400 - the text of the error may hold what must not be logged
            "the checks of %s failed: %s at %s", system, type(error).__name__, _find_place(error)
        )
        words = f"The rest was not looked at: the check itself failed ({type(error).__name__})."
        yield unknown(f"{system}.check", words, "Look at the log, and tell the makers of the portal.")


def _find_place(error: Exception) -> str:
    """Module and line, without any value."""
    place = traceback.extract_tb(error.__traceback__)[-1]
    return f"{Path(place.filename).name}:{place.lineno}"
