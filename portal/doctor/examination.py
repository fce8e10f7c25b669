"""The examination of the portal itself and of everything its rooms check."""

from collections.abc import Callable, Iterable, Iterator

from django.db import Error

from portal.doctor.site import examine_site
from portal.web.examining import Examination, Finding, Sample, State, unknown
from portal.web.room import Contribution

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
    try:
        yield from look()
    except Error as error:
        yield unknown(f"{system}.database", f"Not looked at: the database says {type(error).__name__}.")
