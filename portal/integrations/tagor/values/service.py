"""Answers of the operations for staff and telephone, in English. See ``values`` for the shared rules."""

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from portal.integrations.tagor.values.account import Party

Medium = Literal["email", "text", "none"]
PartyKind = Literal["client", "defendant", "other"]
Direction = Literal["in", "out"]


@dataclass(frozen=True, slots=True)
class AccessToken:
    """Login/Token: goes into ``Authorization: {scheme} {token}`` for ``expires_in_s`` seconds."""

    scheme: str
    token: str = field(repr=False)
    expires_in_s: int


@dataclass(frozen=True, slots=True)
class ServerVersion:
    """Config/Version. A day is None where the server gives none, or in a form nobody documents."""

    api_version: str
    released_on: date | None
    installed_on: date | None


@dataclass(frozen=True, slots=True)
class CurrentUser:
    """The caller as Tagor knows them: the user's party, and whatever else it returns, keys in lower case."""

    party: Party | None
    facts: dict[str, str]


@dataclass(frozen=True, slots=True)
class DocumentModel:
    """A document that can be asked for: ``model_id`` is what Document/Generate takes."""

    model_id: str
    description: str


@dataclass(frozen=True, slots=True)
class CallerFile:
    """One file of somebody who calls."""

    file_id: str
    file_name: str
    file_type_id: str
    balance_cents: int


@dataclass(frozen=True, slots=True)
class Caller:
    """Who has a telephone number (ClipToFile): the first match only. ``language`` as elsewhere."""

    party_id: str
    language: str | None
    kind: PartyKind
    files: tuple[CallerFile, ...]


@dataclass(frozen=True, slots=True)
class ReferenceMatch:
    """The file a reference leads to (GetVoxtronReferentie).

    ``defendant_number`` is the place of the one meant among ``defendants``, 0 when the reference names none.
    ``is_summons`` tells whether the reference is that of a summons.
    """

    file_id: str
    file_type: str
    handler: str
    status: str
    defendants: int
    defendant_number: int
    is_summons: bool


@dataclass(frozen=True, slots=True)
class BarcodeMatch:
    """What a barcode on paper stands for. ``line_id`` is "" for a whole file."""

    file_id: str
    line_id: str
    is_fixed: bool


@dataclass(frozen=True, slots=True)
class SolvencyQuestion:
    """One field of a solvency report: ``kind`` is Tagor's own word for its type."""

    question_id: str
    name: str
    description: str
    kind: str
    answer: str
