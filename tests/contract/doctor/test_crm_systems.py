"""What the doctor finds at DossierData and Cirrus: line, credential, sign-ins and document."""

import json
from datetime import timedelta
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.utils import timezone
from pytest_django import Settings

from portal import registry
from portal.crm.findings.cirrus import examine_cirrus
from portal.crm.findings.dossierdata import examine_dossierdata
from portal.crm.models import CrmToken
from portal.crm.tokens import save_tokens
from portal.integrations.openapi.oauth import Tokens
from portal.web.examining import Finding, State
from tests.contract.doctor.test_examination import by_name
from tests.practice import PracticeOffice, free_port

pytestmark = pytest.mark.django_db


def see_cirrus() -> dict[str, Finding]:
    registry.reset()
    return by_name(list(examine_cirrus()))


def see_dossierdata() -> dict[str, Finding]:
    registry.reset()
    return by_name(list(examine_dossierdata()))


def get_states(found: dict[str, Finding]) -> dict[str, State]:
    return {name.partition(".")[2]: one.state for name, one in found.items()}


@pytest.fixture
def person() -> User:
    return User.objects.create_user("an.claes", is_staff=True)


def sign_in(practice: PracticeOffice, person: User, *, life_s: int = 86_400) -> dict[str, str]:
    pair: dict[str, str] = practice.dossierdata_tokens()
    save_tokens(person, "dossierdata", Tokens(pair["access_token"], pair["refresh_token"], life_s))
    return pair


# Cirrus ------------------------------------------------------------------------------------------


def test_cirrus_is_well_and_only_one_list_is_read(well: PracticeOffice) -> None:
    well.clear_calls()
    found = see_cirrus()
    assert set(get_states(found).values()) == {State.OK}
    assert "233 operations" in found["cirrus.document"].words
    asked = [call["operation"] for call in well.calls(system="cirrus")]
    assert asked == ["list_article_groups"]


def test_a_token_cirrus_refuses_is_told_as_the_token(well: PracticeOffice, settings: Settings) -> None:
    settings.CIRRUS_TOKEN = "of-nobody"
    found = see_cirrus()
    assert found["cirrus.reachable"].state is State.OK
    assert found["cirrus.credential"].state is State.BAD
    assert "CIRRUS_TOKEN" in found["cirrus.credential"].remedy
    assert "of-nobody" not in repr(found)


def test_without_any_credential_cirrus_is_not_asked(well: PracticeOffice, settings: Settings) -> None:
    settings.CIRRUS_TOKEN = settings.CIRRUS_CLIENT_SECRET = ""
    well.clear_calls()
    assert see_cirrus()["cirrus.credential"].state is State.BAD
    assert well.calls(system="cirrus") == []


def test_a_cirrus_that_does_not_listen_is_not_reached(well: PracticeOffice, settings: Settings) -> None:
    settings.CIRRUS_URL = f"http://127.0.0.1:{free_port()}"
    found = see_cirrus()
    assert found["cirrus.reachable"].state is State.BAD
    assert found["cirrus.credential"].state is State.UNKNOWN


def test_an_inferred_path_that_is_wrong_asks_for_the_document(
    well: PracticeOffice, settings: Settings
) -> None:
    settings.CIRRUS_URL = f"{well.base_url}/nothing-here"
    found = see_cirrus()["cirrus.credential"]
    assert found.state is State.WARN
    assert "CIRRUS_OPENAPI" in found.remedy


def test_an_office_document_is_compared_with_ours(
    well: PracticeOffice, settings: Settings, tmp_path: Path
) -> None:
    raw = json.loads((registry.CATALOG_DIR / "cirrus.json").read_text("utf-8"))
    paths = raw["paths"]
    paths["/kpi/"] = paths.pop("/kpis/")
    del paths["/articleunits/"]
    paths["/orders/"]["get"]["operationId"] = "get_orders_collection"
    paths["/weather"] = {"get": {"operationId": "get_weather", "responses": {"200": {"description": "x"}}}}
    own = tmp_path / "own.json"
    own.write_text(json.dumps(raw), "utf-8")
    settings.CIRRUS_OPENAPI = str(own)
    words = see_cirrus()["cirrus.document"].words
    assert "CIRRUS_OPENAPI" in words
    assert "Only in it: get_weather." in words
    assert "list_article_units" in words.partition("Not in it: ")[2].partition(".")[0]
    assert "Under another id: list_orders." in words
    assert "list_kpis" in words.partition("At another address: ")[2]


def test_a_broken_document_is_bad_and_nothing_is_asked(
    well: PracticeOffice, settings: Settings, tmp_path: Path
) -> None:
    own = tmp_path / "own.json"
    own.write_text("openapi: 3.1.0", "utf-8")
    settings.CIRRUS_OPENAPI = str(own)
    well.clear_calls()
    found = see_cirrus()
    assert found["cirrus.document"].state is State.BAD
    assert "YAML" in found["cirrus.document"].words
    assert well.calls(system="cirrus") == []


# DossierData -------------------------------------------------------------------------------------


def test_without_a_sign_in_a_refusal_is_an_answer(well: PracticeOffice) -> None:
    found = see_dossierdata()
    states = get_states(found)
    assert states == {
        "address": State.OK,
        "document": State.OK,
        "client": State.OK,
        "people": State.UNKNOWN,
        "reachable": State.OK,
    }
    assert "https://portal.office.example/desk/crm/dossierdata/callback/" in found["dossierdata.client"].words


def test_a_good_sign_in_is_tried_and_named_by_its_number(well: PracticeOffice, person: User) -> None:
    pair = sign_in(well, person)
    found = see_dossierdata()
    assert found["dossierdata.credential"].state is State.OK
    assert f"account {person.pk}" in found["dossierdata.credential"].words
    assert found["dossierdata.people"].words == "1 of 1 staff accounts are signed in."
    for secret in (*pair.values(), person.username, "practice-secret"):
        assert str(secret) not in repr(found) or secret == "Bearer"


def test_a_refused_sign_in_is_told_and_its_pair_stays(well: PracticeOffice, person: User) -> None:
    sign_in(well, person)
    well.revoke_tokens()
    before = CrmToken.objects.values().get()
    well.clear_calls()
    found = see_dossierdata()
    assert found["dossierdata.credential"].state is State.WARN
    assert CrmToken.objects.values().get() == before
    asked = [(call["operation"], call["body"]) for call in well.calls(system="dossierdata")]
    assert [operation for operation, _body in asked] == ["create_access_token", "list_offices"]
    assert "refresh_token" not in str(asked)


def test_a_token_near_its_end_is_never_exchanged(well: PracticeOffice, person: User) -> None:
    sign_in(well, person, life_s=60)
    before = CrmToken.objects.values().get()
    found = see_dossierdata()
    assert "dossierdata.credential" not in found
    assert found["dossierdata.reachable"].state is State.OK
    assert CrmToken.objects.values().get() == before


def test_who_must_sign_in_again_is_told(well: PracticeOffice, person: User) -> None:
    sign_in(well, person)
    other = User.objects.create_user("piet", is_staff=True)
    sign_in(well, other)
    now = timezone.now()
    CrmToken.objects.filter(user=person).update(
        issued_at=now - timedelta(days=28), expires_at=now - timedelta(days=27)
    )
    CrmToken.objects.filter(user=other).update(
        issued_at=now - timedelta(days=31), expires_at=now - timedelta(days=30)
    )
    found = see_dossierdata()["dossierdata.people"]
    assert found.state is State.WARN
    assert f"Ended: account {other.pk}." in found.words
    assert f"Ends within 3 days: account {person.pk}." in found.words


def test_a_sign_in_whose_key_is_gone_is_told_and_another_is_tried(
    well: PracticeOffice, person: User, settings: Settings
) -> None:
    settings.CREDENTIAL_KEYS = ["new"]
    sign_in(well, person)
    settings.CREDENTIAL_KEYS = ["gone"]
    other = User.objects.create_user("piet", is_staff=True)
    sign_in(well, other)
    settings.CREDENTIAL_KEYS = ["new"]
    found = see_dossierdata()
    assert found["dossierdata.people"].state is State.WARN
    assert f"Sealed with a key that is gone: account {other.pk}." in found["dossierdata.people"].words
    assert found["dossierdata.people"].words.startswith("1 of 2 ")
    assert found["dossierdata.credential"].words == f"The sign-in of account {person.pk} is accepted."
    settings.CREDENTIAL_KEYS = ["neither"]
    found = see_dossierdata()
    assert "0 of 2 " in found["dossierdata.people"].words
    assert found["dossierdata.reachable"].state is State.OK


def test_a_client_that_is_missing_and_a_server_that_is_busy(well: PracticeOffice, settings: Settings) -> None:
    settings.DOSSIERDATA_CLIENT_SECRET = ""
    well.fault("dossierdata", "503")
    found = see_dossierdata()
    assert found["dossierdata.client"].state is State.BAD
    assert found["dossierdata.reachable"].state is State.BAD


@pytest.mark.parametrize("setting", ["DOSSIERDATA_CLIENT_ID", "DOSSIERDATA_CLIENT_SECRET"])
def test_a_client_that_is_refused_is_found_without_a_sign_in(
    well: PracticeOffice, settings: Settings, setting: str
) -> None:
    setattr(settings, setting, "wrong-or-old")
    client = see_dossierdata()["dossierdata.client"]
    assert client.state is State.BAD
    assert "DOSSIERDATA_CLIENT_ID" in client.remedy
    assert "wrong-or-old" not in client.words + client.remedy


def test_a_client_that_cannot_be_tried_is_not_called_good(well: PracticeOffice) -> None:
    well.fault("dossierdata", "503")
    client = see_dossierdata()["dossierdata.client"]
    assert client.state is State.UNKNOWN
    assert "not tried" in client.words


@pytest.mark.parametrize(
    ("fault", "reachable", "credential"),
    [
        ("429", State.WARN, State.UNKNOWN),
        ("503", State.BAD, State.UNKNOWN),
        ("foreign", State.OK, State.WARN),
        ("html-200", State.OK, State.WARN),
        ("refuse", State.OK, State.WARN),
    ],
)
def test_each_failure_is_found_as_what_it_is(
    fault: str, reachable: State, credential: State, well: PracticeOffice, person: User
) -> None:
    sign_in(well, person)
    for system, see in (("cirrus", see_cirrus), ("dossierdata", see_dossierdata)):
        well.fault(system, fault)
        found = get_states(see())
        assert (found["reachable"], found["credential"]) == (reachable, credential), system
