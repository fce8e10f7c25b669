"""Every operation of the catalogue: who may call it, and whether its answer is what the catalogue says."""

import pytest

from tests.contract.sandbox.wire import CATALOGUE, Tagor, context, pin_header
from tests.practice import API_KEY, PracticeOffice

FORMS = {"Login/Token", "Pay/Finish"}
NEWER = {"Dossier/CreateAgenda"}
POSTS = {
    path.lstrip("/"): {scheme for rule in item["post"].get("security", []) for scheme in rule}
    for path, item in CATALOGUE["paths"].items()
    if "post" in item
}
PER_FILE = (
    "TagorService/SelfServiceAllowed",
    "TagorService/GetDosInfo",
    "TagorService/GetSaldo",
    "TagorService/PaymentInfo",
    "TagorService/GetPaymentPlanCriteria",
    "TagorService/SavePaymentPlan",
    "TagorService/KantoorOpen",
)
DATASETS = (
    "Dossier/GetLines",
    "Dossier/GetBalances",
    "Dossier/GetPaymentPlans",
    "Dossier/GetParties",
    "Document/Get",
)


def credentials(office: PracticeOffice) -> dict[str, str]:
    file = office.file()
    return {
        "Tgr": f"Tgr {API_KEY}",
        "Orng": "Orng practice-organi",
        "Hash": f"Hash {file.hash}",
        "Pin": pin_header(file),
    }


@pytest.mark.parametrize("name", sorted(POSTS))
def test_each_scheme_opens_exactly_what_the_catalogue_says(name: str, tagor: Tagor) -> None:
    for scheme, header in credentials(tagor.office).items():
        status = tagor.send(name, {"TDOS_Id": tagor.office.file().file_id}, header).status_code
        is_open = not POSTS[name] or scheme in POSTS[name]
        assert (status != 401) == is_open or name == "Login/Token", (scheme, status)


@pytest.mark.parametrize("name", sorted(name for name, schemes in POSTS.items() if schemes))
@pytest.mark.parametrize(
    "header", [None, "", "Tgr", "Tgr wrong", "Bearer practice-key", "Basic eDp5", "Tgr practice-KEY"]
)
def test_no_credential_or_a_wrong_one_is_401(name: str, header: str | None, tagor: Tagor) -> None:
    assert tagor.send(name, {}, header).status_code == 401


@pytest.mark.parametrize("name", sorted(name for name, schemes in POSTS.items() if "Hash" in schemes))
def test_a_wrong_hash_or_pin_opens_nothing(name: str, tagor: Tagor) -> None:
    for header in ("Hash nothing", "Pin !!!", "Pin MjYvMDA0NTEyOjAwMDAwMA=="):
        answer = tagor.send(name, {"Dossierhash": tagor.office.file().hash}, header)
        if name in {"TagorService/HashToFile", "TagorService/PinToFile"}:
            assert answer.json()["response"]["Success"] is False
        else:
            assert answer.status_code == 401


def test_the_scheme_word_is_case_free(tagor: Tagor) -> None:
    for word in ("TGR", "tgr", "tGr"):
        assert tagor.send("Config/User", {}, f"{word} {API_KEY}").status_code == 200


@pytest.mark.parametrize("name", sorted(set(POSTS) - FORMS - NEWER))
def test_an_operation_is_played_and_refuses_an_empty_request_in_good_order(name: str, tagor: Tagor) -> None:
    auth = pin_header(tagor.office.file()) if "Tgr" not in (POSTS[name] or {"Tgr"}) else f"Tgr {API_KEY}"
    answer = tagor.send(name, {}, auth)
    assert answer.status_code == 200, answer.text
    assert "response" in answer.json()


@pytest.mark.parametrize("path", ["Dossier/Nothing", "Nothing/Get", "dossier/get"])
def test_a_path_no_document_knows_is_404(path: str, tagor: Tagor) -> None:
    assert tagor.send(path).status_code == 404
    assert tagor.send(path, auth=None).status_code == 404


def test_a_verb_no_document_knows_is_405(tagor: Tagor) -> None:
    assert tagor.office.client.get("/tagor/v1/rest/Dossier/Get").status_code == 405


def test_answers_about_each_seeded_file_fit_the_catalogue(tagor: Tagor) -> None:
    for file in tagor.office.files.values():
        body = {"TDOS_Id": file.file_id, "TPAR_Id": file.party_id, "Periodes": 3}
        for name in PER_FILE:
            assert tagor.ask(name, body)["Success"] in {True, False}
        for name in DATASETS:
            tagor.ask(name, context(TDOS_Id=file.file_id))
        tagor.ask("TagorService/HashToFile", {"Dossierhash": file.hash}, f"Hash {file.hash}")
        tagor.ask("TagorService/PinToFile", {"Dossier": file.file, "Pin": file.pin}, pin_header(file))
        tagor.ask("TagorService/PaymentDetails", {}, pin_header(file))
        tagor.ask("Config/DefendantSettings", {}, pin_header(file))


def test_answers_about_the_office_fit_the_catalogue(tagor: Tagor) -> None:
    for name in ("Config/Info", "Config/Version", "Config/Ping"):
        tagor.ask(name, {}, auth=None)
    get = tagor.office.client.get("/tagor/v1/rest/Config/Ping")
    tagor.check("Config/Ping", get, method="get")
    assert get.json() == tagor.send("Config/Ping").json()


def test_more_of_the_server_shows_only_with_a_credential(tagor: Tagor) -> None:
    def keys(auth: str | None) -> set[str]:
        rows = tagor.ask("Config/Info", {}, auth)["dsWebContext"]["dsWebContext"]["ttWebContext"]
        return {row["ContextKey"] for row in rows}

    assert keys(None) == keys("Tgr wrong") == {"AppId", "APIVersion", "TagorVersion"}
    assert "ConnectionString" in keys(f"Tgr {API_KEY}")


def test_pay_start_fits_the_catalogue(tagor: Tagor) -> None:
    body = {"Amount": "10,00", "TDOS_Id": tagor.office.file().file_id, "ReturnUrl": "pay/return/x/"}
    assert tagor.ask("Pay/Start", body)["redirectionStatusCode"] == "00"
