"""What surrounds a file: agenda, court dates, notes, letters, papers."""

from datetime import UTC, date, datetime

import pytest

from portal.integrations.errors import NotFound, Rejected
from portal.integrations.tagor.client import TagorClient
from portal.integrations.tagor.values.dossier import InfoNote, NewAgendaItem, NewAttachment
from tests.contract.tagor.conftest import Server
from tests.contract.tagor.covering import covers
from tests.contract.tagor.test_dossier import NO_ID, get_code
from tests.practice import PracticeFile, PracticeOffice

pytestmark = pytest.mark.contract
WHEN = datetime(2026, 12, 1, 8, 30, tzinfo=UTC)


@covers("Dossier/GetAgenda", live="file")
def test_the_agenda_is_read(server: Server) -> None:
    items = server.client.list_agenda(file_id=server.file_id)
    assert all(item.at is None or item.at.tzinfo for item in items)


@covers("Dossier/GetAgenda")
def test_an_older_server_tells_no_ids_in_the_agenda(client: TagorClient, file: PracticeFile) -> None:
    items = client.list_agenda(file_id=file.file_id)
    assert {item.text for item in items} >= {"Brief verzenden", "Opvolging betaling", "Bericht ontvangen"}
    assert [item.at for item in items] == sorted(item.at for item in items if item.at)
    assert {(item.job_id, item.user_id, item.is_manual) for item in items} == {("", "", None)}
    assert {item.user_name for item in items} == {"Marijke Vos"}


def test_an_older_server_is_never_asked_to_plan(
    client: TagorClient, practice: PracticeOffice, file: PracticeFile
) -> None:
    with pytest.raises(Rejected) as caught:
        client.create_agenda_item(file_id=file.file_id, item=NewAgendaItem(text="Bellen", at=WHEN))
    assert caught.value.code == "needs-newer-version"
    assert practice.calls(operation="Dossier/CreateAgenda") == []


@covers("Dossier/CreateAgenda", "Dossier/GetAgenda")
def test_a_newer_server_plans(client: TagorClient, practice: PracticeOffice, file: PracticeFile) -> None:
    practice.set_parameter("version", "2.00.0000B1")
    made = client.create_agenda_item(
        file_id=file.file_id, item=NewAgendaItem(text="Bellen", at=WHEN), as_user="mvos"
    )
    assert made.at == WHEN
    assert (made.user_name, made.is_manual) == ("Marijke Vos", True)
    assert made.job_id
    assert made in client.list_agenda(file_id=file.file_id)


@covers("Dossier/GetTitle", "Dossier/GetAppearance", live="file")
def test_court_dates_are_read(server: Server) -> None:
    found = server.client.list_titles(file_id=server.file_id)
    found += server.client.list_appearances(file_id=server.file_id)
    assert all(one.at is None or one.at.tzinfo for one in found)


@covers("Dossier/GetTitle", "Dossier/GetAppearance")
def test_a_judgment_follows_a_hearing_and_an_amicable_file_has_neither(
    client: TagorClient, practice: PracticeOffice, file: PracticeFile
) -> None:
    (title,), (hearing,) = (
        client.list_titles(file_id=file.file_id),
        client.list_appearances(file_id=file.file_id),
    )
    assert title.at is not None
    assert hearing.at is not None
    assert hearing.at < title.at
    assert (title.text, hearing.text, hearing.place) == ("Vonnis", "Inleiding", "Gent")
    wanted = {("TQRB", title.court_code_id), ("TQKAMER", title.chamber_code_id)}
    texts = client.get_code_texts(wanted=wanted, language="fr")
    assert {one.text for one in texts} == {"Justice de paix", "Première chambre"}
    sub = practice.file("sub-file").file_id
    assert client.list_titles(file_id=sub) == client.list_appearances(file_id=sub) == ()


@covers("Dossier/GetInfo", live="file")
def test_info_notes_are_read(server: Server) -> None:
    for note in server.client.list_info_notes(file_id=server.file_id):
        assert note.file_id == server.file_id


@covers("Dossier/CreateInfoLine", "Dossier/GetInfo")
def test_a_note_is_kept_even_when_tagor_writes_none_itself(
    client: TagorClient, practice: PracticeOffice, file: PracticeFile
) -> None:
    practice.set_parameter("568", "true")
    kind = get_code(client, "TQINFO", "NOTA")
    note = InfoNote(file_id=file.file_id, kind_code_id=kind, text="Oproep ontvangen", on=date(2026, 11, 2))
    assert client.create_info_note(note=note) == note
    assert client.list_info_notes(file_id=file.file_id) == (note,)
    with pytest.raises(Rejected):
        client.create_info_note(note=InfoNote(file.file_id, NO_ID, "x", None))


@covers("Dossier/GetCorrespondence", live="file")
def test_letters_are_read(server: Server) -> None:
    for letter in server.client.list_letters(file_id=server.file_id):
        assert letter.file_id == server.file_id


@covers("Dossier/GetCorrespondence")
def test_a_message_is_among_the_letters(client: TagorClient, file: PracticeFile) -> None:
    texts = [letter.text for letter in client.list_letters(file_id=file.file_id)]
    assert "Webbericht: Vraag over mijn saldo" in texts
    assert "Aanmaning verzonden" in texts


@covers("Dossier/AddAttachment", "Document/Get", "Document/GetFile")
def test_a_paper_sent_in_is_a_document_of_the_file(client: TagorClient, file: PracticeFile) -> None:
    content = bytes(range(256)) * 40
    group = get_code(client, "TQDISGROEP", "BEWIJS")
    added = client.add_attachment(
        file_id=file.file_id,
        attachment=NewAttachment("Betaalbewijs", ".PNG", content, group_id=group, comment="van de bank"),
    )
    assert (added.name, added.extension, added.group_id) == ("Betaalbewijs", "png", group)
    documents = {one.document_id: one for one in client.list_documents(file_id=file.file_id)}
    assert documents[added.document_id].name == "Betaalbewijs"
    assert client.get_document_file(document_id=added.document_id).read() == content


@covers("Dossier/AddAttachment")
@pytest.mark.parametrize(
    ("paper", "code"),
    [
        (NewAttachment("leeg", "pdf", b""), "unknown"),
        (NewAttachment("", "pdf", b"x"), "unknown"),
        (NewAttachment("x", "pdf", b"x", group_id=NO_ID), "not-in-file"),
    ],
)
def test_a_paper_without_content_name_or_group_is_refused(
    client: TagorClient, file: PracticeFile, paper: NewAttachment, code: str
) -> None:
    before = client.list_documents(file_id=file.file_id)
    with pytest.raises(Rejected) as caught:
        client.add_attachment(file_id=file.file_id, attachment=paper)
    assert caught.value.code == code
    assert client.list_documents(file_id=file.file_id) == before


def test_what_surrounds_a_file_nobody_knows_is_not_found(client: TagorClient) -> None:
    for ask in (
        client.list_agenda,
        client.list_titles,
        client.list_appearances,
        client.list_info_notes,
        client.list_letters,
        client.list_sub_files,
        client.list_message_log,
    ):
        with pytest.raises(NotFound):
            ask(file_id=NO_ID)
