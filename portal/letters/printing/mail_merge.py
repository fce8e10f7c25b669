"""The packet for the office's own mail merge: a list of values, and the QR code of each row as a picture."""

import csv
import io
import zipfile
from collections.abc import Iterable

from django.utils.translation import override

from portal.letters.printing.content import Insert
from portal.web.formats import plain_amount, short_day
from portal.web.paper.qr import make_qr_png, make_qr_svg

LIST_NAME = "letters.csv"
COLUMNS = (
    "number",
    "file_number",
    "language",
    "name",
    "address_1",
    "address_2",
    "address_3",
    "link",
    "short_code",
    "check_words",
    "works_until",
    "balance",
    "payment_reference",
    "qr_picture",
)
"""Merge fields of Word: plain ASCII names, the same for every office."""
# Values that a spreadsheet would take for a formula; the payment reference begins with a plus, but is ours.
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def pack(inserts: Iterable[Insert], *, kind: str) -> bytes:
    """A ZIP with ``letters.csv`` and a folder ``qr``; ``kind`` of picture: svg or png."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packet:
        rows = []
        for insert in inserts:
            name = f"qr/{insert.number:05d}.{kind}"
            packet.writestr(name, make_qr_png(insert.link) if kind == "png" else make_qr_svg(insert.link))
            rows.append(_make_row(insert, name))
        packet.writestr(LIST_NAME, _write_list(rows))
    return out.getvalue()


def _make_row(insert: Insert, picture: str) -> list[str]:
    lines = insert.address.list_lines(language=insert.language)
    with override(insert.language):
        return [
            str(insert.number),
            _disarm(insert.file_number),
            insert.language,
            *[_disarm(line) for line in [*lines, "", "", "", ""][:4]],
            insert.link,
            insert.code,
            insert.check_words,
            short_day(insert.ends_on) if insert.ends_on else "",
            "" if insert.balance_cents is None else plain_amount(insert.balance_cents),
            insert.reference,
            picture,
        ]


def _write_list(rows: list[list[str]]) -> bytes:
    """With semicolons and a byte order mark, as Excel and Word of these countries expect."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(COLUMNS)
    writer.writerows(rows)
    return out.getvalue().encode("utf-8-sig")


def _disarm(text: str) -> str:
    return f"'{text}" if text.startswith(FORMULA) else text
