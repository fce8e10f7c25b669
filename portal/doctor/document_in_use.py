"""The document by which a system is called now, held against ours."""

from dataclasses import dataclass, field
from typing import Any, get_args

from portal import registry
from portal.doctor.system_findings import compare
from portal.integrations.openapi import DocumentError, check_document


@dataclass(frozen=True, slots=True)
class DocumentInUse:
    """``fault`` says why one of them cannot be read. ``differences``: ids of operations by kind."""

    count: int = 0
    faults: tuple[str, ...] = ()
    differences: dict[str, set[str]] = field(default_factory=dict)
    fault: str = ""


def is_described(part_id: str) -> bool:
    """Whether a system is called by a document."""
    return part_id in get_args(registry.Described)


def read_document_in_use(part_id: Any, *, is_own: bool) -> DocumentInUse:
    """Read it, and compare an office's own with ours. Calls no system."""
    try:
        used = registry.document(part_id)
        faults = check_document(used)
    except DocumentError as error:
        return DocumentInUse(fault=str(error))
    if not is_own:
        return DocumentInUse(len(used.operations), faults)
    try:
        differences = compare(used, registry.get_our_document(part_id))
    except DocumentError as error:
        return DocumentInUse(len(used.operations), faults, fault=str(error))
    return DocumentInUse(len(used.operations), faults, differences)
