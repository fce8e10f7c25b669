"""Habits of DigiOffice: one JSON object as ``text/jsonl``, and failures inside a 200.

Source: the gateway's page, kept in ``catalog/digioffice.json``.
"""

from dataclasses import replace
from typing import Any

from portal.integrations.digioffice.refusals import read_refusal
from portal.integrations.digioffice.values import is_guid
from portal.integrations.error_mapping import Faults
from portal.integrations.errors import Rejected, UnexpectedResponse
from portal.integrations.exchange import Answer, Request
from portal.integrations.openapi import Operation, Result
from portal.integrations.openapi.requests import Asked, RequestBuilder
from portal.integrations.openapi.responses import AnswerReader

MEDIA_TYPE = "text/jsonl"


class JsonLineBuilder(RequestBuilder):
    """Sends JSON on one line, with the media type that the page uses."""

    def build(self, operation: Operation, asked: Asked) -> Request:
        """See ``RequestBuilder.build``."""
        request = super().build(operation, asked)
        headers = {"Content-Type": MEDIA_TYPE, "Accept": f"{MEDIA_TYPE}, application/json;q=0.9"}
        return replace(request, headers={**request.headers, **headers})


class ImportReader(AnswerReader):
    """Reads the answer to an import, whatever media type it declares."""

    def read(self, operation: Operation, answer: Answer, faults: Faults, *, is_masked: bool) -> Result:
        """Raises: Rejected with a code of ``refusals`` for Status Error; OutcomeUnknown for an answer that
        says neither or lacks an id: the person may have been imported.
        """
        if answer.status >= 300:
            return super().read(operation, answer, faults, is_masked=is_masked)
        found = _find_response(answer, faults)
        status = str(found.get("Status", "")).strip().casefold()
        if status == "error":
            text = str(found.get("Errors") or "")[:1000]
            raise Rejected(read_refusal(text), text, system=faults.system, operation=faults.operation)
        person_id, global_id = found.get("DigiOfficeContactPersonID"), found.get("DigiOfficeGlobalID")
        if status != "ok" or not person_id or not isinstance(person_id, str | int):
            raise faults.lost(UnexpectedResponse, "answer says neither Ok with an id nor Error")
        if not isinstance(global_id, str) or not is_guid(global_id):
            raise faults.lost(UnexpectedResponse, "answer has no DigiOfficeGlobalID")
        return Result(operation.operation_id, answer.status, answer.headers, found)


def _find_response(answer: Answer, faults: Faults) -> dict[str, Any]:
    try:
        data = answer.parse_json()
    except ValueError:
        raise faults.lost(UnexpectedResponse, "answer is not JSON") from None
    found = data.get("Response") if isinstance(data, dict) else None
    if not isinstance(found, dict):
        raise faults.lost(UnexpectedResponse, "answer has no Response")
    return found
