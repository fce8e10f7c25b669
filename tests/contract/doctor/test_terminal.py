"""``manage.py tagor`` against the practice office: what it sends, shows, hides and refuses."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from openapi_core.testing import MockRequest

from portal.doctor.tagor.masks import mask
from portal.doctor.tagor.operations import find_operation, read_catalogue
from portal.doctor.tagor.requests import Asking, build_request
from tests.contract.tagor.catalogue import HOST, get_judge
from tests.practice import PracticeOffice

OPERATIONS = sorted(read_catalogue())
READS = [name for name in OPERATIONS if find_operation(name).kind == "read"]
WRITES = [name for name in OPERATIONS if find_operation(name).kind == "write"]


def ask(capsys: pytest.CaptureFixture[str], *args: str) -> str:
    capsys.readouterr()
    call_command("tagor", *args)
    return capsys.readouterr().out


def read_raw(printed: str) -> Any:
    status, _newline, rest = printed.partition("\n")
    assert status == "200"
    return json.loads(rest.partition("\nparsed")[0])


def test_lines_of_a_file(practice: PracticeOffice, capsys: pytest.CaptureFixture[str]) -> None:
    file = practice.file()
    printed = ask(capsys, "Dossier/GetLines", f"TDOS_Id={file.file_id}", "is-defendant=true")
    assert "ttTDOSLIJNWeb" in printed
    parsed = json.loads(printed.partition("\nparsed\n")[2])
    assert parsed["datasets"]["dstdoslijnweb"][0]["tdos_id"] == file.file_id
    (call,) = practice.calls(operation="Dossier/GetLines")
    assert call["scheme"] == "Tgr"
    assert {"ContextKey": "is-defendant", "ContextValue": "true"} in list_context(call)


def list_context(call: dict[str, Any]) -> list[dict[str, str]]:
    rows: list[dict[str, str]] = call["body"]["request"]["dsWebContext"]["dsWebContext"]["ttWebContext"]
    return rows


def test_raw_alone(practice: PracticeOffice, capsys: pytest.CaptureFixture[str]) -> None:
    printed = ask(capsys, "Config/Info", "--raw")
    assert "parsed" not in printed
    assert "1.08.5000B3" in printed
    read_raw(printed)


def test_as_a_user(practice: PracticeOffice, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(CommandError, match="403"):
        ask(capsys, "Config/User", "--as", "nobody.at.all")
    (call,) = practice.calls(operation="Config/User")
    assert {"ContextKey": "user-login", "ContextValue": "nobody.at.all"} in list_context(call)
    with pytest.raises(CommandError, match="cannot be asked as a user"):
        ask(capsys, "TagorService/KantoorOpen", "TDOS_Id=1", "--as", "somebody")


def test_values_and_options_in_any_order(
    practice: PracticeOffice, capsys: pytest.CaptureFixture[str]
) -> None:
    file = practice.file()
    for args in (
        ["--raw", "Dossier/Get", f"TDOS_Id={file.file_id}"],
        ["Dossier/Get", "--raw", f"TDOS_Id={file.file_id}"],
    ):
        assert f'"TDOS_Id": "{file.file_id}"' in ask(capsys, *args)


@pytest.mark.parametrize("way", ["hash", "pin"])
def test_with_a_defendants_own_credential(
    practice: PracticeOffice, capsys: pytest.CaptureFixture[str], way: str
) -> None:
    file = practice.file()
    secret = file.hash if way == "hash" else f"{file.file}:{file.pin}"
    printed = ask(capsys, "tagorservice/getdosinfo", f"tdos_id={file.file_id}", f"--{way}", secret)
    assert '"Success": true' in printed
    (call,) = practice.calls(operation="TagorService/GetDosInfo")
    assert call["scheme"].lower() == way
    assert call["body"] == {"request": {"TDOS_Id": file.file_id}}


def test_datasets_come_from_a_file(
    practice: PracticeOffice, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    body = tmp_path / "filter.json"
    row = {"Tabel": "", "Veld": "TDOS.dossiernaam", "Operator": "=", "Waarde": practice.file().file}
    body.write_text(json.dumps({"dsFilter": [row]}), "utf-8")
    printed = ask(capsys, "Dossier/Search", "BATCH-SIZE=5", "--body", str(body))
    assert practice.file().file_id in printed
    (call,) = practice.calls(operation="Dossier/Search")
    assert call["body"]["request"]["dsFilter"] == {"dsFilter": {"ttFilter": [row]}}


@pytest.mark.parametrize("name", WRITES)
def test_what_writes_is_refused(
    practice: PracticeOffice, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    with pytest.raises(CommandError, match="--write"):
        ask(capsys, name)
    assert practice.calls() == []


def test_a_telephone_number_that_would_be_kept_makes_a_write(
    practice: PracticeOffice, capsys: pytest.CaptureFixture[str]
) -> None:
    file = practice.file()
    asked = ["TagorService/SelfServiceAllowed", f"TDOS_Id={file.file_id}"]
    ask(capsys, *asked)
    with pytest.raises(CommandError, match="--write"):
        ask(capsys, *asked, "telnr=0470000000")


def test_with_write_it_writes(practice: PracticeOffice, capsys: pytest.CaptureFixture[str]) -> None:
    file = practice.file()
    ask(capsys, "TagorService/GetSaldo", f"TDOS_Id={file.file_id}", "--write")
    assert len(practice.calls(operation="TagorService/GetSaldo")) == 1


def test_the_switch_that_ends_all_checks_is_never_sent(
    practice: PracticeOffice, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    body = tmp_path / "body.json"
    body.write_text('{"request": {"TDOS_Id": "1", "overridechecks": true}}', "utf-8")
    for extra in (["OVERRIDECHECKS=true"], ["--body", str(body)]):
        with pytest.raises(CommandError, match="never sent"):
            ask(capsys, "TagorService/SavePaymentPlan", *extra, "--write")
    assert practice.calls() == []


@pytest.mark.parametrize(
    ("asked", "meant"),
    [("GetLines", "Dossier/GetLines"), ("Dosier/GetLine", "Dossier/GetLines"), ("Config/Pin", "Config/Ping")],
)
def test_an_unknown_operation_gets_a_suggestion(
    practice: PracticeOffice, capsys: pytest.CaptureFixture[str], asked: str, meant: str
) -> None:
    with pytest.raises(CommandError, match=f"Did you mean .*{meant}"):
        ask(capsys, asked)


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (["TagorService/KantoorOpen", "TDOS_I=1"], "did you mean TDOS_Id"),
        (["TagorService/PaymentDetails", "TDOS_Id=1"], "no values"),
        (["Dossier/Get", "TDOS_Id"], "name=value"),
        (["Dossier/Get", "--body", "/nowhere/body.json"], "cannot be read"),
        (["Dossier/CreateAgenda", "--write"], "needs Tagor API 2.00"),
        (["Dossier/Get", "--get"], "no GET"),
    ],
)
def test_what_cannot_be_sent_is_said_before_it_is_sent(
    practice: PracticeOffice, capsys: pytest.CaptureFixture[str], args: list[str], words: str
) -> None:
    with pytest.raises(CommandError, match=words):
        ask(capsys, *args)
    assert {call["operation"] for call in practice.calls()} <= {"Config/Info"}


def test_a_fault_is_told_and_garbage_is_not_printed(
    practice: PracticeOffice, capsys: pytest.CaptureFixture[str]
) -> None:
    practice.fault("tagor", "garbage", operation="Config/Version")
    assert "not JSON" in ask(capsys, "Config/Version")
    practice.fault("tagor", "503", operation="Config/Ping")
    with pytest.raises(CommandError, match="503"):
        ask(capsys, "Config/Ping", "--get")
    practice.fault("tagor", "drop", operation="Dossier/Get")
    with pytest.raises(CommandError):
        ask(capsys, "Dossier/Get", "TDOS_Id=1")


def test_a_login_hides_its_token(practice: PracticeOffice, capsys: pytest.CaptureFixture[str]) -> None:
    printed = ask(
        capsys,
        "Login/Token",
        "grant_type=client_credentials",
        "client_id=practice",
        "client_secret=practice-secret",
    )
    assert '"token": "***"' in printed
    assert '"expires_in": 3600' in printed
    assert "practice-secret" not in printed


PRIVATE = {"name", "street", "phone", "mobile", "email", "account", "national_number", "hash", "username"}


def list_private(value: Any) -> set[str]:
    """Names, addresses, numbers and secrets anywhere in a file of the practice office."""
    if isinstance(value, list):
        return {text for inner in value for text in list_private(inner)}
    if not isinstance(value, dict):
        return set()
    own = {str(inner) for key, inner in value.items() if key in PRIVATE and len(str(inner)) > 6}
    # A document's name is the name of no person, and may be a word of the wire.
    inside = [inner for key, inner in value.items() if key != "documents"]
    return own.union(*map(list_private, inside))


def build_values(name: str, practice: PracticeOffice) -> list[str]:
    """As many good values as the operation takes, of the first file."""
    file, state = practice.file(), practice.state()
    values = {
        "TDOS_Id": file.file_id,
        "TPAR_Id": file.party_id,
        "TDOC_Id": state["documents"][0]["document_id"],
        "DosId": file.file_id,
        "table": "TQSTATUS",
        "Type": "receivers",
        "Mergefield": "M_1000",
        "TYPE": "TPAR",
        "Dossierhash": file.hash,
        "Referentie": file.file,
    }
    content = read_catalogue()[name]["post"].get("requestBody", {}).get("content", {})
    if "application/json" not in content:
        return []
    known = content["application/json"]["schema"]["properties"]["request"]["properties"]
    taken = values if "dsWebContext" in known else {key: values[key] for key in known if key in values}
    return [f"{key}={value}" for key, value in taken.items()]


@pytest.mark.parametrize("name", [name for name in READS if name not in {"Login/Token", "Config/Ping"}])
def test_no_person_shows_in_any_answer(
    practice: PracticeOffice, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    file = practice.file()
    private = list_private([practice.state(slug) for slug in practice.files])
    assert {file.hash, file.name} < private
    by_letter = {"TagorService/PaymentDetails", "TagorService/ScanBarcode", "Config/DefendantSettings"}
    options = ["--hash", file.hash] if name in by_letter else []
    printed = ask(capsys, name, *build_values(name, practice), *options)
    assert printed.startswith("200\n")
    assert {text for text in private if text in printed} == set()


def test_a_name_nobody_knows_yet_is_hidden() -> None:
    told = {"Nieuw": "Jan Peeters", "TDOS_Id": "BE68 5390 0754 7034", "Saldo": 12.5, "IsKlant": True}
    assert mask(told) == {"Nieuw": "***", "TDOS_Id": "***", "Saldo": 12.5, "IsKlant": True}
    row = {"CONTEXTKEY": "user-login", "contextvalue": "jan"}
    assert mask([row, {"ContextKey": "TDOS_Id", "ContextValue": "12"}]) == [
        row | {"contextvalue": "***"},
        {"ContextKey": "TDOS_Id", "ContextValue": "12"},
    ]


def make_sample(schema: dict[str, Any]) -> str:
    formats = {"date": "2026-11-22", "ipv4": "192.0.2.1"}
    return str(schema.get("enum", [formats.get(schema.get("format", ""), "1")])[0])


@pytest.mark.parametrize("name", OPERATIONS)
def test_every_operation_can_be_built_as_the_catalogue_has_it(name: str) -> None:
    content = read_catalogue()[name]["post"].get("requestBody", {}).get("content", {})
    media = next(iter(content), "")
    properties = content[media]["schema"]["properties"] if media else {}
    properties = properties.get("request", {}).get("properties", properties)
    datasets = [key for key in properties if key.startswith("ds")]
    scalars = {key: make_sample(properties[key]) for key in properties if key not in datasets}
    scalars.pop("OverrideChecks", None)
    fields = {"TDOS_Id": "1"} if "dsWebContext" in datasets else scalars
    body = {key: [{}] for key in datasets if key != "dsWebContext"}
    request = build_request(find_operation(name), Asking(name, fields=fields, body=body), "Tgr x")
    if media:
        asked = MockRequest(HOST, "post", f"/{name}", data=request.content, content_type=media)
        get_judge().validate_request(asked)
        assert request.headers["Content-Type"] == media
    else:
        assert request.content is None
