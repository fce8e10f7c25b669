"""Where the window of an envelope is, by the country whose envelopes the office uses.

Millimetres of the A4 sheet, folded in three. Sources: Belgium NBN Z 01-002 and France AFNOR NF Z 11-001 have
the window at the right, the Netherlands NEN 1026 and Germany DIN 5008 form B at the left. A safe strip along
each edge is left free, because a sheet slides in its envelope.
"""

from collections.abc import Mapping
from dataclasses import dataclass

SAFE_MM = 5


@dataclass(frozen=True, slots=True)
class Window:
    """The visible part, from the top left corner of the sheet."""

    left: float
    top: float
    width: float
    height: float


WINDOWS: Mapping[str, Window] = {
    "BE": Window(left=105, top=45, width=95, height=40),
    "FR": Window(left=105, top=45, width=95, height=45),
    "NL": Window(left=20, top=45, width=95, height=40),
    "DE": Window(left=20, top=45, width=85, height=45),
}
