"""Documents made, read and hidden; merge fields; solvency reports."""

import pytest

from portal.integrations.errors import NotFound, Rejected
from portal.integrations.tagor.client import TagorClient
from tests.contract.tagor.covering import covers
from tests.practice import API_KEY, PracticeFile, PracticeOffice

pytestmark = pytest.mark.contract


def find_address(practice: PracticeOffice, party_id: str) -> str:
    """An address of a party, by Party/GetAddresses."""
    context = [{"ContextKey": "TPAR_Id", "ContextValue": party_id}]
    answer = practice.client.post(
        "/tagor/v1/rest/Party/GetAddresses",
        json={"request": {"dsWebContext": {"dsWebContext": {"ttWebContext": context}}}},
        headers={"Authorization": f"Tgr {API_KEY}"},
    )
    addresses = answer.raise_for_status().json()["response"]["dsTPARADWeb"]["dsTPARADWeb"]
    return str(addresses["ttTPARADWeb"][0]["id"])


@covers("Config/GetRequestableDocuments", "Document/Generate", "Document/GetFile")
def test_every_model_that_can_be_asked_for_becomes_a_document(
    client: TagorClient, file: PracticeFile
) -> None:
    before = {one.document_id for one in client.list_documents(file_id=file.file_id)}
    models = client.list_requestable_documents()
    assert models
    for model in models:
        made = client.generate_document(file_id=file.file_id, model_id=model.model_id)
        content = client.get_document_file(document_id=made)
        assert content.document.name == model.description
        assert content.read().startswith(b"%PDF")
    after = {one.document_id for one in client.list_documents(file_id=file.file_id)}
    assert len(after - before) == len(models)


@covers("Document/Generate")
def test_a_model_or_file_nobody_knows_makes_nothing(client: TagorClient, file: PracticeFile) -> None:
    model = client.list_requestable_documents()[0]
    before = client.list_documents(file_id=file.file_id)
    for file_id, model_id in ((file.file_id, "1"), ("1", model.model_id)):
        with pytest.raises(NotFound):
            client.generate_document(file_id=file_id, model_id=model_id)
    assert client.list_documents(file_id=file.file_id) == before


@covers("Document/Get")
@pytest.mark.parametrize(
    ("number", "value", "hidden", "shown"),
    [
        ("192", "true", "Foto van de meterstand", "Factuur"),
        ("430", "FACTUUR,AKTE", "Ingescand vonnis", "Dagvaarding"),
    ],
)
def test_a_parameter_hides_documents_from_list_and_download(
    client: TagorClient, practice: PracticeOffice, number: str, value: str, hidden: str, shown: str
) -> None:
    one = practice.file("documents")
    before = {document.name: document for document in client.list_documents(file_id=one.file_id)}
    practice.set_parameter(number, value)
    after = {document.name for document in client.list_documents(file_id=one.file_id)}
    assert hidden in before
    assert hidden not in after
    assert shown in after
    with pytest.raises(NotFound):
        client.get_document_file(document_id=before[hidden].document_id)


@covers("Document/Get")
def test_a_security_code_on_the_blacklist_hides_its_documents(
    client: TagorClient, practice: PracticeOffice
) -> None:
    secured = [
        (one, document)
        for one in practice.files.values()
        for document in practice.state(one.slug)["documents"]
        if document["security"]
    ]
    one, document = secured[0]
    before = {each.document_id for each in client.list_documents(file_id=one.file_id)}
    practice.set_parameter("369", f"OTHER, {document['security']}")
    after = {each.document_id for each in client.list_documents(file_id=one.file_id)}
    assert document["document_id"] in before - after
    assert after


@covers("Document/GetMergefield")
def test_merge_fields_hold_what_the_letter_holds(client: TagorClient, file: PracticeFile) -> None:
    def read(field: str) -> str:
        return client.get_mergefield(file_id=file.file_id, field=field)

    assert read("M_0077") == file.pin
    assert file.hash in read("M_0585")
    assert read("M_1001") == "1234,56"
    assert read("M_1000").splitlines()[-1].split() == ["Saldo", "1234,56"]
    with pytest.raises(NotFound):
        read("M_9999")


@covers("Config/User")
def test_a_key_acts_as_another_user(client: TagorClient) -> None:
    own, other = client.get_current_user(), client.get_current_user(as_user="jdewit")
    assert own.party is not None
    assert other.party is not None
    assert other.party.name == "Joris De Wit"
    assert own.party.party_id != other.party.party_id
    assert other.facts["user-login"] == "jdewit"


@covers("Document/Get")
def test_a_user_sees_only_the_files_and_papers_they_may(
    client: TagorClient, practice: PracticeOffice, file: PracticeFile
) -> None:
    """jdewit is limited to amicable files, the hospital to its own and to open documents."""
    assert client.list_documents(file_id=file.file_id)
    with pytest.raises(NotFound):
        client.list_documents(file_id=file.file_id, as_user="jdewit")
    own = client.list_documents(file_id=file.file_id, as_user="ziekenhuis")
    assert len(own) <= len(client.list_documents(file_id=file.file_id))
    with pytest.raises(NotFound):
        client.list_documents(file_id=practice.file("fr-man").file_id, as_user="ziekenhuis")


@covers("SolvencyReport/GetList", "Code/GetDescription")
def test_a_file_type_may_have_forms_of_its_own(client: TagorClient) -> None:
    (fiscal,) = client.find_codes(wanted=[("TQDOSSOORT", "FISCAAL")], language="nl")
    general = {form.id for form in client.list_solvency_reports()}
    assert general < {form.id for form in client.list_solvency_reports(file_type_id=fiscal.id)}


@covers("SolvencyReport/Get", "SolvencyReport/Save")
def test_a_solvency_report_is_saved_on_an_address_of_the_party(
    client: TagorClient, practice: PracticeOffice, file: PracticeFile
) -> None:
    form = client.list_solvency_reports()[0]
    questions = {question.kind: question for question in client.get_solvency_report(report_id=form.id)}
    answers = {questions["logical"].question_id: "true", questions["date"].question_id: "2026-11-20"}
    address_id = find_address(practice, file.party_id)

    def save(**changed: str) -> dict[str, str]:
        where = {"file_id": file.file_id, "party_id": file.party_id, "address_id": address_id} | changed
        return client.save_solvency_report(report_id=form.id, answers=answers, **where)

    assert save()["success"] == "true"
    (report,) = practice.get("desk")["reports"]
    assert report["answers"] == answers
    assert (report["party_id"], report["address_id"]) == (file.party_id, address_id)
    for wrong in ({"address_id": "1"}, {"party_id": practice.file("fr-man").party_id}, {"file_id": "1"}):
        with pytest.raises(Rejected):
            save(**wrong)
    assert len(practice.get("desk")["reports"]) == 1


@covers("SolvencyReport/Save")
def test_an_answer_must_fit_its_question(
    client: TagorClient, practice: PracticeOffice, file: PracticeFile
) -> None:
    form = client.list_solvency_reports()[0]
    question = next(one for one in client.get_solvency_report(report_id=form.id) if one.kind == "logical")
    address_id = find_address(practice, file.party_id)
    for answers in ({question.question_id: "perhaps"}, {"1": "true"}):
        with pytest.raises(Rejected):
            client.save_solvency_report(
                report_id=form.id,
                file_id=file.file_id,
                party_id=file.party_id,
                address_id=address_id,
                answers=answers,
            )
    assert practice.get("desk")["reports"] == []


@covers("SolvencyReport/Get")
def test_a_form_nobody_knows_is_not_found(client: TagorClient) -> None:
    with pytest.raises(NotFound):
        client.get_solvency_report(report_id="1")
