"""Finds the files that an event is about: by links of staff, or by a known file number.

Links of staff are the joined records of system "aptic" (portal.crm.links): made in the feed of events, or by
joining a person of Aptic to a file. Undone there, they count no more.
"""

from hashlib import sha256

from django.conf import settings
from django.core.cache import cache

from portal import registry
from portal.aptic.events.identifiers import NUMBER, Identifier, Identifiers
from portal.crm.links.models import Link, State, System
from portal.integrations.errors import Rejected
from portal.integrations.tagor.filters import file_name_is
from portal.payments.models import Attempt
from portal.plans.models import Proposal

KNOWN_S, UNKNOWN_S = 600, 60
LONGEST_NUMBER = 60


class SeveralFilesError(Exception):
    """The identifiers of the event fit more than one file."""


def find_files(identifiers: Identifiers, *, takes_several: bool) -> tuple[str, ...]:
    """Ids of the files; none when no identifier is known.

    The most certain identifier with a file counts; a person may be in several files. With ``takes_several``
    the person's other linked files are included. Without it, a person does not help when the event names an
    unknown file: it may be another file of theirs. Raises: SeveralFilesError; IntegrationError when Tagor
    must be asked and does not answer.
    """
    found = next((ids for identifier in identifiers.of_file if (ids := _find(identifier))), ())
    _check(found)
    if not takes_several and (found or identifiers.of_file):
        return found
    of_person = _list_linked(identifiers.of_person)
    if not takes_several:
        _check(of_person)
    return tuple(dict.fromkeys((*found, *of_person)))


def find_by_number(number: str) -> tuple[str, ...]:
    """Ids of the files with exactly this number: of those people used here, or else of all that Tagor has.

    Remembered for some minutes. Raises: IntegrationError.
    """
    number = number.strip()
    if not number or len(number) > LONGEST_NUMBER:
        return ()
    key = f"events:number:{sha256(number.encode('utf-8', 'surrogatepass')).hexdigest()}"
    known: tuple[str, ...] | None = cache.get(key)
    if known is None:
        known = _search_here(number) or _search_tagor(number)
        cache.set(key, known, KNOWN_S if known else UNKNOWN_S)
    return known


def _find(identifier: Identifier) -> tuple[str, ...]:
    """Links of staff take precedence over a number."""
    return _list_linked((identifier,)) or (find_by_number(identifier[1]) if identifier[0] == NUMBER else ())


def _list_linked(identifiers: tuple[Identifier, ...]) -> tuple[str, ...]:
    links = Link.objects.filter(system=System.APTIC, state=State.CONFIRMED).order_by("pk")
    ids = (
        file_id
        for resource, record_id in identifiers
        for file_id in links.filter(resource=resource, record_id=record_id).values_list("file_id", flat=True)
    )
    return tuple(dict.fromkeys(ids))


def _search_here(number: str) -> tuple[str, ...]:
    ids = {
        file_id
        for model in (Attempt, Proposal)
        for file_id in model._default_manager.filter(file_name=number).values_list("file_id", flat=True)
    }
    return tuple(sorted(ids))


def _search_tagor(number: str) -> tuple[str, ...]:
    """Search Tagor; empty when it is not configured, or does not accept such a number."""
    if not settings.TAGOR_URL:
        return ()
    try:
        found = registry.tagor().search_files(filters=[file_name_is(number)])
    except Rejected:
        return ()
    return tuple(sorted({one.file_id for one in found if one.file_name == number}))


def _check(ids: tuple[str, ...]) -> None:
    if len(ids) > 1:
        raise SeveralFilesError
