"""The Tagor client at its edges: what is never sent, what an odd answer means, what is never read."""

import base64
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portal.integrations.errors import (
    NotAuthorised,
    NotFound,
    OutcomeUnknown,
    Rejected,
    UnexpectedResponse,
)
from portal.integrations.tagor.auth import build_pin_token
from portal.integrations.tagor.calls import AmountFormat
from portal.integrations.tagor.values.account import Credential, PlanOffer
from tests.unit.integrations.tagor.fake import HASH, always, rows, telling

SAVED = always(Periodes=6, Bedrag=20.5)
STARTED = {
    "redirectionStatusCode": "00",
    "redirectionUrl": "https://pay.example/payment",
    "redirectionVersion": "IR_WS_2.0",
    "redirectionData": "opaque",
    "seal": "s",
}


# Plans ---------------------------------------------------------------------------------------------


def test_a_plan_by_monthly_sum() -> None:
    with telling(SAVED) as (client, tagor):
        saved = client.save_plan(
            credential=HASH,
            file_id="9",
            party_id="7",
            monthly_cents=2050,
            starts_on=date(2026, 12, 1),
            ip_address="192.0.2.7",
        )
    assert (saved.months, saved.monthly_cents) == (6, 2050)
    sent = {
        "TDOS_Id": "9",
        "TPAR_Id": "7",
        "Bedrag": 20.5,
        "Startdatum": "2026-12-01",
        "IPadres": "192.0.2.7",
    }
    assert tagor.asked == [("TagorService/SavePaymentPlan", sent)]
    assert tagor.schemes == ["Hash Letter-Hash"]


@pytest.mark.parametrize("address", ["2001:db8::1", "unknown", "192.0.2.7, 10.0.0.1", "", None])
def test_only_an_ipv4_address_is_sent_with_a_plan(address: str | None) -> None:
    with telling(SAVED) as (client, tagor):
        client.save_plan(credential=HASH, file_id="9", party_id="", months=6, ip_address=address)
    assert tagor.asked[0][1] == {"TDOS_Id": "9", "Periodes": 6}


@pytest.mark.parametrize(
    "size",
    [{}, {"months": 3, "monthly_cents": 100}, {"months": 0}, {"monthly_cents": 0}, {"monthly_cents": -5}],
)
def test_a_plan_has_exactly_one_size(size: dict[str, int]) -> None:
    with telling(SAVED) as (client, tagor), pytest.raises(ValueError, match="not both"):
        client.save_plan(credential=HASH, file_id="9", party_id="7", **size)
    assert tagor.asked == []


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    months=st.none() | st.integers(1, 600),
    monthly_cents=st.none() | st.integers(1, 10**9),
    party_id=st.text(max_size=20),
    ip_address=st.none() | st.ip_addresses().map(str),
)
def test_the_switch_that_skips_all_checks_is_never_on_the_wire(
    months: int | None, monthly_cents: int | None, party_id: str, ip_address: str | None
) -> None:
    allowed = {"TDOS_Id", "TPAR_Id", "Bedrag", "Periodes", "Startdatum", "IPadres"}
    with telling(SAVED) as (client, tagor):
        try:
            client.save_plan(
                credential=HASH,
                file_id="9",
                party_id=party_id,
                months=months,
                monthly_cents=monthly_cents,
                ip_address=ip_address,
            )
        except ValueError:
            assert (months is None) == (monthly_cents is None)
    assert all(set(request) <= allowed for _, request in tagor.asked)
    assert not any(b"override" in one.body.lower() for one in tagor.server.received)


def test_the_switch_that_skips_all_checks_cannot_be_asked_for() -> None:
    with telling(SAVED) as (client, tagor), pytest.raises(TypeError):
        client.save_plan(credential=HASH, file_id="9", party_id="7", months=3, override_checks=True)  # type: ignore[call-arg]
    assert tagor.asked == []


def test_offers_that_do_not_exist_are_left_out() -> None:
    criteria = always(
        Termijn1=6, Bedrag1="20,50", Termijn2=0, Bedrag2=0, TermijnMax=24, BedragMax=5.25, PaymentPlanId="0"
    )
    with telling(criteria) as (client, _):
        found = client.get_plan_criteria(credential=HASH, file_id="9")
    assert found.offers == (PlanOffer(6, 2050), PlanOffer(24, 525))
    assert (found.longest_months, found.minimum_cents, found.plan_id) == (24, 525, None)


# Writes --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "answer",
    [
        b"<html>ok</html>",
        b'{"response": {"Succ',
        {"response": {}},
        {"response": {"Success": True}},
        {"response": {"Success": None, "Periodes": 1, "Bedrag": 1}},
        {"response": {"Success": True, "Periodes": 3, "Bedrag": 1.001}},
        {"Error": "x"},
        (500, b"oops"),
        (504, b""),
    ],
)
def test_a_write_whose_answer_cannot_be_read_has_an_unknown_outcome(answer: Any) -> None:
    with telling(lambda *_: answer) as (client, tagor), pytest.raises(OutcomeUnknown) as caught:
        client.save_plan(credential=HASH, file_id="9", party_id="7", months=3)
    assert caught.value.operation == "TagorService/SavePaymentPlan"
    assert len(tagor.asked) == 1


@pytest.mark.parametrize(
    "answer", [b"<html>ok</html>", {"response": {"Success": True}}, {"x": 1}, (500, b"")]
)
def test_a_read_whose_answer_cannot_be_read_breaks_the_contract(answer: Any) -> None:
    with telling(lambda *_: answer) as (client, _), pytest.raises(UnexpectedResponse):
        client.get_running_plan(credential=HASH, file_id="9")


def test_the_balance_is_asked_once_and_an_address_only_when_it_is_one() -> None:
    with telling(always(Saldo="1.234,56")) as (client, tagor):
        assert client.get_balance_cents(credential=HASH, file_id="9", ip_address="2001:db8::1") == 123456
        assert client.get_balance_cents(credential=HASH, file_id="9", ip_address="?") == 123456
    assert [request for _, request in tagor.asked] == [
        {"TDOS_Id": "9", "IPadres": "2001:db8::1"},
        {"TDOS_Id": "9"},
    ]


@pytest.mark.parametrize("said", [{}, {"Success": None}, {"Success": "perhaps"}])
def test_an_answer_that_does_not_say_whether_it_succeeded_is_no_success(said: dict[str, Any]) -> None:
    answer = {"response": {"Betaalplan": True, "Maandbedrag": 1, "Achterstand": 0, **said}}
    with telling(lambda *_: answer) as (client, _):
        with pytest.raises(UnexpectedResponse, match="success"):
            client.get_running_plan(credential=HASH, file_id="9")
        with pytest.raises(UnexpectedResponse, match="success"):
            client.check_self_service(credential=HASH, file_id="9")


def test_faults_never_repeat_what_the_answer_held() -> None:
    answer = {"response": {"Success": True, "Betaalplan": "secret name", "Maandbedrag": 1, "Achterstand": 0}}
    with telling(lambda *_: answer) as (client, _), pytest.raises(UnexpectedResponse) as caught:
        client.get_running_plan(credential=HASH, file_id="9")
    assert "betaalplan" in str(caught.value)
    assert "secret" not in f"{caught.value!r}{caught.value.__cause__!r}{caught.value.__context__!r}"


# Payments ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("form", "amount"), [("comma", "1234,05"), ("dot", "1234.05"), ("cents", "123405")])
def test_a_payment_is_started_in_the_offices_own_amount_format(form: AmountFormat, amount: str) -> None:
    with telling(lambda *_: {"response": STARTED}, amount_format=form) as (client, tagor):
        redirect = client.start_payment(file_id="9", amount_cents=123405, reference="R", return_path="p/t/")
    sent = {"Amount": amount, "TDOS_Id": "9", "Reference": "R", "ReturnUrl": "p/t/"}
    assert tagor.asked == [("Pay/Start", sent)]
    assert tagor.schemes == ["Tgr office-key"]
    assert redirect.url == "https://pay.example/payment"
    assert "opaque" not in repr(redirect)


@pytest.mark.parametrize("status", ["34", "99", "03"])
def test_a_payment_session_refused_by_sips_is_a_refusal(status: str) -> None:
    answer = {"response": STARTED | {"redirectionStatusCode": status}}
    with telling(lambda *_: answer) as (client, _), pytest.raises(Rejected) as caught:
        client.start_payment(file_id="9", amount_cents=1, reference="R", return_path="p")
    assert caught.value.code == f"payment-start-{status}"


@pytest.mark.parametrize(
    "change", [{"redirectionStatusCode": ""}, {"redirectionUrl": ""}, {"redirectionData": None}]
)
def test_an_accepted_payment_session_that_leads_nowhere_is_unknown(change: dict[str, Any]) -> None:
    with telling(lambda *_: {"response": STARTED | change}) as (client, _), pytest.raises(OutcomeUnknown):
        client.start_payment(file_id="9", amount_cents=1, reference="R", return_path="p")


@pytest.mark.parametrize("cents", [0, -1])
def test_nothing_cannot_be_paid(cents: int) -> None:
    with telling(always()) as (client, tagor), pytest.raises(ValueError, match="above zero"):
        client.start_payment(file_id="9", amount_cents=cents, reference="R", return_path="p")
    assert tagor.asked == []


# Sign-in -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("hash_", ["", "é", "a b", "a\r\nX: y", "x" * 5000])
def test_a_hash_that_cannot_be_one_is_refused_without_a_call(hash_: str) -> None:
    with telling(always()) as (client, tagor), pytest.raises(Rejected) as caught:
        client.hash_to_file(hash=hash_)
    assert caught.value.code == "hash-unknown"
    assert tagor.asked == []


def test_a_pin_is_sent_as_base64_with_its_file() -> None:
    with telling(always(TDOS_Id="9", TPAR_Id="7")) as (client, tagor):
        access = client.pin_to_file(file="26/é", pin="12:34")
    assert (access.file_id, access.party_id, access.language, access.valid_until) == ("9", "7", None, None)
    token = base64.b64encode("26/é:12:34".encode()).decode()
    assert tagor.schemes == [f"Pin {token}"]
    assert build_pin_token(file="26/é", pin="12:34") == token


def test_a_401_on_an_exchange_is_a_refusal() -> None:
    with telling(lambda *_: (401, b"")) as (client, tagor):
        with pytest.raises(Rejected, match="hash-unknown"):
            client.hash_to_file(hash="x")
        with pytest.raises(Rejected, match="pin-refused"):
            client.pin_to_file(file="1", pin="2")
        with pytest.raises(NotAuthorised):
            client.check_self_service(credential=HASH, file_id="9")
    assert len(tagor.asked) == 3


def test_a_credential_never_prints_its_token() -> None:
    assert "Letter-Hash" not in repr(HASH)


def test_a_credential_no_header_can_hold_is_not_authorised() -> None:
    with telling(always()) as (client, tagor), pytest.raises(NotAuthorised):
        client.get_payment_details(credential=Credential("Hash", "a\nb"))
    assert tagor.asked == []


# Lists ---------------------------------------------------------------------------------------------


def test_parties_hold_no_national_number_and_no_solvency() -> None:
    row = {
        "TPAR_Id": "7",
        "Naam": "Ann",
        "NationaalNr": "85010199984",
        "TQSOLVABILITEIT_Id_Adres": "bad-payer",
        "GSM": None,
    }
    with telling(lambda *_: rows("dsTDOSPARWeb", row)) as (client, _):
        parties = client.list_parties(file_id="9")
    assert parties[0].name == "Ann"
    assert "85010199984" not in repr(parties)
    assert "bad-payer" not in repr(parties)


def test_lines_read_the_name_of_costs_that_samples_use() -> None:
    line = {"TDOSLIJN_Id": "1", "Bedrag": "10,00", "Recht": None, "BedragBTW": 2.1, "Uitschot": "5"}
    with telling(lambda *_: rows("dsTDOSLIJNWeb", line, line | {"TDOSLIJN_Id": "2", "Kost": 0})) as (
        client,
        _,
    ):
        first, second = client.list_lines(file_id="9")
    assert (first.amount_cents, first.vat_cents, first.fee_cents, first.cost_cents) == (1000, 210, 0, 500)
    assert (first.booked_on, first.total_cents) == (None, 1710)
    assert second.cost_cents == 0


def test_a_line_without_amount_breaks_the_contract() -> None:
    answer = rows("dsTDOSLIJNWeb", {"TDOSLIJN_Id": "1"})
    with telling(lambda *_: answer) as (client, _), pytest.raises(UnexpectedResponse, match="bedrag"):
        client.list_lines(file_id="9")


def test_an_answer_that_says_no_is_no_empty_list() -> None:
    answer = {"response": {"Success": False, "Error": "Dossier niet gevonden.", "dsTDOCWeb": {}}}
    with telling(lambda *_: answer) as (client, _), pytest.raises(NotFound) as caught:
        client.list_documents(file_id="9")
    assert caught.value.code == "not-in-file"


@pytest.mark.parametrize(
    ("content", "found"),
    [("", b""), (None, b""), ("aGVs\r\nbG8=", b"hello"), ("AAEC/w==", b"\x00\x01\x02\xff")],
)
def test_a_document_comes_with_its_bytes(content: str | None, found: bytes) -> None:
    row = {"TDOC_Id": "5", "Naam": "Brief", "DISFLMN_Extensie": ".PDF", "Inhoud": content}
    with telling(lambda *_: rows("dsTDOCWeb", row)) as (client, _):
        got = client.get_document_file(document_id="5")
    assert (got.read(), got.document.extension) == (found, "pdf")


@pytest.mark.parametrize("change", [{"TDOC_Id": "6"}, {"Inhoud": "not base64!"}, {"Inhoud": "abc"}])
def test_another_document_or_broken_bytes_are_refused(change: dict[str, str]) -> None:
    row = {"TDOC_Id": "5", "Naam": "Brief", "Inhoud": ""} | change
    with telling(lambda *_: rows("dsTDOCWeb", row)) as (client, _), pytest.raises(UnexpectedResponse):
        client.get_document_file(document_id="5")


def test_code_texts_are_asked_in_one_call_and_none_for_nothing() -> None:
    known = {"Tabel": "TQSTATUS", "Id": "1", "Taal": "Frn", "Code": "OPEN", "Omschrijving": "Ouvert"}
    unknown = {"Tabel": "TQSTATUS", "Id": "2", "Taal": "Frn", "Code": None, "Omschrijving": ""}
    with telling(lambda *_: rows("dsCodetabelIDs", known, unknown)) as (client, tagor):
        assert client.get_code_texts(wanted=[("TQSTATUS", ""), ("", "1")], language="fr") == ()
        wanted = [("TQSTATUS", "1"), ("TQSTATUS", "2"), ("TQSTATUS", "1")]
        (text,) = client.get_code_texts(wanted=wanted, language="fr")
    assert (text.text, text.language) == ("Ouvert", "fr")
    assert len(tagor.asked) == 1
    sent = tagor.asked[0][1]["dsCodetabelIDs"]["dsCodetabelIDs"]["ttCodetabelIDs"]
    assert sent == [{"Tabel": "TQSTATUS", "Id": id_, "Taal": "Frn"} for id_ in ("1", "2")]


def test_payment_details_send_no_body() -> None:
    with telling(always(Data="text")) as (client, tagor):
        assert client.get_payment_details(credential=HASH) == "text"
    assert tagor.server.received[0].body == b""


def test_the_office_may_be_unknown() -> None:
    context = [{"ContextKey": "APIVersion", "ContextValue": "1.08.5000B3"}]
    answer = rows("dsWebContext", *context)
    with telling(lambda *_: answer) as (client, _):
        info = client.get_system_info()
    assert (info.api_version, info.office) == ("1.08.5000B3", None)


def test_a_payment_of_unknown_date_is_kept_and_of_no_amount_is_none() -> None:
    info = always(
        Dossiernaam="26/1", BedragLtstBet=10, DatumLtstBet=None, BedragLtstOnbvBet=0, DatumLtstOnbvBet=None
    )
    with telling(info) as (client, _):
        head = client.get_file_info(credential=HASH, file_id="9", party_id="7")
    assert head.last_confirmed is not None
    assert (head.last_confirmed.amount_cents, head.last_confirmed.on) == (1000, None)
    assert head.last_unconfirmed is None
