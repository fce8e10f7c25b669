"""How a document leaves the portal: always as a download, never as a page of this site."""

import re
import unicodedata

from portal.integrations.tagor.values.account import Document

MAX_BYTES = 25 * 1024 * 1024
LONGEST_NAME = 100
UNKNOWN_TYPE = "application/octet-stream"

TYPES: dict[str, str] = {
    "pdf": "application/pdf",
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "gif": "image/gif",
    "tif": "image/tiff",
    "tiff": "image/tiff",
    "doc": "application/msword",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xls": "application/vnd.ms-excel",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "odt": "application/vnd.oasis.opendocument.text",
    "rtf": "application/rtf",
    "csv": "text/csv; charset=utf-8",
    "txt": "text/plain; charset=utf-8",
    "eml": "message/rfc822",
    "msg": "application/vnd.ms-outlook",
    "zip": "application/zip",
}
# Formats that a device could execute: sent as plain text, so that they can only be read.
RUNNABLE = {"html", "htm", "xhtml", "mht", "mhtml", "svg", "xml", "js"}

_NOT_IN_NAMES = re.compile(r'[\\/:*?"<>|%;]+')


def get_content_type(document: Document) -> str:
    """The fixed content type for the document's extension; never one a browser would run."""
    if document.extension in RUNNABLE:
        return TYPES["txt"]
    return TYPES.get(document.extension, UNKNOWN_TYPE)


def make_file_name(document: Document) -> str:
    """A name that is safe on every device: no path, no control characters, an extension we know."""
    extension = document.extension if document.extension in TYPES.keys() | RUNNABLE else "bin"
    printable = "".join(c for c in document.name if unicodedata.category(c)[0] != "C" or c in "\r\n\t")
    stem = " ".join(_NOT_IN_NAMES.sub(" ", printable).split()).strip(". ")
    if stem.lower().endswith(f".{extension}"):
        stem = stem[: -len(extension) - 1].rstrip(". ")
    name = f"{stem[:LONGEST_NAME].strip('. ') or 'document'}.{extension}"
    return f"{name}.txt" if extension in RUNNABLE else name
