"""The way to each system: off without an address, off with a broken document, and told at start-up."""

from pathlib import Path

import pytest
from pytest_django import Settings

from portal import registry
from portal.crm.checks import check_documents
from portal.integrations.errors import NotSetUp, Unavailable


@pytest.fixture(autouse=True)
def _fresh_registry(settings: Settings) -> object:
    settings.DOSSIERDATA_URL = settings.CIRRUS_URL = "http://127.0.0.1:9"
    settings.CIRRUS_TOKEN = "practice"
    registry.reset()
    yield
    registry.reset()


def test_systems_are_built_once_and_have_their_documents() -> None:
    assert registry.dossierdata() is registry.dossierdata()
    assert len(registry.dossierdata().document.operations) == 89
    assert len(registry.cirrus().document.operations) == 233
    assert registry.document("aptic").has_operation("list_webhooks")
    assert check_documents() == []


@pytest.mark.parametrize(
    ("system", "names"),
    [
        ("dossierdata", ["DOSSIERDATA_URL"]),
        ("cirrus", ["CIRRUS_URL"]),
        ("cirrus", ["CIRRUS_TOKEN", "CIRRUS_CLIENT_SECRET"]),
        ("aptic", ["APTIC_URL"]),
        ("aptic", ["APTIC_API_KEY", "APTIC_CLIENT_SECRET"]),
        ("digioffice", ["DIGIOFFICE_USER", "DIGIOFFICE_PASSWORD"]),
        ("clamd", ["CLAMD_URL"]),
    ],
)
def test_system_without_its_settings_is_off(settings: Settings, system: str, names: list[str]) -> None:
    build = getattr(registry, system)
    settings.APTIC_URL = settings.DIGIOFFICE_URL = "http://127.0.0.1:9"
    settings.APTIC_API_KEY = settings.DIGIOFFICE_USER = settings.DIGIOFFICE_PASSWORD = "practice"
    settings.CLAMD_URL = "tcp://127.0.0.1:9"
    build()
    registry.reset()
    for name in names:
        setattr(settings, name, "")
    with pytest.raises(NotSetUp) as told:
        build()
    assert (told.value.system, told.value.settings) == (system, tuple(names))
    assert all(name in str(told.value) for name in names)


def test_broken_document_switches_off_one_system_and_is_told(
    settings: Settings, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    path = tmp_path / "mine.json"
    path.write_text('{"openapi": "3.1.0", "paths": {"/a": {"get": []}}}')
    settings.DOSSIERDATA_OPENAPI = str(path)
    for _time in range(2):
        with pytest.raises(Unavailable):
            registry.dossierdata()
    assert caplog.text.count("#/paths/~1a/get is not an operation") == 1
    registry.cirrus()
    told = check_documents()
    assert [(one.id, one.is_serious()) for one in told] == [("crm.W001", False)]
    assert "#/paths/~1a/get" in told[0].msg


def test_a_vendors_own_names_of_calls_are_known_beside_ours(settings: Settings, tmp_path: Path) -> None:
    bundled = (registry.CATALOG_DIR / "cirrus.json").read_text("utf-8")
    path = tmp_path / "theirs.json"
    path.write_text(bundled.replace('"operationId": "list_accounts"', '"operationId": "get_account_list"'))
    assert path.read_text() != bundled
    settings.CIRRUS_OPENAPI = str(path)
    ours = registry.cirrus().document.get_operation("list_accounts")
    assert ours.path == registry.cirrus().document.get_operation("get_account_list").path == "/accounts/"


def test_system_that_is_off_has_no_document_to_check(settings: Settings) -> None:
    settings.DOSSIERDATA_URL = settings.CIRRUS_URL = settings.APTIC_URL = ""
    assert check_documents() == []
    settings.APTIC_OPENAPI = "/nowhere.json"
    assert [one.id for one in check_documents()] == ["crm.W001"]
