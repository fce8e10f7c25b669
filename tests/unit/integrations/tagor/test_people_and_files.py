"""Files, lines, messages, parties and users at the edges: what goes out, what an odd answer means."""

from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest

from portal.integrations.errors import NotFound, OutcomeUnknown, Rejected, UnexpectedResponse
from portal.integrations.tagor import filters
from portal.integrations.tagor.values.dossier import InfoNote, LineNote, NewAgendaItem, NewAttachment, NewLine
from portal.integrations.tagor.values.parties import NewMessage, NewUser, Permission
from tests.unit.integrations.tagor.fake import HASH, rows, telling


def get_sent(asked: tuple[str, dict[str, Any]], dataset: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = asked[1][dataset][dataset][f"tt{dataset[2:]}"]
    return found


def get_context(asked: tuple[str, dict[str, Any]]) -> list[tuple[str, str]]:
    return [(row["ContextKey"], row["ContextValue"]) for row in get_sent(asked, "dsWebContext")]


# Acting as a user ------------------------------------------------------------------------------------


def test_a_call_as_a_user_says_so_in_its_context() -> None:
    with telling(lambda *_: rows("dsTDOSWeb", {"TDOS_Id": "9", "Dossiernaam": "x", "SaldoVerw": 1})) as (
        client,
        tagor,
    ):
        client.get_file(file_id="9", as_user="mvos")
        client.get_file(file_id="9")
    assert get_context(tagor.asked[0]) == [("TDOS_Id", "9"), ("user-login", "mvos")]
    assert get_context(tagor.asked[1]) == [("TDOS_Id", "9")]


def test_permissions_are_asked_of_the_user_they_are_of() -> None:
    with telling(lambda *_: rows("dsConfigWeb")) as (client, tagor):
        client.list_permissions(username="mvos")
        client.save_permissions(permissions=[Permission(code="API", is_on=False)], username="mvos")
    assert get_context(tagor.asked[0]) == get_context(tagor.asked[1]) == [("USER-LOGIN", "mvos")]
    assert get_sent(tagor.asked[1], "dsConfigWeb") == [{"data": "false", "type_id": "", "type_code": "API"}]


# Files -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("found", "error"),
    [([], NotFound), ([{"TDOS_Id": "8", "Dossiernaam": "x", "SaldoVerw": 1}], UnexpectedResponse)],
)
def test_no_file_and_another_file(found: list[dict[str, Any]], error: type[Exception]) -> None:
    with telling(lambda *_: rows("dsTDOSWeb", *found)) as (client, _tagor), pytest.raises(error):
        client.get_file(file_id="9")


def test_what_stopping_did_is_unknown_when_its_answer_is_of_another_file() -> None:
    other = rows("dsTDOSWeb", {"TDOS_Id": "8", "Dossiernaam": "x", "SaldoVerw": 1})
    with telling(lambda *_: other) as (client, tagor), pytest.raises(OutcomeUnknown):
        client.stop_file(file_id="9")
    assert len(tagor.asked) == 1


def test_a_day_in_a_filter_is_belgian() -> None:
    with telling(lambda *_: rows("dsTDOSSearch")) as (client, tagor):
        assert client.search_files(filters=[filters.created_after(date(2026, 3, 2))]) == ()
    (sent,) = get_sent(tagor.asked[0], "dsFilter")
    assert sent == {"Veld": "TDOS.DatumCreatie", "Operator": ">", "Waarde": "02/03/2026"}


def test_a_file_without_any_date_is_read() -> None:
    dates = dict.fromkeys(("DatumCreatie", "DatumLtstBet", "Verschijningsdatum"))
    row = {"TDOS_Id": "9", "Dossiernaam": "26/1", "SaldoVerw": "1.234,56", **dates}
    with telling(lambda *_: rows("dsTDOSSearch", row)) as (client, _tagor):
        (found,) = client.search_files()
    assert found.defendant_balance_cents == 123456
    assert found.created_on is found.last_paid_on is found.appears_on is None


# Around a file ---------------------------------------------------------------------------------------


def answer_version(version: str, then: dict[str, Any]) -> Any:
    info = rows("dsWebContext", {"ContextKey": "APIVersion", "ContextValue": version})
    return lambda operation, _request: info if operation == "Config/Info" else then


@pytest.mark.parametrize("version", ["1.08.5000B3", "1.09.0000", "1.99"])
def test_nothing_newer_is_sent_to_an_older_server(version: str) -> None:
    line = NewLine(file_id="9", text="x", amount_cents=1, booking_code_id="1", is_fixed=False)
    item = NewAgendaItem(text="x", at=datetime(2026, 12, 1, tzinfo=UTC))
    with telling(answer_version(version, rows("dsTAGENDAWeb"))) as (client, tagor):
        for ask in (
            lambda: client.create_line(line=line),
            lambda: client.create_agenda_item(file_id="9", item=item),
        ):
            with pytest.raises(Rejected) as caught:
                ask()
            assert caught.value.code == "needs-newer-version"
    assert [operation for operation, _request in tagor.asked] == ["Config/Info"]


@pytest.mark.parametrize(
    "moment",
    [
        datetime(2026, 12, 1, 8, 30, tzinfo=UTC),
        datetime(2026, 12, 1, 3, 30, tzinfo=timezone(timedelta(hours=-5))),
        datetime(2026, 12, 1, 9, 30),  # noqa: DTZ001 - that is what is tried
    ],
)
def test_a_moment_is_sent_as_brussels_has_it(moment: datetime) -> None:
    answer = rows("dsTAGENDAWeb", {"Omschrijving": "x", "TimeStampScheduled": "2026-12-01T09:30:00.000"})
    with telling(answer_version("2.00.0000B1", answer)) as (client, tagor):
        made = client.create_agenda_item(file_id="9", item=NewAgendaItem(text="x", at=moment))
    assert get_sent(tagor.asked[1], "dsTAGENDAWeb")[0]["TimeStampScheduled"] == "2026-12-01T09:30:00.000"
    assert made.at == datetime(2026, 12, 1, 8, 30, tzinfo=UTC)


def test_a_line_of_today_leaves_out_what_only_2_00_has() -> None:
    answer = rows("dsTDOSLIJNWeb", {"TDOSLIJN_Id": "7", "Bedrag": 100, "Uitschot": 3.05})
    with telling(lambda *_: answer) as (client, tagor):
        made = client.create_line(
            line=NewLine(file_id="9", text="x", amount_cents=10000, cost_cents=305, booking_code_id="1")
        )
    (sent,) = get_sent(tagor.asked[0], "dsTDOSLIJNWeb")
    assert (sent["Bedrag"], sent["Kost"], sent["TQAARD_Id"]) == (100, 3.05, "0")
    assert not {"IsFixed", "ttTDOSLIJNINTR", "DatumBoeking"} & set(sent)
    assert made.cost_cents == 305


@pytest.mark.parametrize(
    ("answer", "note_id"),
    [
        ({"dsTDOSLIJNINFOWeb": [{"financial_line_id": "7", "description": "x"}]}, ""),
        ({"dsTDOSLIJNINFOWeb": [{"financial_line_id": "7", "description": "x", "id": "5"}]}, "5"),
        ({"dsTDOSINFOWeb": [{"financial_line_id": "7", "description": "x", "TDOSLIJNINFO_Id": "5"}]}, "5"),
        (
            {
                "dsTDOSLIJNINFOWeb": [{"financial_line_id": "7", "description": "x"}],
                "dsWebContext": [{"ContextKey": "TDOSLIJNINFO_Id", "ContextValue": "5"}],
            },
            "5",
        ),
    ],
)
def test_the_id_of_a_note_is_taken_where_it_is_told(answer: dict[str, Any], note_id: str) -> None:
    with telling(lambda *_: {"request": answer}) as (client, _tagor):
        made = client.create_line_note(note=LineNote("7", "1", "x", None))
    assert made == LineNote("7", "", "x", None, note_id)


@pytest.mark.parametrize("said", ["", "yes", "none"])
def test_a_deed_without_a_word_of_success_may_or_may_not_be_done(said: str) -> None:
    context = rows("dsWebContext", *([{"ContextKey": "success", "ContextValue": said}] if said else []))
    with telling(lambda *_: context) as (client, tagor):
        for ask in (
            lambda: client.delete_line_note(note_id="5"),
            lambda: client.delete_contact_detail(detail_id="5"),
        ):
            with pytest.raises(OutcomeUnknown):
                ask()
    assert len(tagor.asked) == 2


def test_a_deed_that_failed_is_refused() -> None:
    context = rows("dsWebContext", {"ContextKey": "SUCCESS", "ContextValue": "false"})
    with telling(lambda *_: context) as (client, _tagor), pytest.raises(Rejected):
        client.delete_contact_detail(detail_id="5")


WRITES = {
    "stop": lambda client: client.stop_file(file_id="9"),
    "line": lambda client: client.create_line(
        line=NewLine(file_id="9", text="x", amount_cents=1, booking_code_id="1")
    ),
    "note": lambda client: client.create_info_note(note=InfoNote("9", "1", "x", None)),
    "paper": lambda client: client.add_attachment(file_id="9", attachment=NewAttachment("x", "pdf", b"x")),
    "message": lambda client: client.send_message(file_id="9", message=NewMessage("1", "x", "x")),
    "read": lambda client: client.toggle_message_read(message_id="5"),
    "contact": lambda client: client.add_contact_detail(party_id="1", kind_code_id="1", content="x"),
    "user": lambda client: client.add_user(user=NewUser("x", "x", "x@x.example", "x")),
    "toggles": lambda client: client.save_permissions(permissions=[]),
    "values": lambda client: client.save_permission_values(kind="file-type", value_ids=["1"]),
}


@pytest.mark.parametrize("write", sorted(WRITES))
@pytest.mark.parametrize("answer", [(200, b"<html>"), (200, {"response": {}}), (500, {"Error": "x"})])
def test_a_write_is_sent_once_and_its_outcome_unknown_when_the_answer_is_odd(write: str, answer: Any) -> None:
    with telling(lambda *_: answer) as (client, tagor), pytest.raises(OutcomeUnknown):
        WRITES[write](client)
    assert len(tagor.asked) == 1


# Parties and messages --------------------------------------------------------------------------------


def test_a_contact_detail_goes_under_both_names_with_the_defendant_s_own_credential() -> None:
    answer = rows("dsTCOMWeb", {"owning_id": "7", "value": "x@x.example", "used": None})
    with telling(lambda *_: answer) as (client, tagor):
        made = client.add_contact_detail(
            party_id="7", kind_code_id="3", content="x@x.example", credential=HASH
        )
    (sent,) = get_sent(tagor.asked[0], "dsTCOMWeb")
    assert sent["content"] == sent["value"] == made.content == "x@x.example"
    assert (sent["owning_entity"], sent["owning_id"]) == ("TPAR", "7")
    assert tagor.schemes == ["Hash Letter-Hash"]


def test_what_is_private_is_read_for_staff_only() -> None:
    row = {"TPAR_Id": "7", "Naam": "x", "NationaalNr": "85010199984", "TQSOLVABILITEIT_Id_Adres": "5"}
    with telling(lambda *_: rows("dsTDOSPARWeb", row)) as (client, _tagor):
        (usual,) = client.list_parties(file_id="9")
        (staff,) = client.list_parties_for_staff(file_id="9")
        (receiver,) = client.list_receivers(file_id="9")
    assert staff.national_number == "85010199984"
    for one in (usual, staff, receiver):
        assert "85010199984" not in repr(one)
        assert "solvency" not in repr(one)
    assert not hasattr(usual, "national_number")


def test_papers_go_to_the_message_of_their_task() -> None:
    answer = {
        "response": {
            "dsTBERICHTWeb": [
                {"TBERICHT_Id": "1", "TJOB_Id": "11", "ttTagWeb": None},
                {"TBERICHT_Id": "2", "TJOB_Id": "0", "TimeStampBericht": None},
            ],
            "dsAttachmentWeb": [
                {"ttFileName": "mine", "TJOB_Id": "11"},
                {"ttFileName": "of nobody", "TJOB_Id": "0"},
            ],
        }
    }
    with telling(lambda *_: answer) as (client, _tagor):
        first, second = client.list_messages(file_id="9")
    assert [paper.name for paper in first.attachments] == ["mine"]
    assert second.attachments == ()
    assert second.sent_at is None


def test_messages_are_read_batch_by_batch_to_the_end() -> None:
    def answer(_operation: str, request: dict[str, Any]) -> Any:
        sent = {row["ContextKey"]: row["ContextValue"] for row in get_sent(("", request), "dsWebContext")}
        size, number = int(sent["BATCH-SIZE"]), int(sent["BATCH-NUMBER"])
        here = range((number - 1) * size, min(number * size, 450))
        return rows("dsTBERICHTWeb", *({"TBERICHT_Id": str(one + 1)} for one in here))

    with telling(answer) as (client, tagor):
        found = client.list_message_log(file_id="9")
    assert [one.message_id for one in found] == [str(number) for number in range(1, 451)]
    assert len(tagor.asked) == 3


def test_a_party_s_permission_goes_with_a_role() -> None:
    with telling(lambda *_: rows("dsCodeWeb")) as (client, tagor), pytest.raises(ValueError, match="role"):
        client.save_permission_values(kind="party", value_ids=["7"])
    assert tagor.asked == []


def test_an_emptied_list_names_its_type() -> None:
    with telling(lambda *_: rows("dsCodeWeb")) as (client, tagor):
        assert client.save_permission_values(kind="party", value_ids=[]) == ()
    assert get_context(tagor.asked[0]) == [("TYPE", "TPAR")]
