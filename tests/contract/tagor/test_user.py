"""Users and their permissions; and that permissions decide what a call sees and does."""

from collections.abc import Callable

import pytest

from portal.integrations.errors import Conflict, NotAuthorised, NotFound, Rejected
from portal.integrations.tagor import filters
from portal.integrations.tagor.client import TagorClient
from portal.integrations.tagor.groups.user import join_party_role
from portal.integrations.tagor.values.dossier import NewAttachment
from portal.integrations.tagor.values.parties import NewUser, Permission
from tests.contract.tagor.conftest import Server
from tests.contract.tagor.covering import covers
from tests.contract.tagor.test_dossier import NO_ID, get_code
from tests.practice import PracticeFile, PracticeOffice

pytestmark = pytest.mark.contract
HANDLER_ID = "9000000000000004001"
HOSPITAL_ID = "9000000000000002001"


# Users -----------------------------------------------------------------------------------------------


@covers("User/Get")
def test_a_user_is_read_without_a_password(client: TagorClient) -> None:
    user = client.get_user(user_id=HANDLER_ID)
    assert (user.username, user.name, user.email) == ("mvos", "Marijke Vos", "mvos@lindenhof.example")
    assert not hasattr(user, "password")
    with pytest.raises(NotFound):
        client.get_user(user_id=NO_ID)


@covers("User/Add", "User/Get")
def test_a_new_user_acts_as_it_may(client: TagorClient, practice: PracticeOffice) -> None:
    new = NewUser(username="nieuw", name="Nieuwe Kracht", email="nieuw@lindenhof.example", password="s3cret")
    assert "s3cret" not in repr(new)
    made = client.add_user(user=new)
    assert client.get_user(user_id=made.user_id) == made
    assert made.party_id
    file_id = practice.file().file_id
    with pytest.raises(NotAuthorised):
        client.get_file(file_id=file_id, as_user="nieuw")
    client.save_permissions(permissions=[Permission(code="API", is_on=True)], username="nieuw")
    assert client.get_file(file_id=file_id, as_user="NIEUW").file_id == file_id


@covers("User/Add", "User/GetPermissionsList")
def test_a_new_user_inherits_and_extends_a_party(client: TagorClient, practice: PracticeOffice) -> None:
    hospital = NewUser(
        username="kliniek", name="Kliniek", email="k@hospital.example", password="x", party_id=HOSPITAL_ID
    )
    base = next(
        user for user in client.list_users_with_access(party_id=HOSPITAL_ID) if user.username == "ziekenhuis"
    )
    made = client.add_user(user=hospital, base_user_id=base.user_id)
    assert made.party_id == HOSPITAL_ID
    for kind in ("party", "document-security", "document-group"):
        values = client.list_permission_values(kind=kind, username="kliniek")
        assert values == client.list_permission_values(kind=kind, username="ziekenhuis")
        assert values
    with pytest.raises(NotFound):
        client.get_file(file_id=practice.file("fr-man").file_id, as_user="kliniek")


@covers("User/Add")
def test_a_user_name_is_given_once(client: TagorClient) -> None:
    with pytest.raises(Conflict):
        client.add_user(user=NewUser(username="MVOS", name="x", email="x@x.example", password="x"))
    stranger = NewUser(username="x", name="x", email="x@x.example", password="x", party_id=NO_ID)
    with pytest.raises(NotFound):
        client.add_user(user=stranger)


# Toggles ---------------------------------------------------------------------------------------------


@covers("User/GetPermissions", live="office")
def test_one_s_own_toggles_are_read(server: Server) -> None:
    assert server.client.list_permissions()


@covers("User/SavePermissions", "User/GetPermissions")
def test_toggles_that_are_not_sent_are_off(client: TagorClient) -> None:
    saved = client.save_permissions(permissions=[Permission(code="BERICHT", is_on=True)], username="mvos")
    assert saved == client.list_permissions(username="mvos")
    assert {one.code for one in saved if one.is_on} == {"BERICHT"}
    assert len(saved) == 4
    with pytest.raises(NotFound):
        client.save_permissions(permissions=[Permission(code="GEHEIM", is_on=True)], username="mvos")
    with pytest.raises(NotFound):
        client.list_permissions(username="nobody")


@pytest.mark.parametrize("username", ["stagiair", "archief", "nobody"])
def test_nobody_acts_as_a_user_without_email_or_permission(
    client: TagorClient, file: PracticeFile, username: str
) -> None:
    with pytest.raises(NotAuthorised):
        client.get_file(file_id=file.file_id, as_user=username)


@covers("User/SavePermissions")
def test_acting_as_another_needs_the_toggle_and_the_api_its_own(
    client: TagorClient, file: PracticeFile
) -> None:
    client.save_permissions(permissions=[Permission(code="API", is_on=True)])
    assert client.get_file(file_id=file.file_id).file_id == file.file_id
    with pytest.raises(NotAuthorised):
        client.get_file(file_id=file.file_id, as_user="mvos")
    client.save_permissions(permissions=[])
    with pytest.raises(NotAuthorised):
        client.get_file(file_id=file.file_id)


# Lists -----------------------------------------------------------------------------------------------


@covers("User/GetPermissionsList", "User/SavePermissionsList")
def test_saved_values_replace_the_old_ones(client: TagorClient) -> None:
    (old,) = client.list_permission_values(kind="file-type", username="jdewit")
    assert (old.code, old.text) == ("MINNELIJK", "Minnelijke invordering")
    new = get_code(client, "TQDOSSOORT", "VONNIS")
    (saved,) = client.save_permission_values(kind="file-type", value_ids=[new], username="jdewit")
    assert (saved,) == client.list_permission_values(kind="file-type", username="jdewit")
    assert saved.value_id == new
    assert client.list_permission_values(kind="document-group", username="jdewit")
    assert client.save_permission_values(kind="file-type", value_ids=[], username="jdewit") == ()
    assert client.list_permission_values(kind="file-type", username="jdewit") == ()


@covers("User/SavePermissionsList")
def test_a_value_nobody_knows_is_refused_and_nothing_is_lost(client: TagorClient) -> None:
    before = client.list_permission_values(kind="file-type", username="jdewit")
    with pytest.raises(NotFound):
        client.save_permission_values(kind="file-type", value_ids=[NO_ID], username="jdewit")
    with pytest.raises(NotFound):
        client.save_permission_values(kind="party", value_ids=[f"{NO_ID}|0"], username="jdewit")
    with pytest.raises(ValueError, match="role"):
        client.save_permission_values(kind="party", value_ids=[HOSPITAL_ID], username="jdewit")
    assert client.list_permission_values(kind="file-type", username="jdewit") == before


@covers("User/CanAccess")
def test_who_has_access(client: TagorClient) -> None:
    def names(**wanted: str) -> set[str]:
        return {user.username for user in client.list_users_with_access(**wanted)}

    amicable, claimant, defendant = (
        get_code(client, table, code)
        for table, code in (("TQDOSSOORT", "MINNELIJK"), ("TQPARSOORT", "AANL"), ("TQPARSOORT", "VERW"))
    )
    assert names(file_type_id=amicable) == {"jdewit"}
    assert names(party_id=HOSPITAL_ID) == {"ziekenhuis"}
    assert names(party_id=HOSPITAL_ID, role_code_id=claimant) == {"ziekenhuis"}
    assert names(party_id=HOSPITAL_ID, role_code_id=defendant) == set()
    assert names(file_type_id=amicable, party_id=HOSPITAL_ID) == set()
    with pytest.raises(ValueError, match="file type"):
        client.list_users_with_access()


# What a user sees ------------------------------------------------------------------------------------


@covers("Dossier/Search", "Dossier/Get", "Message/GetListFilter")
def test_a_file_type_limits_what_is_found_read_and_heard(
    client: TagorClient, practice: PracticeOffice, file: PracticeFile
) -> None:
    sub = practice.file("sub-file")
    assert [one.file_id for one in client.search_files(as_user="jdewit")] == [sub.file_id]
    of_defendant = client.list_files_of_defendant(party_id=file.party_id, as_user="jdewit")
    assert [one.file_id for one in of_defendant] == [sub.file_id]
    assert client.list_sub_files(file_id=sub.file_id, as_user="jdewit") == ()
    message_id = client.list_messages(file_id=file.file_id)[0].message_id
    document_id = client.list_documents(file_id=file.file_id)[0].document_id
    line_id = client.list_lines(file_id=file.file_id)[0].line_id
    hidden: list[Callable[[], object]] = [
        lambda: client.get_file(file_id=file.file_id, as_user="jdewit"),
        lambda: client.list_lines(file_id=file.file_id, as_user="jdewit"),
        lambda: client.list_parties(file_id=file.file_id, as_user="jdewit"),
        lambda: client.list_documents(file_id=file.file_id, as_user="jdewit"),
        lambda: client.get_document_file(document_id=document_id, as_user="jdewit"),
        lambda: client.list_messages(file_id=file.file_id, as_user="jdewit"),
        lambda: client.get_message(message_id=message_id, as_user="jdewit"),
        lambda: client.toggle_message_read(message_id=message_id, as_user="jdewit"),
        lambda: client.list_line_notes(line_id=line_id, as_user="jdewit"),
        lambda: client.stop_file(file_id=file.file_id, as_user="jdewit"),
    ]
    for ask in hidden:
        with pytest.raises(NotFound):
            ask()
    assert client.list_messages(as_user="jdewit") == ()
    assert client.list_lines(file_id=sub.file_id, as_user="jdewit")


@covers("Dossier/Search", "Party/Search", "Document/Get")
def test_a_party_limits_files_parties_and_papers(client: TagorClient, practice: PracticeOffice) -> None:
    sharp = practice.file("sharp-s")
    seen = client.search_files(as_user="ziekenhuis")
    assert {one.claimant for one in seen} == {"Ziekenhuis Sint-Oefening"}
    assert sharp.file_id in {one.file_id for one in seen}
    assert len(seen) < len(client.search_files())
    every, open_ = (
        {one.name for one in client.list_documents(file_id=sharp.file_id, as_user=user)}
        for user in (None, "ziekenhuis")
    )
    assert every - open_ == {"Vertrouwelijk verslag"}
    stranger = practice.file("fr-man").party_id
    assert client.search_parties(filters=[filters.party_is(stranger)])
    assert client.search_parties(filters=[filters.party_is(stranger)], as_user="ziekenhuis") == ()
    with pytest.raises(NotFound):
        client.list_contact_details(party_id=stranger, as_user="ziekenhuis")


@covers("User/SavePermissionsList", "Dossier/Search")
def test_a_role_that_does_not_fit_shows_nothing(client: TagorClient) -> None:
    defendant = get_code(client, "TQPARSOORT", "VERW")
    pair = join_party_role(HOSPITAL_ID, defendant)
    client.save_permission_values(kind="party", value_ids=[pair], username="ziekenhuis")
    assert client.search_files(as_user="ziekenhuis") == ()
    client.save_permission_values(kind="party", value_ids=[f"{HOSPITAL_ID}|0"], username="ziekenhuis")
    assert client.search_files(as_user="ziekenhuis")


@covers("Dossier/AddAttachment")
def test_a_group_limits_what_may_be_added(client: TagorClient, practice: PracticeOffice) -> None:
    sub = practice.file("sub-file").file_id
    letters, deeds = (get_code(client, "TQDISGROEP", code) for code in ("BRIEF", "AKTE"))
    paper = NewAttachment("Brief", "pdf", b"x", group_id=letters)
    assert client.add_attachment(file_id=sub, attachment=paper, as_user="jdewit").document_id
    with pytest.raises(Rejected) as caught:
        client.add_attachment(
            file_id=sub, attachment=NewAttachment("Akte", "pdf", b"x", group_id=deeds), as_user="jdewit"
        )
    assert caught.value.code == "not-allowed"
