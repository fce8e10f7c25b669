"""The matrix of roles and what they may do, and what each page of the desk asks for."""

import re
from collections.abc import Callable, Iterator
from typing import Any

from _docs_systems import format_call, read_document
from _docs_uses import make_table
from django.apps import apps
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import translation

from portal.crm.document.catalogue import Catalogue
from portal.crm.document.systems import list_systems
from portal.desk.people.roles import ROLES, choose

GAP = re.compile(r"<(?:\w+:)?(\w+)>")
HELD = "●"


def make_matrix() -> str:
    """One row for each permission that a role holds or a page asks for, by room."""
    titles = name_permissions()
    held = {role: set(choose(patterns, titles)) for role, patterns in ROLES.items()}
    asked = {permission for _address, permissions in list_pages() for permission in permissions}
    shown = [name for name in titles if name in asked or any(name in names for names in held.values())]
    rows = [
        (titles[name], f"`{name}`", *(HELD if name in held[role] else "" for role in ROLES)) for name in shown
    ]
    return make_table(("may", "permission", *ROLES), rows)


def make_pages() -> str:
    """One row for each address of the desk, with the permission it asks before anything else."""
    pages = sorted(list_pages())
    rows = [(f"`{page}`", ", ".join(f"`{one}`" for one in asked) or "–") for page, asked in pages]
    return make_table(("page", "asks for"), rows)


def make_destroying() -> str:
    """One row for each operation of the CRM systems' documents that needs the right to delete."""
    rows = []
    for system in list_systems():
        catalogue = Catalogue(system, read_document(system.key))
        for operation in catalogue.document.operations.values():
            if operation.operation_id in catalogue.owners and catalogue.is_destroying(operation):
                named = catalogue.list_concerned(operation)
                what = ", ".join(f"{one.place.removeprefix('path:')} ({one.part})" for one in named)
                rows.append((system.name, f"`{operation.operation_id}`", format_call(operation), what or "–"))
    return make_table(("system", "operation", "call", "names on the page that asks"), rows)


def name_permissions() -> dict[str, str]:
    """What each permission of the portal allows, in English, by "app.codename"."""
    found = {}
    with translation.override("en"):
        for model in apps.get_models():
            label, meta = model._meta.app_label, model._meta
            for action in meta.default_permissions:
                found[f"{label}.{action}_{meta.model_name}"] = f"Can {action} {meta.verbose_name_raw}"
            found |= {f"{label}.{codename}": str(title) for codename, title in meta.permissions}
    return found


def list_pages() -> list[tuple[str, tuple[str, ...]]]:
    """The addresses that only staff open, with the permissions each asks."""
    return [
        (address, view.permissions)
        for address, view in _walk(get_resolver().url_patterns)
        if hasattr(view, "permissions")
    ]


def _walk(patterns: Any, path: str = "/") -> Iterator[tuple[str, Callable[..., Any]]]:
    for one in patterns:
        here = path + GAP.sub(r"<\1>", str(one.pattern))
        if isinstance(one, URLResolver):
            yield from _walk(one.url_patterns, here)
        elif isinstance(one, URLPattern):
            yield here, one.callback
