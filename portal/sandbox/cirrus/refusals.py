"""The words of flask-restx for an invalid request."""

from portal.sandbox.crm.checks import Problem
from portal.sandbox.crm.refusals import Refusal

PAYLOAD = "Input payload validation failed"


def misfit(*problems: Problem) -> Refusal:
    return Refusal(400, "invalid", PAYLOAD, problems=list(problems))


def misfit_of(field: str, message: str) -> Refusal:
    """A field that is wrong for a reason that no schema expresses."""
    return misfit(Problem(field, "value", message))
