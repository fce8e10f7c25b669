"""The table of states and the table of decisions, drawn for the operator's guide."""

from itertools import product

from portal.plans.models import OPEN, State
from portal.plans.rules.decision_table import Facts, Outcome, Verdict, judge
from portal.plans.rules.decision_words import SENTENCES
from portal.plans.states import ON_ITS_WAY, TRANSITIONS

MARKS = {
    "states": ("<!-- states: begin -->", "<!-- states: end -->"),
    "verdicts": ("<!-- verdicts: begin -->", "<!-- verdicts: end -->"),
}
COLUMNS = (
    ("has_plan", "plan exists"),
    ("keeps_minimum", "minimum kept"),
    ("keeps_term", "term kept"),
    ("has_budget", "budget given"),
    ("is_below_protected", "takes protected income"),
    ("is_protection_unknown", "that cannot be judged"),
    ("is_large", "large debt"),
    ("auto_accepts", "accepts by itself"),
    ("is_office_closed", "office closed"),
    ("is_tagor_down", "Tagor down"),
)


def list_cells() -> list[Facts]:
    """Every combination of what can be known."""
    names = [name for name, _title in COLUMNS]
    return [
        Facts(**dict(zip(names, cell, strict=True))) for cell in product((False, True), repeat=len(names))
    ]


def draw_states() -> str:
    """The whole graph in Mermaid's words: one arrow for each step there is."""
    lines = ["stateDiagram-v2", f"    [*] --> {State.DRAFT}"]
    for source in State:
        lines += [f"    {source} --> {target}" for target in sorted(TRANSITIONS[source])]
    lines += [f"    {state} --> [*]" for state in State if not TRANSITIONS[state]]
    drawing = "\n".join(lines)
    return f"```mermaid\n{drawing}\n```\n\n{_list_groups()}"


def draw_verdicts() -> str:
    """For each outcome what decides it: yes, no, or · where it does not matter."""
    head = "| outcome | " + " | ".join(title for _name, title in COLUMNS) + " | goes to | sentence |"
    rule = "|" + " --- |" * (len(COLUMNS) + 3)
    cells = [(facts, judge(facts)) for facts in list_cells()]
    return "\n".join([head, rule, *(_draw_row(code, cells) for code in SENTENCES)])


def replace_drawings(text: str) -> str:
    """A document with the drawings of today between their marks. Raises: ValueError without the marks."""
    for name, drawing in (("states", draw_states()), ("verdicts", draw_verdicts())):
        begin, end = MARKS[name]
        before, found, rest = text.partition(begin)
        _old, found_end, after = rest.partition(end)
        if not found or not found_end:
            raise ValueError(f"no {begin} and {end} in the document")
        text = f"{before}{begin}\n\n{drawing}\n\n{end}{after}"
    return text


def _list_groups() -> str:
    still_open = ", ".join(f"`{state}`" for state in OPEN)
    on_its_way = ", ".join(f"`{state}`" for state in sorted(ON_ITS_WAY))
    return f"Open, at most one a file: {still_open}.\n\nIn the hands of the outbox: {on_its_way}."


def _draw_row(code: str, cells: list[tuple[Facts, Verdict]]) -> str:
    of_code = [(facts, verdict) for facts, verdict in cells if verdict.sentence_code == code]
    outcome = of_code[0][1]
    shown = [_draw_cell(name, [facts for facts, _verdict in of_code]) for name, _title in COLUMNS]
    return f"| {Outcome(outcome.outcome)} | {' | '.join(shown)} | `{outcome.state}` | {code} |"


def _draw_cell(name: str, cells: list[Facts]) -> str:
    values = {getattr(facts, name) for facts in cells}
    if len(values) == 2:
        return "·"
    return "yes" if values.pop() else "no"
