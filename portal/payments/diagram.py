"""The table of states as a picture, in Mermaid's words, for the operator's guide."""

from portal.payments.attempt.states import FINAL, OPEN, TABLE
from portal.payments.models import State

BEGIN, END = "<!-- states: begin -->", "<!-- states: end -->"


def draw_states() -> str:
    """The whole graph: one arrow from a state to another, with every event that makes the move."""
    arrows: dict[tuple[State, State], list[str]] = {}
    for (source, event), target in TABLE.items():
        arrows.setdefault((source, target), []).append(event.value)
    lines = ["stateDiagram-v2", f"    [*] --> {State.CREATED}"]
    for (source, target), events in sorted(arrows.items()):
        lines.append(f"    {source} --> {target}: {', '.join(sorted(events))}")
    leaving = {source for source, _event in TABLE}
    lines += [f"    {state} --> [*]" for state in sorted(set(State) - leaving)]
    return "\n".join(lines)


def list_groups() -> str:
    """Which states are asked about and which never leave, as a line each."""
    asked, final = ", ".join(f"`{state}`" for state in OPEN), ", ".join(f"`{state}`" for state in FINAL)
    return f"Asked about until they are booked: {asked}.\n\nFinal: {final}."


def replace_drawing(text: str) -> str:
    """A document with the drawing of today between the two marks. Raises: ValueError without the marks."""
    before, begin, rest = text.partition(BEGIN)
    _old, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError(f"no {BEGIN} and {END} in the document")
    return f"{before}{BEGIN}\n\n```mermaid\n{draw_states()}\n```\n\n{list_groups()}\n\n{END}{after}"
