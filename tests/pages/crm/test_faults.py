"""What staff are told of each way in which a CRM system fails: the truth, and what they typed stays."""

import pytest
from django.test import Client

from tests.pages.conftest import Visit
from tests.pages.crm.test_index import SEARCH, post_index, read_all
from tests.pages.crm.test_records import fill
from tests.practice import PracticeOffice

SYSTEMS = {"cirrus": ("Cirrus", "accounts"), "dossierdata": ("DossierData", "note")}
UNREADABLE = ("garbage", "html", "500", "empty", "list", "foreign", "no-content", "html-200", "elsewhere")
FORMS = {
    "cirrus": {"name": "Bakkerij Korenaar", "typeid": "1", "userid": "1"},
    "dossierdata": {"title": "Bakkerij Korenaar"},
}
pytestmark = pytest.mark.usefixtures("staff")


@pytest.fixture(autouse=True)
def _english(client: Client) -> None:
    client.cookies["language"] = "en"


def list_pages(system: str, practice: PracticeOffice) -> list[str]:
    """The list, a record and its form."""
    _name, resource = SYSTEMS[system]
    place = f"/desk/crm/{system}/{resource}/"
    one = f"{place}{practice.records(system, resource)[0]['id']}/"
    return [place, one, f"{one}edit/"]


@pytest.mark.parametrize("system", SYSTEMS)
@pytest.mark.parametrize("fault", UNREADABLE)
def test_an_answer_that_nobody_promised_is_not_no_data(
    system: str, fault: str, visit: Visit, practice: PracticeOffice
) -> None:
    name, _resource = SYSTEMS[system]
    pages = list_pages(system, practice)
    practice.fault(system, fault)
    for address in pages:
        page = visit(address, status=503)
        assert page.heading == f"{name} gives an answer that we cannot use", address
        assert "Reference for the office" in page.text


@pytest.mark.parametrize("system", SYSTEMS)
@pytest.mark.parametrize("fault", ["refuse", "402"])
def test_a_refusal_is_told_as_one(system: str, fault: str, visit: Visit, practice: PracticeOffice) -> None:
    name, _resource = SYSTEMS[system]
    pages = list_pages(system, practice)
    practice.fault(system, fault)
    for address in pages:
        assert visit(address, status=422).heading == f"{name} refuses this", address


@pytest.mark.parametrize("system", SYSTEMS)
@pytest.mark.parametrize("fault", ["404", "410"])
def test_a_list_that_is_not_there_is_no_deleted_record(
    system: str, fault: str, visit: Visit, practice: PracticeOffice
) -> None:
    name, _resource = SYSTEMS[system]
    listing, one, _form = list_pages(system, practice)
    practice.fault(system, fault)
    assert visit(listing, status=503).heading == f"{name} gives an answer that we cannot use"
    assert visit(one, status=404).heading == "This record is not there"


@pytest.mark.parametrize("fault", ["401", "403", "token-revoked"])
def test_a_refused_key_is_told_as_one(fault: str, visit: Visit, practice: PracticeOffice) -> None:
    pages = list_pages("cirrus", practice)
    practice.fault("cirrus", fault)
    for address in pages:
        assert visit(address, status=503).heading == "Cirrus does not let the portal in"


@pytest.mark.parametrize("system", SYSTEMS)
def test_a_system_that_asks_to_wait_is_not_away(system: str, visit: Visit, practice: PracticeOffice) -> None:
    name, _resource = SYSTEMS[system]
    pages = list_pages(system, practice)
    practice.fault(system, "429")
    for address in pages:
        assert visit(address, status=503).heading == f"{name} asks us to wait", address


@pytest.mark.parametrize("system", SYSTEMS)
@pytest.mark.parametrize(
    ("fault", "status", "said"),
    [
        ("refuse", 422, "Refused (practice)"),
        ("402", 422, "Practice fault"),
        ("locked", 409, "The record is in use or was changed."),
        ("429", 503, "The system asks us to wait."),
        ("503", 503, "The system does not answer."),
        ("garbage", 503, "We do not know whether the system has taken this."),
        ("html", 503, "We do not know whether the system has taken this."),
        ("foreign", 503, "We do not know whether the system has taken this."),
        ("html-200", 503, "We do not know whether the system has taken this."),
        ("elsewhere", 503, "We do not know whether the system has taken this."),
        ("drop", 503, "We do not know whether the system has taken this."),
    ],
)
def test_what_was_typed_stays_and_nothing_is_called_saved(
    system: str, fault: str, status: int, said: str, visit: Visit, practice: PracticeOffice
) -> None:
    _name, resource = SYSTEMS[system]
    address = f"/desk/crm/{system}/{resource}/new/"
    form = fill(visit(address), **FORMS[system])
    practice.fault(system, fault)
    page = visit(address, form, status=status)
    is_unknown = said.startswith("We do not know")
    assert ("We do not know whether this was saved" in page.text) is is_unknown
    assert ("This was not saved" in page.text) is not is_unknown
    assert said in page.text
    assert "Bakkerij Korenaar" in page.form_fields(len(page.main_forms()) - 1).values()


def test_a_refused_key_saves_nothing_and_keeps_what_was_typed(visit: Visit, practice: PracticeOffice) -> None:
    address = "/desk/crm/cirrus/accounts/new/"
    form = fill(visit(address), **FORMS["cirrus"])
    practice.fault("cirrus", "403")
    page = visit(address, form, status=503)
    assert "The system refuses the sign-in, or it may not do this. Nothing was saved." in page.text
    assert page.form_fields(len(page.main_forms()) - 1)["f.name"] == "Bakkerij Korenaar"


def test_an_index_says_that_its_list_cannot_be_read(
    visit: Visit, client: Client, practice: PracticeOffice
) -> None:
    practice.fault("dossierdata", "foreign")
    post_index(client)
    read_all()
    assert "DossierData gives an answer that we cannot use instead of its list." in visit(SEARCH).text
