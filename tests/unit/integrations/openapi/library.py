"""A small document of a lending library, and a client of a server that plays it."""

import copy
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from portal.integrations.http import Limits, SystemClient
from portal.integrations.openapi import ApiClient, Dialect, Document, read_document
from portal.integrations.openapi.client import Credential
from tests.unit.integrations.socket_server import Peer, SocketServer, Then, serving

JSON = "Content-Type: application/json"
_BOOK = {
    "type": "object",
    "properties": {
        "id": {"type": "integer"},
        "title": {"type": "string", "maxLength": 20, "description": "Its title."},
        "price": {"type": "number", "minimum": 0},
        "shelf": {"type": "string", "enum": ["A", "B"], "x-enum-labels": {"A": "Upper", "B": "Lower"}},
        "bought_on": {"type": "string", "format": "date"},
        "is_lent": {"type": "boolean"},
        "sequel": {"$ref": "#/components/schemas/Book"},
        "tags": {"type": "array", "items": {"type": "string"}},
        "note": {"type": ["string", "null"]},
    },
}
_A_BOOK = {"$ref": "#/components/schemas/Book"}
_SORTING = {"enum": ["a", "z"], "type": "string", "default": "a"}
_LIST = {
    "type": "object",
    "properties": {
        "items": {"type": "array", "items": {"$ref": "#/components/schemas/Book"}},
        "page": {"type": "integer"},
        "pages": {"type": "integer"},
        "total": {"type": "integer"},
    },
}


def _json(schema: Any) -> dict[str, Any]:
    return {"content": {"application/json": {"schema": schema}}}


def _parameter(name: str, where: str, schema: Any, **more: Any) -> dict[str, Any]:
    return {"name": name, "in": where, "schema": schema, "required": where == "path", **more}


RAW: dict[str, Any] = {
    "openapi": "3.1.0",
    "info": {"title": "Library", "version": "1"},
    "tags": [{"name": "Books"}],
    "paths": {
        "/books": {
            "get": {
                "operationId": "list_books",
                "tags": ["Books"],
                "parameters": [
                    _parameter("page", "query", {"type": "integer", "minimum": 1}),
                    _parameter("per_page", "query", {"type": "integer", "maximum": 50}),
                    _parameter(
                        "sorting",
                        "query",
                        {"enum": ["a", "z"], "type": "string", "default": "a"},
                        required=True,
                    ),
                    _parameter("tag", "query", {"type": "array", "items": {"type": "string"}}),
                    _parameter("ids", "query", {"type": ["integer", "string"]}),
                    _parameter("since", "query", {"type": "string", "format": "date"}),
                    _parameter("X-Fields", "header", {"type": "string"}),
                ],
                "responses": {"200": _json(_LIST)},
            },
            "post": {
                "operationId": "create_book",
                "tags": ["Books"],
                "requestBody": {
                    "required": True,
                    **_json({"allOf": [{"$ref": "#/components/schemas/Book"}, {"required": ["title"]}]}),
                },
                "responses": {"200": _json({"$ref": "#/components/schemas/Stored"})},
            },
        },
        "/books/{id}": {
            "parameters": [_parameter("id", "path", {"type": "integer"})],
            "get": {
                "operationId": "get_book",
                "tags": ["Books"],
                "responses": {"200": _json({"$ref": "#/components/schemas/Stored"})},
            },
            "delete": {
                "operationId": "delete_book",
                "tags": ["Books"],
                "deprecated": True,
                "responses": {"204": {"description": "Gone."}},
            },
        },
        "/books/{id}/cover": {
            "parameters": [_parameter("id", "path", {"type": "integer"})],
            "get": {
                "operationId": "get_cover",
                "responses": {"200": {"content": {"image/png": {"schema": {"type": "string"}}}}},
            },
            "put": {
                "operationId": "put_cover",
                "requestBody": {
                    "required": True,
                    "content": {
                        "multipart/form-data": {
                            "schema": {
                                "type": "object",
                                "required": ["file"],
                                "properties": {
                                    "file": {"type": "string", "format": "binary"},
                                    "words": {"type": "string", "maxLength": 5},
                                },
                            }
                        }
                    },
                },
                "responses": {"204": {"description": "Kept."}},
            },
        },
        "/find": {
            "post": {
                "operationId": "find_books",
                "requestBody": {
                    "required": True,
                    "content": {"application/xml": {"schema": {"type": "string", "maxLength": 40}}},
                },
                "responses": {
                    "200": _json({"type": "array", "items": {"$ref": "#/components/schemas/Book"}})
                },
            }
        },
        "/logs": {
            "get": {
                "operationId": "list_logs",
                "parameters": [
                    _parameter("perPage", "query", {"type": "integer", "default": 15}),
                    _parameter("token", "query", {"type": "string"}),
                ],
                "responses": {
                    "200": _json(
                        {
                            "type": "object",
                            "properties": {
                                "data": {"type": "array", "items": {"type": "object"}},
                                "meta": {"type": "object"},
                            },
                        }
                    )
                },
            }
        },
        "/people": {
            "get": {
                "operationId": "list_people",
                "parameters": [
                    _parameter("$skip", "query", {"type": "integer"}),
                    _parameter("$top", "query", {"type": "integer", "maximum": 100}),
                ],
                "responses": {
                    "200": _json(
                        {
                            "type": "object",
                            "required": ["value"],
                            "properties": {
                                "value": {"type": "array", "items": {"type": "object"}},
                                "total": {"type": "integer"},
                            },
                        }
                    )
                },
            }
        },
        "/open": {"get": {"operationId": "get_open", "security": [], "responses": {"200": _json({})}}},
    },
    "components": {
        "schemas": {
            "Book": _BOOK,
            "Stored": {
                "type": "object",
                "properties": {"success": {"type": "boolean"}, "id": {"type": "string"}},
            },
        }
    },
}


def make_raw() -> dict[str, Any]:
    """A copy, free to change."""
    return copy.deepcopy(RAW)


def make_document(raw: dict[str, Any] | None = None) -> Document:
    return read_document(json.dumps(raw or RAW).encode(), source="library.json")


class LooseDialect(Dialect):
    """Forgives everything the engine can forgive."""

    reads = frozenset({"find_books"})
    never_query = frozenset({"token"})
    null_words = frozenset({"null"})
    empty_words = frozenset({"``"})
    accepts_texts = True
    unwraps = True

    def is_refusal(self, data: Any) -> bool:
        return isinstance(data, dict) and data.get("success") is False


class Key:
    """A credential that counts; it can be renewed ``renewals`` times."""

    def __init__(self, renewals: int = 0) -> None:
        self.renewals = renewals
        self.number = 1

    def get_headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer key-{self.number}"}

    def renew(self, refused: Any) -> bool:
        assert refused == self.get_headers()
        if self.renewals < self.number:
            return False
        self.number += 1
        return True


def answer_with(*answers: Any, status: int = 200) -> Callable[[Peer], Then | None]:
    """A script: one JSON answer after another, the last one for ever."""

    def script(peer: Peer) -> None:
        body = answers[min(peer.number, len(answers)) - 1]
        peer.answer(status, json.dumps(body).encode(), JSON)

    return script


@contextmanager
def library(
    script: Callable[[Peer], Then | None],
    *,
    document: Document | None = None,
    dialect: type[Dialect] = Dialect,
    credential: Credential | None = None,
) -> Iterator[tuple[ApiClient, SocketServer]]:
    """A client, and the server it talks to."""
    document = document or make_document()
    limits = Limits(connect_timeout_s=5, read_timeout_s=5, deadline_s=8)  # room for a busy machine
    with serving(script) as server:
        system = SystemClient(system="library", base_url=server.url, limits=limits)
        client = ApiClient(system, document, dialect=dialect(document), credential=credential)
        try:
            yield client, server
        finally:
            client.close()
