"""Hash, PIN and tokens."""

import pytest

from tests.contract.sandbox.wire import Tagor, pin_header
from tests.practice import CLIENT_ID, CLIENT_SECRET


def login(tagor: Tagor, **form: str) -> tuple[int, dict[str, object]]:
    answer = tagor.office.client.post("/tagor/v1/rest/Login/Token", data=form)
    tagor.check("Login/Token", answer)
    return answer.status_code, answer.json()["response"]


def test_a_hash_opens_its_file_with_language_and_last_day(tagor: Tagor) -> None:
    file = tagor.office.file("fr-man")
    found = tagor.ask("TagorService/HashToFile", {"Dossierhash": file.hash}, f"Hash {file.hash}")
    assert (found["TDOS_Id"], found["TPAR_Id"], found["Taal"]) == (file.file_id, file.party_id, "Frn")
    assert found["GeldigTot"]


def test_the_case_of_a_hash_counts(tagor: Tagor) -> None:
    wrong = tagor.office.file().hash.swapcase()
    found = tagor.ask("TagorService/HashToFile", {"Dossierhash": wrong}, f"Hash {wrong}")
    assert found == {"Success": False, "Error": "Dossierhash niet gevonden.\n"}


def test_an_expired_hash_is_told_from_an_unknown_one_and_opens_nothing(tagor: Tagor) -> None:
    file = tagor.office.file("expired-hash")
    other = tagor.office.file().hash
    found = tagor.ask("TagorService/HashToFile", {"Dossierhash": other}, f"Hash {file.hash}")
    assert found == {"Success": False, "Error": "Dossierhash is vervallen."}
    assert (
        tagor.send("TagorService/GetSaldo", {"TDOS_Id": file.file_id}, f"Hash {file.hash}").status_code == 401
    )
    tagor.office.set_parameter("502", "0")
    assert tagor.ask("TagorService/HashToFile", {}, f"Hash {file.hash}")["GeldigTot"] is None


def test_the_code_decides_the_file_whatever_the_body_says(tagor: Tagor) -> None:
    mine, theirs = tagor.office.file("nl-woman"), tagor.office.file("company")
    body = {"TDOS_Id": theirs.file_id, "TPAR_Id": theirs.party_id}
    for auth in (f"Hash {mine.hash}", pin_header(mine)):
        assert tagor.ask("TagorService/GetDosInfo", body, auth)["Verweerder"] == mine.name
        assert tagor.ask("TagorService/GetSaldo", body, auth)["Saldo"] == mine.balance_cents / 100
    assert not tagor.office.state("company")["info"]


def test_two_defendants_of_one_file_have_their_own_codes(tagor: Tagor) -> None:
    one, two = tagor.office.file("couple-one"), tagor.office.file("couple-two")
    assert one.file_id == two.file_id
    assert len({one.hash, two.hash}) == len({one.pin, two.pin}) == len({one.party_id, two.party_id}) == 2
    for file in (one, two):
        found = tagor.ask("TagorService/PinToFile", {"Dossier": file.file, "Pin": file.pin}, pin_header(file))
        assert found["TPAR_Id"] == file.party_id
        assert (
            tagor.ask("TagorService/GetDosInfo", {"TDOS_Id": "x"}, pin_header(file))["Verweerder"]
            == file.name
        )


def test_the_office_key_cannot_pair_a_party_with_another_file(tagor: Tagor) -> None:
    body = {"TDOS_Id": tagor.office.file().file_id, "TPAR_Id": tagor.office.file("company").party_id}
    assert tagor.ask("TagorService/GetDosInfo", body)["Success"] is False


@pytest.mark.parametrize(("file", "pin"), [("26/004512", "000000"), ("26/999999", "558119"), ("", "")])
def test_a_wrong_pin_and_an_unknown_file_get_the_same_words(file: str, pin: str, tagor: Tagor) -> None:
    found = tagor.ask("TagorService/PinToFile", {"Dossier": file, "Pin": pin})
    assert found == {"Success": False, "Error": "Dossier en pincode komen niet overeen.\n"}


def test_parameter_590_pairs_the_pin_with_the_archive_number(tagor: Tagor) -> None:
    by_name = tagor.office.file()
    tagor.office.set_parameter("590", "archive")
    assert tagor.send("TagorService/GetSaldo", {"TDOS_Id": "x"}, pin_header(by_name)).status_code == 401
    number = tagor.office.state()["archive_number"]
    assert tagor.ask("TagorService/PinToFile", {"Dossier": number, "Pin": by_name.pin})["Success"] is True


def test_a_token_of_login_opens_what_the_key_opens(tagor: Tagor) -> None:
    status, found = login(
        tagor, grant_type="client_credentials", client_id=CLIENT_ID, client_secret=CLIENT_SECRET
    )
    assert (status, found["token_type"], found["expires_in"]) == (200, "Tgr", 3600)
    body = {"TDOS_Id": tagor.office.file().file_id}
    assert tagor.ask("TagorService/KantoorOpen", body, f"Tgr {found['token']}")["Success"] is True


@pytest.mark.parametrize(
    ("form", "status"),
    [
        ({}, 400),
        ({"grant_type": "client_credentials", "client_id": CLIENT_ID}, 400),
        ({"grant_type": "password", "client_id": CLIENT_ID, "client_secret": CLIENT_SECRET}, 400),
    ],
)
def test_login_refuses_an_incomplete_form(form: dict[str, str], status: int, tagor: Tagor) -> None:
    found = login(tagor, **form)
    assert (found[0], found[1]["token"]) == (status, "")


def test_login_refuses_a_wrong_secret(tagor: Tagor) -> None:
    form = {"grant_type": "client_credentials", "client_id": CLIENT_ID, "client_secret": "wrong"}
    assert tagor.office.client.post("/tagor/v1/rest/Login/Token", data=form).status_code == 401


def test_self_service_is_refused_with_a_reason(tagor: Tagor) -> None:
    file = tagor.office.file("refused")
    found = tagor.ask("TagorService/SelfServiceAllowed", {"TDOS_Id": file.file_id}, f"Hash {file.hash}")
    assert found["Success"] is False
    assert found["Error"].endswith("\n")
    main = tagor.office.file()
    assert tagor.ask("TagorService/SelfServiceAllowed", {"TDOS_Id": main.file_id})["Success"] is True
