"""Every line of the file with what is needed to read it: the words of the kinds, the sums, the balance."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.http import HttpRequest

from portal.dossier import balance as balances
from portal.dossier.balance import BalanceFact
from portal.dossier.codes import get_natures
from portal.dossier.faults import Missing, sort_faults
from portal.dossier.memory import get_scope
from portal.dossier.parts import Sums, add_up
from portal.dossier.selectors import codes_of, list_lines, take_balance
from portal.integrations.errors import IntegrationError
from portal.integrations.side_by_side import run_together
from portal.integrations.tagor.values.account import CodeText, Line
from portal.web.http_request.visitor import get_ip_address


@dataclass(frozen=True, slots=True)
class Statement:
    """The lines, None when they could not be read; ``natures`` are the words of their kinds, by code id."""

    lines: tuple[Line, ...] | None
    natures: Mapping[str, CodeText]
    sums: Sums | None
    balance: BalanceFact | None
    missing: Missing


def get_statement(request: HttpRequest) -> Statement:
    """The statement. Never raises for a failing system."""
    scope = get_scope(request)
    balance = balances.recall(request, scope)
    calls: dict[str, Callable[[], Any]] = {"lines": partial(list_lines, scope)}
    if balance is None:
        calls["balance"] = partial(balances.ask_once, scope, ip_address=get_ip_address(request))
    told = run_together(calls)
    lines = told["lines"].value
    natures, nature_error = _read_natures(lines or ())
    if "balance" in told and told["balance"].value:
        balance = take_balance(request, scope, told["balance"].value)
    errors = {name: outcome.error for name, outcome in told.items() if outcome.error}
    if nature_error:
        errors["sums"] = nature_error
    can_add_up = lines is not None and nature_error is None
    return Statement(
        lines=lines,
        natures=natures,
        sums=add_up(lines or (), codes_of(natures)) if can_add_up else None,
        balance=balance,
        missing=sort_faults(errors),
    )


def _read_natures(lines: tuple[Line, ...]) -> tuple[Mapping[str, CodeText], IntegrationError | None]:
    try:
        return get_natures(lines), None
    except IntegrationError as error:
        return {}, error
