"""The columns of the desk's lists fit beside each other: what is cut off, nobody can read or press."""

import re
from collections.abc import Iterator

from tests.repo.files import ROOT


def list_sheets() -> Iterator[tuple[str, list[str]]]:
    """The kinds of column of every list that is written out, "" for those that share what is left."""
    for path in sorted((ROOT / "templates").rglob("*.html")):
        for sheet in re.findall(r"desk\.sheet\(.*?\[\n(.*?)\n\]", path.read_text("utf-8"), re.DOTALL):
            rows = [row.strip().rstrip(",") for row in sheet.splitlines()]
            yield path.name, [(re.findall(r', "(\w+)"\)(?=$| if )', row) or [""])[0] for row in rows]


def test_every_column_of_a_list_has_room_at_the_desk() -> None:
    """In hundredths of the list: columns of fixed width leave something for those that share the rest."""
    sheet = (ROOT / "static/css/desk.css").read_text("utf-8")
    widths = {
        kind: float(width)
        for kinds, width in re.findall(r"^\.sheet thead (.+?) \{ width: .*?([\d.]+)cqi", sheet, re.MULTILINE)
        for kind in re.findall(r"\.(\w+)", kinds)
    }
    assert widths["wide"] == 30
    sheets = list(list_sheets())
    assert len(sheets) > 15
    narrow = [
        (name, kinds)
        for name, kinds in sheets
        if 100 - sum(widths.get(kind, 0) for kind in kinds) < 6 * sum(kind not in widths for kind in kinds)
    ]
    assert not narrow
