"""A system's part of the search page: results, and the size and age of its index."""

from dataclasses import dataclass
from typing import Any

from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.crm.document.systems import System
from portal.crm.index.selectors import Match, Size, find, list_owned, measure
from portal.crm.models import SearchIndex
from portal.crm.records.presenters import Text, label_resource_key
from portal.crm.tokens import find_connection
from portal.web.formats import moment

LONGEST_TEXT = 80
MOST_OWNED = 10


@dataclass(frozen=True, slots=True)
class Row:
    """A record that was found."""

    name: str
    kind: str
    about: str
    href: str


@dataclass(frozen=True, slots=True)
class Group:
    """A system. ``must_connect``: this person has to sign in there first; ``facts``: of its index."""

    system: System
    rows: tuple[Row, ...]
    must_connect: bool
    has_index: bool
    is_reading: bool
    facts: tuple[tuple[str, str], ...]
    title: str
    fault: str


def present_system(system: System, text: str, *, user: Any) -> Group:
    """The part of a system that this person may see."""
    connection = find_connection(user, system.key) if system.needs_connection else None
    must_connect = system.needs_connection and (connection is None or connection.has_ended)
    found = () if must_connect or not text else find(system.key, text)
    size = measure(system.key)
    return Group(
        system=system,
        rows=tuple(_present(system, one) for one in found),
        must_connect=must_connect,
        has_index=size is not None,
        is_reading=size is not None and size.read_at is None,
        facts=_list_size_facts(system, size) if size else (),
        title=ngettext("%(num)s record in the index", "%(num)s records in the index", size.records)
        % {"num": size.records}
        if size
        else "",
        fault=_describe_fault(system, size) if size else "",
    )


@dataclass(frozen=True, slots=True)
class Owned:
    """Records of one kind that belong to another: their number, and the first of them."""

    key: str
    title: Text
    count: int
    rows: tuple[Row, ...]


def list_owned_records(system: System, resource: str, record_id: str) -> list[Owned]:
    """What belongs to a record, as the index knows it."""
    return [
        Owned(
            key,
            label_resource_key(key),
            len(entries),
            tuple(_present(system, Match(key, one, is_exact=False)) for one in entries[:MOST_OWNED]),
        )
        for key, entries in list_owned(system.key, resource, record_id).items()
    ]


def is_indexed(system: System, resource: str) -> bool:
    """Whether records of this kind are found by the search over all lists."""
    return resource in system.hints.get("index", {})


def lacks_index(system: System, resource: str) -> bool:
    """Whether what belongs to such a record is unknown, because nobody began an index."""
    return is_indexed(system, resource) and measure(system.key) is None


def _present(system: System, one: Match) -> Row:
    entry = one.entry
    return Row(
        name=entry.title,
        kind=label_resource_key(one.resource).text,
        about=entry.about,
        href=reverse("crm:view", args=(system.key, one.resource, entry.record_id)),
    )


def _list_size_facts(system: System, size: Size) -> tuple[tuple[str, str], ...]:
    facts = [
        (
            _("Last read in full"),
            moment(size.read_at) if size.read_at else _("not yet: it is being read now"),
        ),
        (_("Size"), filesizeformat(size.size_bytes)),
    ]
    if system.needs_connection:
        facts.append((_("Read with the sign-in of"), size.reader))
    return tuple(facts)


def _describe_fault(system: System, size: Size) -> str:
    """Why the index is not refreshed, and what to do."""
    fault = SearchIndex.Fault
    said = {
        fault.SIGN_IN: _("The sign-in of %(reader)s has ended. Read the index anew with yours."),
        fault.AWAY: _("%(system)s gave no answer. The portal asks again by itself."),
        fault.REFUSED: _("%(system)s refused to give its list. Tell whoever runs the portal."),
        fault.UNREADABLE: _(
            "%(system)s gives an answer that we cannot use instead of its list. Tell whoever runs the portal."
        ),
        fault.PART: _("%(system)s gives only part of its list. Some records are not found here."),
    }
    if not size.fault:
        return ""
    return said[fault(size.fault)] % {"system": system.name, "reader": size.reader}
