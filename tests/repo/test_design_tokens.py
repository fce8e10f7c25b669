"""Every pair of colours in the design tokens can be told apart, in each scheme."""

import re

import pytest

from portal.office.colour import get_contrast, parse_colour
from tests.repo.files import ROOT

TOKENS = ROOT / "static" / "css" / "tokens.css"
SCHEMES = ["light", "dark", "light-strong", "dark-strong"]
SURFACES = ["surface", "surface-raised", "surface-sunken"]
STATES = ["good", "wait", "warn", "bad", "info"]

TEXT_PAIRS = [
    *((word, surface) for word in ("text", "text-quiet", "accent") for surface in SURFACES),
    *((state, surface) for state in STATES for surface in ("surface", "surface-raised")),
    *((state, f"{state}-surface") for state in STATES),
    *(("text", f"{state}-surface") for state in STATES),
    ("accent-text", "accent"),
]
MARK_PAIRS = [(mark, surface) for mark in ("line-strong", "focus") for surface in SURFACES]


def read_schemes() -> dict[str, dict[str, str]]:
    """The colours of each scheme; a later one fills up from the earlier."""
    blocks = re.findall(r":root \{(.*?)\}", TOKENS.read_text("utf-8"), re.DOTALL)
    assert len(blocks) == len(SCHEMES)
    found = [dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", block)) for block in blocks]
    light, dark, light_strong, dark_strong = found
    return {
        "light": light,
        "dark": {**light, **dark},
        "light-strong": {**light, **light_strong},
        "dark-strong": {**light, **dark, **light_strong, **dark_strong},
    }


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize(("word", "surface"), TEXT_PAIRS)
def test_words_can_be_read(scheme: str, word: str, surface: str) -> None:
    colours = read_schemes()[scheme]
    least = 7 if scheme.endswith("strong") else 4.5
    assert get_contrast(parse_colour(colours[word]), parse_colour(colours[surface])) >= least


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize(("mark", "surface"), MARK_PAIRS)
def test_borders_of_fields_and_focus_can_be_seen(scheme: str, mark: str, surface: str) -> None:
    colours = read_schemes()[scheme]
    assert get_contrast(parse_colour(colours[mark]), parse_colour(colours[surface])) >= 3


@pytest.mark.parametrize("scheme", SCHEMES[1:])
def test_each_scheme_sets_every_colour(scheme: str) -> None:
    blocks = re.findall(r":root \{(.*?)\}", TOKENS.read_text("utf-8"), re.DOTALL)
    names = [set(re.findall(r"--([\w-]+): #[0-9a-f]{6};", block)) for block in blocks]
    assert names[SCHEMES.index(scheme)] == names[0]


def test_the_other_style_sheets_take_their_colours_from_the_tokens() -> None:
    for name in ("base.css", "components.css"):
        words = (ROOT / "static" / "css" / name).read_text("utf-8").partition("@media print")[0]
        # A QR code is black on white in every scheme: cameras need that.
        assert set(re.findall(r"#[0-9a-fA-F]{3,8}\b", words)) <= {"#ffffff"}, name


def test_every_token_used_is_defined() -> None:
    defined = set(re.findall(r"--([\w-]+):", TOKENS.read_text("utf-8")))
    for sheet in (ROOT / "static" / "css").glob("*.css"):
        used = set(re.findall(r"var\(--([\w-]+)\)", sheet.read_text("utf-8")))
        assert used <= defined, f"{sheet.name}: {used - defined}"
