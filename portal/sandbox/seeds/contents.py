"""The documents of a seeded file; and their bytes, made on demand and the same every time."""

import base64
import struct
import zlib
from collections.abc import Callable
from datetime import date, timedelta
from functools import lru_cache

from portal.sandbox.records import Document, File

DOCUMENT_ID = 9_000_000_000_000_200_000


def add_document(
    file: File,
    name: str,
    *,
    today: date,
    days: int,
    extension: str = "pdf",
    group: str = "BRIEF",
    content: str = "pdf",
    security: str = "",
) -> None:
    """A document of so many ``days`` ago."""
    number = DOCUMENT_ID + (int(file.file_id) % 1000) * 100 + len(file.documents) + 1
    text = f"{name}\n\nDossier {file.name}\n{file.claimant.name}\n\nOefendocument, zonder waarde."
    file.documents.append(
        Document(
            document_id=str(number),
            name=name,
            extension=extension,
            group=group,
            dated_on=today - timedelta(days=days),
            content=content,
            text=text,
            security=security,
        )
    )


def add_usual_papers(file: File, today: date) -> None:
    for name, group, days in (("Factuur", "FACTUUR", 210), ("Dagvaarding", "AKTE", 150)):
        add_document(file, name, group=group, today=today, days=days)
    add_document(file, "Brief aan verweerder", today=today, days=10)


SCAN_SIZE = (3200, 4700)  # one byte per pixel: 15 MB


def make_content(document: Document) -> bytes:
    """The bytes of a document, by the kind its ``content`` names."""
    if document.content == "sent":
        return base64.b64decode(document.data)
    if document.content == "pdf":
        return make_pdf(document.text)
    return _FIXED[document.content]()


def read_base64(text: str) -> bytes | None:
    """The bytes of what somebody sent; None when it is not base64."""
    try:
        return base64.b64decode(text, validate=True)
    except ValueError:
        return None


def make_pdf(text: str) -> bytes:
    """A valid one-page PDF (A4) showing the lines of ``text``."""
    shown = [f"({_escape(line)}) Tj T*" for line in text.splitlines()]
    stream = "\n".join(["BT /F1 12 Tf 16 TL 60 780 Td", *shown, "ET"]).encode("cp1252", "replace")
    font = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
    return _assemble(stream, b"/Font << /F1 5 0 R >>", font)


def _escape(line: str) -> str:
    return line.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")


def _assemble(stream: bytes, resources: bytes, extra: bytes) -> bytes:
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << "
        + resources
        + b" >> >>",
        b"<< /Length %d >>\nstream\n%b\nendstream" % (len(stream), stream),
        extra,
    ]
    out = bytearray(b"%PDF-1.4\n")
    offsets = []
    for number, body in enumerate(objects, start=1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    out += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    return bytes(out)


@lru_cache(maxsize=1)
def _scan() -> bytes:
    width, height = SCAN_SIZE
    row = bytes((x // 13) % 256 for x in range(width))
    head = b"<< /Type /XObject /Subtype /Image /Width %d /Height %d " % SCAN_SIZE
    head += b"/ColorSpace /DeviceGray /BitsPerComponent 8 /Length %d >>" % (width * height)
    image = head + b"\nstream\n" + row * height + b"\nendstream"
    return _assemble(b"q 595 0 0 842 0 0 cm /Im1 Do Q", b"/XObject << /Im1 5 0 R >>", image)


@lru_cache(maxsize=1)
def _png() -> bytes:
    width, height = 240, 120
    rows = b"".join(b"\0" + bytes((x + y) % 256 for x in range(width)) for y in range(height))
    return (
        b"\x89PNG\r\n\x1a\n"
        + _chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
        + _chunk(b"IDAT", zlib.compress(rows))
        + _chunk(b"IEND", b"")
    )


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def _html() -> bytes:
    return (
        b"<!doctype html><title>This must never run</title>"
        b"<script>document.title = 'It ran'; document.body.innerHTML = '<h1>It ran</h1>'</script>"
        b"<img src=x onerror=\"document.title='It ran'\"><p>Saved web page of the claimant.</p>"
    )


_FIXED: dict[str, Callable[[], bytes]] = {"scan": _scan, "png": _png, "html": _html, "empty": bytes}
