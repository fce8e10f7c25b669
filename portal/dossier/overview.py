"""Everything the balance page shows, asked side by side so that the page costs its slowest call."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.core.cache import cache
from django.http import HttpRequest

from portal import registry
from portal.dossier import balance as balances
from portal.dossier.balance import BalanceFact
from portal.dossier.faults import Missing, sort_faults
from portal.dossier.memory import HEAD_S, Scope, get_scope
from portal.dossier.parts import Sums
from portal.dossier.selectors import (
    add_up_lines,
    fetch_head,
    get_sums,
    list_lines,
    take_balance,
    take_head,
)
from portal.integrations.errors import IntegrationError, NotAuthorised
from portal.integrations.side_by_side import Outcome, run_together
from portal.integrations.tagor.values.account import FileInfo, RunningPlan
from portal.web.http_request.visitor import get_ip_address


@dataclass(frozen=True, slots=True)
class Overview:
    """What is known of the file now; None for what could not be read.

    ``is_credential_refused`` says that Tagor no longer takes what the defendant signed in with.
    """

    head: FileInfo | None
    balance: BalanceFact | None
    plan: RunningPlan | None
    office_open: bool | None
    sums: Sums | None
    missing: Missing
    is_credential_refused: bool

    @property
    def is_empty(self) -> bool:
        """Whether nothing about the file itself could be read."""
        return self.head is None and self.balance is None and self.plan is None and self.sums is None


def get_overview(request: HttpRequest) -> Overview:
    """The overview. Never raises for a failing system: see ``Overview``."""
    scope = get_scope(request)
    balance, sums = balances.recall(request, scope), get_sums(scope)
    calls = _list_calls(request, scope, needs_balance=balance is None, needs_sums=sums is None)
    told = run_together(calls)
    if sums is None:
        told["sums"] = _then(told.pop("lines"), partial(add_up_lines, scope))
    if "balance" in told and told["balance"].value:
        balance = take_balance(request, scope, told["balance"].value)
    head = told["head"].value
    if head is not None:
        cache.set(scope.key("head"), take_head(request, head), HEAD_S)
    errors = {name: outcome.error for name, outcome in told.items() if outcome.error}
    return Overview(
        head=head,
        balance=balance,
        plan=told["plan"].value,
        office_open=told["open"].value,
        sums=told["sums"].value if sums is None else sums,
        missing=sort_faults(errors),
        is_credential_refused=isinstance(errors.get("head"), NotAuthorised),
    )


def _list_calls(
    request: HttpRequest, scope: Scope, *, needs_balance: bool, needs_sums: bool
) -> dict[str, Callable[[], Any]]:
    who = scope.defendant
    calls: dict[str, Callable[[], Any]] = {
        "plan": lambda: registry.tagor().get_running_plan(credential=who.credential, file_id=who.file_id),
        "open": lambda: registry.tagor().get_office_open(file_id=who.file_id),
    }
    if needs_balance:
        calls["balance"] = partial(balances.ask_once, scope, ip_address=get_ip_address(request))
    if needs_sums:
        calls["lines"] = partial(list_lines, scope)
    calls["head"] = partial(fetch_head, scope)
    return calls


def _then(first: Outcome[Any], step: Callable[[Any], Any]) -> Outcome[Any]:
    """The outcome of ``step`` on the value of ``first``, or the fault of either."""
    if first.error is not None:
        return first
    try:
        return Outcome(value=step(first.value))
    except IntegrationError as error:
        return Outcome(error=error)
