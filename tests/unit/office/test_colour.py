"""Whatever colour an office chooses, its pages can be read."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.office.colour import get_contrast, parse_colour
from portal.office.style import SURFACES, make_accents, make_office_style

COLOURS = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


def test_contrast_is_measured_as_the_standard_says() -> None:
    assert get_contrast((0, 0, 0), (255, 255, 255)) == pytest.approx(21)
    assert get_contrast((119, 119, 119), (255, 255, 255)) == pytest.approx(4.48, abs=0.01)
    assert get_contrast((9, 9, 9), (9, 9, 9)) == 1


@given(accent=COLOURS, scheme=st.sampled_from(sorted(SURFACES)))
def test_every_accent_is_mended_for_every_surface(accent: str, scheme: str) -> None:
    wanted = 7 if scheme.endswith("strong") else 4.5
    made = {name: parse_colour(value) for name, value in make_accents(accent, scheme).items()}
    for surface in SURFACES[scheme]:
        assert get_contrast(made["accent"], parse_colour(surface)) >= wanted
    assert get_contrast(made["accent"], made["accent-text"]) >= 4.5


def test_a_colour_that_is_fine_stays_as_chosen() -> None:
    assert make_accents("#1d4f5c", "light") == {"accent": "#1d4f5c", "accent-text": "#ffffff"}


@pytest.mark.parametrize("accent", ["", "red", "#12", "}body{display:none", "#gggggg"])
def test_what_is_no_colour_never_reaches_the_style_sheet(accent: str) -> None:
    assert make_office_style(accent) == make_office_style("#1d4f5c")


def test_the_surfaces_are_those_of_the_tokens() -> None:
    tokens = (Path(__file__).parents[3] / "static/css/tokens.css").read_text("utf-8")
    for name, index in [("surface", 0), ("surface-raised", 1), ("surface-sunken", 2)]:
        written = re.findall(rf"--{name}: (#\w+);", tokens)
        assert written == [surfaces[index] for surfaces in SURFACES.values()]
