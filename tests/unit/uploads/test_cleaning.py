"""What people send is drawn and written anew: pictures without their place, papers that only show."""

import io
import random
import zipfile

import pikepdf
import pytest
from PIL import Image

from portal.uploads import intake
from portal.uploads.intake import UploadRefusedError, clean_files
from tests.unit.uploads.papers import (
    PLACE,
    make_crowded_pdf,
    make_pdf,
    make_pdf_bomb,
    make_photo,
    make_png_bomb,
)


def refuse(*files: tuple[str, bytes]) -> str:
    with pytest.raises(UploadRefusedError) as refused:
        clean_files(list(files))
    return refused.value.code


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "HEIF"])
def test_photo_loses_its_place_and_keeps_its_picture(kind: str) -> None:
    photo = make_photo(kind)
    assert PLACE in photo
    (cleaned,) = clean_files([("foto", photo)])
    assert (cleaned.extension, cleaned.pages) == ("jpg", 1)
    assert PLACE not in cleaned.content
    with Image.open(io.BytesIO(cleaned.content)) as picture:
        assert not picture.getexif()
        red = picture.getpixel((10, 10))
        assert isinstance(red, tuple)
        assert red[0] > 200


def test_photo_on_its_side_is_turned_upright_and_made_smaller() -> None:
    (cleaned,) = clean_files([("foto", make_photo(size=(4000, 3000), turned=True))])
    with Image.open(io.BytesIO(cleaned.content)) as picture:
        assert picture.height > picture.width
        assert picture.height <= 2200


def test_several_photos_become_one_paper() -> None:
    cleaned = clean_files([("een", make_photo()), ("brief", make_pdf(pages=2)), ("twee", make_photo("PNG"))])
    assert [(one.name, one.extension, one.pages) for one in cleaned] == [
        ("een", "pdf", 2),
        ("brief", "pdf", 2),
    ]
    assert len(pikepdf.open(io.BytesIO(cleaned[0].content)).pages) == 2


def test_pdf_acts_no_more() -> None:
    (cleaned,) = clean_files([("brief", make_pdf(hostile=True))])
    with pikepdf.open(io.BytesIO(cleaned.content)) as paper:
        told = "\n".join(repr(one) for one in paper.objects) + repr(paper.trailer)
        assert len(paper.attachments) == 0
    for word in (
        "JavaScript",
        "alert",
        "Launch",
        "cmd.exe",
        "evil",
        "xfa",
        "OpenAction",
        "/AA",
        "Secret Author",
    ):
        assert word not in told, word
        assert word.encode() not in cleaned.content


def test_no_act_hides_behind_a_crowd() -> None:
    assert refuse(("brief", make_crowded_pdf(500_000))) == "damaged"
    (cleaned,) = clean_files([("brief", make_crowded_pdf(70_000))])
    with pikepdf.open(io.BytesIO(cleaned.content)) as paper:
        (note,) = paper.pages[0].obj["/Annots"]
        assert "/A" not in note


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        (b"just words", "kind"),
        (b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "kind"),
        (b"GIF89a" + b"\0" * 50, "kind"),
        (b"\xff\xd8\xff" + b"\0" * 50, "damaged"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 50, "damaged"),
        (b"\0\0\0\x18ftypheic" + b"\0" * 50, "damaged"),
        (b"%PDF-1.7\n" + b"\0" * 50, "damaged"),
        (make_pdf(password="x"), "locked"),
        (make_pdf(pages=61), "too-many-pages"),
        (make_png_bomb(), "too-many-pixels"),
        (make_photo("PNG", size=(9000, 6000)), "too-many-pixels"),
    ],
)
def test_what_cannot_be_taken_is_named(content: bytes, code: str) -> None:
    assert refuse(("een", content)) == code


def test_paper_that_unpacks_to_gigabytes_ends_in_its_own_process() -> None:
    assert refuse(("bom", make_pdf_bomb())) == "damaged"


def test_a_good_file_on_a_machine_that_is_busy_may_be_sent_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(intake, "TIMEOUT_S", 0.01)
    assert refuse(("een", make_pdf())) == "busy"


def test_what_hides_behind_a_photo_is_gone() -> None:
    """A picture that is a program, an archive and a page at once is only a picture afterwards."""
    hidden = io.BytesIO()
    with zipfile.ZipFile(hidden, "w") as archive:
        archive.writestr("evil.html", "<script>alert(1)</script>" * 50)
    for photo in (make_photo(), make_photo("PNG")):
        (cleaned,) = clean_files([("foto", photo + b"<script>alert(1)</script>" + hidden.getvalue())])
        assert b"<script>" not in cleaned.content
        assert b"PK\x03\x04" not in cleaned.content
    (paper,) = clean_files([("brief", make_pdf() + hidden.getvalue())])
    assert b"PK\x03\x04" not in paper.content


def test_fifty_broken_files_are_refused_or_harmless() -> None:
    """Bytes flipped, cut and doubled at random places: never a fault of ours, never another kind of file."""
    chance = random.Random(17)  # noqa: S311 - the same files at each run
    seeds = [make_photo(size=(200, 100)), make_photo("PNG", size=(200, 100)), make_pdf(hostile=True)]
    codes: set[str] = set()
    for number in range(50):
        broken = bytearray(seeds[number % 3])
        for _ in range(chance.randint(1, 12)):
            at = chance.randrange(len(broken))
            choice = chance.randrange(3)
            if choice == 0:
                broken[at] = chance.randrange(256)
            elif choice == 1:
                del broken[at : at + chance.randint(1, 40)]
            else:
                broken[at:at] = broken[: chance.randint(1, 40)]
        try:
            (cleaned,) = clean_files([("een", bytes(broken))])
        except UploadRefusedError as refused:
            codes.add(refused.code)
        else:
            assert cleaned.content.startswith((b"\xff\xd8\xff", b"%PDF-"))
            assert b"alert" not in cleaned.content
    assert codes <= {"damaged", "kind", "empty", "too-many-pixels", "locked"}
