"""Files as people send them, and as attackers do."""

import io
import struct
import zlib
from typing import Any

import pikepdf
import pillow_heif
from PIL import Image, ImageDraw

pillow_heif.register_heif_opener()
PLACE = b"GPSLatitude-51.05"


def make_photo(
    kind: str = "JPEG", *, size: tuple[int, int] = (1200, 800), turned: bool = False, **options: Any
) -> bytes:
    """A photo with its place in it; its left half is red, its right half blue. turned: lies on its side."""
    picture = Image.new("RGB", size, "blue")
    ImageDraw.Draw(picture).rectangle((0, 0, size[0] // 2, size[1]), fill="red")
    exif = Image.Exif()
    exif[0x0110] = PLACE.decode()  # the model of the camera, as good a hiding place as any
    exif.get_ifd(0x8825)[1] = "N"
    if turned:
        exif[0x0112] = 6
    written = io.BytesIO()
    picture.save(written, kind, exif=exif, **options)
    return written.getvalue()


def make_pdf(*, pages: int = 1, hostile: bool = False, password: str = "") -> bytes:
    """A PDF; a hostile one runs a script, opens a site and carries a program in six places."""
    paper = pikepdf.new()
    for _ in range(pages):
        paper.add_blank_page(page_size=(300, 400))
    if hostile:
        _arm(paper)
    written = io.BytesIO()
    paper.save(written, encryption=pikepdf.Encryption(owner=password, user=password) if password else False)
    return written.getvalue()


def make_crowded_pdf(count: int) -> bytes:
    """A PDF with an act on its page, which stands before so many empty pieces of the same object."""
    paper = pikepdf.new()
    page = paper.add_blank_page(page_size=(300, 400))
    act = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pikepdf.String("app.alert('bad')"))
    link = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, Rect=[0, 0, 9, 9], A=act)
    page.obj.Annots = pikepdf.Array([link])
    page.obj.ZZ = pikepdf.Object.parse(b"[" + b"<<>>" * count + b"]")
    written = io.BytesIO()
    paper.save(written)
    return written.getvalue()


def _arm(paper: pikepdf.Pdf) -> None:
    script = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pikepdf.String("app.alert('bad')"))
    launch = pikepdf.Dictionary(S=pikepdf.Name.Launch, F=pikepdf.String("cmd.exe"))
    paper.Root.OpenAction = paper.make_indirect(script)
    paper.Root.AA = pikepdf.Dictionary(WC=script)
    paper.Root.Names = pikepdf.Dictionary(
        JavaScript=pikepdf.Dictionary(Names=pikepdf.Array([pikepdf.String("x"), script]))
    )
    paper.attachments["evil.exe"] = b"MZ evil"
    page = paper.pages[0]
    page.obj.AA = pikepdf.Dictionary(O=launch)
    page.obj.Annots = pikepdf.Array(
        [
            paper.make_indirect(
                pikepdf.Dictionary(
                    Type=pikepdf.Name.Annot,
                    Subtype=pikepdf.Name.Link,
                    Rect=[0, 0, 300, 400],
                    A=pikepdf.Dictionary(S=pikepdf.Name.URI, URI=pikepdf.String("https://evil.example/")),
                )
            ),
            pikepdf.Dictionary(
                Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.FileAttachment, Rect=[0, 0, 9, 9], FS=launch
            ),
        ]
    )
    paper.Root.AcroForm = pikepdf.Dictionary(XFA=pikepdf.String("<xfa>bad</xfa>"), Fields=pikepdf.Array([]))
    paper.docinfo["/Author"] = "Secret Author"


def make_png_bomb(side: int = 60_000) -> bytes:
    """A small file that says it is a huge picture."""
    head = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + _chunk(b"IHDR", head)
        + _chunk(b"IDAT", zlib.compress(b"\0" * 1000))
        + _chunk(b"IEND", b"")
    )


def make_pdf_bomb(megabytes: int = 3000) -> bytes:
    """A PDF whose list of objects unpacks to gigabytes."""
    packed = _pack_zeros(megabytes)
    body = b"%PDF-1.5\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n"
    body += b"2 0 obj\n<</Type/Pages/Kids[]/Count 0>>\nendobj\n"
    stream_at = len(body)
    body += (
        b"3 0 obj\n<</Type/XRef/Size 9/W[1 4 1]/Root 1 0 R/Filter/FlateDecode/Length %d>>\nstream\n"
        % len(packed)
    )
    return body + packed + b"\nendstream\nendobj\nstartxref\n%d\n%%%%EOF" % stream_at


def _pack_zeros(megabytes: int) -> bytes:
    """So many megabytes of the letter 0 in the format of zlib: one megabyte is packed, and repeated."""
    squeezer = zlib.compressobj(9)
    head = squeezer.compress(b"") + squeezer.flush(zlib.Z_FULL_FLUSH)
    piece = squeezer.compress(b"0" * (1 << 20)) + squeezer.flush(zlib.Z_FULL_FLUSH)
    tail = zlib.compressobj(9, wbits=-zlib.MAX_WBITS).flush()
    count, letter, base = megabytes << 20, ord("0"), 65_521
    low, high = 1 + count * letter, count + letter * count * (count + 1) // 2
    return head + piece * megabytes + tail + struct.pack(">HH", high % base, low % base)


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
