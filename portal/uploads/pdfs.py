"""PDFs: everything active or hidden is removed, and the rest is written anew. Does not use Django."""

import io
from collections.abc import Iterator
from typing import Any

import pikepdf

from portal.uploads.refusal import MOST_PAGES, Refused

MOST_OBJECTS = 60_000
# With what is inside them.
MOST_PIECES = 400_000
ACTS = {
    "/JavaScript",
    "/Launch",
    "/SubmitForm",
    "/ImportData",
    "/GoToE",
    "/GoToR",
    "/Movie",
    "/Sound",
    "/Rendition",
    "/RichMediaExecute",
    "/GoTo3DView",
    "/URI",
    "/ResetForm",
    "/Hide",
    "/SetOCGState",
    "/Named",
    "/Trans",
}
ACTING_KEYS = (
    "/AA",
    "/OpenAction",
    "/JS",
    "/JavaScript",
    "/EF",
    "/EmbeddedFiles",
    "/XFA",
    "/AF",
    "/RichMediaContent",
)
HIDDEN_KEYS = ("/Metadata", "/PieceInfo", "/Collection", "/Thumb", "/LastModified")
HIDDEN_NOTES = {"/FileAttachment", "/RichMedia", "/Screen", "/Movie", "/Sound", "/3D"}


def clean_pdf(name: str, content: bytes) -> dict[str, Any]:
    """A PDF that only shows its pages. Raises: Refused."""
    try:
        with pikepdf.open(io.BytesIO(content)) as paper:
            pages = _count_pages(name, paper)
            _take_out_acts(name, paper)
            written = io.BytesIO()
            paper.save(written, object_stream_mode=pikepdf.ObjectStreamMode.generate, linearize=False)
    except Refused:
        raise
    except pikepdf.PasswordError as error:
        raise Refused("locked", name) from error
    except Exception as error:  # a parser may raise anything
        raise Refused("damaged", name) from error
    return {"pages": pages, "content": written.getvalue()}


def _count_pages(name: str, paper: Any) -> int:
    pages = len(paper.pages)
    if not pages or len(paper.objects) > MOST_OBJECTS:
        raise Refused("damaged", name)
    if pages > MOST_PAGES:
        raise Refused("too-many-pages", name)
    return pages


def _take_out_acts(name: str, paper: Any) -> None:
    if "/Info" in paper.trailer:
        del paper.trailer["/Info"]
    for found in _list_dictionaries(name, paper):
        for key in (*ACTING_KEYS, *HIDDEN_KEYS):
            if key in found:
                del found[key]
        if str(found.get("/S", "")) in ACTS:
            for key in list(found.keys()):
                del found[key]
        for key in ("/A", "/PA", "/Next"):
            act = found.get(key)
            if isinstance(act, pikepdf.Dictionary | pikepdf.Array):
                del found[key]
    for page in paper.pages:
        _take_out_notes(page)


def _take_out_notes(page: Any) -> None:
    """Files and films that hang on a page."""
    notes = page.obj.get("/Annots")
    if not isinstance(notes, pikepdf.Array):
        return
    kept = [
        note
        for note in notes
        if isinstance(note, pikepdf.Dictionary) and str(note.get("/Subtype", "")) not in HIDDEN_NOTES
    ]
    page.obj["/Annots"] = pikepdf.Array(kept)


def _list_dictionaries(name: str, paper: Any) -> Iterator[Any]:
    """Every dictionary of the document: on its own, as the head of a stream, or inside another one.

    Raises: Refused when they are too many: none is passed over.
    """
    seen = 0
    for found in paper.objects:
        waiting = [found]
        while waiting:
            one = waiting.pop()
            seen += 1
            if seen > MOST_PIECES:
                raise Refused("damaged", name)
            if isinstance(one, pikepdf.Stream):
                waiting.append(one.stream_dict)
            elif isinstance(one, pikepdf.Dictionary):
                yield one
                waiting += [value for value in one.values() if _is_inside(value)]
            elif isinstance(one, pikepdf.Array):
                waiting += [value for value in one if _is_inside(value)]


def _is_inside(value: Any) -> bool:
    """Objects with a number of their own are listed separately."""
    return isinstance(value, pikepdf.Dictionary | pikepdf.Array) and not value.is_indirect
