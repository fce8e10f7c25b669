"""``/file/others/``: the other files of a person, after the second check only."""

from collections.abc import Callable

import pytest
from django.test import Client

from portal.access.session import CHECKED_TWICE_KEY
from tests.pages.conftest import Visit
from tests.practice import PracticeFile, PracticeOffice

SignIn = Callable[..., PracticeFile]
PATH = "/file/others/"


def check_twice(client: Client) -> None:
    """As the door does after the right answer."""
    session = client.session
    session[CHECKED_TWICE_KEY] = True
    session.save()


def test_the_letter_alone_opens_no_list(sign_in: SignIn, visit: Visit, practice: PracticeOffice) -> None:
    sign_in("nl-woman", "en")
    practice.clear_calls()
    visit(PATH, status=404)
    assert PATH not in visit("/file/").links().values()
    assert not [one for one in practice.calls(system="tagor") if "GetByDefendant" in one["operation"]]


def test_every_other_file_stands_there_with_its_amount(sign_in: SignIn, visit: Visit, client: Client) -> None:
    main, other = sign_in("nl-woman", "en"), "sub-file"
    check_twice(client)
    assert PATH in visit("/file/").links().values()
    page = visit(PATH)
    assert f"Now file {main.file} is open." in page.text
    rows = [" ".join("".join(row.itertext()).split()) for row in page.all("tr")][1:]
    assert len(rows) == 1, rows
    assert main.file not in rows[0], other
    assert "€" in rows[0]


def test_who_has_no_other_file_reads_so(sign_in: SignIn, visit: Visit, client: Client) -> None:
    sign_in("fr-man", "en")
    check_twice(client)
    assert "You have no other file at this office." in visit(PATH).text


def test_a_list_that_cannot_be_read_is_not_an_empty_one(
    sign_in: SignIn, visit: Visit, client: Client, practice: PracticeOffice
) -> None:
    sign_in("nl-woman", "en")
    check_twice(client)
    practice.fault("tagor", "503", operation="Dossier/GetByDefendant", times=3)
    text = visit(PATH).text
    assert "Your other files could not be loaded now." in text
    assert "no other file" not in text


@pytest.mark.parametrize("path", ["/pay/", "/pay/transfer/"])
def test_paying_names_the_file_it_is_for(path: str, sign_in: SignIn, visit: Visit) -> None:
    seeded = sign_in("nl-woman", "en")
    visit("/file/")
    assert f"This is for file {seeded.file} only." in visit(path).text
