"""Photos: only the image remains, upright and small; several become one PDF. Does not use Django."""

import io
from typing import Any

import pillow_heif
from PIL import Image, ImageOps

from portal.uploads.refusal import Refused

MOST_PIXELS = 50_000_000
LONGEST_SIDE = 2200
QUALITY = 80
PAPER_DPI = 150

pillow_heif.register_heif_opener(thumbnails=False)
# Our own check comes before any pixel is decoded, and names the photo that is too large.
Image.MAX_IMAGE_PIXELS = None


def read_photo(name: str, content: bytes, kind: str) -> Any:
    """The picture alone: upright, at most ``LONGEST_SIDE`` pixels, without its place and date."""
    try:
        with Image.open(io.BytesIO(content), formats=[kind.upper()]) as opened:
            _check_size(name, opened)
            opened.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
            opened.thumbnail((LONGEST_SIDE, LONGEST_SIDE))  # first, because a small image is turned quickly
            return _on_white(ImageOps.exif_transpose(opened))
    except Refused:
        raise
    except Exception as error:  # a decoder may raise anything
        raise Refused("damaged", name) from error


def join_photos(photos: list[tuple[str, Any]]) -> dict[str, Any]:
    """One picture as JPEG, several as the pages of a PDF."""
    written = io.BytesIO()
    name, first = photos[0]
    if len(photos) == 1:
        first.save(written, "JPEG", quality=QUALITY, optimize=True)
        return {"name": name, "extension": "jpg", "pages": 1, "content": written.getvalue()}
    rest = [picture for _name, picture in photos[1:]]
    first.save(written, "PDF", save_all=True, append_images=rest, quality=QUALITY, resolution=PAPER_DPI)
    return {"name": name, "extension": "pdf", "pages": len(photos), "content": written.getvalue()}


def _check_size(name: str, opened: Any) -> None:
    """Before a single pixel is unpacked."""
    if opened.width * opened.height > MOST_PIXELS:
        raise Refused("too-many-pixels", name)


def _on_white(picture: Any) -> Any:
    """An opaque image without transparency or metadata."""
    if picture.mode in {"RGBA", "LA", "PA"} or "transparency" in picture.info:
        layer = picture.convert("RGBA")
        plain = Image.new("RGB", layer.size, "white")
        plain.paste(layer, mask=layer.getchannel("A"))
        return plain
    plain = Image.new("RGB", picture.size)
    plain.paste(picture.convert("RGB"))
    return plain
