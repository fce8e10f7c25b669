"""Plans approved, payments noted and finished, barcodes scanned, logins tried, versions respected."""

import pytest

from portal.integrations.errors import NotAuthorised, NotFound, Rejected
from portal.integrations.sips.seal import seal_response
from portal.integrations.tagor.calls import Asked
from portal.integrations.tagor.client import OfficeLogin, TagorClient
from portal.integrations.tagor.operations import Operation
from portal.integrations.tagor.values.account import Credential
from tests.contract.tagor.conftest import build_judged
from tests.contract.tagor.covering import covers
from tests.practice import API_KEY, CLIENT_ID, CLIENT_SECRET, PracticeFile, PracticeOffice

pytestmark = pytest.mark.contract


def get_hash(file: PracticeFile) -> Credential:
    return Credential("Hash", file.hash)


@covers("TagorService/ApprovePaymentPlan", "TagorService/PaymentInfo")
@pytest.mark.parametrize(
    ("phone", "medium", "to"),
    [
        ("0470 12 34 56", "text", "0470 12 34 56"),
        ("+32470123456", "text", "+32470123456"),
        ("09 000 00 00", "email", "nl-woman@defendant.example"),
        ("", "email", "nl-woman@defendant.example"),
    ],
)
def test_an_approved_plan_runs_and_is_confirmed(
    client: TagorClient, practice: PracticeOffice, file: PracticeFile, phone: str, medium: str, to: str
) -> None:
    mine = get_hash(file)
    client.save_plan(credential=mine, file_id=file.file_id, party_id=file.party_id, months=6)
    assert client.get_running_plan(credential=mine, file_id=file.file_id).active is False
    assert client.approve_plan(file_id=file.file_id, phone=phone, language="fr") == medium
    assert client.get_running_plan(credential=mine, file_id=file.file_id).active is True
    (message,) = practice.get("outbox")
    assert (message["to"], message["template"]) == (to, "BEVAFBET")
    assert "accepté" in message["body"]
    assert "6 x" in message["body"]


@covers("TagorService/ApprovePaymentPlan")
def test_a_plan_is_approved_even_when_nothing_can_be_sent(
    client: TagorClient, practice: PracticeOffice, file: PracticeFile
) -> None:
    practice.set_parameter("569", "")
    client.save_plan(credential=get_hash(file), file_id=file.file_id, party_id=file.party_id, months=6)
    assert client.approve_plan(file_id=file.file_id) == "none"
    assert client.get_running_plan(credential=get_hash(file), file_id=file.file_id).active is True
    assert practice.get("outbox") == []


@covers("TagorService/ApprovePaymentPlan")
def test_without_a_plan_there_is_nothing_to_approve(client: TagorClient, file: PracticeFile) -> None:
    with pytest.raises(Rejected):
        client.approve_plan(file_id=file.file_id)


@covers("TagorService/OnlinePaymentReceived")
def test_a_payment_noted_waits_for_a_clerk(
    client: TagorClient, practice: PracticeOffice, file: PracticeFile
) -> None:
    client.record_online_payment(file_id=file.file_id, amount_cents=12345, party_id=file.party_id)
    info = client.get_file_info(credential=get_hash(file), file_id=file.file_id, party_id=file.party_id)
    assert info.last_unconfirmed is not None
    assert info.last_unconfirmed.amount_cents == 12345
    assert practice.state()["balance_cents"] == file.balance_cents
    for wrong in ({"file_id": "1"}, {"file_id": file.file_id, "party_id": "1"}):
        with pytest.raises(NotFound):
            client.record_online_payment(amount_cents=100, **wrong)
    with pytest.raises(ValueError, match="above zero"):
        client.record_online_payment(file_id=file.file_id, amount_cents=0)


def build_word(reference: str, *, cents: int = 1000, merchant: str = "002001000000001") -> str:
    """What SIPS says of a payment that succeeded."""
    return f"amount={cents}|merchantId={merchant}|responseCode=00|transactionReference={reference}"


@covers("Pay/Start", "Pay/Finish")
def test_a_word_of_sips_handed_over_is_noted_once(
    client: TagorClient, practice: PracticeOffice, file: PracticeFile
) -> None:
    client.start_payment(file_id=file.file_id, amount_cents=1000, reference="LOST1", return_path="p")
    data = build_word("LOST1")
    seal = seal_response(data, "002001000000001_KEY1", "HMAC-SHA-256")
    for _ in range(2):
        assert client.finish_payment(data=data, seal=seal) == "http://127.0.0.1:8000/"
    waiting = [one for one in practice.state()["payments"] if not one["confirmed"]]
    assert [(one["reference"], one["amount_cents"]) for one in waiting] == [("LOST1", 1000)]


@covers("Pay/Finish")
def test_a_false_seal_is_not_authorised(
    client: TagorClient, practice: PracticeOffice, file: PracticeFile
) -> None:
    client.start_payment(file_id=file.file_id, amount_cents=1000, reference="LOST2", return_path="p")
    for seal in ("", "0" * 64):
        with pytest.raises(NotAuthorised):
            client.finish_payment(data=build_word("LOST2"), seal=seal)
    assert all(one["confirmed"] for one in practice.state()["payments"])


@covers("Pay/Start", "Pay/Finish")
def test_a_file_type_may_have_its_own_merchant(
    client: TagorClient, practice: PracticeOffice, file: PracticeFile
) -> None:
    kind = practice.state()["kind"]
    practice.set_parameter(f"573:{kind}", "002001000000002")
    practice.set_parameter(f"574:{kind}", "002001000000002_KEY1")
    client.start_payment(file_id=file.file_id, amount_cents=1000, reference="OWN1", return_path="p")
    (init,) = practice.calls(system="sips")
    assert init["body"]["merchantId"] == "002001000000002"
    data = build_word("OWN1", merchant="002001000000002")
    with pytest.raises(NotAuthorised):
        client.finish_payment(data=data, seal=seal_response(data, "002001000000001_KEY1", "HMAC-SHA-256"))
    client.finish_payment(data=data, seal=seal_response(data, "002001000000002_KEY1", "HMAC-SHA-256"))
    assert [one["reference"] for one in practice.state()["payments"] if not one["confirmed"]] == ["OWN1"]


@covers("TagorService/ScanBarcode")
def test_a_barcode_leads_to_a_file_or_a_line(
    client: TagorClient, practice: PracticeOffice, file: PracticeFile
) -> None:
    line = client.list_lines(file_id=file.file_id)[0]
    mine = get_hash(file)
    whole = client.scan_barcode(credential=mine, barcode=f"D{file.file_id}")
    part = client.scan_barcode(credential=mine, barcode=f"L{line.line_id}")
    assert (whole.file_id, whole.line_id) == (file.file_id, "")
    assert (part.file_id, part.line_id, part.is_fixed) == (file.file_id, line.line_id, True)
    for barcode in ("", "X", f"D{practice.file('fr-man').file_id}"):
        with pytest.raises(NotFound):
            client.scan_barcode(credential=mine, barcode=barcode)


@covers("Login/Token")
def test_a_login_gives_a_token_that_opens(client: TagorClient, practice: PracticeOffice) -> None:
    token = client.log_in(client_id=CLIENT_ID, client_secret=CLIENT_SECRET)
    assert (token.scheme, token.expires_in_s) == ("Tgr", 3600)
    with_token, _system = build_judged(practice.tagor_url, OfficeLogin(api_key=token.token))
    assert with_token.get_current_user().party is not None
    with_token.close()
    for client_id, secret in ((CLIENT_ID, "wrong"), (CLIENT_ID, ""), ("nobody", CLIENT_SECRET)):
        with pytest.raises(NotAuthorised):
            client.log_in(client_id=client_id, client_secret=secret)


@covers("Config/User")
@pytest.mark.parametrize("number", ["587", "589"])
def test_organis_own_token_needs_its_parameters(practice: PracticeOffice, number: str) -> None:
    client, _system = build_judged(practice.tagor_url, OfficeLogin(api_key="practice-organi", word="Orng"))
    assert client.get_current_user().party is not None
    practice.set_parameter(number, "")
    with pytest.raises(NotAuthorised):
        client.get_current_user()
    client.close()


@covers("Config/Info")
def test_the_version_is_read_once_and_nothing_newer_is_sent(practice: PracticeOffice) -> None:
    client, system = build_judged(practice.tagor_url, OfficeLogin(api_key=API_KEY))
    newer = Operation("Dossier/CreateAgenda", kind="write", since="2.00")
    for _ in range(2):
        with pytest.raises(Rejected) as caught:
            client._ask(newer, Asked(context={"TDOS_Id": "1"}), dict)
        assert caught.value.code == "needs-newer-version"
    assert client.has_version("1.08.5000")
    assert not client.has_version("2.00")
    assert system.carried == ["Config/Info"]
    client.close()
