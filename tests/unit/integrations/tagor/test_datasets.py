"""Every wire model, in every shape an answer may take: it means the same, or it is refused."""

import inspect
import json
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic.fields import FieldInfo

from portal.integrations.errors import UnexpectedResponse
from portal.integrations.exchange import Answer
from portal.integrations.tagor.wire import envelope
from portal.integrations.tagor.wire.answers import Wire, parse
from tests.unit.integrations.tagor.wire_kinds import NEVER, find_kind, get_names, get_nested, list_models

MODELS = list_models()
EACH_MODEL = pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
DATASET = "dsOneWeb"
TABLE = envelope.get_table_name(DATASET)
SHAPES: dict[str, Any] = {
    "double": lambda rows: {"response": {DATASET: {DATASET: {TABLE: rows}}}},
    "single": lambda rows: {"response": {DATASET: {TABLE: rows}}},
    "bare": lambda rows: {"response": {DATASET: rows}},
    "request-root": lambda rows: {"request": {DATASET: {DATASET: {TABLE: rows}}}},
    "other-name": lambda rows: {"response": {DATASET: {"dsOtherWeb": {"ttOtherWeb": rows}}}},
    "more-beside": lambda rows: {
        "response": {
            "dsWebContext": {"dsWebContext": {}},
            DATASET: {DATASET: {"prods:hasChanges": True, TABLE: rows}},
            "More": 1,
        }
    },
}


BROKEN: tuple[Any, ...] = (None, "", "none", 7, {TABLE: None}, {TABLE: "busy"}, [None], ["row"], [[]])


def shout(value: Any) -> Any:
    """The same payload, its keys in capitals."""
    if isinstance(value, dict):
        return {key.upper(): shout(child) for key, child in value.items()}
    return [shout(child) for child in value] if isinstance(value, list) else value


def read(model: type[Wire], payload: Any) -> list[Wire]:
    """From the bytes of an answer to its rows, as the client reads them."""
    answer = Answer(status=200, headers={}, content=json.dumps(payload).encode())
    body = envelope.open_answer(answer.parse_json())
    return [parse(model, row) for row in envelope.read_rows(body, DATASET)]


@st.composite
def meant_rows(draw: st.DrawFn, model: type[Wire]) -> tuple[dict[str, Any], dict[str, Any]]:
    """A row as it is written, and what it means by our names."""
    row, meant = {}, {}
    for wire_name, (name, field) in get_names(model).items():
        kind = find_kind(field)
        meant[name] = draw(kind.meanings)
        form = draw(st.sampled_from(kind.forms))
        row[wire_name] = form(meant[name])
    return row, meant


def get_usual_row(model: type[Wire]) -> dict[str, Any]:
    """A row with something in each field, written the usual way."""
    kinds = {wire_name: find_kind(field) for wire_name, (_name, field) in get_names(model).items()}
    row = {wire_name: kind.forms[0](kind.example) for wire_name, kind in kinds.items()}
    return row | {wire_name: [get_usual_row(inner)] for wire_name, inner in get_nested(model).items()}


def list_fields() -> list[Any]:
    return [
        pytest.param(model, wire_name, id=f"{model.__name__}-{wire_name}")
        for model in MODELS
        for wire_name in get_names(model)
    ]


EACH_FIELD = pytest.mark.parametrize(("model", "wire_name"), list_fields())


def test_there_are_models_and_each_way_of_reading_is_known() -> None:
    assert len(MODELS) > 20
    for model in MODELS:
        assert get_usual_row(model)


@EACH_MODEL
@given(data=st.data())
def test_what_is_meant_is_read_back_in_each_form_and_shape(model: type[Wire], data: st.DataObject) -> None:
    written = data.draw(st.lists(meant_rows(model), max_size=3))
    shape = data.draw(st.sampled_from(sorted(SHAPES)))
    payload = SHAPES[shape]([row | {"MoreColumn": "x"} for row, _meant in written])
    found = read(model, shout(payload) if data.draw(st.booleans()) else payload)
    for wire, (_row, meant) in zip(found, written, strict=True):
        assert {name: getattr(wire, name) for name in meant} == meant


@EACH_MODEL
@pytest.mark.parametrize("shape", sorted(SHAPES))
@pytest.mark.parametrize("in_capitals", [False, True])
def test_every_shape_means_the_same(model: type[Wire], shape: str, in_capitals: bool) -> None:
    rows = [get_usual_row(model), get_usual_row(model)]
    payload = SHAPES[shape](rows)
    usual = read(model, SHAPES["double"](rows))
    assert read(model, shout(payload) if in_capitals else payload) == usual
    assert len(usual) == 2


@EACH_FIELD
def test_each_form_of_a_field_means_the_same(model: type[Wire], wire_name: str) -> None:
    name, field = get_names(model)[wire_name]
    kind = find_kind(field)
    for form in kind.forms:
        row = get_usual_row(model) | {wire_name: form(kind.example)}
        (wire,) = read(model, SHAPES["double"]([row]))
        assert getattr(wire, name) == kind.example


@EACH_FIELD
def test_a_null_is_nothing_or_is_refused(model: type[Wire], wire_name: str) -> None:
    name, field = get_names(model)[wire_name]
    kind = find_kind(field)
    payload = SHAPES["double"]([get_usual_row(model) | {wire_name: None}])
    if kind.null is ... and not _may_be_none(field):
        with pytest.raises(UnexpectedResponse, match=wire_name):
            read(model, payload)
    else:
        (wire,) = read(model, payload)
        assert getattr(wire, name) in (kind.null, None)


def _may_be_none(field: FieldInfo) -> bool:
    return type(None) in get_args(field.annotation)


@EACH_FIELD
def test_another_type_is_refused_and_never_nothing(model: type[Wire], wire_name: str) -> None:
    _name, field = get_names(model)[wire_name]
    for wrong in (*NEVER, *find_kind(field).wrong):
        payload = SHAPES["double"]([get_usual_row(model), get_usual_row(model) | {wire_name: wrong}])
        with pytest.raises(UnexpectedResponse, match=wire_name):
            read(model, payload)


@EACH_FIELD
def test_a_required_field_that_is_not_there_is_refused(model: type[Wire], wire_name: str) -> None:
    _name, field = get_names(model)[wire_name]
    row = {key: value for key, value in get_usual_row(model).items() if key != wire_name}
    payload = SHAPES["double"]([row])
    if field.is_required():
        with pytest.raises(UnexpectedResponse, match=wire_name):
            read(model, payload)
    else:
        assert len(read(model, payload)) == 1


@EACH_MODEL
@pytest.mark.parametrize(
    "broken", [None, "", "none", 7, {TABLE: None}, {TABLE: "busy"}, [None], ["row"], [[]]]
)
def test_what_holds_no_rows_never_becomes_an_empty_list(model: type[Wire], broken: Any) -> None:
    for payload in ({"response": {DATASET: broken}}, {"response": {DATASET: {DATASET: broken}}}):
        with pytest.raises(UnexpectedResponse):
            read(model, payload)
    with pytest.raises(UnexpectedResponse):
        read(model, {"response": {}})


@EACH_MODEL
def test_every_row_has_a_value(model: type[Wire]) -> None:
    """The step from a wire row to what the rest of the client gives never fails for a sound row."""
    (wire,) = read(model, SHAPES["double"]([get_usual_row(model)]))
    if (to_value := getattr(wire, "to_value", None)) is not None:
        more = ["nl"] * len(inspect.signature(to_value).parameters)
        assert to_value(*more) == to_value(*more)
