"""Operations of the group Party: natural persons and firms, and how to reach them.

Tagor does not check that an id belongs to the defendant who asks: the caller must, before calling.
"""

from collections.abc import Iterable

from portal.integrations.tagor.calls import Asked, TagorCalls
from portal.integrations.tagor.filters import Filter
from portal.integrations.tagor.groups.casework import read_one
from portal.integrations.tagor.operations import Operation, serves
from portal.integrations.tagor.values.account import Credential
from portal.integrations.tagor.values.parties import Address, ContactDetail, FoundParty
from portal.integrations.tagor.wire.parties import AddressWire, ContactDetailWire, FoundPartyWire

SEARCH_PARTIES = Operation("Party/Search")
ADD_CONTACT = Operation("Party/AddContactDetail", kind="write")
DELETE_CONTACT = Operation("Party/DeleteContactDetail", kind="write")
GET_CONTACTS = Operation("Party/GetContactDetails")
GET_ADDRESSES = Operation("Party/GetAddresses")


class PartyOperations(TagorCalls):
    """Party/*."""

    @serves(SEARCH_PARTIES)
    def search_parties(
        self, *, filters: Iterable[Filter], as_user: str | None = None
    ) -> tuple[FoundParty, ...]:
        """Every party that meets all ``filters``, read in batches. ``POST /Party/Search``.

        Office key, staff only. No side effects, idempotent. Only ``filters.party_is`` is documented here.
        Raises Rejected, Unavailable, NotAuthorised, UnexpectedResponse.
        Source: reference page 1.08.5000B3, Party/Search; the filter from the sample of 2.00.0000B1.
        """
        rows = {"dsFilter": [one.to_row() for one in filters]}
        asked = Asked(context={}, datasets=rows, as_user=as_user)
        found = self._ask_all_rows(
            SEARCH_PARTIES, asked, "dsTPARSearch", FoundPartyWire, get_id=lambda row: row.party_id
        )
        return tuple(row.to_value() for row in found)

    @serves(ADD_CONTACT)
    def add_contact_detail(
        self,
        *,
        party_id: str,
        kind_code_id: str,
        content: str,
        comment: str = "",
        credential: Credential | None = None,
        as_user: str | None = None,
    ) -> ContactDetail:
        """Add a telephone number, e-mail address and so on to a party. ``POST /Party/AddContactDetail``.

        Office key, or a defendant's credential: then ``party_id`` must be the defendant's own, which the
        caller checks. WRITES: never sent twice. Nothing is replaced: older details stay. Raises NotFound,
        Rejected, Unavailable (nothing was written), OutcomeUnknown, NotAuthorised. Source: reference page
        1.08.5000B3, AddContactDetail; the schema says content and the samples say value, so both are sent.
        """
        row = {
            "owning_entity": "TPAR",
            "owning_id": party_id,
            "type_id": kind_code_id,
            "content": content,
            "value": content,
            "comment": comment,
        }
        asked = Asked(context={}, datasets={"dsTCOMWeb": [row]}, as_user=as_user)
        return self._ask(
            ADD_CONTACT,
            asked,
            lambda body: read_one(body, "dsTCOMWeb", ContactDetailWire),
            credential=credential,
        ).to_value()

    @serves(DELETE_CONTACT)
    def delete_contact_detail(self, *, detail_id: str, as_user: str | None = None) -> None:
        """Delete one contact detail. ``POST /Party/DeleteContactDetail``.

        Office key. DELETES: never sent twice.
        Raises NotFound, Rejected, Unavailable (nothing was deleted), OutcomeUnknown, NotAuthorised.
        Source: reference page 1.08.5000B3, DeleteContactDetail; the key from the sample of 2.00.0000B1.
        """
        self._ask_deed(DELETE_CONTACT, Asked(context={"TCOM_Id": detail_id}, as_user=as_user))

    @serves(GET_CONTACTS)
    def list_contact_details(self, *, party_id: str, as_user: str | None = None) -> tuple[ContactDetail, ...]:
        """Every contact detail of a party, read in batches. ``POST /Party/GetContactDetails``.

        Office key. No side effects, idempotent. Raises NotFound, Unavailable, NotAuthorised,
        UnexpectedResponse.
        Source: reference page 1.08.5000B3, GetContactDetails.
        """
        asked = Asked(context={"TPAR_Id": party_id}, as_user=as_user)
        rows = self._ask_all_rows(GET_CONTACTS, asked, "dsTCOMWeb", ContactDetailWire)
        return tuple(row.to_value() for row in rows)

    @serves(GET_ADDRESSES)
    def list_addresses(self, *, party_id: str, as_user: str | None = None) -> tuple[Address, ...]:
        """Every address of a party, former ones too, read in batches. ``POST /Party/GetAddresses``.

        Office key. No side effects, idempotent. Raises NotFound, Unavailable, NotAuthorised,
        UnexpectedResponse.
        Source: reference page 1.08.5000B3, GetAddresses.
        """
        asked = Asked(context={"TPAR_Id": party_id}, as_user=as_user)
        rows = self._ask_all_rows(
            GET_ADDRESSES, asked, "dsTPARADWeb", AddressWire, get_id=lambda row: row.address_id
        )
        return tuple(row.to_value() for row in rows)
