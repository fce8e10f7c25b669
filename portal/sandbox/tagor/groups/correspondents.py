"""Message: who may write to whom. ASSUMED: the office is the group that every member of staff belongs to."""

from typing import Any

from portal.sandbox.office import Office
from portal.sandbox.seeds.people import OFFICE_ID
from portal.sandbox.tagor.columns import answer_rows, list_rows
from portal.sandbox.tagor.operations import Request, operation
from portal.sandbox.tagor.wire import Refused


@operation("Message/GetSenderReceiverList")
def list_ends(request: Request) -> dict[str, Any]:
    """Without TDOS_Id, only the user itself; nobody when the user may not send messages."""
    asked, user, everybody = request.context, request.user, request.office.parties()
    kind, other = asked.text("Type").casefold(), asked.text("TPAR_Id")
    if kind not in {"", "senders", "receivers"} or (kind == "senders" and not other):
        raise Refused("value-missing", name="TPAR_Id" if kind == "senders" else "Type")
    if user is None or "BERICHT" not in user.toggles:
        return answer_rows("dsTDOSPARWeb", [])
    ids = [user.party_id]
    if asked.has("TDOS_Id"):
        file = request.file()
        ids = [user.party_id, *sorted(list_groups(request) - {user.party_id})]
        if kind == "receivers":
            handler = request.office.people.users.get(file.handler_id)
            staff = [OFFICE_ID, *([handler.party_id] if handler else [])]
            ids = [id_ for id_ in (*staff, *(party.party_id for party in file.parties)) if id_ != other]
        elif kind == "senders" and OFFICE_ID in ids and other in {one.party_id for one in file.parties}:
            ids.append(other)
    return list_rows(request, "dsTDOSPARWeb", [everybody[id_] for id_ in dict.fromkeys(ids)])


def list_staff(office: Office) -> set[str]:
    return {party.party_id for party in office.people.parties.values() if party.role == "KANTOOR"}


def list_groups(request: Request) -> set[str]:
    """The parties the user speaks for: itself, and the office for its staff."""
    if request.user is None:
        return set()
    own = request.user.party_id
    return {own, OFFICE_ID} if own in list_staff(request.office) else {own}
