"""Groups the operations of a document into resources: what can be listed, opened, made, changed and deleted.

It only looks at paths and methods, never at names, so a document with other names or paths works too.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from portal.integrations.openapi import Document, Operation

GAP = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True)
class Act:
    """Any other operation of a resource. ``id_name``: the path parameter the record's own id fills, or ""."""

    operation: Operation
    id_name: str = ""

    @property
    def is_on_record(self) -> bool:
        """Whether it acts on one record."""
        return bool(self.id_name)


@dataclass(frozen=True)
class Resource:
    """A kind of record. ``key`` is its name in our URLs, ``steps`` the fixed words of its path."""

    key: str
    steps: tuple[str, ...]
    tag: str
    listing: Operation | None = None
    viewing: Operation | None = None
    creating: Operation | None = None
    updating: Operation | None = None
    deleting: Operation | None = None
    acts: tuple[Act, ...] = ()
    is_single: bool = False

    @property
    def operations(self) -> tuple[Operation, ...]:
        """Every operation of it."""
        own = (self.listing, self.viewing, self.creating, self.updating, self.deleting)
        return (*(one for one in own if one is not None), *(act.operation for act in self.acts))

    @property
    def is_deprecated(self) -> bool:
        """Whether all of it is deprecated."""
        return all(one.is_deprecated for one in self.operations)

    @property
    def has_pages(self) -> bool:
        """Whether it has pages of its own besides acts."""
        return bool(self.listing or self.viewing or self.creating)

    @cached_property
    def id_name(self) -> str:
        """The path parameter that names one record, or ""."""
        for one in (self.viewing, self.updating, self.deleting):
            if one is not None and (names := list_gaps(one.path)):
                return names[-1]
        return ""

    @property
    def record_acts(self) -> tuple[Act, ...]:
        """Acts on one record."""
        return tuple(act for act in self.acts if act.is_on_record)

    @property
    def general_acts(self) -> tuple[Act, ...]:
        """Acts on no record in particular."""
        return tuple(act for act in self.acts if not act.is_on_record)


@dataclass
class _Draft:
    paths: dict[str, dict[str, Operation]] = field(default_factory=dict)
    resources: dict[str, Resource] = field(default_factory=dict)


def list_gaps(path: str) -> list[str]:
    """The names of the path parameters, in order."""
    return GAP.findall(path)


def build_resources(document: Document, *, without: Iterable[str] = ()) -> Mapping[str, Resource]:
    """The resources of a document by key, in its order; each operation but ``without`` is in exactly one."""
    skipped = set(without)
    draft = _Draft()
    for operation in document.operations.values():
        if operation.operation_id not in skipped:
            draft.paths.setdefault(_plain(operation.path), {})[operation.method] = operation
    for path in draft.paths:
        _add_collection(draft, path)
    for path, methods in draft.paths.items():
        if path not in draft.resources and not _is_record_of(draft, path):
            for operation in methods.values():
                _add_act(draft, path, operation)
    return _key_by_address(draft)


def _plain(path: str) -> str:
    return path.rstrip("/")


def _add_collection(draft: _Draft, path: str) -> None:
    """Make a resource for a path without parameters that is a list, contains records, or is one record."""
    if GAP.search(path):
        return
    methods = draft.paths[path]
    listing = methods.get("GET")
    record = next((draft.paths[p] for p in draft.paths if _parent_of_record(p) == path), {})
    if listing is None and not record:
        return
    steps = tuple(step for step in path.split("/") if step)
    resource = Resource(key="-".join(steps), steps=steps, tag=next(iter(methods.values())).tag)
    if listing is not None and not listing.is_list and not record:
        resource = replace(resource, is_single=True, viewing=listing, updating=methods.get("PUT"))
        draft.resources[path] = replace(
            resource, creating=methods.get("POST"), deleting=methods.get("DELETE")
        )
        return
    draft.resources[path] = replace(
        resource,
        listing=listing,
        creating=methods.get("POST"),
        viewing=record.get("GET"),
        updating=record.get("PUT") or record.get("PATCH"),
        deleting=record.get("DELETE"),
    )


def _parent_of_record(path: str) -> str:
    """The path of the list that a record's path belongs to: without the one parameter at its end; else ""."""
    parent, _, last = path.rpartition("/")
    return parent if GAP.fullmatch(last) and not GAP.search(parent) else ""


def _is_record_of(draft: _Draft, path: str) -> bool:
    return _parent_of_record(path) in draft.resources


def _add_act(draft: _Draft, path: str, operation: Operation) -> None:
    """Add the operation to the resource above it in the path, or to one made for its tag."""
    fixed = path.partition("{")[0].rstrip("/")
    rest = path[len(fixed) :]
    parent = fixed
    while parent and parent not in draft.resources:
        parent = parent.rpartition("/")[0]
    if not parent:
        parent = "/" + (operation.tag or "other")
        steps = (operation.tag or "other",)
        draft.resources.setdefault(parent, Resource(key=steps[0], steps=steps, tag=operation.tag))
    names = list_gaps(path)
    # "/accounts/{id}/follow" and "/accounts/open/{id}" act on one record; "/values/{a}/{b}" identifies none.
    on_record = bool(names) and (bool(re.search(r"\}/[^{]", rest)) or (parent != fixed and len(names) == 1))
    act = Act(operation, names[0] if on_record else "")
    resource = draft.resources[parent]
    draft.resources[parent] = replace(resource, acts=(*resource.acts, act))


def _key_by_address(draft: _Draft) -> Mapping[str, Resource]:
    found: dict[str, Resource] = {}
    for resource in draft.resources.values():
        key = re.sub(r"[^\w-]", "_", resource.key, flags=re.ASCII)
        while key in found:
            key += "_"
        found[key] = replace(resource, key=key)
    return found
