"""The envelope: what we write comes back, in every shape the documents show; the rest is refused."""

from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.integrations.errors import UnexpectedResponse
from portal.integrations.tagor.wire import envelope

LINES = "dsTDOSLIJNWeb"
KEYS = st.text(st.characters(codec="ascii", categories=["L", "N"]), min_size=1, max_size=8)
LOWER_ROWS = st.lists(st.dictionaries(KEYS.map(str.lower), st.text() | st.integers() | st.none()), max_size=4)


def test_a_request_is_nested_as_documented() -> None:
    body = envelope.build_body(datasets={"dsWebContext": envelope.build_context({"TDOS_Id": "9"})})
    row = {"ContextKey": "TDOS_Id", "ContextValue": "9"}
    assert body == {"request": {"dsWebContext": {"dsWebContext": {"ttWebContext": [row]}}}}


def test_scalars_stand_flat() -> None:
    assert envelope.build_body({"TDOS_Id": "9"}) == {"request": {"TDOS_Id": "9"}}


@given(rows=LOWER_ROWS)
def test_what_is_written_is_read_back(rows: list[dict[str, Any]]) -> None:
    body = envelope.open_answer(envelope.build_body(datasets={LINES: rows}))
    assert envelope.read_rows(body, LINES) == rows


@given(
    rows=LOWER_ROWS,
    root=st.sampled_from(["response", "request", "Response", "REQUEST"]),
    nesting=st.sampled_from(["bare", "single", "double", "other-name", "with-mark"]),
    upper=st.booleans(),
)
def test_rows_are_found_in_every_shape_seen(
    rows: list[dict[str, Any]], root: str, nesting: str, upper: bool
) -> None:
    table = {"ttTDOSLIJNWeb": rows}
    shapes: dict[str, Any] = {
        "bare": rows,
        "single": table,
        "double": {LINES: table},
        "other-name": {"dsSomethingElse": {"ttSomethingElse": rows}},
        "with-mark": {LINES: {"prods:hasChanges": True, **table}},
    }
    name = LINES.upper() if upper else LINES
    body = envelope.open_answer({root: {name: shapes[nesting], "dsWebContext": {"dsWebContext": {}}}})
    assert envelope.read_rows(body, LINES) == rows
    assert envelope.read_context(body) == {}


def test_the_own_table_goes_before_a_nested_one() -> None:
    inner = {"ttTDOSLIJNINTR": [{"bedrag": 1}], "ttTDOSLIJNWeb": [{"tdoslijn_id": "1"}]}
    body = envelope.open_answer({"response": {LINES: {LINES: inner}}})
    assert envelope.read_rows(body, LINES) == [{"tdoslijn_id": "1"}]


@pytest.mark.parametrize("empty", [{}, {LINES: {}}, [], {LINES: {"ttTDOSLIJNWeb": []}}])
def test_the_documented_empty_forms_are_empty(empty: Any) -> None:
    assert envelope.read_rows(envelope.open_answer({"response": {LINES: empty}}), LINES) == []


@pytest.mark.parametrize(
    "broken",
    [
        None,
        "",
        "none",
        7,
        {"ttTDOSLIJNWeb": None},
        {"ttTDOSLIJNWeb": "error"},
        {LINES: {"Error": "busy", "Code": "7"}},
        {"a": {}, "b": {}},
        ["text"],
        [None],
    ],
)
def test_what_does_not_parse_never_becomes_an_empty_list(broken: Any) -> None:
    body = envelope.open_answer({"response": {LINES: broken}})
    with pytest.raises(UnexpectedResponse):
        envelope.read_rows(body, LINES)


def test_an_absent_dataset_is_no_empty_list() -> None:
    with pytest.raises(UnexpectedResponse, match=LINES):
        envelope.read_rows(envelope.open_answer({"response": {}}), LINES)


@pytest.mark.parametrize("payload", [None, [], "x", 1, {}, {"response": []}, {"Error": "busy"}, {"a": {}}])
def test_another_root_is_refused(payload: Any) -> None:
    with pytest.raises(UnexpectedResponse):
        envelope.open_answer(payload)


def test_an_answer_nested_without_end_is_refused() -> None:
    payload: Any = []
    for _ in range(100):
        payload = {"response": payload}
    with pytest.raises(UnexpectedResponse):
        envelope.open_answer(payload)


def test_context_keys_lose_their_case_and_null_is_empty() -> None:
    rows = [{"ContextKey": "APIVersion", "CONTEXTVALUE": "1.08"}, {"contextkey": "X", "contextvalue": None}]
    body = envelope.open_answer({"response": {"dswebcontext": {"ttWebContext": rows}}})
    assert envelope.read_context(body) == {"apiversion": "1.08", "x": ""}


@given(
    st.recursive(
        st.none() | st.integers() | st.text(), lambda inner: st.lists(inner) | st.dictionaries(KEYS, inner)
    )
)
def test_any_payload_gives_rows_or_a_refusal(payload: Any) -> None:
    with suppress(UnexpectedResponse):
        body = envelope.open_answer({"response": {LINES: payload}})
        assert all(isinstance(row, dict) for row in envelope.read_rows(body, LINES))
