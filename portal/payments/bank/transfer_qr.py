"""The QR code that fills in a transfer in a banking app (EPC069-12, version 2, SEPA credit transfer).

Source: European Payments Council, quick response code guidelines. Lines joined by LF, nothing after the last
used one; UTF-8; error level M, QR version 13 at most. Belgian structured communications stand in the free
text line (11): the guidelines give line 10 to ISO 11649 references only.
"""

import io
import re

import segno

LARGEST_CENTS = 99_999_999_999
_MAX_BYTES = 331
_MAX_VERSION = 13


class EpcError(ValueError):
    """The values do not fit in a code: the page shows them as text only."""


def make_epc_payload(*, holder: str, iban: str, amount_cents: int, text: str, bic: str = "") -> str:
    """The text inside the code. ``amount_cents`` 1 to 99 999 999 999.

    Raises: EpcError when a value is missing or too long.
    """
    account = re.sub(r"\s", "", iban).upper()
    name, remittance = _one_line(holder)[:70], _one_line(text)
    if not account or not name:
        raise EpcError("no account or no name")
    if not 1 <= amount_cents <= LARGEST_CENTS:
        raise EpcError("amount out of range")
    if len(remittance) > 140:
        raise EpcError("text too long")
    amount = f"EUR{amount_cents // 100}.{amount_cents % 100:02d}"
    code = re.sub(r"\s", "", bic).upper()
    lines = ["BCD", "002", "1", "SCT", code, name, account, amount, "", "", remittance]
    payload = "\n".join(lines).rstrip("\n")
    if len(payload.encode()) > _MAX_BYTES:
        raise EpcError("too many bytes")
    return payload


def make_epc_svg(payload: str) -> str:
    """The code as an SVG element for the page: dark on white in every theme, no inline style.

    Raises: EpcError when it would not fit in version 13.
    """
    out = io.BytesIO()
    _make(payload).save(
        out,
        kind="svg",
        xmldecl=False,
        svgns=False,
        omitsize=True,
        scale=4,
        border=4,
        light="#fff",
        svgclass="qr",
        lineclass=None,
    )
    return out.getvalue().decode().replace("<svg ", '<svg aria-hidden="true" focusable="false" ', 1)


def make_epc_png(payload: str) -> bytes:
    """The code as a picture to keep, large enough for a banking app that reads pictures.

    Raises: EpcError as ``make_epc_svg``.
    """
    out = io.BytesIO()
    _make(payload).save(out, kind="png", scale=10, border=4)
    return out.getvalue()


def _make(payload: str) -> segno.QRCode:
    try:
        code = segno.make(payload.encode(), error="m", boost_error=False, micro=False, mode="byte")
    except segno.DataOverflowError as error:
        raise EpcError("too much for a code") from error
    if int(code.version) > _MAX_VERSION:
        raise EpcError("too much for version 13")
    return code


def _one_line(text: str) -> str:
    return " ".join(text.split())
