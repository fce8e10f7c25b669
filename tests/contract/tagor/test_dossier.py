"""Files: found, read, related, stopped."""

from datetime import date, datetime, timedelta

import pytest

from portal.integrations.errors import NotFound, Rejected
from portal.integrations.tagor import filters
from portal.integrations.tagor.client import TagorClient
from tests.contract.tagor.conftest import Server
from tests.contract.tagor.covering import covers
from tests.practice import PracticeFile, PracticeOffice

pytestmark = pytest.mark.contract
NO_ID = "9000000000000999999"


def get_code(client: TagorClient, table: str, code: str) -> str:
    return next(one.id for one in client.list_codes(table=table) if one.code == code)


# Reading ---------------------------------------------------------------------------------------------


@covers("Dossier/Get", live="file")
def test_a_file_is_read(server: Server) -> None:
    found = server.client.get_file(file_id=server.file_id)
    assert found.file_id == server.file_id
    assert found.file_name


@covers("Dossier/Get")
def test_a_file_tells_its_state(client: TagorClient, practice: PracticeOffice) -> None:
    one = practice.file("stopped")
    found = client.get_file(file_id=one.file_id)
    assert (found.file_name, found.defendant) == (one.file, one.name)
    assert found.defendant_balance_cents == one.balance_cents
    assert found.created_on is not None
    assert found.stopped_on is not None
    assert found.stopped_on > found.created_on
    assert not found.is_sub_file
    table = {("TQSTATUS", found.stop_status_id), ("TQDOSSOORT", found.file_type_id)}
    assert {text.code for text in client.get_code_texts(wanted=table, language="fr")} == {"STOPKL", "VONNIS"}


@covers("Dossier/Get")
def test_a_file_nobody_knows_is_not_found(client: TagorClient) -> None:
    with pytest.raises(NotFound):
        client.get_file(file_id=NO_ID)


@covers("Dossier/GetSub", live="file")
def test_sub_files_are_read(server: Server) -> None:
    for sub in server.client.list_sub_files(file_id=server.file_id):
        assert sub.file_id != server.file_id


@covers("Dossier/GetSub", "Dossier/Get", "Dossier/GetByDefendant")
def test_a_main_file_and_its_sub_file_are_of_one_person(
    client: TagorClient, practice: PracticeOffice, file: PracticeFile
) -> None:
    sub = practice.file("sub-file")
    assert [one.file_id for one in client.list_sub_files(file_id=file.file_id)] == [sub.file_id]
    assert client.list_sub_files(file_id=sub.file_id) == ()
    assert client.get_file(file_id=sub.file_id).is_sub_file
    found = {one.file_id: one for one in client.list_files_of_defendant(party_id=file.party_id)}
    assert set(found) == {file.file_id, sub.file_id}
    assert found[sub.file_id].defendant_balance_cents == sub.balance_cents
    assert found[file.file_id].defendant == file.name
    assert client.list_files_of_defendant(party_id=NO_ID) == ()


@covers("Dossier/GetBalances", live="file")
def test_balances_are_read(server: Server) -> None:
    assert server.client.list_balances(file_id=server.file_id)


@covers("Dossier/GetParties", live="file")
def test_parties_are_read_without_what_is_private(server: Server) -> None:
    parties = server.client.list_parties(file_id=server.file_id)
    assert parties
    assert not any(hasattr(party, "national_number") for party in parties)


@covers("Dossier/GetParties")
def test_only_staff_read_national_numbers_and_they_are_never_printed(
    client: TagorClient, file: PracticeFile
) -> None:
    parties = {party.party_id: party for party in client.list_parties_for_staff(file_id=file.file_id)}
    one = parties[file.party_id]
    assert len(one.national_number) == 11
    assert one.city == "Gent"
    assert one.national_number not in repr(one)


# Searching -------------------------------------------------------------------------------------------


@covers("Dossier/Search")
def test_without_a_filter_every_file_is_found(client: TagorClient, practice: PracticeOffice) -> None:
    found = client.search_files()
    assert {one.file_id for one in found} == {one.file_id for one in practice.files.values()}
    assert len({one.file_id for one in found}) == len(found)


@covers("Dossier/Search")
def test_a_file_is_found_by_what_it_is_called(client: TagorClient, file: PracticeFile) -> None:
    (found,) = client.search_files(filters=[filters.file_name_is(file.file)])
    assert found.file_id == file.file_id
    assert found.defendant_balance_cents == file.balance_cents
    assert found.last_paid_on is not None
    assert found.appears_on is not None
    for wanted in (filters.any_name_begins(found.archive_number[:6]), filters.file_name_begins("26/00")):
        assert file.file_id in {one.file_id for one in client.search_files(filters=[wanted])}
    assert client.search_files(filters=[filters.file_name_is(file.file[:-1])]) == ()


@covers("Dossier/Search")
def test_a_defendant_is_found_by_name_and_role(client: TagorClient, practice: PracticeOffice) -> None:
    defendant, claimant = (get_code(client, "TQPARSOORT", code) for code in ("VERW", "AANL"))
    name = filters.party_name_begins("lotte verh")
    files = {practice.file(slug).file_id for slug in ("nl-woman", "sub-file")}
    assert {one.file_id for one in client.search_files(filters=[name])} == files
    found = client.search_files(filters=[name, filters.has_role(defendant)])
    assert {one.file_id for one in found} == files
    assert client.search_files(filters=[name, filters.has_role(claimant)]) == ()
    second = filters.party_name_begins("Nora Wouters")
    assert len(client.search_files(filters=[second, filters.has_role(defendant)])) == 1


@covers("Dossier/Search")
def test_main_files_and_sub_files_are_told_apart(client: TagorClient, practice: PracticeOffice) -> None:
    sub = practice.file("sub-file").file_id
    assert [one.file_id for one in client.search_files(filters=[filters.sub_files_only()])] == [sub]
    main = {one.file_id for one in client.search_files(filters=[filters.main_files_only()])}
    assert sub not in main
    assert len(main) == len({one.file_id for one in practice.files.values()}) - 1


@covers("Dossier/Search")
def test_files_are_found_by_their_day(client: TagorClient) -> None:
    (created,) = {one.created_on for one in client.search_files()}
    assert isinstance(created, date)
    before = filters.created_after(created - timedelta(days=1))
    assert client.search_files(filters=[before])
    assert client.search_files(filters=[filters.created_after(created)]) == ()


@covers("Dossier/Search")
@pytest.mark.parametrize(
    "wanted",
    [
        filters.Filter("TDOS.Geheim", "=", "x"),
        filters.Filter("TDOS.dossiernaam", "contains", "x"),  # type: ignore[arg-type]
        filters.Filter("TDOS.DatumCreatie", ">", "2026-01-01"),
        filters.Filter("Subdossiers.", "=", "Alle"),
    ],
)
def test_a_filter_no_document_knows_is_refused(client: TagorClient, wanted: filters.Filter) -> None:
    with pytest.raises(Rejected):
        client.search_files(filters=[wanted])


# Stopping --------------------------------------------------------------------------------------------


@covers("Dossier/Stop")
def test_a_stopped_file_says_so_everywhere_and_once(
    client: TagorClient, practice: PracticeOffice, file: PracticeFile
) -> None:
    stopped = client.stop_file(file_id=file.file_id)
    now = datetime.fromisoformat(practice.get("clock")["now"])
    assert stopped.stopped_on == now.date()
    assert stopped.stop_status_id == get_code(client, "TQSTATUS", "STOPKL")
    notes = [note.text for note in client.list_info_notes(file_id=file.file_id)]
    practice.advance_days(2)
    assert client.stop_file(file_id=file.file_id) == stopped
    assert [note.text for note in client.list_info_notes(file_id=file.file_id)] == notes
    assert len([text for text in notes if "gestopt" in text]) == 1


@covers("Dossier/Stop")
def test_a_user_without_the_right_stops_nothing(client: TagorClient, file: PracticeFile) -> None:
    with pytest.raises(Rejected) as caught:
        client.stop_file(file_id=file.file_id, as_user="ziekenhuis")
    assert caught.value.code == "not-allowed"
    assert client.get_file(file_id=file.file_id).stopped_on is None
