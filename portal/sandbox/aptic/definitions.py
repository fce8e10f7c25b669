"""The service definitions an installation of Aptic might have: name, verbs, input and function of each.

All of them are ASSUMED: in a real Aptic they are written for each customer.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from portal.sandbox.office import Office
from portal.sandbox.records import File
from portal.sandbox.tables import read_table
from portal.sandbox.tagor.schedule import instalment_cents

Schema = Mapping[str, Any]
Work = Callable[[Office, tuple[str, ...], Any], Any]


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
    verbs: tuple[str, ...]
    work: Work
    schema: Schema | None = None
    is_async: bool = False


def _find_file(office: Office, number: str) -> File:
    found = next((file for file in office.files.values() if number in (file.name, file.archive_number)), None)
    if found is None:
        raise UnknownError(f"There is no account {number}")
    return found


def _get_account(office: Office, steps: tuple[str, ...], _data: Any) -> Any:
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


_WORK: Mapping[str, Work] = {
    "AccountStatement": _get_account,
    "PlanSimulation": _simulate_plan,
    "LetterRun": _print_letters,
    "Echo": lambda _office, steps, data: {"path": list(steps), "input": data},
}
DEFINITIONS = {
    name: Definition(name=name, work=_WORK[name], **row)
    for name, row in read_table("aptic-services", dict[str, dict[str, Any]]).items()
}
CALLBACKS = ("PaymentProviderStatus", "LetterReturned")
