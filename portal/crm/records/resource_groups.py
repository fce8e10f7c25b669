"""The first page of a system: its resources in groups, important ones first, filtered by a word."""

from dataclasses import dataclass
from functools import partial
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from portal.crm.document.catalogue import Catalogue
from portal.crm.document.labels import humanise, is_translated_resource, name_resource
from portal.crm.document.resources import Resource
from portal.crm.records.presenters import Text, label_resource


@dataclass(frozen=True, slots=True)
class Entry:
    """A resource: its acts in words, and its link."""

    title: Text
    href: str
    acts: tuple[str, ...]
    is_deprecated: bool


@dataclass(frozen=True, slots=True)
class Group:
    """Resources under one heading."""

    title: Text
    entries: tuple[Entry, ...]


def list_groups(
    catalogue: Catalogue, *, user: Any, wanted: str = "", with_deprecated: bool = False
) -> tuple[Group, ...]:
    """The important resources, then the others by tag; only those whose name holds ``wanted``.

    Each with what ``user`` may do.
    """
    make = partial(_make, catalogue, user)
    shown = [
        one
        for one in catalogue.resources.values()
        if (with_deprecated or not one.is_deprecated) and _fits(one, wanted)
    ]
    important = [key for key in catalogue.system.hints.get("important", ()) if key in catalogue.resources]
    first = [catalogue.resources[key] for key in important if catalogue.resources[key] in shown]
    groups = [Group(Text(_("Used most")), tuple(map(make, first)))] if first else []
    rest: dict[str, list[Resource]] = {}
    for one in shown:
        if one not in first:
            rest.setdefault(one.tag, []).append(one)
    singles = [found[0] for found in rest.values() if len(found) == 1]
    for tag, found in rest.items():
        if len(found) > 1:
            title = Text(str(name_resource(tag)), not is_translated_resource(tag))
            groups.append(Group(title, tuple(map(make, found))))
    if singles:
        groups.append(Group(Text(_("Other")), tuple(map(make, singles))))
    return tuple(groups)


def _fits(resource: Resource, wanted: str) -> bool:
    names = (str(name_resource(resource.key)), humanise(resource.steps[-1]), resource.key, resource.tag)
    return any(wanted.casefold() in name.casefold() for name in names)


def _make(catalogue: Catalogue, user: Any, resource: Resource) -> Entry:
    can = [
        (resource.listing, _("list")),
        (resource.creating, _("add")),
        (resource.updating, _("change")),
        (resource.deleting, _("delete")),
    ]
    return Entry(
        title=label_resource(resource),
        href=reverse("crm:list", args=(catalogue.system.key, resource.key)),
        acts=tuple(
            word
            for operation, word in can
            if operation is not None and user.has_perm(catalogue.get_permission(operation))
        ),
        is_deprecated=resource.is_deprecated,
    )
