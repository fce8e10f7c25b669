"""The papers that strangers add to a report: few kinds, small, and no place or camera in a photo."""

import base64
import io

from PIL import Image, ImageOps, UnidentifiedImageError

MOST_PAPERS = 3
MOST_BYTES = 5_000_000
MOST_PIXELS = 50_000_000
LONGEST_SIDE = 2000


class PaperError(ValueError):
    """This paper cannot be taken. ``code``: kind, size or broken."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def take_paper(content: bytes) -> tuple[str, bytes]:
    """Its kind by what it holds (never by its name), and its bytes; a picture is drawn anew as JPEG.

    Raises: PaperError.
    """
    if len(content) > MOST_BYTES:
        raise PaperError("size")
    if content.startswith(b"%PDF-"):
        return "pdf", content
    if content.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")):
        return "jpg", _redraw(content)
    raise PaperError("kind")


def write_paper(content: bytes) -> str:
    """As text, to be sealed."""
    return base64.b64encode(content).decode()


def read_paper(text: str) -> bytes:
    """From its text."""
    return base64.b64decode(text)


def _redraw(content: bytes) -> bytes:
    """Without place, date and camera, turned the right way up, no longer side than a printed page needs."""
    try:
        with Image.open(io.BytesIO(content), formats=("JPEG", "PNG")) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise PaperError("size")
            turned = ImageOps.exif_transpose(picture)
            turned.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
            out = io.BytesIO()
            turned.convert("RGB").save(out, "JPEG", quality=85)
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        if isinstance(error, PaperError):
            raise
        raise PaperError("broken") from None
    return out.getvalue()
