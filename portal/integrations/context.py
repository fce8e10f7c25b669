"""What travels with every call of one request, across threads."""

from contextvars import ContextVar

request_id: ContextVar[str] = ContextVar("request_id", default="")
language: ContextVar[str] = ContextVar("language", default="nl")
