"""Who acts in a call, and what that user may see and do.

ASSUMED, because no document says it:

* an empty list of a type is no limit of that type; a type and a party limit must both be met;
* acting as another user needs the toggle API-IMPERSONATE on the caller's own user, and API and an e-mail
  address on both; otherwise the answer is 403;
* of the operations about a user's own permissions, ``user-login`` only names whose they are;
* a file, document or message that a user may not see is as unknown as one that does not exist;
* the codes of the toggles: API, API-IMPERSONATE, BERICHT (send messages), STOP (stop files).
"""

from portal.sandbox.casework import User
from portal.sandbox.office import Office
from portal.sandbox.records import Document, File
from portal.sandbox.seeds.codes import code_id
from portal.sandbox.tables import read_table
from portal.sandbox.tagor.wire import Fields, Forbidden

TYPES = read_table("tagor-config", dict[str, dict[str, str]])["permissions"]
ABOUT_A_USER = {
    "User/GetPermissions",
    "User/GetPermissionsList",
    "User/SavePermissions",
    "User/SavePermissionsList",
}


def find_actor(office: Office, own_name: str, asked: Fields, operation: str) -> User | None:
    """The user a call with the office's credential acts as; None for a caller without a user.

    Raises Forbidden.
    """
    if not own_name:
        return None
    own = office.people.find_user(own_name)
    if own is None or not may_use_api(own):
        raise Forbidden("The user may not use the API or has no email address")
    name = asked.text("user-login")
    if not name or operation in ABOUT_A_USER:
        return own
    other = office.people.find_user(name)
    is_itself = other is own
    if not is_itself and "API-IMPERSONATE" not in own.toggles:
        raise Forbidden("The API impersonate toggle is required")
    if other is None or not may_use_api(other):
        raise Forbidden("The user may not use the API or has no email address")
    return other


def may_use_api(user: User) -> bool:
    return "API" in user.toggles and "@" in user.email


def get_list(user: User | None, kind: str) -> list[str]:
    """The values of a type that limit a user; empty: no limit. ``kind`` as in TQDOSSOORT or WEBT3002."""
    return user.lists.get(TYPES.get(kind, kind), []) if user else []


def may_see_file(user: User | None, file: File) -> bool:
    """File type and, for each ``party|role`` pair, that party in that role on the file."""
    kinds, pairs = get_list(user, "TQDOSSOORT"), get_list(user, "TPAR")
    if kinds and code_id("TQDOSSOORT", file.kind) not in kinds:
        return False
    present = {(party.party_id, code_id("TQPARSOORT", party.role)) for party in file.parties}
    return not pairs or any(_is_present(pair, present) for pair in pairs)


def _is_present(pair: str, present: set[tuple[str, str]]) -> bool:
    party_id, _, role_id = pair.partition("|")
    if role_id in {"", "0"}:
        return any(party_id == id_ for id_, _role in present)
    return (party_id, role_id) in present


def may_see_document(user: User | None, document: Document) -> bool:
    """By the document's security; one without counts as open."""
    allowed = get_list(user, "TQDOCSECURITY")
    return not allowed or code_id("TQDOCSECURITY", document.security or "OPEN") in allowed


def may_use_group(user: User | None, group_id: str) -> bool:
    """Whether a user may put a document in a group (id of TQDISGROEP)."""
    allowed = get_list(user, "TQDISGROEP")
    return not allowed or group_id in allowed
