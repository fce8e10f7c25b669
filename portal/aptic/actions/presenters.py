"""Runs of actions, and what came back, as staff see them."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.aptic.actions.calling import Answer
from portal.aptic.models import RunState, ServiceRun
from portal.crm.document.field_tree import Field
from portal.crm.entry.convert import show
from portal.web.formats import moment, name_person

KINDS = {
    RunState.WAITING: "wait",
    RunState.SENDING: "wait",
    RunState.WORKING: "wait",
    RunState.DONE: "good",
    RunState.REFUSED: "bad",
    RunState.FAILED: "bad",
    RunState.UNKNOWN: "warn",
    RunState.CANCELLED: "info",
}
REASONS: Mapping[str, Any] = {
    "unavailable": gettext_lazy("Aptic did not answer. Nothing was done there."),
    "not-authorised": gettext_lazy("Aptic refuses the key of the portal. Nothing was done there."),
    "does-not-fit": gettext_lazy("It does not fit what Aptic takes. Nothing was sent."),
    "input-gone": gettext_lazy("What was filled in is no longer kept. Nothing was sent."),
    "job-failed": gettext_lazy("Aptic took it, but the work failed."),
    "by-hand": gettext_lazy("Somebody saw in Aptic that it is done."),
}
UNKNOWN = gettext_lazy("It was sent, but the answer is lost. Look in Aptic before you run it again.")
LONGEST_SHOWN = 20_000


@dataclass(frozen=True, slots=True)
class RunRow:
    """A run in the list, and the head of its page."""

    number: str
    title: str
    href: str
    who: str
    when: str
    file: str
    file_href: str
    kind_of_state: str
    state: str
    reason: str


def present_run(run: ServiceRun, numbers: Mapping[str, str]) -> RunRow:
    """One line of the list. ``numbers``: what people call the files, by id."""
    return RunRow(
        number=str(run.pk),
        title=run.action.local_title,
        href=reverse("service_calls:run", args=[run.pk]),
        who=name_person(run.asked_by),
        when=moment(run.asked_at),
        file=numbers.get(run.file_id, ""),
        file_href=reverse("case:case", args=[run.file_id]) if run.file_id else "",
        kind_of_state=KINDS[RunState(run.state)],
        state=str(RunState(run.state).label),
        reason=describe_reason(run),
    )


def describe_reason(run: ServiceRun) -> str:
    """The reason for its state; "" when nothing went wrong."""
    if run.state == RunState.UNKNOWN:
        return str(UNKNOWN)
    if run.reason in REASONS:
        return str(REASONS[run.reason])
    return _("Aptic understood it and refused it.") if run.state == RunState.REFUSED else ""


def present_facts(run: ServiceRun) -> list[tuple[str, str]]:
    """The data of a run besides what was filled in."""
    facts = [(_("Asked by"), name_person(run.asked_by)), (_("Asked on"), moment(run.asked_at))]
    if run.job_id:
        facts.append((_("Aptic’s name for the work"), run.job_id))
    if run.looked_at:
        facts.append((_("Last looked for the result"), moment(run.looked_at)))
    if run.ended_at:
        facts.append((_("Ended"), moment(run.ended_at)))
    return facts


def present_values(fields: Iterable[Field], values: Mapping[str, Any]) -> list[tuple[str, str]]:
    """What was filled in, by label; a value without a field under its own name."""
    fields = tuple(fields)
    shown = list(_present_fields(fields, values, ""))
    known = {one.name for one in fields}
    return shown + [(name, str(value)) for name, value in values.items() if name not in known]


def _present_fields(
    fields: Iterable[Field], values: Mapping[str, Any], before: str
) -> Iterator[tuple[str, str]]:
    for one in fields:
        value = values.get(one.name)
        if value is None or value == []:
            continue
        label = f"{before}{one.label}"
        if one.kind == "object" and isinstance(value, Mapping):
            yield from _present_fields(one.fields, value, f"{label}: ")
        elif one.kind == "list" and one.item is not None:
            yield label, ", ".join(show(one.item, item) for item in value)
        else:
            yield label, show(one, value)


@dataclass(frozen=True, slots=True)
class AnswerShown:
    """An answer on a page: plain ``rows`` where it has them, and its whole ``text``."""

    rows: tuple[tuple[str, str], ...] = ()
    text: str = ""
    said: tuple[str, ...] = ()
    is_cut: bool = False


def present_answer(answer: Answer | None) -> AnswerShown | None:
    """Aptic's answer; None when none is stored."""
    if answer is None:
        return None
    data = answer.data
    rows: list[tuple[str, str]] = []
    if isinstance(data, Mapping):
        rows = [(str(name), _format_value(value)) for name, value in data.items() if _is_plain(value)]
    text = "" if data in (None, "", {}) else _write(data)
    is_cut = answer.is_cut or len(text) > LONGEST_SHOWN
    return AnswerShown(tuple(rows), text[:LONGEST_SHOWN], answer.said, is_cut)


def _is_plain(value: Any) -> bool:
    return value is not None and isinstance(value, str | int | Decimal) and len(str(value)) <= 200


def _format_value(value: Any) -> str:
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    return str(value)


def _write(data: Any) -> str:
    if isinstance(data, str):
        return data
    return json.dumps(data, ensure_ascii=False, indent=2, default=_write_number)


def _write_number(value: Any) -> float | str:
    """A decimal as a JSON number where that loses nothing, else its digits as text."""
    return float(value) if Decimal(repr(float(value))) == value else format(value, "f")
