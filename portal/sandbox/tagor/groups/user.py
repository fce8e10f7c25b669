"""User: who may sign in to Tagor, and their permissions, which ``permissions.py`` applies.

A password is stored, never returned. Saving permissions replaces what was there: a toggle that is not sent is
off.
"""

from typing import Any

from portal.sandbox.casework import User
from portal.sandbox.records import Party
from portal.sandbox.seeds.codes import BY_CODE, BY_ID, TABLES
from portal.sandbox.seeds.people import make_user_party
from portal.sandbox.tagor.columns import COLUMNS, answer_rows, list_rows, write_row
from portal.sandbox.tagor.operations import Request, operation
from portal.sandbox.tagor.permissions import TYPES
from portal.sandbox.tagor.wire import Fields, Refused, page, require

TOGGLES = "TQWEBPERM"
KINDS = set(TYPES.values())
NOT_TEXTS = {"id", "party_id", "requires_2fa"}
TEXTS = {name: field for name, field in COLUMNS["dsTUSERWeb"].items() if name not in NOT_TEXTS}
TEXTS |= {"password": "password"}


@operation("User/Add")
def add_users(request: Request) -> dict[str, Any]:
    """For an existing party or a new one; BASE-USER gives its lists and toggles to the new user."""
    base = _find_base(request)
    created = []
    for row in request.fields.rows("dsTUSERWeb"):
        user = _build(request, row)
        if base:
            user.toggles, user.lists = list(base.toggles), {k: list(v) for k, v in base.lists.items()}
        request.office.people.users.save(user)
        created.append(write_row("dsTUSERWeb", user))
    return answer_rows("dsTUSERWeb", created)


def _find_base(request: Request) -> User | None:
    base_id = request.context.text("BASE-USER")
    if base_id and base_id not in request.office.people.users:
        raise Refused("user-unknown")
    return request.office.people.users.get(base_id)


def _build(request: Request, row: Fields) -> User:
    office, party_id = request.office, row.text("party_id")
    values = {field: row.text(name) for name, field in TEXTS.items()}
    if not values["username"]:
        raise Refused("value-missing", name="username")
    if office.people.find_user(values["username"]):
        raise Refused("user-exists")
    if party_id not in {"", "0"} and party_id not in office.parties():
        raise Refused("party-unknown")
    is_new = party_id in {"", "0"}
    user = User(
        user_id=office.next_id(),
        party_id=office.next_id() if is_new else party_id,
        requires_2fa=row.flag("requires_2fa"),
        **values,
    )
    if is_new:
        office.people.parties.save(make_user_party(user))
    return user


@operation("User/Get")
def get_user(request: Request) -> dict[str, Any]:
    user = require(request.office.people.users.get(request.context.text("TUSER_Id")), "user-unknown")
    return list_rows(request, "dsTUSERWeb", [user])


def _subject(request: Request) -> User:
    """Whose permissions: those of USER-LOGIN, else the caller's."""
    name = request.context.text("USER-LOGIN")
    return require(request.office.people.find_user(name) if name else request.user, "user-unknown")


@operation("User/GetPermissions")
def list_toggles(request: Request) -> dict[str, Any]:
    return answer_rows("dsConfigWeb", _toggle_rows(_subject(request)))


@operation("User/SavePermissions")
def save_toggles(request: Request) -> dict[str, Any]:
    user, toggles = _subject(request), []
    for row in request.fields.rows("dsConfigWeb"):
        found = BY_ID.get((TOGGLES, row.text("type_id"))) or BY_CODE.get((TOGGLES, row.text("type_code")))
        entry = require(found, "code-unknown")
        if row.text("data").casefold() == "true":
            toggles.append(entry.code)
    user.toggles = toggles
    request.office.people.users.save(user)
    return answer_rows("dsConfigWeb", _toggle_rows(user))


def _toggle_rows(user: User) -> list[dict[str, Any]]:
    return [
        {
            "data": "true" if code in user.toggles else "false",
            "type_id": BY_CODE[TOGGLES, code].id,
            "type_code": code,
        }
        for code in TABLES[TOGGLES]
    ]


@operation("User/GetPermissionsList")
def list_values(request: Request) -> dict[str, Any]:
    user, kind = _subject(request), _read_kind(request.context.text("TYPE"))
    rows = [_value_row(request, kind, value) for value in user.lists.get(kind, [])]
    return answer_rows("dsCodeWeb", page(rows, request.context))


@operation("User/SavePermissionsList")
def save_values(request: Request) -> dict[str, Any]:
    """All values of each type that is sent are replaced; TYPE in the context empties one without rows."""
    user = _subject(request)
    named = [request.context.text("TYPE")] if request.context.has("TYPE") else []
    lists: dict[str, list[str]] = {_read_kind(name): [] for name in named}
    for row in request.fields.rows("dsCodeWeb"):
        kind, value = _read_kind(row.text("type")), row.text("id")
        _check_value(request, kind, value)
        lists.setdefault(kind, []).append(value)
    user.lists = user.lists | lists
    request.office.people.users.save(user)
    saved = [_value_row(request, kind, value) for kind, values in lists.items() for value in values]
    return answer_rows("dsCodeWeb", saved)


def _read_kind(name: str) -> str:
    kind = TYPES.get(name.upper(), name.upper())
    if kind not in KINDS:
        raise Refused("code-unknown")
    return kind


def _check_value(request: Request, kind: str, value: str) -> None:
    """A party needs its role behind a pipe; a code must exist; models and mergefields are taken as sent."""
    if kind == "TPAR":
        party_id, pipe, role_id = value.partition("|")
        is_role = role_id == "0" or ("TQPARSOORT", role_id) in BY_ID
        if not pipe or not is_role or party_id not in request.office.parties():
            raise Refused("party-unknown")
    elif not value or (kind in TABLES and (kind, value) not in BY_ID):
        raise Refused("code-unknown")


def _value_row(request: Request, kind: str, value: str) -> dict[str, Any]:
    entry = BY_ID.get((kind, value))
    code, text = (entry.code, entry.texts["Dut"]) if entry else (value, value)
    if kind == "TPAR":
        party: Party | None = request.office.parties().get(value.partition("|")[0])
        role = BY_ID.get(("TQPARSOORT", value.partition("|")[2]))
        code, text = (role.code if role else ""), (party.name if party else "")
    return {"type": kind, "id": value, "code": code, "language": "Dut", "description": text}


@operation("User/CanAccess")
def list_users_with_access(request: Request) -> dict[str, Any]:
    """Users whose lists hold every value asked for; a user without a list is not found (see the document)."""
    asked = request.context
    pair, party_id, kind_id = (
        asked.text(name) for name in ("TPAR|TQPARSOORT_Id", "TPAR_Id", "TQDOSSOORT_Id")
    )
    if not (pair or party_id or kind_id):
        raise Refused("value-missing", name="TQDOSSOORT_Id")
    users = [
        user
        for user in request.office.people.users.values()
        if not kind_id or kind_id in user.lists.get("TQDOSSOORT", [])
        if not pair or pair in user.lists.get("TPAR", [])
        if not party_id or party_id in {one.partition("|")[0] for one in user.lists.get("TPAR", [])}
    ]
    return list_rows(request, "dsTUSERWeb", users)
