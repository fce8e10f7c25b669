"""Operations of the group SolvencyReport: what a bailiff notes of somebody's means. Staff only."""

from collections.abc import Mapping

from portal.integrations.tagor.calls import Asked, TagorCalls
from portal.integrations.tagor.operations import Operation, serves
from portal.integrations.tagor.values.account import CodeText
from portal.integrations.tagor.values.service import SolvencyQuestion
from portal.integrations.tagor.wire.envelope import read_context
from portal.integrations.tagor.wire.rows import CodeTextWire
from portal.integrations.tagor.wire.service import SolvencyQuestionWire

LIST_REPORTS = Operation("SolvencyReport/GetList")
GET_REPORT = Operation("SolvencyReport/Get")
SAVE_REPORT = Operation("SolvencyReport/Save", kind="write")


class SolvencyOperations(TagorCalls):
    """SolvencyReport/*. Nothing of it is ever shown to a defendant."""

    @serves(LIST_REPORTS)
    def list_solvency_reports(
        self, *, file_type_id: str = "", as_user: str | None = None
    ) -> tuple[CodeText, ...]:
        """The forms of report, of one file type when it is given. ``POST /SolvencyReport/GetList``.

        Office key. No side effects, idempotent. Raises Unavailable, NotAuthorised, UnexpectedResponse.
        Source: reference page 1.08.5000B3, SolvencyReport/GetList.
        """
        context = {"TQDOSSOORT_Id": file_type_id} if file_type_id else {}
        asked = Asked(context=context, as_user=as_user)
        rows = self._ask_all_rows(LIST_REPORTS, asked, "dsCodetabelIDs", CodeTextWire)
        return tuple(row.to_value("nl") for row in rows if row.id)

    @serves(GET_REPORT)
    def get_solvency_report(
        self, *, report_id: str, as_user: str | None = None
    ) -> tuple[SolvencyQuestion, ...]:
        """The questions of one form. ``POST /SolvencyReport/Get``.

        Office key. No side effects, idempotent. Raises NotFound, Unavailable, NotAuthorised,
        UnexpectedResponse.
        Source: reference page 1.08.5000B3, SolvencyReport/Get; the key from the public description.
        """
        asked = Asked(context={"TCFGSOLVRAPMOD_Id": report_id}, as_user=as_user)
        rows = self._ask_all_rows(GET_REPORT, asked, "dsSolvencyReport", SolvencyQuestionWire)
        return tuple(row.to_value() for row in rows)

    @serves(SAVE_REPORT)
    def save_solvency_report(
        self,
        *,
        report_id: str,
        file_id: str,
        party_id: str,
        address_id: str,
        answers: Mapping[str, str],
        as_user: str | None = None,
    ) -> dict[str, str]:
        """Save answers, by question id, about a party at an address. ``POST /SolvencyReport/Save``.

        Office key. WRITES a report in the file: never sent twice. Gives what Tagor says of it, keys in
        lower case; which keys is not documented.
        Raises Rejected, Unavailable (nothing was saved), OutcomeUnknown, NotAuthorised.
        Source: reference page 1.08.5000B3, SolvencyReport/Save; keys from the public description.
        """
        context = {
            "TCFGSOLVRAPMOD_Id": report_id,
            "TDOS_Id": file_id,
            "TPAR_Id": party_id,
            "TPARAD_Id": address_id,
        }
        rows = [{"id": question_id, "val": answer} for question_id, answer in answers.items()]
        asked = Asked(context=context, datasets={"dsSolvencyReport": rows}, as_user=as_user)
        return self._ask(SAVE_REPORT, asked, read_context)
