"""What a phone loads of our scripts."""

import json
import re
from pathlib import Path

import pytest

from tests.prepared import Prepared

OWN = Path("static/js")
AT_MOST_BYTES = 20_000
HEAVIEST = ("portal", "line", "session", "safe", "htmx.min")
"""Of the plan page of somebody who wants nobody to see it: no page of a person has more."""


@pytest.fixture
def collected(prepared: Prepared) -> dict[str, Path]:
    """Where each file of the site is served from, by its own name."""
    folder = prepared.collect_static()
    names = json.loads((folder / "staticfiles.json").read_text())["paths"]
    return {name: folder / served for name, served in names.items()}


def test_the_scripts_of_a_page_are_light(collected: dict[str, Path]) -> None:
    served = [collected[f"js/{name}.js"] for name in HEAVIEST]
    assert sum(one.with_name(f"{one.name}.br").stat().st_size for one in served) <= AT_MOST_BYTES


def test_our_scripts_are_served_without_their_comments(collected: dict[str, Path]) -> None:
    own = [path.name for path in OWN.glob("*.js") if not path.name.endswith(".min.js")]
    for name in own:
        assert not re.search(r"/\*|^ |(^|\s)// ", collected[f"js/{name}"].read_text(), re.MULTILINE), name
    assert len(own) > 5
    htmx = "js/htmx.min.js"
    assert collected[htmx].read_bytes() == (OWN / "htmx.min.js").read_bytes()
