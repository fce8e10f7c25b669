"""Web messages: sent, listed, read, with their papers."""

import pytest

from portal.integrations.errors import NotFound, Rejected
from portal.integrations.tagor import filters
from portal.integrations.tagor.client import TagorClient
from portal.integrations.tagor.values.dossier import NewAttachment
from portal.integrations.tagor.values.parties import NewMessage
from tests.contract.tagor.conftest import Server
from tests.contract.tagor.covering import covers
from tests.contract.tagor.test_dossier import NO_ID, get_code
from tests.practice import PracticeFile, PracticeOffice

pytestmark = pytest.mark.contract
OFFICE_ID = "9000000000000003001"
HANDLER_ID = "9000000000000005001"


@covers("Message/GetSenderReceiverList", live="file")
def test_receivers_are_read_without_what_is_private(server: Server) -> None:
    for party in server.client.list_receivers(file_id=server.file_id):
        assert not hasattr(party, "national_number")


@covers("Message/GetSenderReceiverList")
def test_a_defendant_may_write_to_the_office_its_handler_and_the_claimant(
    client: TagorClient, file: PracticeFile
) -> None:
    found = client.list_receivers(file_id=file.file_id, party_id=file.party_id)
    names = {party.party_id: party.name for party in found}
    assert {OFFICE_ID, HANDLER_ID} < set(names)
    assert file.party_id not in names
    assert "Ziekenhuis Sint-Oefening" in names.values()


@covers("Message/GetSenderReceiverList")
def test_without_a_file_only_the_user_itself_sends(client: TagorClient, file: PracticeFile) -> None:
    (own,) = client.list_senders(party_id=file.party_id, as_user="mvos")
    assert own.party_id == HANDLER_ID
    on_file = client.list_senders(party_id=file.party_id, file_id=file.file_id, as_user="mvos")
    assert [party.party_id for party in on_file] == [HANDLER_ID, OFFICE_ID, file.party_id]


@covers("Message/Add", "Message/GetMessage", "Message/GetListFilter", "Message/GetLog")
def test_a_message_arrives_with_its_papers(client: TagorClient, file: PracticeFile) -> None:
    message = NewMessage(
        receiver_id=OFFICE_ID, subject="Bewijs", body="Zie bijlage.\n", sender_id=file.party_id
    )
    papers = [NewAttachment("Bewijs", "pdf", b"%PDF-1.4 x"), NewAttachment("Foto", "png", b"\x89PNG")]
    sent = client.send_message(file_id=file.file_id, message=message, attachments=papers)
    assert (sent.sender, sent.receiver_id, sent.file_id) == (file.name, OFFICE_ID, file.file_id)
    assert (sent.subject, sent.body) == ("Bewijs", "Zie bijlage.")
    assert sent.sent_at is not None
    assert [paper.name for paper in sent.attachments] == ["Bewijs", "Foto"]
    assert {paper.group_id for paper in sent.attachments} == {get_code(client, "TQDISGROEP", "7006")}
    assert client.list_messages(file_id=file.file_id)[0] == sent
    assert client.list_message_log(file_id=file.file_id)[-1] == sent
    alone = client.get_message(message_id=sent.message_id)
    assert (alone.message_id, alone.attachments) == (sent.message_id, ())
    content = client.get_document_file(document_id=sent.attachments[1].document_id).read()
    assert content == b"\x89PNG"


@covers("Message/Add", "Dossier/GetAgenda", "Dossier/GetCorrespondence")
def test_a_message_shows_in_the_agenda_and_among_the_letters(
    client: TagorClient, practice: PracticeOffice, file: PracticeFile
) -> None:
    practice.set_parameter("436", "BEWIJS")
    paper = NewAttachment("Bewijs", "pdf", b"x")
    sent = client.send_message(
        file_id=file.file_id, message=NewMessage(OFFICE_ID, "Vraag", "?"), attachments=[paper]
    )
    assert sent.attachments[0].group_id == get_code(client, "TQDISGROEP", "BEWIJS")
    assert "Vraag" in {item.subject for item in client.list_agenda(file_id=file.file_id)}
    assert client.list_letters(file_id=file.file_id)[-1].text == "Webbericht: Vraag"


@covers("Message/Add")
@pytest.mark.parametrize(
    "message",
    [
        NewMessage(NO_ID, "x", "x"),
        NewMessage(OFFICE_ID, "", ""),
        NewMessage(OFFICE_ID, "x", "x", sender_id="9000000000000001005"),
    ],
)
def test_a_message_to_or_from_a_stranger_is_refused(
    client: TagorClient, file: PracticeFile, message: NewMessage
) -> None:
    before = client.list_message_log(file_id=file.file_id)
    with pytest.raises(Rejected):
        client.send_message(file_id=file.file_id, message=message)
    assert client.list_message_log(file_id=file.file_id) == before


@covers("Message/Add", "Message/GetSenderReceiverList")
def test_who_may_not_send_has_nobody_to_send_to(client: TagorClient, file: PracticeFile) -> None:
    others = [one for one in client.list_permissions(username="mvos") if one.code != "BERICHT"]
    client.save_permissions(permissions=others, username="mvos")
    assert client.list_receivers(file_id=file.file_id, as_user="mvos") == ()
    with pytest.raises(Rejected) as caught:
        client.send_message(file_id=file.file_id, message=NewMessage(OFFICE_ID, "x", "x"), as_user="mvos")
    assert caught.value.code == "not-allowed"


@covers("Message/Add", "Message/GetSenderReceiverList")
def test_a_client_writes_in_its_own_name_only(client: TagorClient, file: PracticeFile) -> None:
    senders = client.list_senders(party_id=file.party_id, file_id=file.file_id, as_user="ziekenhuis")
    assert [party.name for party in senders] == ["Ziekenhuis Sint-Oefening"]
    with pytest.raises(Rejected):
        client.send_message(
            file_id=file.file_id,
            message=NewMessage(OFFICE_ID, "x", "x", sender_id=file.party_id),
            as_user="ziekenhuis",
        )
    own = client.send_message(
        file_id=file.file_id, message=NewMessage(OFFICE_ID, "x", "x"), as_user="ziekenhuis"
    )
    assert own.sender == "Ziekenhuis Sint-Oefening"


@covers("Message/GetListFilter", live="office")
def test_the_user_s_own_messages_are_read(server: Server) -> None:
    for message in server.client.list_messages(box="inbox", unread_only=True):
        assert message.message_id


@covers("Message/GetListFilter")
def test_boxes_and_filters_narrow_the_list(
    client: TagorClient, practice: PracticeOffice, file: PracticeFile
) -> None:
    every = client.list_messages()
    inbox, outbox = client.list_messages(box="inbox"), client.list_messages(box="outbox")
    assert {one.message_id for one in inbox} | {one.message_id for one in outbox} == {
        one.message_id for one in every
    }
    assert {one.receiver_id for one in inbox} == {one.sender_id for one in outbox} == {OFFICE_ID}
    named = client.list_messages(filters=[filters.file_name_is(file.file)])
    assert [one.subject for one in named] == ["Vraag over mijn saldo"]
    company = client.list_messages(file_id=practice.file("company").file_id)
    assert [one.subject for one in company] == ["Re: Stand van zaken", "Stand van zaken"]
    assert [len(one.attachments) for one in company] == [0, 1]


@covers("Message/ToggleRead", "Message/GetListFilter")
def test_read_is_turned_and_turned_back(client: TagorClient, file: PracticeFile) -> None:
    (unread,) = client.list_messages(file_id=file.file_id, unread_only=True)
    turned = client.toggle_message_read(message_id=unread.message_id)
    assert turned.read_status_id == get_code(client, "TQSTATUS", "GELEZEN")
    assert client.list_messages(file_id=file.file_id, unread_only=True) == ()
    back = client.toggle_message_read(message_id=unread.message_id)
    assert back.read_status_id == unread.read_status_id != turned.read_status_id


@covers("Message/GetMessage", "Message/ToggleRead")
def test_a_message_nobody_knows_is_not_found(client: TagorClient) -> None:
    with pytest.raises(NotFound):
        client.get_message(message_id=NO_ID)
    with pytest.raises(NotFound):
        client.toggle_message_read(message_id=NO_ID)


@covers("Message/GetLog", live="file")
def test_the_log_is_read(server: Server) -> None:
    log = server.client.list_message_log(file_id=server.file_id)
    assert len({one.message_id for one in log}) == len(log)


@covers("Message/Add", "Message/GetLog", "Message/GetListFilter")
def test_messages_are_told_in_the_order_in_which_they_were_sent(
    client: TagorClient, file: PracticeFile
) -> None:
    """The log begins with the oldest, a list with the newest, whichever side wrote."""
    ends = (file.party_id, OFFICE_ID)
    for number in range(3):
        sender_id, receiver_id = ends[:: 1 if number != 1 else -1]
        words = NewMessage(receiver_id, f"Order {number}", "x", sender_id)
        client.send_message(file_id=file.file_id, message=words)
    log = [one.subject for one in client.list_message_log(file_id=file.file_id)]
    assert log[-3:] == ["Order 0", "Order 1", "Order 2"]
    newest = [one.subject for one in client.list_messages(file_id=file.file_id)]
    assert newest[:3] == ["Order 2", "Order 1", "Order 0"]
