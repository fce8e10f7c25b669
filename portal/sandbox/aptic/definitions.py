"""The service definitions an installation of Aptic might have: name, verbs, input and function of each.

All of them are ASSUMED: in a real Aptic they are written for each customer.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from portal.sandbox.office import Office
from portal.sandbox.records import File
from portal.sandbox.tagor.schedule import instalment_cents

Schema = Mapping[str, Any]


class FailedError(Exception):
    """The work cannot be done; the text says why."""


class UnknownError(FailedError):
    """What the path names does not exist."""


@dataclass(frozen=True, slots=True)
class Definition:
    """``work`` takes the office, the path steps after the name, and the input.

    ``is_async``: always runs as a job.
    """

    name: str
    verbs: frozenset[str]
    work: Callable[[Office, tuple[str, ...], Any], Any]
    schema: Schema | None = None
    is_async: bool = False


def _find_file(office: Office, number: str) -> File:
    found = next((file for file in office.files.values() if number in (file.name, file.archive_number)), None)
    if found is None:
        raise UnknownError(f"There is no account {number}")
    return found


def _tell_account(office: Office, steps: tuple[str, ...], _data: Any) -> Any:
    """``AccountStatement/<account number>``."""
    if len(steps) != 1:
        raise UnknownError("An account number is wanted in the path")
    file = _find_file(office, steps[0])
    return {
        "accountNumber": file.name,
        "balance": file.balance_cents / 100,
        "currency": "EUR",
        "payments": [
            {"reference": one.reference, "amount": one.amount_cents / 100, "confirmed": one.confirmed}
            for one in file.payments
        ],
    }


def _simulate_plan(_office: Office, _steps: tuple[str, ...], data: Any) -> Any:
    cents = round(data["amount"] * 100)
    monthly = instalment_cents(cents, data["months"])
    last = cents - monthly * (data["months"] - 1)
    return {"instalment": monthly / 100, "lastInstalment": last / 100, "months": data["months"]}


def _print_letters(office: Office, _steps: tuple[str, ...], data: Any) -> Any:
    files = [_find_file(office, number) for number in data["accountNumbers"]]
    return {"letterCode": data["letterCode"], "printed": len(files)}


_ACCOUNT = {"type": "string", "minLength": 1, "maxLength": 40}
DEFINITIONS = {
    one.name: one
    for one in (
        Definition("AccountStatement", frozenset({"GET"}), _tell_account),
        Definition(
            "PlanSimulation",
            frozenset({"POST", "PUT"}),
            _simulate_plan,
            {
                "type": "object",
                "properties": {
                    "amount": {"type": "number", "exclusiveMinimum": 0, "maximum": 1_000_000},
                    "months": {"type": "integer", "minimum": 1, "maximum": 120},
                },
                "required": ["amount", "months"],
                "additionalProperties": False,
            },
        ),
        Definition(
            "LetterRun",
            frozenset({"POST"}),
            _print_letters,
            {
                "type": "object",
                "properties": {
                    "letterCode": {"type": "string", "enum": ["REMINDER", "STATEMENT"]},
                    "accountNumbers": {"type": "array", "items": _ACCOUNT, "minItems": 1, "maxItems": 500},
                },
                "required": ["letterCode", "accountNumbers"],
            },
            is_async=True,
        ),
        Definition(
            "Echo",
            frozenset({"GET", "POST", "PUT", "PATCH", "DELETE"}),
            lambda _o, steps, data: {"path": list(steps), "input": data},
        ),
    )
}
CALLBACKS = ("PaymentProviderStatus", "LetterReturned")
