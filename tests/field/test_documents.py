"""Documents as vendors publish them: odd in one place, and all right in the others.

The kind: one reader of its own for every spelling of a reference, a media type, a parameter; one fault that
took the whole system, or the whole portal, down with it.
"""

import copy
import json
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from django.core.management import call_command

from portal import registry
from portal.integrations.errors import UnexpectedResponse
from portal.integrations.openapi import (
    Document,
    DocumentUnusable,
    File,
    InvalidRequest,
    Refused,
    check_document,
)
from portal.integrations.openapi.structure import Skeleton
from tests.pages.conftest import Visit
from tests.unit.integrations.openapi.library import RAW, library, make_document
from tests.unit.integrations.socket_server import Peer, Script, SocketServer

JSON = "application/json"


def describe(paths: dict[str, Any], **components: Any) -> Document:
    """A document with the paths of a library and these."""
    raw = copy.deepcopy(RAW)
    raw["paths"] |= paths
    for name, value in components.items():
        raw.setdefault("components", {}).setdefault(name, {}).update(value)
    return make_document(raw)


def ok(schema: Any, kind: str = JSON) -> dict[str, Any]:
    return {"200": {"content": {kind: {"schema": schema}}}}


def get(path: str, **said: Any) -> dict[str, Any]:
    return {path: {"get": {"operationId": "odd", "responses": ok({"type": "object"}), **said}}}


def post(content: dict[str, Any], **said: Any) -> dict[str, Any]:
    body = {"requestBody": {"required": True, "content": content}}
    return {"/odd": {"post": {"operationId": "odd", "responses": ok({}), **body, **said}}}


def answers(body: bytes, kind: str = JSON, status: int = 200) -> Script:
    return lambda peer: peer.answer(status, body, f"Content-Type: {kind}")


def sends(answer: bytes = b"{}") -> Script:
    def then(peer: Peer) -> None:
        peer.answer(200, answer, f"Content-Type: {JSON}")

    return then


def read_target(server: SocketServer) -> str:
    """The path and query that were asked last, below the address of the server."""
    return server.received[-1].line.split(" ")[1].removeprefix("/base")


def ask(document: Document, then: Script) -> Any:
    with library(then, document=document) as (client, _server):
        return client.call("odd")


# References ------------------------------------------------------------------------------------------

NAMES = ("Page[Book]", "My Book", "a/b", "Book{1}", "a~b", "100%", "Été")


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("is_escaped", [True, False])
def test_a_reference_is_a_pointer_and_an_address(name: str, is_escaped: bool) -> None:
    step = name.replace("~", "~0").replace("/", "~1")
    written = quote(step, safe="~") if is_escaped or "%" in step else step
    schema = {"$ref": f"#/components/schemas/{written}"}
    named = {"type": "object", "properties": {"pages": {"type": "integer"}}}
    document = describe(get("/odd", responses=ok(schema)), schemas={name: named})

    assert check_document(document) == ()
    assert ask(document, answers(b'{"pages": 7}')).record == {"pages": 7}
    with pytest.raises(UnexpectedResponse):
        ask(document, answers(b'{"pages": "x"}'))


def test_a_path_item_may_be_a_reference() -> None:
    item = {"get": {"operationId": "odd", "responses": ok({"type": "object"})}}
    document = describe({"/odd": {"$ref": "#/components/pathItems/Odd"}}, pathItems={"Odd": item})

    assert document.get_operation("odd").path == "/odd"
    assert document.faults == ()


@pytest.mark.parametrize("word", ["example", "examples", "default"])
def test_what_stands_in_a_sample_is_data(word: str) -> None:
    sample: Any = {"$ref": "#/nowhere"} if word != "examples" else {"one": {"value": {"$ref": "#/nowhere"}}}
    document = describe(get("/odd", responses={"200": {"content": {JSON: {"schema": {}, word: sample}}}}))

    assert document.faults == ()
    assert not Skeleton.read(document.raw).dangling


def test_a_reference_to_nowhere_takes_only_its_own_operation_down() -> None:
    document = describe(get("/odd", responses=ok({"$ref": "#/components/schemas/Lost"})))

    assert not document.has_operation("odd")
    assert document.has_operation("get_book")
    assert any("odd/get leads to #/components/schemas/Lost" in fault for fault in document.faults)


@pytest.mark.parametrize("pattern", ["[^]", "a{,3}", r"[\w-.]", "{", "(?<year>"])
def test_a_pattern_that_only_javascript_knows_is_not_checked_and_told(pattern: str) -> None:
    parameter = {"name": "q", "in": "query", "schema": {"type": "string", "pattern": pattern}}
    document = describe(get("/odd", parameters=[parameter]))

    assert any("pattern is not understood" in fault for fault in check_document(document))
    with library(sends(), document=document) as (client, server):
        client.call("odd", query={"q": "anything"})
    assert "q=anything" in read_target(server)


def test_a_schema_that_is_none_switches_off_its_call_alone() -> None:
    document = describe(get("/odd", responses=ok({"type": "munber"})))

    assert check_document(document)
    with library(sends(b'{"id": 1, "title": "x"}'), document=document) as (client, _server):
        with pytest.raises(DocumentUnusable):
            client.call("odd")
        assert client.call("get_book", path={"id": 1}).record_id == "1"


# Media types -----------------------------------------------------------------------------------------

SPELLINGS = (
    "application/json; charset=utf-8",
    "Application/JSON",
    "application/*",
    "*/*",
    "application/vnd.x+json",
)


@pytest.mark.parametrize("kind", SPELLINGS)
def test_a_media_type_is_compared_as_one(kind: str) -> None:
    schema = {"type": "object", "properties": {"pages": {"type": "integer"}}}
    document = describe(post({kind: {"schema": schema}}, responses=ok(schema, kind)))

    with library(answers(b'{"pages": 7}'), document=document) as (client, server):
        assert client.call("odd", body={"pages": 7}).record == {"pages": 7}
    assert json.loads(server.received[0].body) == {"pages": 7}
    assert "json" in server.received[0].headers["content-type"]


def test_a_file_goes_as_a_part_of_a_form() -> None:
    schema = {
        "type": "object",
        "properties": {"file": {"type": "string", "format": "binary"}, "title": {"type": "string"}},
    }
    document = describe(post({"multipart/form-data": {"schema": schema}}))

    with library(sends(), document=document) as (client, server):
        client.call(
            "odd", body={"title": "Proof"}, files={"file": File("a.pdf", b"%PDF-1.7", "application/pdf")}
        )
    sent = server.received[0]
    assert sent.headers["content-type"].startswith("multipart/form-data; boundary=")
    assert b'filename="a.pdf"' in sent.body
    assert b"%PDF-1.7" in sent.body


# Parameters ------------------------------------------------------------------------------------------

RANGE = {"from": 1, "to": 9}
STYLES: dict[tuple[str, bool | None], str] = {
    ("deepObject", None): "q%5Bfrom%5D=1&q%5Bto%5D=9",
    ("form", None): "from=1&to=9",
    ("form", False): "q=from%2C1%2Cto%2C9",
}


@pytest.mark.parametrize(("style", "explode"), STYLES)
def test_an_object_in_a_query_is_written_in_its_style(style: str, explode: bool | None) -> None:
    schema = {"type": "object", "properties": {"from": {"type": "integer"}, "to": {"type": "integer"}}}
    parameter = {"name": "q", "in": "query", "style": style, "schema": schema}
    if explode is not None:
        parameter["explode"] = explode

    with library(sends(), document=describe(get("/odd", parameters=[parameter]))) as (client, server):
        client.call("odd", query={"q": RANGE})
    assert read_target(server).partition("?")[2] == STYLES[style, explode]


@pytest.mark.parametrize(
    ("style", "explode", "value", "target"),
    [
        ("matrix", False, "a b", "/odd/;p=a%20b"),
        ("matrix", False, ["a", "b"], "/odd/;p=a,b"),
        ("matrix", True, ["a", "b"], "/odd/;p=a;p=b"),
        ("label", False, "a", "/odd/.a"),
        ("label", True, ["a", "b"], "/odd/.a.b"),
        ("simple", False, ["a", "b/c"], "/odd/a,b%2Fc"),
    ],
)
def test_a_value_in_a_path_is_written_in_its_style(
    style: str, explode: bool, value: Any, target: str
) -> None:
    schema = {"type": "array", "items": {"type": "string"}} if isinstance(value, list) else {"type": "string"}
    parameter = {
        "name": "p",
        "in": "path",
        "required": True,
        "style": style,
        "explode": explode,
        "schema": schema,
    }

    with library(sends(), document=describe(get("/odd/{p}", parameters=[parameter]))) as (client, server):
        client.call("odd", path={"p": value})
    assert read_target(server).endswith(target)


def test_a_parameter_with_content_goes_as_json() -> None:
    schema = {"type": "object", "properties": {"n": {"type": "integer"}}}
    parameter = {"name": "q", "in": "query", "content": {JSON: {"schema": schema}}}

    with library(sends(), document=describe(get("/odd", parameters=[parameter]))) as (client, server):
        client.call("odd", query={"q": {"n": 1}})
    assert read_target(server).endswith("q=%7B%22n%22%3A%201%7D") or "%22n%22" in read_target(server)


def test_choices_beside_the_items_of_a_list_are_those_of_its_items() -> None:
    schema = {"type": "array", "items": {"type": "string"}, "enum": ["a", "b"]}
    parameter = {"name": "q", "in": "query", "explode": True, "schema": schema}

    with library(sends(), document=describe(get("/odd", parameters=[parameter]))) as (client, server):
        client.call("odd", query={"q": ["a", "b"]})
        with pytest.raises(InvalidRequest):
            client.call("odd", query={"q": ["c"]})
    assert read_target(server).endswith("q=a&q=b")


def test_a_filter_that_is_a_date_or_nothing_takes_a_date() -> None:
    schema = {"anyOf": [{"type": "string", "format": "date"}, {"type": "null"}]}
    parameter = {"name": "since", "in": "query", "schema": schema}

    with library(sends(), document=describe(get("/odd", parameters=[parameter]))) as (client, server):
        client.call("odd", query={"since": date(2026, 3, 1)})
    assert read_target(server).endswith("since=2026-03-01")


# Answers ---------------------------------------------------------------------------------------------


def test_a_value_that_nobody_documented_yet_is_read() -> None:
    schema = {"type": "object", "properties": {"shelf": {"type": "string", "enum": ["A", "B"]}}}

    assert ask(describe(get("/odd", responses=ok(schema))), answers(b'{"shelf": "C"}')).record == {
        "shelf": "C"
    }


def test_an_answer_that_fits_two_kinds_is_read() -> None:
    one = {"type": "object", "properties": {"id": {"type": "integer"}}}
    schema = {"oneOf": [one, {**one, "required": []}]}

    assert ask(describe(get("/odd", responses=ok(schema))), answers(b'{"id": 1}')).data == {"id": 1}


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("application/json; charset=ISO-8859-1", '{"name": "Frédéric"}'.encode("latin-1")),
        ("application/json", '{"name": "Frédéric"}'.encode()),
        ("application/json; charset=ISO-8859-1", '{"name": "Frédéric"}'.encode()),
    ],
)
def test_json_in_another_charset_is_read(kind: str, body: bytes) -> None:
    assert ask(describe(get("/odd")), answers(body, kind)).data == {"name": "Frédéric"}


@pytest.mark.parametrize(
    ("kind", "body", "text"),
    [
        ("text/csv; charset=ISO-8859-1", "Frédéric;1".encode("latin-1"), "Frédéric;1"),
        ("text/csv", "“Frédéric” €".encode("cp1252"), "“Frédéric” €"),
        ("text/csv; charset=nobody-knows", "Frédéric".encode(), "Frédéric"),
    ],
)
def test_a_text_in_another_charset_is_read(kind: str, body: bytes, text: str) -> None:
    document = describe(get("/odd", responses=ok({"type": "string"}, "text/csv")))

    assert ask(document, answers(body, kind)).data == text


def test_a_file_that_the_document_calls_an_object_is_a_file() -> None:
    assert ask(describe(get("/odd")), answers(b"%PDF-1.7", "application/pdf")).data == b"%PDF-1.7"


def test_a_record_in_a_documented_cover_is_the_record() -> None:
    inner = {"type": "object", "properties": {"id": {"type": "integer"}, "name": {"type": "string"}}}
    schema = {"type": "object", "properties": {"data": inner, "meta": {"type": "object"}}}
    document = describe(get("/odd", responses=ok(schema)))

    result = ask(document, answers(b'{"data": {"id": 7, "name": "x"}, "meta": {}}'))

    assert (result.record, result.record_id) == ({"id": 7, "name": "x"}, "7")
    found = document.find_record_schema(document.get_operation("odd"))
    assert found is not None
    assert set(found.properties) == {"id", "name"}


def test_problems_as_fastapi_tells_them_have_their_field() -> None:
    body = {"detail": [{"loc": ["body", "address", "city"], "msg": "Field required", "type": "missing"}]}
    with pytest.raises(Refused) as raised:
        ask(describe(get("/odd")), answers(json.dumps(body).encode(), status=422))

    (problem,) = raised.value.problems
    assert (problem.pointer, problem.params["text"]) == ("/address/city", "Field required")


# What a document switches off ------------------------------------------------------------------------


def test_a_document_that_cannot_be_used_stops_no_command(settings: Any, tmp_path: Path) -> None:
    path = tmp_path / "theirs.json"
    path.write_text("no document")
    settings.CIRRUS_URL, settings.CIRRUS_OPENAPI = "http://127.0.0.1:1", str(path)
    registry.reset()
    try:
        run_checks = call_command("check", fail_level="ERROR")
    finally:
        registry.reset()
    assert run_checks is None


def test_the_desk_says_why_a_system_is_off(staff: Any, visit: Visit, settings: Any, tmp_path: Path) -> None:
    path = tmp_path / "theirs.json"
    path.write_text("no document")
    settings.CIRRUS_OPENAPI = str(path)
    registry.reset()

    page = visit("/desk/crm/cirrus/accounts/?lang=en", status=503)

    assert page.heading == "Cirrus cannot be used now"
    assert "theirs.json: is not JSON" in page.text
    visit("/desk/crm/dossierdata/")
    visit("/sign-in/")
