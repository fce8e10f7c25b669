"""What a file shows: balance, lines, documents, parties, codes; and the notes Tagor writes."""

import base64

import pytest

from tests.contract.sandbox.wire import Tagor, context

VRW = "9000000000000050201"


def line_sum_cents(tagor: Tagor, file_id: str) -> int:
    rows = tagor.rows("Dossier/GetLines", "dsTDOSLIJNWeb", context(TDOS_Id=file_id))
    columns = ("Bedrag", "BedragBTW", "Recht", "Kost")
    return sum(round(row[column] * 100) for row in rows if row["State"] != "INFO" for column in columns)


def test_lines_add_up_to_the_balance_but_for_the_file_that_differs(tagor: Tagor) -> None:
    for file in tagor.office.files.values():
        difference = file.balance_cents - line_sum_cents(tagor, file.file_id)
        assert difference == (375 if file.slug == "differs" else 0), file.slug


def test_the_balance_is_told_in_two_ways_that_agree(tagor: Tagor) -> None:
    for file in tagor.office.files.values():
        rows = tagor.rows("Dossier/GetBalances", "dsTDOSSALDOWeb", context(TDOS_Id=file.file_id))
        (defendants,) = [row["Bedrag"] for row in rows if row["TQSALDO_Id"] == VRW]
        assert round(float(defendants) * 100) == file.balance_cents
        saldo = tagor.ask("TagorService/GetSaldo", {"TDOS_Id": file.file_id})["Saldo"]
        assert round(saldo * 100) == file.balance_cents


def test_asking_the_balance_writes_a_note_each_time_unless_parameter_568(tagor: Tagor) -> None:
    body = {"TDOS_Id": tagor.office.file().file_id, "IPadres": "192.0.2.7"}
    tagor.ask("TagorService/GetSaldo", body)
    tagor.ask("TagorService/GetSaldo", body)
    notes = tagor.office.state()["info"]
    assert [note["code"] for note in notes] == ["OPSV", "OPSV"]
    assert "192.0.2.7" in notes[0]["text"]
    tagor.office.set_parameter("568", "true")
    tagor.ask("TagorService/GetSaldo", body)
    assert len(tagor.office.state()["info"]) == 2


def test_the_context_key_may_be_written_in_any_case(tagor: Tagor) -> None:
    body = {
        "dsWebContext": {
            "ttWebContext": [{"contextkey": "tdos_ID", "contextvalue": tagor.office.file().file_id}]
        }
    }
    assert tagor.rows("Dossier/GetLines", "dsTDOSLIJNWeb", body)


def test_internal_lines_stay_inside_and_evolution_is_a_part(tagor: Tagor) -> None:
    def count(**more: str) -> int:
        body = context(TDOS_Id=tagor.office.file().file_id, **more)
        return len(tagor.rows("Dossier/GetLines", "dsTDOSLIJNWeb", body))

    assert count(is_defendant="true") == count() - 1
    assert 0 < count(evolution_only="true") < count()


def test_batches_come_in_order_and_end(tagor: Tagor) -> None:
    file_id = tagor.office.file("many-lines").file_id
    seen: list[str] = []
    for number in range(1, 9):
        body = context(TDOS_Id=file_id, BATCH_SIZE="50", BATCH_NUMBER=str(number))
        seen += [row["TDOSLIJN_Id"] for row in tagor.rows("Dossier/GetLines", "dsTDOSLIJNWeb", body)]
    whole = tagor.rows("Dossier/GetLines", "dsTDOSLIJNWeb", context(TDOS_Id=file_id))
    assert seen == [row["TDOSLIJN_Id"] for row in whole]
    assert len(set(seen)) == 300


def test_documents_are_listed_without_content_and_given_one_by_one(tagor: Tagor) -> None:
    rows = tagor.rows("Document/Get", "dsTDOCWeb", context(TDOS_Id=tagor.office.file("documents").file_id))
    assert {row["Inhoud"] for row in rows} == {""}
    sizes = {}
    for row in rows:
        (full,) = tagor.rows("Document/GetFile", "dsTDOCWeb", context(TDOC_Id=row["TDOC_Id"]))
        content = base64.b64decode(full["Inhoud"])
        sizes[row["Naam"]] = len(content)
        if row["DISFLMN_Extensie"] == "pdf" and content:
            assert content.startswith(b"%PDF-1.4")
            assert content.endswith(b"%%EOF\n")
    assert sizes["Ingescand vonnis"] > 15_000_000
    assert sizes["Leeg stuk"] == 0
    assert any("../" in name for name in sizes)


def test_parameter_430_hides_other_document_groups(tagor: Tagor) -> None:
    body = context(TDOS_Id=tagor.office.file().file_id)
    rows = tagor.rows("Document/Get", "dsTDOCWeb", body)
    tagor.office.set_parameter("430", "AKTE, VONNIS")
    shown = tagor.rows("Document/Get", "dsTDOCWeb", body)
    assert [row["Naam"] for row in shown] == ["Dagvaarding"]
    hidden = next(row["TDOC_Id"] for row in rows if row["Naam"] == "Factuur")
    assert tagor.ask("Document/GetFile", context(TDOC_Id=hidden))["Success"] is False


def test_parties_are_not_filtered(tagor: Tagor) -> None:
    rows = tagor.rows(
        "Dossier/GetParties", "dsTDOSPARWeb", context(TDOS_Id=tagor.office.file("couple-one").file_id)
    )
    assert [bool(row["NationaalNr"]) for row in rows] == [False, True, True]


@pytest.mark.parametrize(
    ("language", "text"), [("Dut", "Betaling"), ("Frn", "Paiement"), ("Ger", "Zahlung"), ("Eng", "Payment")]
)
def test_codes_have_a_text_in_four_languages(language: str, text: str, tagor: Tagor) -> None:
    asked = [{"Tabel": "TQAARD", "Code": "BETALING", "Taal": language}]
    (by_code,) = tagor.rows(
        "Code/GetDescription", "dsCodetabelIDs", {"dsCodetabelIDs": {"ttCodetabelIDs": asked}}
    )
    assert by_code["Omschrijving"] == text
    asked = [{"Tabel": "TQAARD", "Id": by_code["Id"], "Taal": language}]
    (by_id,) = tagor.rows(
        "Code/GetDescription", "dsCodetabelIDs", {"dsCodetabelIDs": {"ttCodetabelIDs": asked}}
    )
    assert by_id == by_code


def test_every_id_of_the_lines_has_a_text(tagor: Tagor) -> None:
    for slug in ("nl-woman", "many-lines"):
        rows = tagor.rows(
            "Dossier/GetLines", "dsTDOSLIJNWeb", context(TDOS_Id=tagor.office.file(slug).file_id)
        )
        pairs = {(table, row[f"{table}_Id"]) for row in rows for table in ("TQAARD", "TQBOEKING")}
        asked = [{"Tabel": table, "Id": id_, "Taal": "Eng"} for table, id_ in pairs if id_ != "0"]
        body = {"dsCodetabelIDs": {"dsCodetabelIDs": {"ttCodetabelIDs": asked}}}
        found = tagor.rows("Code/GetDescription", "dsCodetabelIDs", body)
        assert all(row["Omschrijving"] and row["Code"] for row in found)


def test_the_file_without_dates_has_none(tagor: Tagor) -> None:
    file = tagor.office.file("null-dates")
    info = tagor.ask("TagorService/GetDosInfo", {"TDOS_Id": file.file_id})
    assert info["DatumLtstBet"] is None
    assert info["BedragLtstBet"] == 25
    rows = tagor.rows("Dossier/GetLines", "dsTDOSLIJNWeb", context(TDOS_Id=file.file_id))
    assert {row["DatumBoeking"] for row in rows} == {None}
    assert tagor.ask("TagorService/HashToFile", {}, f"Hash {file.hash}")["Taal"] is None


@pytest.mark.parametrize(
    ("now", "is_open"),
    [
        ("2026-11-23T09:00", True),
        ("2026-11-23T12:30", False),
        ("2026-11-23T16:59", True),
        ("2026-11-23T17:00", False),
        ("2026-11-22T10:00", False),
    ],
)
def test_the_office_keeps_hours(now: str, is_open: bool, tagor: Tagor) -> None:
    tagor.office.set_clock(now)
    assert (
        tagor.ask("TagorService/KantoorOpen", {"TDOS_Id": tagor.office.file().file_id})["KantoorOpen"]
        is is_open
    )


@pytest.mark.parametrize("body", [{"TDOS_Id": 9000000000000000001}, {"TDOS_Id": ["x"]}])
def test_a_value_of_the_wrong_type_is_a_server_error(body: dict[str, object], tagor: Tagor) -> None:
    assert tagor.send("TagorService/GetSaldo", body).status_code == 500
    assert not tagor.office.state()["info"]


@pytest.mark.parametrize("raw", [b"{", b"[]", b'{"request": 3}', b"\xff"])
def test_a_body_that_is_no_request_is_a_server_error(raw: bytes, tagor: Tagor) -> None:
    headers = {"Authorization": "Tgr practice-key", "Content-Type": "application/json"}
    answer = tagor.office.client.post("/tagor/v1/rest/TagorService/GetSaldo", content=raw, headers=headers)
    assert answer.status_code == 500
