"""Who at the office receives messages on a file: the same for every room that writes one."""

from portal import registry


def find_office_party(*, file_id: str, party_id: str, office_name: str) -> str:
    """The party id of somebody at the office, never of another party of the file; "" when Tagor names none.

    The party with the office's own name comes first. Two calls. Raises: IntegrationError.
    """
    tagor = registry.tagor()
    receivers = tagor.list_receivers(file_id=file_id, party_id=party_id)
    in_file = {party.party_id for party in tagor.list_parties(file_id=file_id)}
    staff = [party for party in receivers if party.party_id not in in_file]
    named = [party for party in staff if party.name == office_name]
    return next((party.party_id for party in (*named, *staff)), "")
