"""The code of a letter, typed by hand, leads to the page of the letter, and wrong ones have to wait."""

import pytest
from django.test import Client

from portal.access.letter_keys.keys import make_letter_key, open_code
from portal.access.models import LetterKey
from portal.office.models import Office
from portal.web.attempt_throttle import LIMIT
from tests.pages.conftest import Visit
from tests.practice import PracticeOffice

pytestmark = pytest.mark.django_db
HOME = "/c/"


@pytest.fixture(autouse=True)
def _english(client: Client, pauses: list[float]) -> None:
    client.cookies["language"] = "en"


@pytest.fixture
def code(office: Office, practice: PracticeOffice) -> str:
    """Of the main file's letter."""
    file = practice.file()
    key = make_letter_key(
        office,
        letter_hash=file.hash,
        file_id=file.file_id,
        party_id=file.party_id,
        language="nl",
        ends_on=None,
        with_code=True,
    )
    LetterKey.objects.bulk_create([key])
    return open_code(key)


@pytest.mark.parametrize(
    "spoil",
    [str, str.lower, lambda c: c.replace("-", " "), lambda c: f" {c}. "[:-2], lambda c: c.replace("-", ".")],
)
def test_code_leads_to_the_letter_and_opens_the_file(
    visit: Visit, practice: PracticeOffice, code: str, spoil: object
) -> None:
    practice.clear_calls()
    letter = visit(HOME, {"code": spoil(code)}, follow=True)  # type: ignore[operator]
    assert letter.title.startswith("Open your file")
    assert not practice.calls("TagorService/HashToFile")
    opened = visit(letter.form_action(), letter.form_fields(), status=303)
    assert opened.answer["Location"] == "/file/"


def test_code_is_not_in_the_database(code: str) -> None:
    key = LetterKey.objects.get()
    assert code.replace("-", "") not in f"{key.code_sealed} {key.code_digest} {key.hash_sealed}"


def test_code_ends_with_its_letter(visit: Visit, practice: PracticeOffice, code: str) -> None:
    practice.set_clock("2030-01-01T12:00:00")
    letter = visit(HOME, {"code": code}, follow=True)
    visit(letter.form_action(), letter.form_fields(), status=410)


def test_wrong_codes_wait_and_lock_nothing_else(visit: Visit, practice: PracticeOffice, code: str) -> None:
    for _ in range(LIMIT):
        page = visit(HOME, {"code": "AAAA-AAAA-AAAA"}, status=422)
        assert "We do not know this code." in page.text
    visit(HOME, {"code": code}, status=429)
    file = practice.file()
    visit("/sign-in/", {"file": file.file, "pin": file.pin}, status=303)


@pytest.mark.parametrize("typed", ["", "ABC", "ABCD-EFGH-JKL1", "x" * 61])
def test_what_cannot_be_a_code_counts_as_no_try(visit: Visit, typed: str, code: str) -> None:
    for _ in range(LIMIT + 1):
        visit(HOME, {"code": typed}, status=422)
    visit(HOME, {"code": code}, status=303)
