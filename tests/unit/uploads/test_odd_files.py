"""Each odd file gets its right answer, and nothing that acts comes through."""

from portal.uploads.cleaning_process import clean
from portal.uploads.refusal import Refused
from tests.unit.uploads.odd_files import list_odd_files

HEADS = {"jpg": b"\xff\xd8\xff", "pdf": b"%PDF-"}


def test_every_odd_file_gets_its_right_answer() -> None:
    """Without a process for each: what breaks the process itself is in ``test_cleaning``."""
    wrong: list[str] = []
    files = list(list_odd_files())
    for name, content, wanted in files:
        answer = clean_one(content)
        if answer != wanted:
            wrong.append(f"{name}: {answer}, and not {wanted}")
    assert wrong == []
    assert len(files) > 50


def clean_one(content: bytes) -> str:
    """The kind of what it becomes, or the code of why it is not taken."""
    try:
        (cleaned,) = clean([("odd", content)])
    except Refused as refused:
        return refused.code
    made = cleaned["content"]
    is_harmless = not any(word in made for word in (b"alert", b"<script", b"SubmitForm", b"PK\x03\x04"))
    is_whole = made.startswith(HEADS[cleaned["extension"]]) and cleaned["pages"] > 0
    return str(cleaned["extension"]) if is_harmless and is_whole else "harm"
