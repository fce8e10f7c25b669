"""Undocumented habits of Aptic. All of them are handled here.

Source: the page of custom services, see ``x-evidence`` and ``x-oddity`` of the catalogue.
"""

from portal.integrations.error_mapping import Faults
from portal.integrations.errors import UnexpectedResponse
from portal.integrations.exchange import Answer
from portal.integrations.openapi import Dialect, Operation, Result
from portal.integrations.openapi.responses import AnswerReader

CALLBACKS = {"GET": "get_callback", "POST": "post_callback"}
SERVICES = {
    "GET": "get_service",
    "POST": "post_service",
    "PUT": "put_service",
    "PATCH": "patch_service",
    "DELETE": "delete_service",
}
CUSTOM = frozenset({*CALLBACKS.values(), *SERVICES.values()})


class ApticDialect(Dialect):
    """Aptic as it is."""

    accepts_texts = True

    def is_read(self, operation: Operation) -> bool:
        """A custom action may do anything, whatever its verb: it is never sent twice."""
        return operation.operation_id not in CUSTOM and super().is_read(operation)


class ApticReader(AnswerReader):
    """Reads answers; those of custom actions may hold anything, not only objects."""

    def read(self, operation: Operation, answer: Answer, faults: Faults, *, is_masked: bool) -> Result:
        """See ``AnswerReader.read``. ``data`` of a custom action is its whole answer, unchecked."""
        if operation.operation_id not in CUSTOM or answer.status >= 300:
            return super().read(operation, answer, faults, is_masked=is_masked)
        return Result(operation.operation_id, answer.status, answer.headers, _read_anything(answer, faults))


def _read_anything(answer: Answer, faults: Faults) -> object:
    if not answer.content:
        return None
    said = answer.headers.get("content-type", "").partition(";")[0].strip().lower()
    if said.endswith(("/json", "+json")) or not said:
        try:
            return answer.parse_json()
        except ValueError:
            raise faults.lost(UnexpectedResponse, "answer is not JSON") from None
    if said.startswith(("text/", "application/xml")):
        return answer.content.decode("utf-8", errors="replace")
    return answer.content
