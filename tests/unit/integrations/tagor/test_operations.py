"""The newer operations at their edges: users, versions, batches, return codes, what is never sent twice."""

from typing import Any

import pytest

from portal.integrations.errors import (
    IntegrationError,
    NotFound,
    OutcomeUnknown,
    Rejected,
    Unavailable,
    UnexpectedResponse,
)
from portal.integrations.tagor.calls import Asked
from portal.integrations.tagor.client import TagorClient
from portal.integrations.tagor.operations import Operation, list_served
from portal.integrations.tagor.versions import parse_version
from tests.unit.integrations.tagor.fake import HASH, always, rows, telling

NEWER = Operation("Dossier/CreateAgenda", kind="write", since="2.00")


def info(version: str) -> dict[str, Any]:
    return rows("dsWebContext", {"ContextKey": "APIVersion", "ContextValue": version})


def read_context(request: dict[str, Any]) -> dict[str, str]:
    table = request["dsWebContext"]["dsWebContext"]["ttWebContext"]
    return {row["ContextKey"]: row["ContextValue"] for row in table}


# Users ---------------------------------------------------------------------------------------------


def test_a_user_stands_in_the_context_and_nobody_does_by_default() -> None:
    with telling(lambda _name, _request: rows("dsTDOCWeb")) as (client, tagor):
        client.list_documents(file_id="9", as_user="mvos")
        client.list_documents(file_id="9")
    first, second = (read_context(request) for _name, request in tagor.asked)
    assert first["user-login"] == "mvos"
    assert "user-login" not in second


def test_a_user_where_no_context_can_carry_one_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="user"):
        Asked(scalars={"TDOS_Id": "9"}, as_user="mvos").build_content()


# Versions ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "numbers"),
    [("1.08.5000B3", (1, 8, 5000)), ("2.00.0000B1", (2, 0, 0)), ("2.00", (2, 0, 0)), (" 1.9.1 ", (1, 9, 1))],
)
def test_a_version_is_three_numbers(text: str, numbers: tuple[int, int, int]) -> None:
    assert parse_version(text) == numbers


@pytest.mark.parametrize("text", ["", "B3", "two", "1", "v2.00"])
def test_another_version_is_refused(text: str) -> None:
    with pytest.raises(UnexpectedResponse):
        parse_version(text)


@pytest.mark.parametrize("version", ["1.08.5000B3", "1.99.9999"])
def test_what_is_newer_than_the_server_is_never_sent(version: str) -> None:
    with telling(lambda _name, _request: info(version)) as (client, tagor):
        for _ in range(2):
            with pytest.raises(Rejected) as caught:
                client._ask(NEWER, Asked(context={}), dict)
            assert caught.value.code == "needs-newer-version"
    assert [name for name, _request in tagor.asked] == ["Config/Info"]


@pytest.mark.parametrize("version", ["2.00.0000B1", "3.01.0000"])
def test_a_new_enough_server_gets_it(version: str) -> None:
    with telling(lambda _name, _request: info(version)) as (client, tagor):
        client._ask(NEWER, Asked(context={}), dict)
    assert [name for name, _request in tagor.asked] == ["Config/Info", "Dossier/CreateAgenda"]


def test_a_version_that_could_not_be_read_is_asked_again() -> None:
    answers = [(503, {}), (503, {}), (200, info("2.00.0000B1"))]
    with telling(lambda _name, _request: answers.pop(0)) as (client, tagor):
        with pytest.raises(Unavailable):
            client.has_version("2.00")
        assert client.has_version("2.00")
        assert client.has_version("1.08.5000")
    assert len(tagor.asked) == 3


# Batches -------------------------------------------------------------------------------------------


def test_a_list_is_read_to_its_end_in_batches() -> None:
    def answer(_name: str, request: dict[str, Any]) -> Any:
        context = read_context(request)
        size, number = int(context["BATCH-SIZE"]), int(context["BATCH-NUMBER"])
        found = [{"Tabel": "TQX", "Id": str(n), "Code": f"C{n}"} for n in range(1, 451)]
        return rows("dsCodetabelIDs", *found[(number - 1) * size : number * size])

    with telling(answer) as (client, tagor):
        codes = client.list_codes(table="TQX")
    assert [code.id for code in codes] == [str(n) for n in range(1, 451)]
    assert len(tagor.asked) == 3


def test_a_server_that_does_not_page_is_not_believed_twice() -> None:
    found = [{"Tabel": "TQX", "Id": str(n), "Code": ""} for n in range(1, 201)]
    with telling(lambda _name, _request: rows("dsCodetabelIDs", *found)) as (client, tagor):
        assert len(client.list_codes(table="TQX")) == 200
    assert len(tagor.asked) == 2


# Return codes --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "error", "said"),
    [("-1", NotFound, "not-in-file"), ("-2", Rejected, "several-files"), ("7", UnexpectedResponse, None)],
)
def test_a_return_code_tells_what_was_found(
    code: str, error: type[IntegrationError], said: str | None
) -> None:
    with telling(always(ReturnCode=code, VolgNrVerw=-1, DosId="9")) as (client, _tagor):
        for ask in (
            lambda: client.find_by_reference(reference="x"),
            lambda: client.find_defendant_by_house(file_id="9", house_number="1"),
        ):
            with pytest.raises(error) as caught:
                ask()
            assert getattr(caught.value, "code", None) == said


def test_a_file_that_is_found_must_be_named() -> None:
    with telling(always(ReturnCode="0", DosId="0")) as (client, _tagor), pytest.raises(UnexpectedResponse):
        client.find_by_reference(reference="x")


def test_a_caller_with_files_that_do_not_parse_is_no_caller_without_files() -> None:
    answer = always(TPAR_Id="7", Taal=None, Partijtype="V", dsClipToFileDossiers="busy")
    with telling(answer) as (client, _tagor), pytest.raises(UnexpectedResponse):
        client.find_caller(phone="0470000001")


# Writes --------------------------------------------------------------------------------------------


WRITES: dict[str, Any] = {
    "Actions/SendMail": lambda client: client.send_mail(template="SALDO", party_id="7"),
    "Actions/SendSms": lambda client: client.send_text(template="SALDO", party_id="7"),
    "Document/Generate": lambda client: client.generate_document(file_id="9", model_id="3"),
    "SolvencyReport/Save": lambda client: client.save_solvency_report(
        report_id="1", file_id="9", party_id="7", address_id="5", answers={"1": "x"}
    ),
    "TagorService/ApprovePaymentPlan": lambda client: client.approve_plan(file_id="9"),
    "TagorService/FileToHash": lambda client: client.send_new_link(file_name="26/1", vat_number="1"),
    "TagorService/OnlinePaymentReceived": lambda client: client.record_online_payment(
        file_id="9", amount_cents=100
    ),
    "TagorService/SetUserDossier": lambda client: client.add_user_shortcut(
        user_name="mvos", phone="1", direction="in"
    ),
}


@pytest.mark.parametrize("name", sorted(WRITES))
@pytest.mark.parametrize("broken", [b"{", b"[]", b'{"response": {"dsWebContext": 7, "Success": "maybe"}}'])
def test_a_write_whose_answer_cannot_be_read_may_have_happened(name: str, broken: bytes) -> None:
    with telling(lambda _name, _request: broken) as (client, tagor), pytest.raises(OutcomeUnknown):
        WRITES[name](client)
    assert [asked for asked, _request in tagor.asked] == [name]


def test_an_approval_by_a_medium_nobody_documents_may_have_happened() -> None:
    with telling(always(Medium="DUIF")) as (client, _tagor), pytest.raises(OutcomeUnknown):
        client.approve_plan(file_id="9")


def test_every_operation_that_writes_is_marked_as_a_write() -> None:
    names = (
        "Add",
        "Create",
        "Delete",
        "Save",
        "Send",
        "Set",
        "Stop",
        "Toggle",
        "Approve",
        "Generate",
        "Finish",
    )
    for operations in list_served(TagorClient).values():
        for one in operations:
            if one.name.partition("/")[2].startswith(names):
                assert one.kind == "write", one.name


def test_barcodes_go_with_the_defendants_own_credential() -> None:
    with telling(always(file_id="9", line_id=None, fixed=True)) as (client, tagor):
        assert client.scan_barcode(credential=HASH, barcode="D9").line_id == ""
    assert tagor.schemes == ["Hash Letter-Hash"]
