"""Aptic's answers as frozen values. Each field name of the wire occurs here once."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Literal

Verb = Literal["GET", "POST", "PUT", "PATCH", "DELETE"]

_JOB_NAMES = ("jobId", "jobid", "id")


@dataclass(frozen=True, slots=True)
class Webhook:
    """An address that events are sent to. The secret is never returned."""

    events: tuple[str, ...]
    url: str
    method: str


@dataclass(frozen=True, slots=True)
class ServiceResult:
    """What a service definition answered.

    ``data`` is whatever it returns: JSON as Python (numbers int or Decimal), text, bytes, or None.
    ``goes_on``: Aptic keeps working after the answer, as job ``job_id`` ("" when it does not say).
    """

    status: int
    data: Any = field(repr=False)
    job_id: str = ""
    goes_on: bool = False


@dataclass(frozen=True, slots=True)
class Address:
    """One address of a person; a part is "" when unknown."""

    kind: str
    care_of: str
    street: str
    house_number: str
    house_number_extension: str
    postal_code: str
    city: str
    state: str
    country: str


@dataclass(frozen=True, slots=True)
class Person:
    """A person or a company; texts are "" when unknown.

    ``limit`` is the credit limit in the currency of the installation, None when unknown.
    """

    is_company: bool
    first_name: str
    middle_name: str
    last_name: str
    company_name: str
    full_name: str
    salutation: str
    name_suffix: str
    id_number: str
    email: str
    limit: Decimal | None
    addresses: tuple[Address, ...]


@dataclass(frozen=True, slots=True)
class PersonPage:
    """A page of a list of persons: ``skip`` rows came before it; ``total`` meet the condition."""

    items: tuple[Person, ...]
    skip: int
    total: int

    @property
    def has_more(self) -> bool:
        """Whether there are more after these."""
        return bool(self.items) and self.skip + len(self.items) < self.total


def read_webhook(row: Mapping[str, Any]) -> Webhook:
    """One row of the list of webhooks."""
    events = row.get("events") or ()
    return Webhook(tuple(str(one) for one in events), _text(row, "url"), _text(row, "method") or "POST")


def read_person(row: Mapping[str, Any]) -> Person:
    """One row of the list of persons."""
    name = row.get("name") or {}
    limit = row.get("limit")
    return Person(
        is_company=row.get("juridicalType") == 1,
        first_name=_text(name, "firstName"),
        middle_name=_text(name, "middleName"),
        last_name=_text(name, "lastName"),
        company_name=_text(name, "companyName"),
        full_name=_text(name, "fullName"),
        salutation=_text(name, "salutation"),
        name_suffix=_text(name, "nameSuffix"),
        id_number=_text(row, "idnumber"),
        email=_text(row, "email"),
        limit=None if limit is None else Decimal(limit),
        addresses=tuple(_read_address(one) for one in row.get("addresses") or ()),
    )


def _read_address(row: Mapping[str, Any]) -> Address:
    return Address(
        kind=_text(row, "type"),
        care_of=_text(row, "coAddress"),
        street=_text(row, "street"),
        house_number=_text(row, "houseNo"),
        house_number_extension=_text(row, "houseNoExtension"),
        postal_code=_text(row, "zipCode"),
        city=_text(row, "city"),
        state=_text(row, "stateCode"),
        country=_text(row, "countryCode"),
    )


def _text(row: Mapping[str, Any], name: str) -> str:
    value = row.get(name)
    return value if isinstance(value, str) else ""


def read_job_id(data: Any) -> str:
    """The job id in the answer to an asynchronous call. ASSUMED: no page shows it."""
    found = next((data[name] for name in _JOB_NAMES if name in data), "") if isinstance(data, dict) else ""
    return str(found) if isinstance(found, str | int) and not isinstance(found, bool) else ""
