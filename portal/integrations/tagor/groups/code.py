"""Operations of the group Code: the office's code tables."""

from collections.abc import Iterable

from portal.integrations.tagor.calls import Asked, TagorCalls
from portal.integrations.tagor.operations import Operation, serves
from portal.integrations.tagor.values.account import CodeText
from portal.integrations.tagor.wire.decode import write_language
from portal.integrations.tagor.wire.rows import CodeTextWire

GET_DESCRIPTION = Operation("Code/GetDescription")
GET_LIST = Operation("Code/GetList")


class CodeOperations(TagorCalls):
    """Code/*. A table is named without ``_Id``: ``TQSTATUS``."""

    @serves(GET_DESCRIPTION)
    def get_code_texts(self, *, wanted: Iterable[tuple[str, str]], language: str) -> tuple[CodeText, ...]:
        """Code and text of many ``(table, id)`` at once, in nl, fr, de or en.

        ``POST /Code/GetDescription``.
        Office key. No side effects, idempotent; no call at all when nothing is wanted. Ids Tagor does not
        know are left out. Raises Unavailable, NotAuthorised, UnexpectedResponse.
        Source: reference page 1.08.5000B3, Code/GetDescription (dsCodetabelIDs).
        """
        return self._describe("Id", wanted, language)

    @serves(GET_DESCRIPTION)
    def find_codes(self, *, wanted: Iterable[tuple[str, str]], language: str) -> tuple[CodeText, ...]:
        """Like ``get_code_texts``, the other way round: by ``(table, code)``, to learn the ids.

        ``POST /Code/GetDescription``.
        Office key. No side effects, idempotent. Codes Tagor does not know are left out. Raises
        Unavailable, NotAuthorised, UnexpectedResponse.
        Source: reference page 1.08.5000B3, Code/GetDescription ("either Id or Code").
        """
        return self._describe("Code", wanted, language)

    def _describe(
        self, column: str, wanted: Iterable[tuple[str, str]], language: str
    ) -> tuple[CodeText, ...]:
        pairs = list(dict.fromkeys((table, value) for table, value in wanted if table and value))
        if not pairs:
            return ()
        rows = [{"Tabel": table, column: value, "Taal": write_language(language)} for table, value in pairs]
        asked = Asked(context={}, datasets={"dsCodetabelIDs": rows})
        found = self._ask_rows(GET_DESCRIPTION, asked, "dsCodetabelIDs", CodeTextWire)
        return tuple(row.to_value(language) for row in found if row.id and (row.text or row.code))

    @serves(GET_LIST)
    def list_codes(
        self, *, table: str, second_table: str = "", only: str = "", as_user: str | None = None
    ) -> tuple[CodeText, ...]:
        """Every code of a table, read in batches. ``POST /Code/GetList``.

        Office key. No side effects, idempotent. ``second_table`` and ``only`` go out as the context keys
        ``tablex`` and ``filter``, whose meaning is not documented. A text whose language Tagor does not
        name counts as Dutch. Raises Unavailable, NotAuthorised, UnexpectedResponse.
        Source: reference page 1.08.5000B3, Code/GetList; keys from the public description of 2.00.0000B1.
        """
        more = {"tablex": second_table, "filter": only}
        context = {"table": table} | {key: value for key, value in more.items() if value}
        asked = Asked(context=context, as_user=as_user)
        rows = self._ask_all_rows(GET_LIST, asked, "dsCodetabelIDs", CodeTextWire)
        return tuple(row.to_value("nl") for row in rows if row.id)
