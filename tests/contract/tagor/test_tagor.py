"""Every operation of the Tagor client against an office that answers over HTTP as the documents say."""

import logging
from datetime import UTC, date, datetime, timedelta

import pytest

from portal.integrations.deadline import page_deadline
from portal.integrations.errors import (
    IntegrationError,
    NotAuthorised,
    NotFound,
    OutcomeUnknown,
    Rejected,
    Unavailable,
    UnexpectedResponse,
)
from portal.integrations.side_by_side import run_together
from portal.integrations.tagor.auth import build_pin_token
from portal.integrations.tagor.client import OfficeLogin, TagorClient, build_tagor_client
from portal.integrations.tagor.values.account import Credential
from tests.contract.tagor.covering import covers
from tests.practice import PracticeFile, PracticeOffice

pytestmark = pytest.mark.contract


# The office ----------------------------------------------------------------------------------------


@covers("Config/Info")
def test_system_info_names_the_office(client: TagorClient) -> None:
    info = client.get_system_info()
    assert info.api_version.startswith("1.08.5000")
    assert info.office is not None
    assert info.office.name
    assert info.office.city


@covers("Config/DefendantSettings")
def test_defendant_settings(client: TagorClient, credential: Credential) -> None:
    settings = client.get_defendant_settings(credential=credential)
    assert settings
    assert all(key == key.lower() for key in settings)


@covers("TagorService/KantoorOpen")
def test_office_open_follows_the_clock(
    client: TagorClient, practice: PracticeOffice, file: PracticeFile
) -> None:
    practice.set_clock("2026-11-23T10:00:00+01:00")
    assert client.get_office_open(file_id=file.file_id) is True
    practice.set_clock("2026-11-23T12:30:00+01:00")
    assert client.get_office_open(file_id=file.file_id) is False


# Sign-in -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("slug", "language"),
    [("nl-woman", "nl"), ("fr-man", "fr"), ("de-woman", "de"), ("en-man", "en"), ("null-dates", None)],
)
@covers("TagorService/HashToFile")
def test_a_hash_opens_its_file(
    client: TagorClient, practice: PracticeOffice, slug: str, language: str | None
) -> None:
    one = practice.file(slug)
    access = client.hash_to_file(hash=one.hash)
    assert (access.file_id, access.party_id, access.language) == (one.file_id, one.party_id, language)


@pytest.mark.parametrize("change", [str.swapcase, lambda hash_: hash_ + "x", lambda _: "nonsense"])
def test_another_hash_is_refused(client: TagorClient, file: PracticeFile, change: object) -> None:
    with pytest.raises(Rejected) as caught:
        client.hash_to_file(hash=change(file.hash))  # type: ignore[operator]
    assert caught.value.code == "hash-unknown"


def test_an_expired_hash_is_refused(client: TagorClient, practice: PracticeOffice) -> None:
    with pytest.raises(Rejected) as caught:
        client.hash_to_file(hash=practice.file("expired-hash").hash)
    assert caught.value.code == "hash-expired"


@covers("TagorService/PinToFile")
def test_a_pin_opens_its_file(client: TagorClient, file: PracticeFile) -> None:
    access = client.pin_to_file(file=file.file, pin=file.pin)
    assert (access.file_id, access.party_id, access.language) == (file.file_id, file.party_id, None)


def test_two_defendants_on_one_file_are_told_apart(client: TagorClient, practice: PracticeOffice) -> None:
    one, two = practice.file("couple-one"), practice.file("couple-two")
    assert one.file == two.file
    parties = {client.pin_to_file(file=each.file, pin=each.pin).party_id for each in (one, two)}
    assert parties == {one.party_id, two.party_id}


def test_a_wrong_pin_and_an_unknown_file_are_refused_alike(client: TagorClient, file: PracticeFile) -> None:
    for number, pin in ((file.file, "000000"), ("99/999999", file.pin), ("", ""), ("é", "ß")):
        with pytest.raises(Rejected) as caught:
            client.pin_to_file(file=number, pin=pin)
        assert caught.value.code == "pin-refused"


@covers("TagorService/SelfServiceAllowed")
def test_self_service(
    client: TagorClient, practice: PracticeOffice, credential: Credential, file: PracticeFile
) -> None:
    client.check_self_service(credential=credential, file_id=file.file_id)
    refused = practice.file("refused")
    with pytest.raises(Rejected) as caught:
        client.check_self_service(credential=Credential("Hash", refused.hash), file_id=refused.file_id)
    assert caught.value.code == "self-service-refused"


def test_a_credential_that_is_not_known_is_not_authorised(client: TagorClient, file: PracticeFile) -> None:
    with pytest.raises(NotAuthorised):
        client.get_running_plan(credential=Credential("Hash", "nonsense"), file_id=file.file_id)


# Where the file stands -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "slug", ["nl-woman", "one-cent", "six-figures", "paid-off", "overpaid", "company", "null-dates"]
)
@covers("TagorService/GetSaldo")
def test_balance_to_the_cent(client: TagorClient, practice: PracticeOffice, slug: str) -> None:
    one = practice.file(slug)
    cents = client.get_balance_cents(credential=Credential("Hash", one.hash), file_id=one.file_id)
    assert cents == one.balance_cents


def test_asking_the_balance_leaves_one_line_with_the_address(
    client: TagorClient, practice: PracticeOffice, credential: Credential, file: PracticeFile
) -> None:
    before = len(practice.state()["info"])
    client.get_balance_cents(credential=credential, file_id=file.file_id, ip_address="192.0.2.7")
    after = practice.state()["info"]
    assert len(after) == before + 1
    assert "192.0.2.7" in str(after)


@pytest.mark.parametrize(
    "slug", ["nl-woman", "apostrophe", "sharp-s", "arabic", "long-name", "null-dates", "company"]
)
@covers("TagorService/GetDosInfo")
def test_file_info(client: TagorClient, practice: PracticeOffice, slug: str) -> None:
    one = practice.file(slug)
    credential = Credential("Pin", build_pin_token(file=one.file, pin=one.pin))
    info = client.get_file_info(credential=credential, file_id=one.file_id, party_id=one.party_id)
    assert (info.file_name, info.defendant) == (one.file, one.name)
    assert info.claimant


@covers("TagorService/PaymentInfo")
def test_running_plans(client: TagorClient, practice: PracticeOffice) -> None:
    found = {}
    for slug in ("nl-woman", "running-plan", "arrears"):
        one = practice.file(slug)
        found[slug] = client.get_running_plan(credential=Credential("Hash", one.hash), file_id=one.file_id)
    assert [plan.active for plan in found.values()] == [False, True, True]
    assert found["running-plan"].monthly_cents > 0
    assert (found["running-plan"].arrears_cents, found["arrears"].arrears_cents > 0) == (0, True)


@covers("TagorService/PaymentDetails")
def test_payment_details_are_text(client: TagorClient, credential: Credential, file: PracticeFile) -> None:
    assert file.file in client.get_payment_details(credential=credential)


# Plans ---------------------------------------------------------------------------------------------


@covers("TagorService/GetPaymentPlanCriteria")
def test_offers(
    client: TagorClient, practice: PracticeOffice, credential: Credential, file: PracticeFile
) -> None:
    criteria = client.get_plan_criteria(credential=credential, file_id=file.file_id)
    assert len(criteria.offers) == 3
    assert criteria.longest_months == max(offer.months for offer in criteria.offers)
    assert criteria.minimum_cents == min(offer.monthly_cents for offer in criteria.offers)
    none = practice.file("no-plan")
    criteria = client.get_plan_criteria(credential=Credential("Hash", none.hash), file_id=none.file_id)
    assert (criteria.offers, criteria.longest_months, criteria.minimum_cents) == ((), 0, 0)


@pytest.mark.parametrize("size", [{"months": 6}, {"monthly_cents": 25055}])
@covers("TagorService/SavePaymentPlan", "Dossier/GetPaymentPlans")
def test_a_saved_plan_is_the_one_in_the_file(
    client: TagorClient,
    practice: PracticeOffice,
    credential: Credential,
    file: PracticeFile,
    size: dict[str, int],
) -> None:
    starts_on = datetime.now(UTC).date() + timedelta(days=20)
    practice.clear_calls()
    saved = client.save_plan(
        credential=credential,
        file_id=file.file_id,
        party_id=file.party_id,
        starts_on=starts_on,
        ip_address="192.0.2.7",
        **size,
    )
    assert saved.months == size.get("months", saved.months)
    assert saved.monthly_cents == size.get("monthly_cents", saved.monthly_cents)
    first, *rest = client.list_plan_parts(file_id=file.file_id)
    assert (first.amount_cents, first.starts_on) == (saved.monthly_cents, starts_on)
    assert {part.plan_id for part in rest} <= {first.plan_id}
    (call,) = practice.calls("TagorService/SavePaymentPlan")
    assert "override" not in str(call["body"]).lower()


@pytest.mark.parametrize(
    ("size", "starts_on", "code"),
    [
        ({"monthly_cents": 100}, None, "plan-too-low"),
        ({"months": 500}, None, "plan-too-long"),
        ({"months": 3}, date(2020, 1, 1), "plan-bad-date"),
    ],
)
def test_plans_that_are_refused(
    client: TagorClient,
    credential: Credential,
    file: PracticeFile,
    size: dict[str, int],
    starts_on: date | None,
    code: str,
) -> None:
    with pytest.raises(Rejected) as caught:
        client.save_plan(
            credential=credential, file_id=file.file_id, party_id=file.party_id, starts_on=starts_on, **size
        )
    assert caught.value.code == code


def test_no_plan_where_the_office_offers_none(client: TagorClient, practice: PracticeOffice) -> None:
    one = practice.file("no-plan")
    with pytest.raises(Rejected) as caught:
        client.save_plan(
            credential=Credential("Hash", one.hash), file_id=one.file_id, party_id=one.party_id, months=2
        )
    assert caught.value.code == "plan-not-allowed"


# What is in the file -------------------------------------------------------------------------------


@covers("Dossier/GetLines")
def test_lines_come_whole_and_add_up(
    client: TagorClient, practice: PracticeOffice, file: PracticeFile
) -> None:
    lines = client.list_lines(file_id=file.file_id)
    assert sum(line.total_cents for line in lines) == file.balance_cents
    assert all(line.description for line in lines)


def test_a_long_list_of_lines_is_read_in_batches(client: TagorClient, practice: PracticeOffice) -> None:
    one = practice.file("many-lines")
    practice.clear_calls()
    lines = client.list_lines(file_id=one.file_id)
    assert len({line.line_id for line in lines}) == len(lines) >= 300
    assert sum(line.total_cents for line in lines) == one.balance_cents
    assert len(practice.calls("Dossier/GetLines")) == 2


def test_lines_of_the_case_only(client: TagorClient, file: PracticeFile) -> None:
    every = client.list_lines(file_id=file.file_id)
    steps = client.list_lines(file_id=file.file_id, evolution_only=True)
    assert {line.line_id for line in steps} <= {line.line_id for line in every}


@covers("Dossier/GetBalances")
def test_the_defendants_balance_has_the_code_vrw(client: TagorClient, file: PracticeFile) -> None:
    balances = client.list_balances(file_id=file.file_id)
    texts = client.get_code_texts(wanted=[("TQSALDO", one.code_id) for one in balances], language="nl")
    (code_id,) = [text.id for text in texts if text.code == "VRW"]
    assert [one.amount_cents for one in balances if one.code_id == code_id] == [file.balance_cents]


@pytest.mark.parametrize("language", ["nl", "fr", "de", "en"])
@covers("Code/GetDescription")
def test_code_texts_in_each_language(client: TagorClient, file: PracticeFile, language: str) -> None:
    wanted = {("TQBOEKING", line.booking_code_id) for line in client.list_lines(file_id=file.file_id)}
    texts = client.get_code_texts(wanted=[*wanted, ("TQBOEKING", "1")], language=language)
    assert {(text.table, text.id) for text in texts} == wanted
    assert all(text.text and text.language == language for text in texts)


@covers("Dossier/GetParties")
def test_parties_of_the_file(client: TagorClient, practice: PracticeOffice) -> None:
    one, two = practice.file("couple-one"), practice.file("couple-two")
    parties = {party.party_id: party.name for party in client.list_parties(file_id=one.file_id)}
    assert parties[one.party_id] == one.name
    assert parties[two.party_id] == two.name


@covers("Document/Get", "Document/GetFile")
def test_documents_of_each_kind(client: TagorClient, practice: PracticeOffice) -> None:
    documents = client.list_documents(file_id=practice.file("documents").file_id)
    assert {"pdf", "html"} <= {document.extension for document in documents}
    contents = [client.get_document_file(document_id=one.document_id) for one in documents]
    assert [one.document for one in contents] == list(documents)
    sizes = [one.size for one in contents]
    assert min(sizes) == 0
    assert max(sizes) >= 15_000_000
    texts = [one.read() for one in contents]
    assert [len(text) for text in texts] == sizes
    assert any(text.startswith(b"%PDF") for text in texts)


def test_a_document_nobody_knows_is_not_found(client: TagorClient) -> None:
    with pytest.raises(NotFound):
        client.get_document_file(document_id="1")


def test_a_file_nobody_knows_is_refused(client: TagorClient) -> None:
    with pytest.raises(IntegrationError):
        client.list_documents(file_id="1")


# Payments ------------------------------------------------------------------------------------------


@covers("Pay/Start")
def test_a_payment_session_is_opened_for_the_right_amount(
    client: TagorClient, practice: PracticeOffice, file: PracticeFile
) -> None:
    redirect = client.start_payment(
        file_id=file.file_id, amount_cents=12345, reference="PORTAL1", return_path="pay/return/t/"
    )
    assert redirect.url.startswith(practice.base_url)
    assert redirect.version
    assert redirect.data
    (init,) = practice.calls(system="sips")
    assert str(init["body"]["amount"]) == "12345"


def test_a_reference_used_before_is_refused(client: TagorClient, file: PracticeFile) -> None:
    client.start_payment(file_id=file.file_id, amount_cents=100, reference="TWICE", return_path="p")
    with pytest.raises(Rejected) as caught:
        client.start_payment(file_id=file.file_id, amount_cents=100, reference="TWICE", return_path="p")
    assert caught.value.code == "payment-start-94"


# Trouble -------------------------------------------------------------------------------------------


def test_a_busy_server_is_asked_again_for_a_read_only(
    client: TagorClient, practice: PracticeOffice, credential: Credential, file: PracticeFile
) -> None:
    practice.fault("tagor", "503", operation="TagorService/PaymentInfo", times=1)
    assert client.get_running_plan(credential=credential, file_id=file.file_id).active is False
    practice.fault("tagor", "503", operation="TagorService/GetSaldo", times=1)
    with pytest.raises(Unavailable):
        client.get_balance_cents(credential=credential, file_id=file.file_id)
    assert len(practice.calls("TagorService/GetSaldo")) == 1


@pytest.mark.parametrize("fault", ["drop", "garbage"])
def test_a_plan_whose_answer_is_lost_may_have_been_saved(
    client: TagorClient, practice: PracticeOffice, credential: Credential, file: PracticeFile, fault: str
) -> None:
    practice.fault("tagor", fault, operation="TagorService/SavePaymentPlan")
    with pytest.raises(OutcomeUnknown):
        client.save_plan(credential=credential, file_id=file.file_id, party_id=file.party_id, months=3)
    assert len(practice.calls("TagorService/SavePaymentPlan")) == 1


def test_garbage_breaks_the_contract(
    client: TagorClient, practice: PracticeOffice, file: PracticeFile
) -> None:
    practice.fault("tagor", "garbage", operation="Dossier/GetLines")
    with pytest.raises(UnexpectedResponse):
        client.list_lines(file_id=file.file_id)


def test_a_slow_part_costs_the_page_its_deadline_and_no_more(
    client: TagorClient, practice: PracticeOffice, credential: Credential, file: PracticeFile
) -> None:
    practice.fault("tagor", "slow", operation="Dossier/GetLines", seconds=30)
    client.get_system_info()  # logs in first when the office has no key
    with page_deadline(1.5):
        outcomes = run_together(
            {
                "lines": lambda: client.list_lines(file_id=file.file_id),
                "plan": lambda: client.get_running_plan(credential=credential, file_id=file.file_id),
                "documents": lambda: client.list_documents(file_id=file.file_id),
            }
        )
    assert isinstance(outcomes["lines"].error, Unavailable)
    assert outcomes["plan"].ok
    assert outcomes["documents"].ok


def test_a_wrong_office_key_is_not_authorised(practice: PracticeOffice, file: PracticeFile) -> None:
    for login in (OfficeLogin(api_key="wrong"), OfficeLogin(client_id="practice", client_secret="wrong")):
        client = build_tagor_client(base_url=practice.tagor_url, login=login)
        with pytest.raises(NotAuthorised):
            client.list_documents(file_id=file.file_id)
        client.close()


def test_nothing_secret_reaches_the_log(
    client: TagorClient, file: PracticeFile, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    client.hash_to_file(hash=file.hash)
    client.pin_to_file(file=file.file, pin=file.pin)
    client.list_parties(file_id=file.file_id)
    assert "operation=TagorService/PinToFile" in caplog.text
    pin_token = build_pin_token(file=file.file, pin=file.pin)
    for secret in (file.hash, pin_token, file.name, file.file_id, "practice-key", "practice-secret"):
        assert secret not in caplog.text
