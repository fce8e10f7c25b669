"""Parties: found, reached, where they live."""

import pytest

from portal.integrations.errors import NotAuthorised, NotFound, Rejected
from portal.integrations.tagor import filters
from portal.integrations.tagor.client import TagorClient
from portal.integrations.tagor.values.account import Credential
from tests.contract.tagor.covering import covers
from tests.contract.tagor.test_dossier import NO_ID, get_code
from tests.practice import PracticeFile, PracticeOffice

pytestmark = pytest.mark.contract


@covers("Party/Search")
def test_a_party_is_found_by_id_once(client: TagorClient, file: PracticeFile) -> None:
    (found,) = client.search_parties(filters=[filters.party_is(file.party_id)])
    assert (found.party_id, found.first_name, found.last_name) == (file.party_id, "Lotte", "Verhoeven")
    assert client.search_parties(filters=[filters.party_is(NO_ID)]) == ()


@covers("Party/Search")
def test_a_firm_has_one_name(client: TagorClient, practice: PracticeOffice) -> None:
    company = practice.file("company")
    (found,) = client.search_parties(filters=[filters.party_is(company.party_id)])
    assert (found.first_name, found.last_name) == ("", company.name)


@covers("Party/Search")
def test_a_party_filter_nobody_documents_is_refused(client: TagorClient) -> None:
    with pytest.raises(Rejected):
        client.search_parties(filters=[filters.Filter("TPAR.NationaalNr", "=", "1")])


@covers("Party/GetContactDetails")
def test_how_to_reach_somebody(client: TagorClient, practice: PracticeOffice, file: PracticeFile) -> None:
    found = {one.kind_code_id: one for one in client.list_contact_details(party_id=file.party_id)}
    mobile, email = (found[get_code(client, "TQCOM", code)] for code in ("GSM", "EMAIL"))
    assert (mobile.content, email.content) == ("0470000001", "nl-woman@defendant.example")
    assert mobile.party_id == file.party_id
    assert mobile.is_used
    assert mobile.content not in repr(mobile)
    assert client.list_contact_details(party_id=practice.file("null-dates").party_id) == ()
    with pytest.raises(NotFound):
        client.list_contact_details(party_id=NO_ID)


@covers("Party/AddContactDetail", "Party/DeleteContactDetail", "Party/GetContactDetails")
def test_the_newest_number_is_used_on_every_file_until_it_goes(
    client: TagorClient, practice: PracticeOffice, file: PracticeFile
) -> None:
    def mobiles() -> set[str]:
        files = [practice.file(slug).file_id for slug in ("nl-woman", "sub-file")]
        parties = [party for id_ in files for party in client.list_parties(file_id=id_)]
        return {party.mobile for party in parties if party.party_id == file.party_id}

    kind = get_code(client, "TQCOM", "GSM")
    added = client.add_contact_detail(party_id=file.party_id, kind_code_id=kind, content="0499 00 00 01")
    assert added in client.list_contact_details(party_id=file.party_id)
    assert mobiles() == {"0499 00 00 01"}
    client.delete_contact_detail(detail_id=added.detail_id)
    assert added not in client.list_contact_details(party_id=file.party_id)
    assert mobiles() == {"0470000001"}
    with pytest.raises(NotFound):
        client.delete_contact_detail(detail_id=added.detail_id)


@covers("Party/AddContactDetail")
def test_a_defendant_adds_to_its_own_party_only(
    client: TagorClient, practice: PracticeOffice, file: PracticeFile, credential: Credential
) -> None:
    kind = get_code(client, "TQCOM", "EMAIL")
    own = client.add_contact_detail(
        party_id=file.party_id, kind_code_id=kind, content="new@defendant.example", credential=credential
    )
    assert own.content == "new@defendant.example"
    other = practice.file("fr-man").party_id
    with pytest.raises(NotFound):
        client.add_contact_detail(
            party_id=other, kind_code_id=kind, content="x@defendant.example", credential=credential
        )
    wrong = Credential("Hash", "wrong")
    with pytest.raises(NotAuthorised):
        client.add_contact_detail(
            party_id=file.party_id, kind_code_id=kind, content="x@x.example", credential=wrong
        )


@covers("Party/AddContactDetail")
def test_a_contact_detail_needs_content_and_a_known_kind(client: TagorClient, file: PracticeFile) -> None:
    before = client.list_contact_details(party_id=file.party_id)
    for kind, content in ((NO_ID, "x"), (get_code(client, "TQCOM", "GSM"), " ")):
        with pytest.raises(Rejected):
            client.add_contact_detail(party_id=file.party_id, kind_code_id=kind, content=content)
    assert client.list_contact_details(party_id=file.party_id) == before


@covers("Party/GetAddresses")
def test_addresses_now_and_before(client: TagorClient, file: PracticeFile) -> None:
    now, before = client.list_addresses(party_id=file.party_id)
    assert (now.is_current, before.is_current) == (True, False)
    assert (now.street, now.postal_code, now.city) == ("Voorbeeldlaan", "9000", "Gent")
    assert now.party_id == before.party_id == file.party_id
    assert now.address_id != before.address_id
