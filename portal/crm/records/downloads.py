"""The file of a record: which fields hold one, and its name."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from urllib.parse import unquote, urlsplit

from django.urls import reverse

from portal.crm.document.calls import owns_file
from portal.crm.document.catalogue import Catalogue
from portal.crm.document.resources import Resource
from portal.crm.entry.attachments import find_ending
from portal.crm.records.details import Section

LONGEST_NAME = 120


def point_files(
    catalogue: Catalogue,
    resource: Resource,
    record_id: str,
    sections: list[Section],
    record: Mapping[str, Any],
) -> None:
    """Link the facts that hold a file to its download, with the file's name as value."""
    names = list_file_fields(catalogue, resource)
    for section in sections:
        for number, line in enumerate(section.lines):
            place = str(record.get(line.name) or "")
            if line.name in names and owns_file(catalogue, place):
                href = reverse(
                    "crm:download", args=(catalogue.system.key, resource.key, record_id, line.name)
                )
                section.lines[number] = replace(
                    line, value=name_file(record, place), file_href=href, is_long=False
                )


def list_file_fields(catalogue: Catalogue, resource: Resource) -> tuple[str, ...]:
    """The fields of a resource that hold a file."""
    return tuple(catalogue.system.hints.get("downloads", {}).get(resource.key, ()))


def name_file(record: Mapping[str, Any], place: str, content: bytes = b"") -> str:
    """The file's name: from the record, with its extension, else from its address or content."""
    last = unquote(urlsplit(place).path.rstrip("/").rpartition("/")[2])
    name = str(record.get("name") or record.get("title") or last or "file")
    name = "".join(" " if one in '/\\:*?"<>|' or not one.isprintable() else one for one in name).strip(" .")
    ending = str(record.get("extension") or "").strip(".").lower()
    ending = ending or (last.rpartition(".")[2].lower() if "." in last else "") or find_ending(content)
    if ending.isalnum() and len(ending) <= 5 and not name.lower().endswith(f".{ending}"):
        return f"{name[:LONGEST_NAME]}.{ending}"
    return name[:LONGEST_NAME] or "file"
