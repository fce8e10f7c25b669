"""Both CRM systems stand in the practice office, each with its own credential and its own log."""

from typing import Any

import httpx
import pytest

from tests.practice import CIRRUS_TOKEN, PracticeOffice

DOORS = {"dossierdata": "/dossierdata/api/v1/note", "cirrus": "/cirrus/accounts/"}


def headers(practice: PracticeOffice, system: str) -> dict[str, str]:
    if system == "cirrus":
        return {"X-Token": CIRRUS_TOKEN}
    return {"Authorization": f"Bearer {practice.dossierdata_token()}"}


@pytest.mark.parametrize("system", DOORS)
def test_a_system_asks_for_its_credential_and_logs_by_its_name(system: str, practice: PracticeOffice) -> None:
    path = DOORS[system]
    assert practice.client.get(path).status_code == 401
    assert practice.client.get(path, headers=headers(practice, system)).status_code == 200
    assert practice.client.get(f"{path}/no/such/path").status_code == 404
    assert [call["status"] for call in practice.calls(system=system)] == [401, 200, 404]
    other = next(name for name in DOORS if name != system)
    assert practice.calls(system=other) == []


@pytest.mark.parametrize("system", DOORS)
def test_a_fault_of_one_system_leaves_the_other_alone(system: str, practice: PracticeOffice) -> None:
    other = next(name for name in DOORS if name != system)
    with practice.down(system):
        assert practice.client.get(DOORS[system], headers=headers(practice, system)).status_code == 503
        assert practice.client.get(DOORS[other], headers=headers(practice, other)).status_code == 200


@pytest.mark.parametrize("system", DOORS)
def test_a_slow_system_answers_late_but_whole(system: str, practice: PracticeOffice) -> None:
    practice.fault(system, "slow", seconds=0.2, times=1)
    with pytest.raises(httpx.ReadTimeout):
        practice.client.get(DOORS[system], headers=headers(practice, system), timeout=0.05)
    assert practice.client.get(DOORS[system], headers=headers(practice, system)).status_code == 200


@pytest.mark.parametrize(
    ("system", "call", "status", "body"),
    [
        ("cirrus", "/cirrus/accounts/1", 400, {"message": "Refused (practice)"}),
        (
            "dossierdata",
            "/dossierdata/api/v1/note",
            401,
            {"errors": [{"code": 1, "type": "generic_exception", "message": "Refused (practice)"}]},
        ),
    ],
)
def test_each_system_refuses_in_its_own_words(
    system: str, call: str, status: int, body: dict[str, Any], practice: PracticeOffice
) -> None:
    practice.fault(system, "refuse")
    answer = practice.client.get(call, headers={"Authorization": "Bearer x"})
    assert (answer.status_code, answer.json()) == (status, body)


def test_aptic_refuses_with_a_problem_and_digioffice_within_its_answer(practice: PracticeOffice) -> None:
    practice.fault("aptic", "refuse")
    practice.fault("digioffice", "refuse")
    problem = practice.client.get("/aptic/v1/WebHooks")
    assert (problem.status_code, problem.json()["detail"]) == (400, "Refused (practice)")
    answer = practice.client.post("/digioffice/api/4PSBC/ImportContactpersoon", json={})
    assert answer.status_code == 200
    told = answer.json()["Response"]
    assert (told["Status"], told["Errors"]) == ("Error", "Refused (practice)")
