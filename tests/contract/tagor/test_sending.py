"""Mails and texts: to whom, with which words, and what must be set up first."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from portal.integrations.errors import NotFound, OutcomeUnknown, Rejected
from portal.integrations.tagor.client import TagorClient
from portal.integrations.tagor.values.account import Credential
from tests.contract.tagor.covering import covers
from tests.practice import PracticeFile, PracticeOffice

pytestmark = pytest.mark.contract


def sent(practice: PracticeOffice) -> list[tuple[str, str, str]]:
    """Medium, address and template of everything sent."""
    return [(one["medium"], one["to"], one["template"]) for one in practice.get("outbox")]


def find_birth_day(practice: PracticeOffice, slug: str) -> date:
    """From the dummy national number; everybody of the seeds is of the last century."""
    number = practice.state(slug)["defendants"][0]["national_number"]
    return date(1900 + int(number[:2]), int(number[2:4]), int(number[4:6]))


@covers("Actions/SendMail")
def test_a_mail_goes_to_the_party_and_not_to_the_address_given(
    client: TagorClient, practice: PracticeOffice, file: PracticeFile
) -> None:
    client.send_mail(template="SALDO", file_id=file.file_id, party_id=file.party_id, email="x@evil.example")
    (mail,) = practice.get("outbox")
    assert (mail["medium"], mail["to"]) == ("mail", "nl-woman@defendant.example")
    assert "1234,56" in mail["body"]
    assert (mail["file_id"], mail["party_id"]) == (file.file_id, file.party_id)


@covers("Actions/SendMail")
def test_without_a_party_a_mail_goes_to_the_address(client: TagorClient, practice: PracticeOffice) -> None:
    client.send_mail(template="SALDO", email="somebody@else.example")
    assert sent(practice) == [("mail", "somebody@else.example", "SALDO")]


@covers("Actions/SendMail")
def test_a_defendants_hash_reaches_only_its_own_file(
    client: TagorClient, practice: PracticeOffice, file: PracticeFile, credential: Credential
) -> None:
    other = practice.file("fr-man")
    client.send_mail(credential=credential, template="SALDO", file_id=other.file_id, party_id=file.party_id)
    with pytest.raises(NotFound):
        client.send_mail(credential=credential, template="SALDO", party_id=other.party_id)
    (mail,) = practice.get("outbox")
    assert file.file in mail["body"]


@covers("Actions/SendSms")
def test_a_text_goes_to_the_partys_own_number_first(
    client: TagorClient, practice: PracticeOffice, file: PracticeFile
) -> None:
    client.send_text(template="AFBETALINGSPLAN", party_id=file.party_id, phone="0470999999")
    client.send_text(template="SALDO", phone="0470999999")
    no_number = practice.file("null-dates")
    client.send_text(template="SALDO", party_id=no_number.party_id, phone="0470888888")
    assert sent(practice) == [
        ("text", "0470000001", "AFBETALINGSPLAN"),
        ("text", "0470999999", "SALDO"),
        ("text", "0470888888", "SALDO"),
    ]


@covers("Actions/SendSms")
@pytest.mark.parametrize(("slug", "word"), [("fr-man", "devez"), ("de-woman", "schulden"), ("en-man", "owe")])
def test_words_are_in_the_partys_language(
    client: TagorClient, practice: PracticeOffice, slug: str, word: str
) -> None:
    one = practice.file(slug)
    client.send_text(template="SALDO", file_id=one.file_id, party_id=one.party_id)
    assert word in practice.get("outbox")[0]["body"]


@covers("Actions/SendMail", "Actions/SendSms")
def test_what_cannot_be_sent_is_refused(
    client: TagorClient, practice: PracticeOffice, file: PracticeFile
) -> None:
    other = practice.file("fr-man")
    empty = practice.file("null-dates")
    wrong: list[dict[str, Any]] = [
        {"template": "NOTHING", "party_id": file.party_id},
        {"template": "SALDO", "file_id": file.file_id, "party_id": other.party_id},
        {"template": "SALDO", "file_id": "1", "party_id": file.party_id},
        {"template": "SALDO", "party_id": "1"},
        {"template": "SALDO", "party_id": empty.party_id},
    ]
    for send in (client.send_mail, client.send_text):
        for arguments in wrong:
            with pytest.raises(Rejected):
                send(**arguments)
        with pytest.raises(ValueError, match="goes to"):
            send(template="SALDO", file_id=file.file_id)
    assert sent(practice) == []


@covers("Actions/SendMail", "Actions/SendSms")
def test_nothing_is_sent_without_a_server_or_key(
    client: TagorClient, practice: PracticeOffice, file: PracticeFile
) -> None:
    practice.set_parameter("569", "")
    practice.set_parameter("558", "")
    for send in (client.send_mail, client.send_text):
        with pytest.raises(Rejected):
            send(template="SALDO", party_id=file.party_id)
    assert sent(practice) == []


@covers("Actions/SendMail")
def test_a_mail_whose_answer_is_lost_is_not_sent_again(
    client: TagorClient, practice: PracticeOffice, file: PracticeFile
) -> None:
    practice.fault("tagor", "drop", operation="Actions/SendMail")
    with pytest.raises(OutcomeUnknown):
        client.send_mail(template="SALDO", party_id=file.party_id)
    assert len(sent(practice)) == 1


@covers("TagorService/SendMail", "TagorService/SendSms")
def test_the_old_way_still_works_and_says_it_is_old(
    client: TagorClient, practice: PracticeOffice, file: PracticeFile
) -> None:
    old: list[Callable[..., None]] = [client.send_mail_by_service, client.send_text_by_service]
    for send in old:
        with pytest.deprecated_call():
            send(template="SALDO", file_id=file.file_id, party_id=file.party_id)
    assert [medium for medium, _to, _template in sent(practice)] == ["mail", "text"]


@covers("TagorService/FileToHash")
def test_a_new_link_is_sent_to_whom_the_birth_day_fits(client: TagorClient, practice: PracticeOffice) -> None:
    one = practice.file("expired-hash")
    with pytest.raises(Rejected):
        client.hash_to_file(hash=one.hash)
    born_on = find_birth_day(practice, "expired-hash")
    client.send_new_link(file_name=one.file, born_on=born_on, mail_template="HASH", text_template="HASH")
    assert [medium for medium, _to, _template in sent(practice)] == ["text", "mail"]
    assert all(one.hash in message["body"] for message in practice.get("outbox"))
    assert client.hash_to_file(hash=one.hash).file_id == one.file_id


@covers("TagorService/FileToHash")
def test_a_company_is_known_by_its_vat_number(client: TagorClient, practice: PracticeOffice) -> None:
    one = practice.file("company")
    client.send_new_link(file_name=one.file, vat_number="BE 0999.999.823")
    assert sent(practice) == [("mail", "company@defendant.example", "HASH")]


@covers("TagorService/FileToHash")
def test_nobody_gets_a_link_on_a_guess(client: TagorClient, practice: PracticeOffice) -> None:
    one = practice.file("expired-hash")
    born_on = find_birth_day(practice, "expired-hash")
    for file_name, role, day in (
        (one.file, "VERW", born_on.replace(year=born_on.year + 1)),
        (practice.file("fr-man").file, "VERW", born_on),
        (one.file, "AANL", born_on),
        (one.file, "NOBODY", born_on),
    ):
        with pytest.raises(Rejected):
            client.send_new_link(file_name=file_name, role=role, born_on=day)
    with pytest.raises(Rejected):
        client.send_new_link(file_name=one.file, vat_number="0999999823")
    for both in ({}, {"born_on": born_on, "vat_number": "0999999823"}):
        with pytest.raises(ValueError, match="birth day"):
            client.send_new_link(file_name=one.file, **both)
    assert sent(practice) == []
