"""How a CRM system refuses a call, and the practice faults that are such refusals."""

from collections.abc import Mapping

from portal.sandbox.crm.checks import Problem


class Refusal(Exception):
    """The system refuses a call.

    ``code`` is ours: unauthorised, no-path, no-method, invalid, bad-json, not-found, conflict, rate-limited.
    """

    def __init__(
        self, status: int, code: str, message: str, *, problems: list[Problem] | None = None
    ) -> None:
        super().__init__(message)
        self.status = status
        self.code = code
        self.problems = problems or []


# Faults played by every CRM system; ``traffic`` plays the rest.
STRIKES: Mapping[str, Refusal] = {
    "429": Refusal(429, "rate-limited", "Too many requests"),
    "token-revoked": Refusal(401, "unauthorised", "Unauthenticated"),
    "locked": Refusal(409, "conflict", "The record is locked by another user"),
    "422": Refusal(422, "invalid", "The given data was invalid"),
    "404": Refusal(404, "not-found", "Not found"),
}
