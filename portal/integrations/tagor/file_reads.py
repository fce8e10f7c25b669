"""Operations of the group Dossier: what is in a file. All with the office key.

Tagor does not check that an id belongs to the defendant who asks: the caller must, before calling.
"""

from .calls import Asked, TagorCalls
from .operations import Operation, serves
from .paging import read_batches
from .rows import BalanceWire, LineWire, PartyWire, PlanPartWire
from .values import Balance, Line, Party, PlanPart

GET_LINES = Operation("Dossier/GetLines")
GET_BALANCES = Operation("Dossier/GetBalances")
GET_PAYMENT_PLANS = Operation("Dossier/GetPaymentPlans")
GET_PARTIES = Operation("Dossier/GetParties")
LINES_PER_BATCH = 200


class FileOperations(TagorCalls):
    """Dossier/*."""

    @serves(GET_LINES)
    def list_lines(
        self, *, file_id: str, for_defendant: bool = True, evolution_only: bool = False
    ) -> tuple[Line, ...]:
        """Every financial line of the file, read in batches. ``POST /Dossier/GetLines``.

        Office key. No side effects, idempotent. ``for_defendant`` leaves out what is not for the defendant;
        ``evolution_only`` leaves the steps of the case. Raises Unavailable, NotAuthorised,
        UnexpectedResponse.
        Source: reference page 1.08.5000B3, GetLines and paging (BATCH-SIZE, BATCH-NUMBER).
        """
        context = {
            "TDOS_Id": file_id,
            "is-defendant": _write_flag(for_defendant),
            "evolution-only": _write_flag(evolution_only),
            "BATCH-SIZE": str(LINES_PER_BATCH),
        }

        def fetch(number: int) -> list[LineWire]:
            asked = Asked(context={**context, "BATCH-NUMBER": str(number)})
            return self._ask_rows(GET_LINES, asked, "dsTDOSLIJNWeb", LineWire)

        rows = read_batches(
            fetch, size=LINES_PER_BATCH, get_id=lambda row: row.line_id, first=self._first_batch
        )
        return tuple(row.to_value() for row in rows)

    @serves(GET_BALANCES)
    def list_balances(self, *, file_id: str) -> tuple[Balance, ...]:
        """Every balance of the file, by code. ``POST /Dossier/GetBalances``.

        Office key. No side effects, idempotent. Raises Unavailable, NotAuthorised, UnexpectedResponse.
        Source: reference page 1.08.5000B3, GetBalances (code VRW: the defendant's).
        """
        rows = self._ask_rows(GET_BALANCES, _about(file_id), "dsTDOSSALDOWeb", BalanceWire)
        return tuple(row.to_value() for row in rows)

    @serves(GET_PAYMENT_PLANS)
    def list_plan_parts(self, *, file_id: str, active_only: bool = True) -> tuple[PlanPart, ...]:
        """The parts of the file's payment plans. ``POST /Dossier/GetPaymentPlans``.

        Office key. No side effects, idempotent. Raises Unavailable, NotAuthorised, UnexpectedResponse.
        Source: reference page 1.08.5000B3, GetPaymentPlans (no status in a row: only ``active-only``
        tells).
        """
        asked = Asked(context={"TDOS_Id": file_id, "active-only": _write_flag(active_only)})
        rows = self._ask_rows(GET_PAYMENT_PLANS, asked, "dsTDOSAFBDETWeb", PlanPartWire)
        return tuple(row.to_value() for row in rows)

    @serves(GET_PARTIES)
    def list_parties(self, *, file_id: str) -> tuple[Party, ...]:
        """The parties of the file; never shown to another party. ``POST /Dossier/GetParties``.

        Office key. No side effects, idempotent. National number and solvency are in the answer and never
        read.
        Raises Unavailable, NotAuthorised, UnexpectedResponse.
        Source: reference page 1.08.5000B3, GetParties.
        """
        rows = self._ask_rows(GET_PARTIES, _about(file_id), "dsTDOSPARWeb", PartyWire)
        return tuple(row.to_value() for row in rows)


def _about(file_id: str) -> Asked:
    return Asked(context={"TDOS_Id": file_id})


def _write_flag(value: bool) -> str:  # noqa: FBT001 - a context row holds text
    return "true" if value else "false"
