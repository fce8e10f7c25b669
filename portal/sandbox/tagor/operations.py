"""Which operations the catalogue has, how one is registered, and what it is given."""

import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, TypeVar

import httpx

from portal.sandbox.casework import User
from portal.sandbox.config import CATALOG_DIR
from portal.sandbox.office import Office
from portal.sandbox.records import File, Party
from portal.sandbox.tagor.auth import Caller
from portal.sandbox.tagor.permissions import may_see_file
from portal.sandbox.tagor.wire import Fields, Refused


@dataclass(frozen=True, slots=True)
class Known:
    """An operation of the catalogue; with empty ``schemes`` anybody may call it."""

    methods: frozenset[str]
    schemes: frozenset[str]


def read_catalogue() -> dict[str, Known]:
    """Known operations by ``Group/Name``."""
    document = json.loads((CATALOG_DIR / "tagor.json").read_text(encoding="utf-8"))
    return {
        path.lstrip("/"): Known(
            methods=frozenset(method.upper() for method in item),
            schemes=frozenset(
                scheme for verb in item.values() for rule in verb.get("security", []) for scheme in rule
            ),
        )
        for path, item in document["paths"].items()
    }


OPERATIONS = read_catalogue()


@dataclass(frozen=True, slots=True)
class Request:
    """A call as its operation sees it. ``user`` is who acts; None with a hash or PIN."""

    office: Office
    caller: Caller
    fields: Fields
    http: httpx.AsyncClient
    user: User | None = None

    @property
    def context(self) -> Fields:
        return self.fields.context()

    def file(self) -> File:
        """The file of the code, whatever TDOS_Id says; else the one TDOS_Id names.

        Raises Refused when there is none that the user may see.
        """
        if self.caller.file:
            return self.caller.file
        return self.get_file(self.fields.text("TDOS_Id") or self.context.text("TDOS_Id"))

    def get_file(self, file_id: str) -> File:
        """A file by its id. Raises Refused when there is none that the user may see."""
        file = self.office.files.get(file_id)
        if file is None or not may_see_file(self.user, file):
            raise Refused("file-unknown")
        return file

    def files(self) -> list[File]:
        """Every file the user may see."""
        return [file for file in self.office.files.values() if may_see_file(self.user, file)]

    def find(self, kind: str, key: str, record_id: str, refusal: str) -> tuple[File, Any]:
        """A record of a kind, such as ``lines``, with its file. Raises Refused when the user may see none."""
        for file in self.files():
            for record in getattr(file, kind):
                if getattr(record, key) == record_id:
                    return file, record
        raise Refused(refusal)

    def party(self) -> Party:
        """The defendant of the code, else the one TPAR_Id names, else the file's first.

        Raises Refused when TPAR_Id names somebody else's party.
        """
        if self.caller.party:
            return self.caller.party
        file, party_id = self.file(), self.fields.text("TPAR_Id")
        if not party_id or party_id == "0":
            return file.defendants[0]
        for party in file.defendants:
            if party.party_id == party_id:
                return party
        raise Refused("party-not-in-file")


Handler = Callable[[Request], dict[str, Any] | Awaitable[dict[str, Any]]]
HANDLERS: dict[str, Handler] = {}
H = TypeVar("H", bound=Handler)


def operation(name: str) -> Callable[[H], H]:
    """Registers the function that answers ``Group/Name``; it returns the content of ``response``."""

    def register(handler: H) -> H:
        HANDLERS[name] = handler
        return handler

    return register
