"""What a telephone exchange asks: who calls, about which file, and what it leaves behind."""

import pytest

from portal.integrations.errors import NotFound, Rejected
from portal.integrations.tagor.client import TagorClient
from portal.integrations.tagor.values.account import Credential
from tests.contract.tagor.covering import covers
from tests.practice import PracticeFile, PracticeOffice

pytestmark = pytest.mark.contract


def hash_of(file: PracticeFile) -> Credential:
    return Credential("Hash", file.hash)


@covers("TagorService/ClipToFile")
@pytest.mark.parametrize("phone", ["0470000002", "+32470000002", "0032 470 00 00 02", "0470/00.00.02"])
def test_a_caller_is_known_however_the_number_is_written(
    client: TagorClient, practice: PracticeOffice, phone: str
) -> None:
    one = practice.file("fr-man")
    caller = client.find_caller(phone=phone)
    assert (caller.party_id, caller.language, caller.kind) == (one.party_id, "fr", "defendant")
    (file,) = caller.files
    assert (file.file_id, file.file_name, file.balance_cents) == (one.file_id, one.file, one.balance_cents)


@covers("TagorService/ClipToFile")
def test_a_number_nobody_has_is_not_found(client: TagorClient) -> None:
    for phone in ("0499123456", "", "+32"):
        with pytest.raises(NotFound):
            client.find_caller(phone=phone)


@covers("TagorService/GetVoxtronReferentie")
def test_a_reference_finds_its_file(client: TagorClient, practice: PracticeOffice) -> None:
    one = practice.file("couple-two")
    first = client.find_by_reference(reference=one.file)
    second = client.find_by_reference(reference=f"{one.file}|2", phone="0470000001")
    assert first.file_id == second.file_id == one.file_id
    assert (first.defendants, first.defendant_number, second.defendant_number) == (2, 1, 2)
    assert first.is_summons
    assert first.file_type.startswith("DSO9")


@covers("TagorService/GetVoxtronReferentie")
@pytest.mark.parametrize(("value", "field"), [("archive", "archive_number"), ("id", "file_id")])
def test_parameter_303_says_what_a_reference_is(
    client: TagorClient, practice: PracticeOffice, file: PracticeFile, value: str, field: str
) -> None:
    practice.set_parameter("303", value)
    assert client.find_by_reference(reference=practice.state()[field]).file_id == file.file_id
    with pytest.raises(NotFound):
        client.find_by_reference(reference=file.file)


@covers("TagorService/GetVoxtronReferentie", "TagorService/GetDosInfo")
@pytest.mark.parametrize(("value", "handler"), [("login", "mvos"), ("name", "Marijke Vos")])
def test_parameter_259_says_how_a_handler_is_told(
    client: TagorClient, practice: PracticeOffice, file: PracticeFile, value: str, handler: str
) -> None:
    practice.set_parameter("259", value)
    assert client.find_by_reference(reference=file.file).handler == handler
    info = client.get_file_info(credential=hash_of(file), file_id=file.file_id, party_id=file.party_id)
    assert info.handler_id == handler


@covers("TagorService/GetVoxtronReferentie")
def test_parameter_233_chooses_status_or_stage(
    client: TagorClient, practice: PracticeOffice, file: PracticeFile
) -> None:
    texts = client.find_codes(wanted=[("TQSTATUS", "OPEN"), ("TQSTATUS", "GER")], language="nl")
    ids = {text.code: text.id for text in texts}
    assert client.find_by_reference(reference=file.file).status == ids["OPEN"]
    practice.set_parameter("233", "stage")
    assert client.find_by_reference(reference=file.file).status == ids["GER"]


@covers("TagorService/GetVoxtronReferentie", "TagorService/GetDosInfo")
def test_a_mapping_of_the_exchange_goes_before_the_ids(
    client: TagorClient, practice: PracticeOffice, file: PracticeFile
) -> None:
    practice.set_parameter("VOXTRON", "VONNIS=7, OPEN=1")
    match = client.find_by_reference(reference=file.file)
    assert (match.file_type, match.status) == ("7", "1")
    info = client.get_file_info(credential=hash_of(file), file_id=file.file_id, party_id=file.party_id)
    assert info.file_type_id == "7"


@covers("TagorService/GetVoxtronReferentie")
def test_a_reference_or_place_nobody_has_is_not_found(client: TagorClient, practice: PracticeOffice) -> None:
    for reference in ("99/999999", f"{practice.file().file}|2", f"{practice.file().file}|0", ""):
        with pytest.raises(NotFound):
            client.find_by_reference(reference=reference)


@covers("TagorService/GetVoxtronVerwByHuisNr")
def test_a_defendant_is_found_by_house_number(client: TagorClient, practice: PracticeOffice) -> None:
    one = practice.file("couple-one")
    numbers = [defendant["number"] for defendant in practice.state("couple-one")["defendants"]]
    for place, number in enumerate(numbers, start=1):
        assert client.find_defendant_by_house(file_id=one.file_id, house_number=number) == place
    for file_id, number in ((one.file_id, "9999"), ("1", numbers[0])):
        with pytest.raises(NotFound):
            client.find_defendant_by_house(file_id=file_id, house_number=number)


@covers("TagorService/GetVoxtronVerwByPin")
def test_a_pin_is_checked_against_the_file(client: TagorClient, practice: PracticeOffice) -> None:
    one, other = practice.file("couple-two"), practice.file("fr-man")
    client.check_pin_by_phone(file_id=one.file_id, pin=one.pin)
    for pin in (other.pin, "", "000000"):
        with pytest.raises(Rejected) as caught:
            client.check_pin_by_phone(file_id=one.file_id, pin=pin)
        assert caught.value.code == "pin-refused"


@covers("TagorService/SetUserDossier")
def test_a_call_puts_the_file_on_a_screen_and_a_note_in_the_file(
    client: TagorClient, practice: PracticeOffice, file: PracticeFile
) -> None:
    practice.set_parameter("CURCALL", "OPSV")
    client.add_user_shortcut(user_name="mvos", phone="0470000001", direction="in", file_id=file.file_id)
    client.add_user_shortcut(user_name="mvos", phone="0470000001", direction="out")
    first, second = practice.get("desk")["shortcuts"]
    assert (first["file_id"], first["direction"], second["direction"]) == (file.file_id, "IN", "OUT")
    notes = [note for note in practice.state()["info"] if "0470000001" in note["text"]]
    assert [note["code"] for note in notes] == ["OPSV"]


@covers("TagorService/SetUserDossier")
def test_a_user_or_file_nobody_knows_gets_no_shortcut(
    client: TagorClient, practice: PracticeOffice, file: PracticeFile
) -> None:
    for user_name, file_id in (("nobody", file.file_id), ("mvos", "1")):
        with pytest.raises(Rejected):
            client.add_user_shortcut(user_name=user_name, phone="0470000001", direction="in", file_id=file_id)
    assert practice.get("desk")["shortcuts"] == []
