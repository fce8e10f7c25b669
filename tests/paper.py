"""Reads what the portal printed, with tools that had no part in printing it: PDFium, ZXing and zbar."""

import ctypes
import ctypes.util
from dataclasses import dataclass

import pypdfium2
import pypdfium2.raw as pdfium
import zxingcpp
from PIL import Image

POINT_MM = 25.4 / 72
HAS_ZBAR = ctypes.util.find_library("zbar") is not None


@dataclass(frozen=True)
class Box:
    """A place on a page, in millimetres from its top left corner."""

    left: float
    top: float
    right: float
    bottom: float

    def is_inside(self, other: "Box") -> bool:
        return (
            other.left <= self.left
            and other.top <= self.top
            and self.right <= other.right
            and self.bottom <= other.bottom
        )


def read_words(content: bytes) -> list[str]:
    """The text of each page, with single spaces."""
    with pypdfium2.PdfDocument(content) as document:
        return [" ".join(page.get_textpage().get_text_bounded().split()) for page in document]


def read_codes(content: bytes, *, dpi: int = 200, threshold: int | None = None) -> list[list[str]]:
    """What the QR codes of each page say when it is scanned; ``threshold``: in black and white alone."""
    with pypdfium2.PdfDocument(content) as document:
        return [_read_codes_of(_scan(page, dpi, threshold)) for page in document]


def read_barcodes(content: bytes, *, dpi: int = 200, threshold: int | None = None) -> list[list[str]]:
    """What the bars of each page say when it is scanned."""
    with pypdfium2.PdfDocument(content) as document:
        return [_read_bars_of(_scan(page, dpi, threshold)) for page in document]


def find_text(content: bytes, text: str, *, page: int = 0) -> Box:
    """Where a text stands on a page."""
    with pypdfium2.PdfDocument(content) as document:
        sheet = document[page]
        words = sheet.get_textpage()
        found = words.search(text).get_next()
        assert found is not None, f"{text!r} is not on the page"
        rects = [words.get_rect(n) for n in range(words.count_rects(*found))]
        height = sheet.get_height()
        return Box(
            min(r[0] for r in rects) * POINT_MM,
            (height - max(r[3] for r in rects)) * POINT_MM,
            max(r[2] for r in rects) * POINT_MM,
            (height - min(r[1] for r in rects)) * POINT_MM,
        )


def _scan(page: pypdfium2.PdfPage, dpi: int, threshold: int | None) -> Image.Image:
    image = page.render(scale=dpi / 72).to_pil().convert("L")
    if threshold is None:
        return image
    return image.point(lambda value: 255 if value >= threshold else 0, mode="1").convert("L")


def _read_codes_of(image: Image.Image) -> list[str]:
    codes = sorted(code.text for code in zxingcpp.read_barcodes(image, formats=zxingcpp.BarcodeFormat.QRCode))
    if HAS_ZBAR:
        from pyzbar import pyzbar  # noqa: PLC0415 - it cannot be imported without the library

        by_zbar = pyzbar.decode(image, symbols=[pyzbar.ZBarSymbol.QRCODE])
        assert sorted(code.data.decode() for code in by_zbar) == codes
    return codes


def _read_bars_of(image: Image.Image) -> list[str]:
    bars = sorted(code.text for code in zxingcpp.read_barcodes(image, formats=zxingcpp.BarcodeFormat.Code39))
    if HAS_ZBAR:
        from pyzbar import pyzbar  # noqa: PLC0415 - it cannot be imported without the library

        by_zbar = pyzbar.decode(image, symbols=[pyzbar.ZBarSymbol.CODE39])
        assert sorted(code.data.decode() for code in by_zbar) == bars
    return bars


def read_tags(content: bytes) -> list[str]:
    """The tags of each page as PDFium reads them, such as "Document(H1 Table(TR(TH TD)))"."""
    with pypdfium2.PdfDocument(content) as document:
        return [_read_page_tags(page.raw) for page in document]


def _read_page_tags(page: object) -> str:
    tree = pdfium.FPDF_StructTree_GetForPage(page)
    roots = range(pdfium.FPDF_StructTree_CountChildren(tree))
    try:
        return " ".join(_read_tag(pdfium.FPDF_StructTree_GetChildAtIndex(tree, at)) for at in roots)
    finally:
        pdfium.FPDF_StructTree_Close(tree)


def _read_tag(element: object) -> str:
    held = ctypes.create_string_buffer(80)
    pdfium.FPDF_StructElement_GetType(element, held, len(held))
    name = held.raw.decode("utf-16-le").split("\0")[0]
    found = (
        pdfium.FPDF_StructElement_GetChildAtIndex(element, at)
        for at in range(pdfium.FPDF_StructElement_CountChildren(element))
    )
    inner = " ".join(_read_tag(child) for child in found if child)
    return f"{name}({inner})" if inner else name
