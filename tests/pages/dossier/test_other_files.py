"""``/file/others/``: the other files of a person, after the second check only."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from portal.access.letter_keys.keys import make_letter_key
from portal.access.session import CHECKED_TWICE_KEY
from portal.audit.models import Event
from portal.office.models import Office
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


def print_letter(office: Office, seeded: PracticeFile, **other: Any) -> None:
    """As the letter kit does."""
    of_file = {"letter_hash": seeded.hash, "file_id": seeded.file_id, "party_id": seeded.party_id}
    make_letter_key(
        office, **{**of_file, "language": "nl", "ends_on": None, "with_code": False, **other}
    ).save()


def find_other(sign_in: SignIn, practice: PracticeOffice, client: Client, visit: Visit) -> PracticeFile:
    """The other file of the person of the main one."""
    sign_in("nl-woman", "en")
    check_twice(client)
    text = visit(PATH).text
    (other,) = [one for one in practice.files.values() if one.file in text and one.slug != "nl-woman"]
    return other


def test_a_file_whose_letter_we_printed_opens_from_the_list(
    sign_in: SignIn, visit: Visit, client: Client, practice: PracticeOffice, office: Office
) -> None:
    other = find_other(sign_in, practice, client, visit)
    assert f"Open file {other.file}" not in visit(PATH).text, "only its letter opens it"
    print_letter(office, other)
    page = visit(PATH)
    assert f"Open file {other.file}" in page.text
    visit(PATH, {**page.form_fields(), "mark": "x"}, status=409)
    answer = visit(PATH, page.form_fields(), status=303).answer
    assert answer["Location"] == "/file/"
    assert PATH in visit("/file/").links().values(), "who was checked twice stays so"
    assert f"This is for file {other.file} only." in visit("/pay/").text
    visit("/pay/", {**page.form_fields(), "kind": "full", "method": "transfer"}, status=409)


def test_no_file_outside_the_list_opens(
    sign_in: SignIn, visit: Visit, client: Client, practice: PracticeOffice, office: Office
) -> None:
    other = find_other(sign_in, practice, client, visit)
    print_letter(office, other)
    fields = visit(PATH).form_fields()
    practice.clear_calls()
    for stranger in (practice.file("fr-man"), practice.file("couple-one")):
        print_letter(office, stranger)
        print_letter(office, stranger, party_id=other.party_id)
        page = visit(PATH, {**fields, "file": stranger.file_id}, status=422)
        assert "We could not open that file" in page.text
    assert practice.calls("TagorService/HashToFile") == [], "the list alone says which letter is tried"
    assert "Verhoeven" in visit("/file/").text


def test_a_letter_that_has_ended_opens_nothing(
    sign_in: SignIn, visit: Visit, client: Client, practice: PracticeOffice, office: Office
) -> None:
    other = find_other(sign_in, practice, client, visit)
    print_letter(office, other, ends_on=timezone.localdate() - timedelta(days=1))
    assert f"Open file {other.file}" not in visit(PATH).text


@pytest.mark.parametrize("path", ["/pay/", "/pay/transfer/"])
def test_paying_names_the_file_it_is_for(path: str, sign_in: SignIn, visit: Visit) -> None:
    seeded = sign_in("nl-woman", "en")
    visit("/file/")
    assert f"This is for file {seeded.file} only." in visit(path).text


def test_the_list_asks_once_for_all_letters(
    sign_in: SignIn, visit: Visit, client: Client, practice: PracticeOffice, office: Office
) -> None:
    other = find_other(sign_in, practice, client, visit)
    print_letter(office, other)
    with CaptureQueriesContext(connection) as asked:
        page = visit(PATH)
    assert len([one for one in asked if "access_letterkey" in one["sql"]]) == 1
    visit(PATH, page.form_fields(), status=303)
    told = Event.objects.filter(file_id=other.file_id).values_list("act", flat=True)
    assert list(told) == ["signed-in"]
