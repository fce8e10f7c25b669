"""The sure suggestions of a file on one page, each with the differences between Tagor and the record."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from portal.crm.links.models import Link
from portal.crm.links.panel.decorators import get_name
from portal.crm.links.panel.presenters import describe_reasons, make_view_href
from portal.crm.links.panel.selectors import Fresh
from portal.crm.links.suggest.case import Case
from portal.crm.links.systems.matching import Traits
from portal.crm.links.systems.record_kinds import name_kind, title_link
from portal.crm.links.systems.records import join_words
from portal.web.typed.characters import fold


@dataclass(frozen=True, slots=True)
class Difference:
    """A value that differs; "" where one side has none."""

    label: str
    here: str
    there: str


@dataclass(frozen=True, slots=True)
class Sure:
    """A suggestion. ``is_read``: whether the record could be read, so that ``differences`` is meaningful."""

    link_id: int
    title: str
    party: str
    text: str
    href: str
    is_read: bool
    differences: tuple[Difference, ...]


def present_sure(case: Case, fresh: Fresh, *, user: Any) -> Sure:
    """A suggestion beside the party it is about."""
    link: Link = fresh.link
    person = case.get_person(link.party_id)
    record = fresh.record
    return Sure(
        link_id=link.pk,
        title=title_link(link),
        party=person.full_name if person is not None else case.number,
        text=" · ".join(
            one
            for one in (
                get_name(link.system),
                name_kind(link.system, link.resource),
                describe_reasons(link.reasons),
            )
            if one
        ),
        href=make_view_href(link.system, link.resource, link.record_id, user),
        is_read=record is not None,
        differences=tuple(_compare(person.traits, record.traits)) if person and record else (),
    )


def _compare(here: Traits, there: Traits) -> Iterator[Difference]:
    """What the two write differently; accents, capitals and spaces do not count."""
    for (label, one), (_label, other) in zip(_list_traits(here), _list_traits(there), strict=True):
        if other and _plain(one) != _plain(other):
            yield Difference(label, one, other)


def _list_traits(traits: Traits) -> list[tuple[str, str]]:
    street = join_words(traits.street, traits.number, traits.box)
    return [
        (_("Name"), traits.name),
        (_("Street"), street),
        (_("City"), join_words(traits.postal_code, traits.city)),
        (_("E-mail"), traits.email),
        (_("Phone"), " · ".join(one for one in traits.phones if one)),
    ]


def _plain(text: str) -> str:
    return "".join(one for one in fold(text) if one.isalnum())
