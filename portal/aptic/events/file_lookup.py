"""Finds the files that an event is about: by links of staff, or by a known file number.

Links of staff are the joined records of system "aptic" (portal.crm.links): made in the feed of events, or by
joining a person of Aptic to a file. Undone there, they count no more.
"""

from collections.abc import Collection, Iterable, Mapping
from functools import partial
from hashlib import sha256

from django.conf import settings
from django.core.cache import cache

from portal import registry
from portal.aptic.events.receiving.identifiers import NUMBER, Identifier, Identifiers
from portal.crm.links.models import Link, State, System
from portal.integrations.errors import IntegrationError, Rejected
from portal.integrations.side_by_side import run_together
from portal.integrations.tagor.filters import file_name_is
from portal.payments.models import Attempt
from portal.plans.models import Proposal

KNOWN_S, UNKNOWN_S = 600, 60
LONGEST_NUMBER = 60
MOST_AT_ONCE = 16
"""Searches in Tagor side by side."""


class SeveralFilesError(Exception):
    """The identifiers of the event fit more than one file."""


class FileLookup:
    """The files that some events are about, asked for together."""

    def __init__(self, events: Iterable[Identifiers]) -> None:
        told = list(events)
        self._links = _read_links(one for each in told for one in (*each.of_file, *each.of_person))
        self._numbers = _find_numbers({number for each in told if (number := self._find_number(each))})

    def find(self, identifiers: Identifiers, *, takes_several: bool) -> tuple[str, ...]:
        """Ids of the files; none when no identifier is known.

        The most certain identifier with a file counts; a person may be in several files. With
        ``takes_several`` the person's other linked files are included. Without it, a person does not help
        when the event names an unknown file: it may be another file of theirs. Raises: SeveralFilesError;
        IntegrationError when Tagor must be asked and does not answer.
        """
        found = next((ids for identifier in identifiers.of_file if (ids := self._find(identifier))), ())
        _check(found)
        if not takes_several and (found or identifiers.of_file):
            return found
        of_person = [file_id for one in identifiers.of_person for file_id in self._links.get(one, ())]
        if not takes_several:
            _check(of_person)
        return tuple(dict.fromkeys((*found, *of_person)))

    def _find(self, identifier: Identifier) -> tuple[str, ...]:
        """Links of staff take precedence over a number."""
        kind, text = identifier
        if linked := self._links.get(identifier):
            return linked
        if kind != NUMBER:
            return ()
        known = self._numbers[text] if text in self._numbers else find_by_number(text)
        if isinstance(known, IntegrationError):
            raise known
        return known

    def _find_number(self, identifiers: Identifiers) -> str:
        """The number that has to be looked up first; "" for none."""
        kind, text = next(iter(identifiers.of_file), ("", ""))
        return text if kind == NUMBER and (kind, text) not in self._links else ""


def find_by_number(number: str) -> tuple[str, ...]:
    """Ids of the files with exactly this number: of those people used here, or else of all that Tagor has.

    Remembered for some minutes. Raises: IntegrationError.
    """
    number = number.strip()
    found = _find_numbers({number})[number]
    if isinstance(found, IntegrationError):
        raise found
    return found


Found = tuple[str, ...] | IntegrationError


def _find_numbers(numbers: set[str]) -> dict[str, Found]:
    """For each number its files, or why they are not known."""
    keys = {number: _make_key(number) for number in numbers if number and len(number) <= LONGEST_NUMBER}
    if not keys:
        return dict.fromkeys(numbers, ())
    known = cache.get_many(keys.values())
    found: dict[str, Found] = {
        number: ids for number, key in keys.items() if (ids := known.get(key)) is not None
    }
    unknown = keys.keys() - found.keys()
    if unknown:
        here = _search_here(unknown)
        found |= here | _search_tagor(unknown - here.keys())
        _remember({keys[number]: found[number] for number in unknown})
    return {number: found.get(number, ()) for number in numbers}


def _make_key(number: str) -> str:
    return f"events:number:{sha256(number.encode('utf-8', 'surrogatepass')).hexdigest()}"


def _remember(found: Mapping[str, Found]) -> None:
    """Keep what is known for some minutes."""
    for ids_known, timeout_s in ((True, KNOWN_S), (False, UNKNOWN_S)):
        told = {key: ids for key, ids in found.items() if isinstance(ids, tuple) and bool(ids) == ids_known}
        if told:
            cache.set_many(told, timeout_s)


def _read_links(identifiers: Iterable[Identifier]) -> dict[Identifier, tuple[str, ...]]:
    """The files that staff linked to these identifiers."""
    wanted = set(identifiers)
    links = Link.objects.filter(system=System.APTIC, state=State.CONFIRMED).order_by("pk")
    links = links.filter(
        resource__in={kind for kind, _text in wanted}, record_id__in={text for _kind, text in wanted}
    )
    found: dict[Identifier, dict[str, None]] = {}
    for kind, text, file_id in links.values_list("resource", "record_id", "file_id") if wanted else ():
        found.setdefault((kind, text), {})[file_id] = None
    return {one: tuple(file_ids) for one, file_ids in found.items()}


def _search_here(numbers: Collection[str]) -> dict[str, tuple[str, ...]]:
    """Of the files that people used here, those with these numbers."""
    found: dict[str, set[str]] = {}
    for model in (Attempt, Proposal):
        rows = model._default_manager.filter(file_name__in=numbers)
        for number, file_id in rows.values_list("file_name", "file_id").distinct():
            found.setdefault(number, set()).add(file_id)
    return {number: tuple(sorted(ids)) for number, ids in found.items()}


def _search_tagor(numbers: Collection[str]) -> dict[str, Found]:
    """Ask Tagor for each, several side by side; nothing when it is not configured."""
    if not settings.TAGOR_URL:
        return dict.fromkeys(numbers, ())
    listed = sorted(numbers)
    found: dict[str, Found] = {}
    for at in range(0, len(listed), MOST_AT_ONCE):
        calls = {number: partial(_search_one, number) for number in listed[at : at + MOST_AT_ONCE]}
        outcomes = run_together(calls)
        found |= {number: outcome.error or outcome.value or () for number, outcome in outcomes.items()}
    return found


def _search_one(number: str) -> tuple[str, ...]:
    """Search Tagor; empty when it does not accept such a number. Raises: IntegrationError."""
    try:
        found = registry.tagor().search_files(filters=[file_name_is(number)])
    except Rejected:
        return ()
    return tuple(sorted({one.file_id for one in found if one.file_name == number}))


def _check(ids: Collection[str]) -> None:
    if len(ids) > 1:
        raise SeveralFilesError
