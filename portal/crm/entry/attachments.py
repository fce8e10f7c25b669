"""Files that staff upload: which are accepted, and what the system is told about them.

The systems name no file types. We accept those that an office uses, and only when the content begins as that
type does: a program or a page with scripts cannot be uploaded under another name.
"""

from dataclasses import dataclass
from typing import Any

MOST_BYTES = 5 * 1024 * 1024
ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
OFFICE = "application/vnd.openxmlformats-officedocument"
OPEN = "application/vnd.oasis.opendocument"
# By extension: the media type that is sent, and the first bytes of such a file.
KINDS: dict[str, tuple[str, bytes]] = {
    "pdf": ("application/pdf", b"%PDF-"),
    "png": ("image/png", b"\x89PNG\r\n\x1a\n"),
    "jpg": ("image/jpeg", b"\xff\xd8\xff"),
    "jpeg": ("image/jpeg", b"\xff\xd8\xff"),
    "tif": ("image/tiff", b""),
    "tiff": ("image/tiff", b""),
    "txt": ("text/plain", b""),
    "csv": ("text/csv", b""),
    "eml": ("message/rfc822", b""),
    "msg": ("application/vnd.ms-outlook", OLE),
    "doc": ("application/msword", OLE),
    "xls": ("application/vnd.ms-excel", OLE),
    "docx": (f"{OFFICE}.wordprocessingml.document", ZIP),
    "xlsx": (f"{OFFICE}.spreadsheetml.sheet", ZIP),
    "odt": (f"{OPEN}.text", ZIP),
    "ods": (f"{OPEN}.spreadsheet", ZIP),
}
TIFF = (b"II*\0", b"MM\0*")
WIDE_TEXT = (b"\xff\xfe", b"\xfe\xff")
NO_TEXT = (b"MZ", b"\x7fELF", b"%PDF-", ZIP, OLE)
ACCEPT = ",".join(f".{ending}" for ending in KINDS)
TELLING = 8


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known about a file. ``size`` in bytes."""

    name: str
    type: str
    extension: str
    size: int


def find_ending(content: bytes) -> str:
    """The extension of a file by its first bytes; "" when they do not tell."""
    known = [(ending, begins) for ending, (_type, begins) in KINDS.items() if begins not in {b"", ZIP, OLE}]
    return next((ending for ending, begins in known if content.startswith(begins)), "")


class BadFileError(ValueError):
    """The file is not accepted. ``code``: too-large, empty, kind."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def read_facts(file: Any) -> Facts:
    """Describe an uploaded file."""
    name = str(file.name or "").replace("\\", "/").rpartition("/")[2]
    ending = name.rpartition(".")[2].lower() if "." in name else ""
    return Facts(name, KINDS.get(ending, ("application/octet-stream", b""))[0], ending, int(file.size))


def read_file(file: Any) -> bytes:
    """The bytes of an uploaded file. Raises: BadFileError."""
    if file.size > MOST_BYTES:
        raise BadFileError("too-large")
    ending = read_facts(file).extension
    if ending not in KINDS:
        raise BadFileError("kind")
    content: bytes = file.read()
    if not content:
        raise BadFileError("empty")
    if not _fits(ending, content):
        raise BadFileError("kind")
    return content


def _fits(ending: str, content: bytes) -> bool:
    """Whether the content begins as its kind does; a text begins anyhow, and has no NUL unless it is wide."""
    if ending in {"tif", "tiff"}:
        return content.startswith(TIFF)
    begins = KINDS[ending][1]
    if begins:
        return content.startswith(begins)
    return not content.startswith(NO_TEXT) and (content.startswith(WIDE_TEXT) or b"\0" not in content)
