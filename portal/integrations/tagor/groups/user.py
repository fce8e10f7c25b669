"""Operations of the group User: who may sign in to Tagor, and what for. Staff only, all with the office key.

``username`` names whose permissions they are (context row USER-LOGIN); without it, the caller's own. It is
the same row that means "act as" elsewhere, hence no ``as_user`` beside it.
"""

from collections.abc import Iterable
from typing import Any

from portal.integrations.errors import NotFound
from portal.integrations.tagor.calls import Asked, TagorCalls, write_flag
from portal.integrations.tagor.groups.casework import read_one
from portal.integrations.tagor.operations import Operation, serves
from portal.integrations.tagor.values.parties import (
    NewUser,
    Permission,
    PermissionKind,
    PermissionValue,
    User,
)
from portal.integrations.tagor.wire.answers import parse
from portal.integrations.tagor.wire.envelope import read_rows
from portal.integrations.tagor.wire.parties import PermissionValueWire, PermissionWire, UserWire

ADD_USER = Operation("User/Add", kind="write")
GET_USER = Operation("User/Get")
GET_PERMISSIONS = Operation("User/GetPermissions")
GET_PERMISSIONS_LIST = Operation("User/GetPermissionsList")
SAVE_PERMISSIONS = Operation("User/SavePermissions", kind="write")
SAVE_PERMISSIONS_LIST = Operation("User/SavePermissionsList", kind="write")
CAN_ACCESS = Operation("User/CanAccess")
_TYPES: dict[PermissionKind, str] = {
    "party": "TPAR",
    "file-type": "TQDOSSOORT",
    "document-group": "TQDISGROEP",
    "merge-field": "WL_QRY_FIELD",
    "document-model": "TDOCM",
    "document-security": "TQDOCSECURITY",
}


class UserOperations(TagorCalls):
    """User/*."""

    @serves(ADD_USER)
    def add_user(self, *, user: NewUser, base_user_id: str | None = None, as_user: str | None = None) -> User:
        """Make a user, with the web configuration of ``base_user_id`` if given. ``POST /User/Add``.

        Office key. WRITES: never sent twice.
        Raises Conflict("user-exists"), NotFound, Rejected, Unavailable (nothing was made), OutcomeUnknown,
        NotAuthorised.
        Source: reference page 1.08.5000B3, User/Add.
        """
        row = {
            "username": user.username,
            "name": user.name,
            "email_address": user.email,
            "password": user.password,
            "landline": user.landline,
            "fax": user.fax,
            "cellphone": user.mobile,
        }
        if user.party_id:
            row["party_id"] = user.party_id
        context = {"BASE-USER": base_user_id} if base_user_id else {}
        asked = Asked(context=context, datasets={"dsTUSERWeb": [row]}, as_user=as_user)
        return self._ask(ADD_USER, asked, lambda body: read_one(body, "dsTUSERWeb", UserWire)).to_value()

    @serves(GET_USER)
    def get_user(self, *, user_id: str, as_user: str | None = None) -> User:
        """One user. ``POST /User/Get``.

        Office key. No side effects, idempotent. Raises NotFound, Unavailable, NotAuthorised,
        UnexpectedResponse.
        Source: reference page 1.08.5000B3, User/Get.
        """

        def read(body: dict[str, Any]) -> User:
            if not read_rows(body, "dsTUSERWeb"):
                raise NotFound("not-in-file", system="tagor", operation=GET_USER.name)
            return read_one(body, "dsTUSERWeb", UserWire).to_value()

        return self._ask(GET_USER, Asked(context={"TUSER_Id": user_id}, as_user=as_user), read)

    @serves(GET_PERMISSIONS)
    def list_permissions(self, *, username: str | None = None) -> tuple[Permission, ...]:
        """The permission toggles of a user. ``POST /User/GetPermissions``.

        Office key. No side effects, idempotent. Raises NotFound, Unavailable, NotAuthorised,
        UnexpectedResponse.
        Source: reference page 1.08.5000B3, GetPermissions; the codes are not documented.
        """
        asked = Asked(context=_whose(username))
        return self._ask(GET_PERMISSIONS, asked, _read_permissions)

    @serves(SAVE_PERMISSIONS)
    def save_permissions(
        self, *, permissions: Iterable[Permission], username: str | None = None
    ) -> tuple[Permission, ...]:
        """Save ALL toggles of a user: what is left out may be off afterwards. ``POST /User/SavePermissions``.

        Office key. OVERWRITES: read them first, never sent twice. Gives them as they are now.
        Raises NotFound, Rejected, Unavailable (nothing was saved), OutcomeUnknown, NotAuthorised.
        Source: reference page 1.08.5000B3, SavePermissions.
        """
        rows = [
            {"data": write_flag(one.is_on), "type_id": one.code_id, "type_code": one.code}
            for one in permissions
        ]
        asked = Asked(context=_whose(username), datasets={"dsConfigWeb": rows})
        return self._ask(SAVE_PERMISSIONS, asked, _read_permissions)

    @serves(GET_PERMISSIONS_LIST)
    def list_permission_values(
        self, *, kind: PermissionKind, username: str | None = None
    ) -> tuple[PermissionValue, ...]:
        """The values of one kind a user is limited to, read in batches. ``POST /User/GetPermissionsList``.

        Office key. No side effects, idempotent. Raises NotFound, Unavailable, NotAuthorised,
        UnexpectedResponse.
        Source: reference page 1.08.5000B3, GetPermissionsList; what an empty list means is not documented.
        """
        asked = Asked(context={**_whose(username), "TYPE": _TYPES[kind]})
        rows = self._ask_all_rows(
            GET_PERMISSIONS_LIST, asked, "dsCodeWeb", PermissionValueWire, get_id=lambda row: row.value_id
        )
        return tuple(row.to_value(kind) for row in rows)

    @serves(SAVE_PERMISSIONS_LIST)
    def save_permission_values(
        self, *, kind: PermissionKind, value_ids: Iterable[str], username: str | None = None
    ) -> tuple[PermissionValue, ...]:
        """Save ALL values of one kind: what is left out is deleted. ``POST /User/SavePermissionsList``.

        Office key. OVERWRITES: read them first, never sent twice. Of a party an id is ``party|role`` (see
        ``join_party_role``). To empty a list TYPE is sent in the context, which is assumed.
        Raises ValueError for a party without role, NotFound, Rejected, Unavailable (nothing was saved),
        OutcomeUnknown, NotAuthorised.
        Source: reference page 1.08.5000B3, SavePermissionsList.
        """
        ids = list(value_ids)
        if kind == "party" and not all(id_.count("|") == 1 for id_ in ids):
            raise ValueError("a party goes with a role, with a pipe between them")
        rows = [{"type": _TYPES[kind], "id": id_} for id_ in ids]
        context = _whose(username) | ({} if ids else {"TYPE": _TYPES[kind]})
        asked = Asked(context=context, datasets={"dsCodeWeb": rows})
        saved = self._ask_rows(SAVE_PERMISSIONS_LIST, asked, "dsCodeWeb", PermissionValueWire)
        return tuple(row.to_value(kind) for row in saved)

    @serves(CAN_ACCESS)
    def list_users_with_access(
        self,
        *,
        file_type_id: str | None = None,
        party_id: str | None = None,
        role_code_id: str | None = None,
        as_user: str | None = None,
    ) -> tuple[User, ...]:
        """The users whose configuration names a file type, or a party (in a role). ``POST /User/CanAccess``.

        Office key. No side effects, idempotent. Raises ValueError without anything to ask for; Unavailable,
        NotAuthorised, UnexpectedResponse.
        Source: reference page 1.08.5000B3, CanAccess.
        """
        context = {"TQDOSSOORT_Id": file_type_id} if file_type_id else {}
        if party_id and role_code_id:
            context["TPAR|TQPARSOORT_Id"] = join_party_role(party_id, role_code_id)
        elif party_id:
            context["TPAR_Id"] = party_id
        if not context:
            raise ValueError("give a file type or a party")
        asked = Asked(context=context, as_user=as_user)
        rows = self._ask_all_rows(CAN_ACCESS, asked, "dsTUSERWeb", UserWire, get_id=lambda row: row.user_id)
        return tuple(row.to_value() for row in rows)


def join_party_role(party_id: str, role_code_id: str) -> str:
    """A party in a role (id of TQPARSOORT), as one value."""
    return f"{party_id}|{role_code_id}"


def _whose(username: str | None) -> dict[str, str]:
    return {"USER-LOGIN": username} if username else {}


def _read_permissions(body: dict[str, Any]) -> tuple[Permission, ...]:
    return tuple(parse(PermissionWire, row).to_value() for row in read_rows(body, "dsConfigWeb"))
