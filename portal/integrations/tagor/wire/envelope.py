"""Tagor's envelope: how a request is wrapped, and how an inconsistent answer is unwrapped.

Requests: root ``request``, scalars flat, each dataset nested twice (parameter, dataset, temp-table).
Answers: root ``response`` or ``request``; datasets nested once or twice, under an inner name that need not
match; keys in any case. What does not parse is refused; only the documented empty forms are empty.
Source: OpenEdge's documented REST messages; samples in the public description of 2.00.0000B1.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from portal.integrations.errors import UnexpectedResponse

CONTEXT = "dsWebContext"
Row = Mapping[str, Any]
_DEEPEST = 40
_NESTED = (dict, list)


def build_body(
    scalars: Mapping[str, Any] | None = None, datasets: Mapping[str, Sequence[Row]] | None = None
) -> dict[str, Any]:
    """The body of a request: flat scalars and twice-nested datasets under ``request``."""
    body: dict[str, Any] = dict(scalars or {})
    for name, rows in (datasets or {}).items():
        body[name] = {name: {get_table_name(name): [dict(row) for row in rows]}}
    return {"request": body}


def build_context(context: Mapping[str, str]) -> list[Row]:
    """The rows of ``dsWebContext``."""
    return [{"ContextKey": key, "ContextValue": value} for key, value in context.items()]


def get_table_name(dataset: str) -> str:
    """The temp-table inside a dataset: ``tt`` and the dataset's own name."""
    return "tt" + dataset[2:]


def open_answer(payload: Any) -> dict[str, Any]:
    """The content of the root, all keys in lower case. Raises UnexpectedResponse for another root."""
    folded = _fold(payload, _DEEPEST)
    if isinstance(folded, dict):
        for root in ("response", "request"):
            if isinstance(inner := folded.get(root), dict):
                return inner
    raise UnexpectedResponse("answer has neither response nor request at its root")


def read_rows(body: Mapping[str, Any], dataset: str) -> list[dict[str, Any]]:
    """The rows of a dataset of an opened answer.

    Raises UnexpectedResponse when the parameter is not there at all, or holds neither rows nor a documented
    empty form.
    """
    name = dataset.lower()
    if name not in body:
        raise UnexpectedResponse(f"answer lacks {dataset}")
    found = _find_list(body[name], get_table_name(name), _DEEPEST)
    if found is None:
        raise UnexpectedResponse(f"{dataset} holds no rows")
    if not all(isinstance(row, dict) for row in found):
        raise UnexpectedResponse(f"{dataset} holds something other than rows")
    return found


def read_context(body: Mapping[str, Any]) -> dict[str, str]:
    """The key/value rows of ``dsWebContext``, keys in lower case."""
    context: dict[str, str] = {}
    for row in read_rows(body, CONTEXT):
        key, value = row.get("contextkey"), row.get("contextvalue")
        if not isinstance(key, str) or not isinstance(value, str | None):
            raise UnexpectedResponse("a context row is not a key and a text")
        context[key.lower()] = value or ""
    return context


def _find_list(value: Any, table: str, depth: int) -> list[Any] | None:
    """Descend to the first list; empty objects are an empty list, anything ambiguous is None."""
    if isinstance(value, list):
        return value
    if not isinstance(value, dict) or depth == 0:
        return None
    if not value:
        return []
    if isinstance(own := value.get(table), list):
        return own
    for child in value.values():
        if isinstance(child, list):
            return child
    inner = [child for child in value.values() if isinstance(child, dict)]
    return _find_list(inner[0], table, depth - 1) if len(inner) == 1 else None


def _fold(value: Any, depth: int) -> Any:
    """The same value with all keys in lower case; of two keys that become equal the first wins."""
    if depth == 0:
        raise UnexpectedResponse("answer is nested too deeply")
    if isinstance(value, list):
        return [_fold(child, depth - 1) for child in value]
    if not isinstance(value, dict):
        return value
    folded: dict[str, Any] = {}
    for key, child in value.items():
        # most values are scalars: no call for those
        folded.setdefault(key.lower(), _fold(child, depth - 1) if isinstance(child, _NESTED) else child)
    return folded
