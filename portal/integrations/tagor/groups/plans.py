"""Operations on payment plans."""

from datetime import date
from decimal import Decimal
from typing import Any

from portal.integrations.tagor.calls import Asked, TagorCalls
from portal.integrations.tagor.groups.balance import get_ip_version
from portal.integrations.tagor.operations import Operation, serves
from portal.integrations.tagor.values.account import Credential, PlanCriteria, SavedPlan
from portal.integrations.tagor.wire.answers import PlanCriteriaWire, SavedPlanWire

GET_PLAN_CRITERIA = Operation("TagorService/GetPaymentPlanCriteria")
SAVE_PLAN = Operation("TagorService/SavePaymentPlan", kind="write")


class PlanOperations(TagorCalls):
    """TagorService/GetPaymentPlanCriteria and SavePaymentPlan."""

    @serves(GET_PLAN_CRITERIA)
    def get_plan_criteria(self, *, credential: Credential | None, file_id: str) -> PlanCriteria:
        """The office's offers and limits for a plan. ``POST /TagorService/GetPaymentPlanCriteria``.

        Defendant's credential, or the office key with None. No side effects, idempotent.
        Raises Rejected, Unavailable, NotAuthorised, UnexpectedResponse.
        Source: reference page 1.08.5000B3, GetPaymentPlanCriteria; what 0 and BedragMax mean is assumed.
        """
        asked = Asked(scalars={"TDOS_Id": file_id})
        return self._ask_model(GET_PLAN_CRITERIA, asked, PlanCriteriaWire, credential=credential).to_value()

    @serves(SAVE_PLAN)
    def save_plan(
        self,
        *,
        credential: Credential | None,
        file_id: str,
        party_id: str,
        monthly_cents: int | None = None,
        months: int | None = None,
        starts_on: date | None = None,
        ip_address: str | None = None,
    ) -> SavedPlan:
        """Ask for a plan, by monthly sum or by number of months. ``POST /TagorService/SavePaymentPlan``.

        Defendant's credential, or the office key with None. MAKES a new plan and ends every other one in
        the file: never sent twice.
        The switch that turns Tagor's own checks off is not part of this client.
        Raises ValueError unless exactly one of ``monthly_cents`` and ``months`` is given (and above zero);
        Rejected (plan-active, plan-too-low, plan-too-long, plan-bad-date, plan-not-allowed, unknown),
        Unavailable (nothing was saved), OutcomeUnknown, NotAuthorised.
        Source: reference page 1.08.5000B3, SavePaymentPlan; the address only as IPv4.
        """
        scalars: dict[str, Any] = {"TDOS_Id": file_id, **_get_size(monthly_cents, months)}
        if party_id:
            scalars["TPAR_Id"] = party_id
        if starts_on is not None:
            scalars["Startdatum"] = starts_on.isoformat()
        if ip_address and get_ip_version(ip_address) == 4:
            scalars["IPadres"] = ip_address
        asked = Asked(scalars=scalars)
        return self._ask_model(SAVE_PLAN, asked, SavedPlanWire, credential=credential).to_value()


def _get_size(monthly_cents: int | None, months: int | None) -> dict[str, int | float]:
    if monthly_cents is not None and months is None and monthly_cents > 0:
        return {"Bedrag": write_number(monthly_cents)}
    if months is not None and monthly_cents is None and months > 0:
        return {"Periodes": months}
    raise ValueError("give a monthly sum or a number of months, above zero, and not both")


def write_number(cents: int) -> int | float:
    """Cents as a JSON number. Its text is exact: two decimals come back out of a float as they went in."""
    return cents // 100 if cents % 100 == 0 else float(Decimal(cents).scaleb(-2))
