"""Where the window of an envelope is, by the country whose envelopes the office uses.

Millimetres of the A4 sheet, folded in three. Sources: Belgium NBN Z 01-002 and France AFNOR NF Z 11-001 have
the window at the right, the Netherlands NEN 1026 and Germany DIN 5008 form B at the left. A safe strip along
each edge is left free, because a sheet slides in its envelope.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from portal.letters.batch.address import PostalAddress
from portal.web.paper.sheet import LINE, break_lines, fit

SAFE_MM = 5
TOP_MM = 3
SIZES = (11, 10, 9, 8)
"""Of the letters, in points: machines of the post read no smaller ones."""


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


@dataclass(frozen=True, slots=True)
class Layout:
    """An address in lines that are as wide as the window. ``fits``: all of them are in it."""

    lines: tuple[str, ...]
    size: int
    fits: bool


def lay_out(address: PostalAddress, envelope: str, *, language: str) -> Layout:
    """The whole address, in letters as large as the window allows."""
    window = WINDOWS[envelope]
    width, height = window.width - 2 * SAFE_MM, window.height - 2 * SAFE_MM - TOP_MM
    written = address.list_lines(sent_from=envelope, language=language)
    for size in SIZES:
        lines = tuple(part for line in written for part in break_lines(fit(line), width_mm=width, size=size))
        if len(lines) * size * LINE <= height:
            return Layout(lines, size, fits=True)
    return Layout(lines, size, fits=False)


def fits_every_window(address: PostalAddress, *, language: str) -> bool:
    """Whether the whole address can be read through the window of any envelope."""
    return all(lay_out(address, envelope, language=language).fits for envelope in WINDOWS)
