"""Harmless reads, on the practice office and, with TAGOR_LIVE_URL and TAGOR_LIVE_KEY, on a live Tagor.

A live Tagor is never written to, and what it holds is never told in a failure: only shapes are compared.
"""

import pytest

from portal.integrations.errors import NotFound, Rejected
from tests.contract.tagor.conftest import Server
from tests.contract.tagor.covering import covers

pytestmark = pytest.mark.contract


@covers("Config/Ping", live="office")
def test_ping_by_both_verbs(server: Server) -> None:
    assert server.client.ping() is True
    assert server.client.ping(by_post=True) is True


@covers("Config/Info", live="office")
def test_the_server_is_new_enough(server: Server) -> None:
    assert server.client.get_system_info().api_version
    assert server.client.has_version("1.08.5000")


@covers("Config/Version", live="office")
def test_the_version_is_the_one_of_info(server: Server) -> None:
    version = server.client.get_version()
    assert version.api_version == server.client.get_system_info().api_version
    if not server.is_live:
        assert str(version.released_on) == "2021-08-16"


@covers("Config/User", live="office")
def test_the_caller_is_somebody(server: Server) -> None:
    user = server.client.get_current_user()
    assert user.party is not None
    assert user.party.party_id


@covers("Config/GetRequestableDocuments", live="office")
def test_documents_that_can_be_asked_for(server: Server) -> None:
    models = server.client.list_requestable_documents()
    assert len({model.model_id for model in models}) == len(models)
    assert all(model.description for model in models)


@covers("Code/GetList", live="office")
@pytest.mark.parametrize("table", ["TQSTATUS", "TQPARSOORT", "TQDISGROEP"])
def test_a_code_table_comes_whole(server: Server, table: str) -> None:
    codes = server.client.list_codes(table=table)
    assert codes
    assert {code.table for code in codes} == {table}
    assert len({(code.id, code.language) for code in codes}) == len(codes)


@covers("Code/GetList", "Code/GetDescription", live="office")
def test_a_code_is_found_by_its_id_and_by_its_code(server: Server) -> None:
    one = server.client.list_codes(table="TQSTATUS")[0]
    (by_id,) = server.client.get_code_texts(wanted=[("TQSTATUS", one.id)], language="fr")
    (by_code,) = server.client.find_codes(wanted=[("TQSTATUS", one.code)], language="fr")
    assert by_id == by_code
    assert by_id.language == "fr"


@covers("SolvencyReport/GetList", live="office")
def test_forms_of_report(server: Server) -> None:
    assert all(form.id for form in server.client.list_solvency_reports())


@covers("Document/Get", live="file")
def test_documents_of_a_file(server: Server) -> None:
    documents = server.client.list_documents(file_id=server.file_id)
    assert len({one.document_id for one in documents}) == len(documents)


@covers("Document/GetMergefield", live="file")
def test_an_overview_as_text(server: Server) -> None:
    text = server.client.get_mergefield(file_id=server.file_id, field="M_1000")
    assert "\n" in text
    assert "\r" not in text


@covers("TagorService/KantoorOpen", live="file")
def test_whether_the_office_is_open(server: Server) -> None:
    assert server.client.get_office_open(file_id=server.file_id) in {True, False}


@covers("Document/Get", "Document/GetMergefield", live="office")
def test_what_is_not_there_is_refused(server: Server) -> None:
    for ask in (
        lambda: server.client.list_documents(file_id="1"),
        lambda: server.client.get_mergefield(file_id="1", field="M_1000"),
    ):
        with pytest.raises(Rejected) as caught:
            ask()
        assert isinstance(caught.value, NotFound)
